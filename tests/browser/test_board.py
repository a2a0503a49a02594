"""The board in a real browser: alive by itself, drawn and told, zoomed by a drag, and for everyone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import Event, Role

from .test_for_everyone import LOOKS, SIZES, complaints_of_axe, is_wider_than_the_screen, small_targets
from .until import until

WALL = {"wall": (1920, 1080)}
LIVE = 4_000  # within three seconds, and what a busy machine adds
DRAWN = """() => Object.fromEntries(Chart.getChart(document.querySelector(".chart canvas"))
    .data.datasets.map(({ label, data }) => [label, data.reduce((sum, people) => sum + people, 0)]))"""


@pytest.fixture
def three(event, arrive, let_in, make_tablet):
    """Three people came within the last hour, at two gates."""
    now = timezone.now()
    Event.objects.update(max_tickets=100, issued_tickets=90, sold_tickets=90, available=10, read_at=now)
    gates = make_tablet("Portão A", battery=9), make_tablet("Portão B", seen_at=now - timedelta(minutes=2))
    for minutes, gate in ((50, gates[0]), (30, gates[1]), (0, gates[0])):
        let_in(arrive("Ana Conceição"), now=now - timedelta(minutes=minutes), tablet=gate)


@pytest.fixture
def board(sign_in, context, make_person, event, three):
    """A lead's board."""
    page = sign_in(context, make_person("lia", Role.LEAD))
    page.goto(f"{event.get_absolute_url()}attendance/?span=hour&step=5")
    return page


def drawn(page):
    """The chart as Chart.js holds it: gate by gate, the people of all its bars."""
    return page.evaluate(DRAWN)


def entered(page):
    return page.locator(".figure", has_text="Entraram").locator("strong")


def test_who_comes_shows_by_itself(board, arrive, let_in):
    expect(entered(board)).to_have_text("3")
    let_in(arrive("Yasmin Peçanha")), let_in(code="NOBODYHASTHIS00")
    expect(entered(board)).to_have_text("4", timeout=LIVE)
    expect(board.locator(".line").first).to_contain_text("NOBO…S00")
    expect(board.locator(".line").nth(1)).to_contain_text("Yasmin Peçanha")


def test_the_chart_is_drawn_from_the_table_and_follows_it(board, arrive, let_in):
    assert drawn(board) == {"Portão A": 2, "Portão B": 1}
    let_in(arrive())
    board.wait_for_function("() => Chart.getChart(document.querySelector('.chart canvas')).data.datasets.length === 3")
    assert drawn(board) == {"Portão A": 2, "Portão B": 1, "Sem portão": 1}


def test_a_drag_over_the_chart_shows_that_time(board):
    box = board.locator(".chart canvas").bounding_box()
    board.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 150)
    board.mouse.down()
    board.mouse.move(box["x"] + box["width"] * 0.7, box["y"] + 150)
    expect(board.locator(".chart-drag")).to_be_visible()
    board.mouse.up()
    board.wait_for_url("**since=**")
    until(board, f"Object.values(({DRAWN})()).reduce((sum, people) => sum + people, 0) < 3")
    expect(board.locator(".choices [aria-current]")).to_have_count(1)


def test_what_was_opened_and_focused_stays_so_while_it_renews_itself(board, arrive, let_in):
    board.get_by_text("Como tabela").click()
    since = board.get_by_label("De", exact=True)
    since.fill("2026-11-22T18:00")
    let_in(arrive())
    expect(entered(board)).to_have_text("4", timeout=LIVE)
    expect(board.locator("#arrivals")).to_be_visible()
    expect(since).to_be_focused()
    expect(since).to_have_value("2026-11-22T18:00")


def test_a_link_keeps_its_focus_and_its_choice_by_keyboard(board, arrive, let_in):
    board.get_by_role("link", name="15 min").focus()
    board.keyboard.press("Enter")
    expect(board.get_by_role("link", name="15 min")).to_have_attribute("aria-current", "true")
    assert "step=15" in board.url
    let_in(arrive())
    expect(entered(board)).to_have_text("4", timeout=LIVE)
    expect(board.get_by_role("link", name="15 min")).to_be_focused()


def test_a_full_hall_is_announced_once(board, arrive, let_in):
    board.evaluate("""() => { window.said = []; new MutationObserver(() =>
        said.push(document.querySelector(".capacity-word").textContent)).observe(
        document.querySelector(".capacity-word"), { childList: true, characterData: true, subtree: true }) }""")
    Event.objects.update(max_tickets=3)
    expect(board.locator(".capacity-word")).to_have_text("Lotado", timeout=LIVE)
    for people in (4, 5):
        let_in(arrive())
        expect(entered(board)).to_have_text(str(people), timeout=LIVE)
    assert board.evaluate("said") == ["Lotado"]


def test_a_lost_connection_is_said_and_ends(board, context, allow_complaints):
    context.set_offline(True)
    expect(board.get_by_text("sem rede")).to_be_visible(timeout=LIVE)
    context.set_offline(False)
    expect(board.get_by_text("ao vivo")).to_be_visible(timeout=LIVE)


def test_without_scripts_it_is_a_table(another_browser, sign_in, make_person, event, three):
    page = sign_in(another_browser(java_script_enabled=False), make_person("otto", Role.ORGANIZER))
    page.goto(f"{event.get_absolute_url()}attendance/")
    expect(page.locator(".chart")).to_be_hidden()
    page.get_by_text("Como tabela").click()
    expect(page.locator("#arrivals")).to_contain_text("Portão B")
    page.get_by_role("link", name="1 h", exact=True).click()
    expect(page.get_by_role("heading", name="Chegadas a cada hora")).to_be_visible()


def test_a_lead_finds_it_from_the_door(board, event):
    board.goto(event.get_absolute_url())
    board.locator(".menu-open").click()
    board.get_by_role("link", name="Painel").click()
    expect(board.get_by_role("link", name="Painel")).to_have_attribute("aria-current", "page")


@pytest.mark.parametrize(("theme", "size"), [*LOOKS, *(("dark", size) for size in WALL)])
def test_it_is_for_everyone(another_browser, sign_in, make_person, event, three, arrive, let_in, theme, size):
    let_in(ana := arrive("Ana de Albuquerque Cavalcanti e Bragança de Orleans", batch="VIP")), let_in(ana)
    Event.objects.update(max_tickets=4)
    width, height = (SIZES | WALL)[size]
    browser = another_browser(viewport={"width": width, "height": height}, color_scheme=theme)
    page = sign_in(browser, make_person("otto", Role.ORGANIZER))
    page.goto(f"{event.get_absolute_url()}attendance/?span=hour&step=15")
    page.get_by_text("Como tabela").click()
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []
    assert not is_wider_than_the_screen(page)


def test_a_pass_that_ran_out_is_renewed_unnoticed(board, context, arrive, let_in):
    context.clear_cookies(name="attendance")
    let_in(arrive())
    expect(entered(board)).to_have_text("4", timeout=LIVE)
    assert "attendance" in {cookie["name"] for cookie in context.cookies(f"{board.url.split('?')[0]}live/")}
