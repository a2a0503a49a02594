"""Typing ticks back in, in a real browser: by keyboard alone, and through a network that fails."""

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn, Role
from participants.paper import number_of
from participants.paper.numbers import first_key

from .test_for_everyone import complaints_of_axe, is_wider_than_the_screen, small_targets

PAGES = ["exports/", "gate-list/", "ticks/", "report/"]
SIZES = {"landscape": (1180, 820), "phone": (412, 860)}


@pytest.fixture
def otto(make_person):
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def people(arrive):
    return [arrive(f"{name} Souza") for name in ("Ana", "Bia", "Caio")]


@pytest.fixture
def numbers(people, event):
    return [number_of(one.pk, first_key(event)) for one in people]


@pytest.fixture
def desk(sign_in, context, otto, event, people):
    page = sign_in(context, otto)
    page.goto(f"{event.get_absolute_url()}ticks/")
    return page


def test_number_after_number_by_keyboard_alone(desk, numbers):
    for number in numbers:
        desk.keyboard.type(number)
        desk.keyboard.press("Enter")
    expect(desk.locator(".tick.is-in")).to_have_count(3)
    expect(desk.locator("[data-counts='.tick.is-in']")).to_have_text("3")
    assert CheckIn.objects.filter(source="paper").count() == 3


def test_pasted_lines_are_each_a_tick(desk, numbers):
    desk.fill("textarea", "\n".join(numbers))
    desk.keyboard.press("Enter")
    expect(desk.locator(".tick.is-in")).to_have_count(3)


def test_a_wrong_line_stays_and_is_corrected(desk, numbers):
    desk.keyboard.type("99999")
    desk.keyboard.press("Enter")
    expect(desk.locator(".tick.is-wrong")).to_have_count(1)
    desk.locator(".tick-correction input").fill(numbers[0])
    desk.keyboard.press("Enter")
    expect(desk.locator(".tick.is-in")).to_have_count(1)
    expect(desk.locator(".tick.is-wrong")).to_have_count(0)
    expect(desk.locator("textarea")).to_be_focused()


def test_a_wrong_line_is_left_out(desk):
    desk.keyboard.type("99999")
    desk.keyboard.press("Enter")
    desk.get_by_role("button", name="Deixar de fora").click()
    expect(desk.locator(".tick")).to_have_count(0)
    desk.reload()
    expect(desk.locator(".tick")).to_have_count(0)


def test_a_network_that_fails_loses_nothing(desk, context, numbers, allow_complaints):
    context.set_offline(True)
    for number in numbers:
        desk.keyboard.type(number)
        desk.keyboard.press("Enter")
    expect(desk.locator("#ticks-lost")).to_be_visible()
    expect(desk.locator(".tick.is-waiting")).to_have_count(3)
    context.set_offline(False)
    expect(desk.locator(".tick.is-in")).to_have_count(3, timeout=10_000)
    expect(desk.locator("#ticks-lost")).to_be_hidden()
    assert CheckIn.objects.count() == 3


def test_lines_outlive_the_page(desk, context, numbers, allow_complaints):
    context.set_offline(True)
    desk.keyboard.type(numbers[0])
    desk.keyboard.press("Enter")
    expect(desk.locator("#ticks-lost")).to_be_visible()
    context.set_offline(False)
    desk.reload()
    expect(desk.locator(".tick.is-in")).to_have_count(1, timeout=10_000)


def test_an_answer_that_was_lost_lets_nobody_in_twice(desk, numbers, allow_complaints):
    lost = []

    def lose_the_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch())
            route.abort()
        else:
            route.continue_()

    desk.route("**/ticks/", lose_the_first)
    desk.keyboard.type(numbers[0])
    desk.keyboard.press("Enter")
    expect(desk.locator(".tick.is-in")).to_have_count(1, timeout=10_000)
    assert CheckIn.objects.count() == 1


def test_a_session_that_ends_keeps_the_lines(desk, context, numbers, allow_complaints):
    context.clear_cookies()
    desk.keyboard.type(numbers[0])
    desk.keyboard.press("Enter")
    expect(desk.locator("#ticks-signed-out")).to_be_visible()
    expect(desk.locator(".tick.is-waiting")).to_have_count(1)


def test_without_scripts_it_is_a_form(another_browser, sign_in, otto, event, numbers):
    page = sign_in(another_browser(java_script_enabled=False), otto)
    page.goto(f"{event.get_absolute_url()}ticks/")
    page.fill("textarea", f"{numbers[0]}\n99999")
    page.get_by_role("button", name="Entrar").click()
    expect(page.locator(".tick.is-in")).to_have_count(1)
    expect(page.locator("textarea")).to_have_value("99999")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_the_pages_are_for_everyone(another_browser, sign_in, otto, event, people, let_in, scheme, size):
    let_in(people[0])
    width, height = SIZES[size]
    page = sign_in(another_browser(viewport={"width": width, "height": height}, color_scheme=scheme), otto)
    for address in PAGES:
        page.goto(event.get_absolute_url() + address)
        assert (address, complaints_of_axe(page)) == (address, [])
        assert (address, small_targets(page)) == (address, [])
        assert (address, is_wider_than_the_screen(page)) == (address, False)
    page.goto(f"{event.get_absolute_url()}gate-list/print/")
    assert complaints_of_axe(page) == []


def test_lines_and_their_verdicts_are_for_everyone(desk, numbers, let_in, people):
    let_in(people[0])
    desk.fill("textarea", "\n".join([*numbers[:2], "99999"]))
    desk.keyboard.press("Enter")
    expect(desk.locator(".tick.is-wrong")).to_have_count(1)
    assert complaints_of_axe(desk) == []
    assert small_targets(desk) == []
