"""axe finds nothing, targets are large, and nothing is cut off: on every page, in both themes and languages."""

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import Reading, Role, SyncRun
from participants.notes import About, add_note

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
SIZES = {"landscape": (1180, 820), "portrait": (820, 1180), "phone": (412, 860)}
# Each size and each theme; both themes where there is least room.
LOOKS = [("light", "landscape"), ("dark", "portrait"), ("light", "phone"), ("dark", "phone")]
in_every_look = pytest.mark.parametrize(("theme", "size"), LOOKS)


def complaints_of_axe(page):
    page.wait_for_load_state()  # an expectation may be met while the rest of its page is still on the way
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run(document, {rules: {'target-size': {enabled: true}}})")["violations"]
    return [(one["id"], [node["html"][:160] for node in one["nodes"]]) for one in found]


def small_targets(page):
    return page.evaluate("""() => [...document.querySelectorAll("a, button, input:not([type=hidden]), summary")]
        .filter(one => one.checkVisibility() && !one.closest(".skip, .visually-hidden"))
        .map(one => [one.outerHTML.slice(0, 80), (one.closest("label") ?? one).getBoundingClientRect()])
        .filter(([, box]) => box.height < 48 || box.width < 48)
        .map(([html]) => html)""")


def is_wider_than_the_screen(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def screen(theme, size, another_browser, sign_in, rita, event, arrive, let_in, withdrawn):
    """The door with every kind of row, on a screen of this size."""
    arrive("Ana Aberta", order_id="order-1"), arrive("Ana da Família", order_id="order-1"), arrive("", email="ana@x.y")
    arrive("Ana Cancelada", **withdrawn)
    let_in(arrive("Ana Que Entrou com um Nome Comprido de Albuquerque Cavalcanti e Bragança", batch="VIP"))
    width, height = SIZES[size]
    page = sign_in(another_browser(viewport={"width": width, "height": height}, color_scheme=theme), rita)
    page.goto(event.get_absolute_url())
    return page


def verdicts(page):
    yield "idle"
    page.fill("#q", "ana")
    expect(page.locator(".person")).to_have_count(5)
    yield "rows"
    page.get_by_role("button", name="Entrar Ana Aberta").click()
    expect(page.locator(".verdict.is-in")).to_be_visible()
    yield "in"
    page.fill("#q", "NOBODYHASTHIS00")
    page.press("#q", "Enter")
    expect(page.locator(".verdict.is-stop")).to_be_visible()
    yield "stop"
    page.locator(".menu-open").click()
    yield "menu"


@in_every_look
def test_the_door_is_for_everyone_in_every_state(screen):
    for state in verdicts(screen):
        screen.wait_for_timeout(200)
        assert (state, complaints_of_axe(screen)) == (state, [])
        assert (state, small_targets(screen)) == (state, [])
        assert (state, is_wider_than_the_screen(screen)) == (state, False)


@in_every_look
@pytest.mark.parametrize("address", ["/sign-in/", "/?all", "/nothing/here/"])
def test_the_pages_around_it_are_for_everyone(
    another_browser, sign_in, rita, event, theme, size, address, allow_complaints
):
    width, height = SIZES[size]
    page = sign_in(another_browser(viewport={"width": width, "height": height}, color_scheme=theme), rita)
    page.goto(address)
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []
    assert not is_wider_than_the_screen(page)


@in_every_look
def test_the_page_of_reads_is_for_everyone_in_every_state(
    another_browser, sign_in, make_person, event, arrive, theme, size
):
    now = timezone.now()
    type(event).objects.update(read_at=now, trouble="unavailable", trouble_since=now)
    Reading.objects.create(event=event, held=[arrive("Ana").pk])
    SyncRun.objects.create(event=event, started_at=now, listed=1, expected=2)
    for status in ("done", "held", "failed"):
        SyncRun.objects.create(event=event, started_at=now, finished_at=now, status=status, error="unavailable")
    width, height = SIZES[size]
    browser = another_browser(viewport={"width": width, "height": height}, color_scheme=theme)
    page = sign_in(browser, make_person("otto", Role.ORGANIZER))
    page.goto(f"{event.get_absolute_url()}reads/")
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []
    assert not is_wider_than_the_screen(page)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_leads_choice_and_an_old_copy_are_for_everyone(another_browser, sign_in, make_person, event, arrive, theme):
    arrive("Ana", code="YRC3IQGCR24TWKT", attention="refunded", attention_at=timezone.now())
    page = sign_in(another_browser(color_scheme=theme), make_person("lia", Role.LEAD))
    page.goto(event.get_absolute_url())
    page.fill("#q", "YRC3IQGCR24TWKT")
    page.press("#q", "Enter")
    page.get_by_text("Liberar mesmo assim").click()
    expect(page.locator(".stale")).to_be_visible()
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []


@in_every_look
def test_an_opened_row_and_what_it_does_are_for_everyone(
    another_browser, sign_in, make_person, event, arrive, theme, size
):
    people = [arrive(f"{name} Souza", order_id="order-1") for name in ("Ana", "Bia", "Caio")]
    lia = make_person("lia", Role.LEAD)
    add_note(people[0], About.PARTICIPANT, "Pergunte pelo Otto", person=lia, now=timezone.now())
    width, height = SIZES[size]
    page = sign_in(another_browser(viewport={"width": width, "height": height}, color_scheme=theme), lia)
    page.goto(f"{event.get_absolute_url()}?q=souza&open={people[0].pk}")
    expect(page.locator(".opened")).to_be_visible()
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []
    page.get_by_role("button", name="Liberar os 3 marcados").click()
    expect(page.locator(".verdict-list")).to_be_visible()
    page.wait_for_timeout(200)
    assert complaints_of_axe(page) == []
    assert not is_wider_than_the_screen(page)


@in_every_look
@pytest.mark.parametrize("address", ["checkpoints/", "checkpoints/new/", "?way=out&q=ana"])
def test_checkpoints_and_exits_are_for_everyone(
    another_browser, sign_in, make_person, event, entrance, arrive, let_in, theme, size, address
):
    type(entrance).objects.update(has_exit=True)
    let_in(arrive("Ana"))
    width, height = SIZES[size]
    browser = another_browser(viewport={"width": width, "height": height}, color_scheme=theme)
    page = sign_in(browser, make_person("otto", Role.ORGANIZER))
    page.goto(event.get_absolute_url() + address)
    assert complaints_of_axe(page) == []
    assert small_targets(page) == []
    assert not is_wider_than_the_screen(page)


def test_at_twice_the_size_nothing_is_lost(another_browser, sign_in, rita, event, arrive):
    arrive("Ana")
    page = sign_in(another_browser(viewport={"width": 590, "height": 410}, device_scale_factor=2), rita)
    page.goto(f"{event.get_absolute_url()}?q=ana")
    assert not is_wider_than_the_screen(page)
    expect(page.get_by_role("button", name="Entrar Ana")).to_be_visible()


@in_every_look
def test_no_row_moves_when_a_verdict_comes(screen):
    screen.fill("#q", "ana")
    expect(screen.locator(".person")).to_have_count(5)
    before = screen.locator(".person").last.bounding_box()
    screen.get_by_role("button", name="Entrar Ana Aberta").click()
    expect(screen.locator(".verdict.is-in")).to_be_visible()
    screen.wait_for_timeout(400)
    assert screen.locator(".person").last.bounding_box() == before


@pytest.mark.parametrize(("language", "word"), [("pt-BR", "Lotação"), ("en-GB", "Capacity")])
def test_the_door_speaks_both_languages(another_browser, sign_in, rita, event, language, word):
    page = sign_in(another_browser(locale=language), rita)
    page.goto(event.get_absolute_url())
    expect(page.locator(".counter dt").first).to_have_text(word)


def test_a_chosen_theme_stays(door, event):
    door.locator(".menu-open").click()
    door.get_by_role("button", name="Escuro").click()
    expect(door.locator("html")).to_have_attribute("data-theme", "dark")
    door.goto(event.get_absolute_url())
    assert door.evaluate("getComputedStyle(document.documentElement).backgroundColor") == "rgb(16, 20, 19)"
