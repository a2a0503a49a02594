"""Before the door opens: each light is tried on the tablet, says what to do, and is told to the board."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants import access
from participants.tablets import browser_of, cookie_of
from participants.tablets.keys import hash_of

from .test_for_everyone import SIZES, complaints_of_axe, in_every_look, is_wider_than_the_screen, small_targets

KEPT = """navigator.storage.persisted = async () => true
navigator.storage.estimate = async () => ({ quota: 5e9, usage: 1e9 })"""


@pytest.fixture
def browser(whole_chromium):
    return whole_chromium


@pytest.fixture
def paired(event, make_tablet, arrive, context, site, complaints):
    """The pre-flight page of a paired tablet, which is a row too: `page.tablet`."""
    arrive("Ana")
    type(event).objects.update(read_at=timezone.now())
    page = context.new_page()
    agent = page.evaluate("navigator.userAgent")
    page.tablet = make_tablet(key_hash=hash_of("secret"), browser=browser_of(agent))
    context.add_cookies([{"name": access.TABLET_COOKIE, "value": cookie_of(page.tablet, "secret"), "url": site}])
    page.add_init_script(KEPT)
    page.goto(f"{event.get_absolute_url()}tablet/")
    return page


def light(page, name):
    return page.locator(f"[data-light={name}]")


def said(page, name):
    return light(page, name).locator("[data-says]:visible")


def is_state(page, name, state):
    expect(light(page, name)).to_have_attribute("data-state", state)


def told(page, name, value):
    """Wait until the tablet has told the server."""
    for _ in range(50):
        page.tablet.refresh_from_db()
        if page.tablet.lights.get(name) == value:
            return True
        page.wait_for_timeout(100)
    return False


def hear(page, answer="Sim, ouvi"):
    light(page, "sound").get_by_role("button", name="Testar o som").click()
    light(page, "sound").get_by_role("button", name=answer).click()


def scan(page, code="PORTARIA-TESTE"):
    page.fill("#code", code)
    page.press("#code", "Enter")


def test_what_needs_nobody_is_tried_at_once_and_told(paired):
    for name in ("clock", "storage", "connection", "list"):
        is_state(paired, name, "green")
        assert told(paired, name, "green")
    assert paired.tablet.lights["free_mb"] == 4000
    assert paired.tablet.lights["connection_ms"] >= 0
    assert paired.tablet.lights_at is not None


def test_a_sound_is_green_for_who_heard_it(paired):
    is_state(paired, "sound", "none")
    hear(paired)
    is_state(paired, "sound", "green")
    assert told(paired, "sound", "green")


def test_and_red_for_who_did_not_with_what_to_do(paired):
    hear(paired, "Não")
    is_state(paired, "sound", "red")
    expect(said(paired, "sound")).to_contain_text("Aumente o volume")
    assert told(paired, "sound", "red")


def test_a_sound_that_is_off_is_said(paired):
    light(paired, "sound").get_by_role("button", name="Sem som").click()
    is_state(paired, "sound", "amber")
    expect(light(paired, "sound").get_by_role("button", name="Sim, ouvi")).to_be_hidden()


def test_a_scanner_reads_the_test_code(paired):
    scan(paired)
    is_state(paired, "camera", "green")
    assert told(paired, "camera", "green")


def test_and_is_told_when_it_reads_something_else(paired):
    scan(paired, "PORTARIA")
    is_state(paired, "camera", "red")
    expect(said(paired, "camera")).to_contain_text("não é o código de teste")


def test_the_test_code_is_shown_for_another_tablet(paired):
    expect(paired.locator(".test-code .qr")).to_be_hidden()
    paired.get_by_text("Mostrar o código de teste").click()
    expect(paired.locator(".test-code .qr")).to_be_visible()


@pytest.mark.parametrize(("hours", "says"), [(1, "adiantado"), (-1, "atrasado")])
def test_a_wrong_clock_is_corrected_and_said(paired, hours, says):
    paired.add_init_script(f"const real = Date.now; Date.now = () => real() + {hours} * 3600e3")
    paired.reload()
    is_state(paired, "clock", "amber")
    expect(said(paired, "clock")).to_contain_text(says)
    expect(said(paired, "clock")).to_contain_text("3.600")
    assert told(paired, "clock", "amber")
    assert abs(paired.tablet.lights["clock_ms"] - hours * 3_600_000) < 2000


def test_a_slow_connection_is_said(paired):
    paired.add_init_script("const real = performance.now.bind(performance); performance.now = () => real() * 1000")
    paired.reload()
    expect(light(paired, "connection")).not_to_have_attribute("data-state", "green")
    expect(said(paired, "connection")).to_contain_text("Wi-Fi")


def test_no_connection_is_red_and_told_once_there_is_one(paired, context, allow_complaints):
    assert told(paired, "connection", "green")
    context.set_offline(True)
    paired.get_by_role("button", name="Testar de novo").click()
    is_state(paired, "connection", "red")
    expect(paired.locator(".pre-flight-untold")).to_be_visible()
    context.set_offline(False)
    is_state(paired, "connection", "green")
    expect(paired.locator(".pre-flight-untold")).to_be_hidden()


def test_storage_that_may_be_thrown_away_asks_to_install(paired):
    paired.add_init_script("navigator.storage.persisted = navigator.storage.persist = async () => false")
    paired.reload()
    is_state(paired, "storage", "amber")
    expect(said(paired, "storage")).to_contain_text("Instale a Portaria")


def test_a_screen_that_may_go_dark_is_said(paired):
    paired.add_init_script("Object.defineProperty(navigator, 'wakeLock', { value: undefined })")
    paired.reload()
    is_state(paired, "awake", "amber")


def test_an_empty_list_is_red(paired, event):
    event.participants.all().delete()
    paired.reload()
    is_state(paired, "list", "red")
    expect(light(paired, "list")).to_contain_text("A lista está vazia")


def test_all_green_opens_the_door(paired):
    expect(paired.locator(".pre-flight-green")).to_be_hidden()
    scan(paired)
    hear(paired)
    expect(paired.locator("[data-green]")).to_have_text("7")
    expect(paired.locator(".pre-flight-green")).to_be_visible()
    paired.locator("main").get_by_role("link", name="Abrir a portaria").click()
    expect(paired.locator("#q")).to_be_visible()
    expect(paired.locator(".header-title")).to_contain_text("Gate A · 1")


def test_what_was_tried_stays_green_when_the_page_is_loaded_again(paired):
    scan(paired)
    hear(paired)
    assert told(paired, "sound", "green")
    paired.reload()
    is_state(paired, "camera", "green")
    is_state(paired, "sound", "green")
    expect(said(paired, "sound")).to_contain_text("já foi ouvido")


def test_ones_own_device_tells_nobody(door, event):
    told = []
    door.on("request", lambda request: told.append(request.url) if request.method == "POST" else None)
    door.goto(f"{event.get_absolute_url()}tablet/")
    is_state(door, "connection", "green")
    scan(door)
    is_state(door, "camera", "green")
    door.wait_for_timeout(500)
    assert told == []


@in_every_look
def test_it_is_for_everyone_in_every_state(paired, size, theme):
    paired.emulate_media(color_scheme=theme)
    paired.set_viewport_size(dict(zip(("width", "height"), SIZES[size], strict=True)))
    scan(paired, "x")
    light(paired, "sound").get_by_role("button", name="Testar o som").click()
    paired.get_by_text("Mostrar o código de teste").click()
    assert complaints_of_axe(paired) == []
    assert small_targets(paired) == []
    assert not is_wider_than_the_screen(paired)
    scan(paired)
    light(paired, "sound").get_by_role("button", name="Sim, ouvi").click()
    expect(paired.locator(".pre-flight-green")).to_be_visible()
    assert complaints_of_axe(paired) == []


def test_it_works_by_keyboard_alone(paired):
    paired.locator(".sound-test").focus()
    paired.keyboard.press("Enter")
    paired.keyboard.press("Tab")
    paired.keyboard.press("Enter")
    is_state(paired, "sound", "green")


def test_the_doors_menu_leads_to_it(door):
    door.locator(".menu-open").click()
    door.get_by_role("link", name="Testar este aparelho").click()
    is_state(door, "connection", "green")
