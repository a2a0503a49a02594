"""A server that answers late or never: what is shown, what may be done, and that nobody is let in twice."""

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn

from .test_for_everyone import complaints_of_axe, small_targets


@pytest.fixture
def slow(door, arrive, event):
    """Rita's door on a tablet whose clock a test may put forward; `slow.held` are requests that reach no server yet."""
    arrive("Ana", code="YRC3IQGCR24TWKT"), arrive("Bia")
    door.clock.install()
    door.goto(event.get_absolute_url())
    door.held = []
    door.route("**/check-ins/", lambda route: door.held.append(route))
    door.fill("#q", "ana")
    expect(door.locator(".person")).to_have_count(1)
    return door


def tap(page, name="Ana"):
    page.get_by_role("button", name=f"Entrar {name}").click()


def answer(page, number=0):
    """Let a request that was held reach the server, once its tablet waits for it."""
    for _ in range(50):
        if len(page.held) > number:
            break
        page.wait_for_timeout(20)
    page.held[number].continue_()


def test_the_button_itself_changes_at_once_and_a_second_tap_is_harmless(slow):
    tap(slow)
    button = slow.locator(".person-action button")
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).not_to_contain_text("Ana")
    expect(button).to_be_disabled()
    button.click(force=True)
    slow.evaluate("document.querySelector('.person-action').requestSubmit()")
    answer(slow)
    expect(slow.locator("#verdict")).to_contain_text("ENTROU")
    assert len(slow.held) == 1
    assert CheckIn.objects.count() == 1


def test_after_two_seconds_it_is_said_and_after_eight_the_same_is_sent_again(slow):
    tap(slow)
    expect(slow.locator("[data-result=slow]")).to_have_count(0)
    slow.clock.fast_forward(2100)
    panel = slow.locator("[data-result=slow]")
    expect(panel).to_contain_text("Ana")
    expect(panel.locator("button")).to_be_hidden()
    slow.wait_for_timeout(200)  # until it has arrived
    assert complaints_of_axe(slow) == []
    slow.clock.fast_forward(6100)
    assert complaints_of_axe(slow) == []
    assert small_targets(slow) == []
    panel.locator("button").click()
    expect(panel.locator("button")).to_be_disabled()
    answer(slow, 1)
    expect(slow.locator("#verdict")).to_contain_text("ENTROU")
    first, second = [route.request.post_data for route in slow.held]
    assert fields(first) == fields(second)
    assert CheckIn.objects.count() == 1


def fields(form):
    return sorted(pair for pair in form.split("&") if not pair.startswith("csrf"))


def test_the_first_answer_is_shown_if_it_comes_after_all(slow):
    tap(slow)
    slow.clock.fast_forward(8100)
    expect(slow.locator("[data-result=slow] button")).to_be_visible()
    answer(slow)
    expect(slow.locator(".verdict:visible")).to_have_attribute("data-result", "admitted")
    assert CheckIn.objects.count() == 1


def test_a_late_answer_comes_to_those_who_search_for_the_next_guest(slow):
    tap(slow)
    slow.fill("#q", "bia")
    expect(slow.locator("#results .person")).to_have_count(1)
    answer(slow)
    expect(slow.locator("#verdict")).to_contain_text("ENTROU")
    expect(slow.locator("#verdict")).to_contain_text("Ana")
    expect(slow.locator(".counter.is-in dd").first).to_have_text("1")
    expect(slow.locator("#results .person-name")).to_have_text(["Bia"])


def test_what_is_in_flight_is_left_alone_when_the_list_is_renewed(slow, second_door, arrive, let_in):
    let_in(arrive("Ana Dois"))
    tap(slow)
    slow.evaluate("htmx.trigger(document.body, 'people-moved')")
    slow.wait_for_timeout(300)
    expect(slow.locator("[aria-busy=true]")).to_be_visible()
    answer(slow)
    expect(slow.locator("#verdict")).to_contain_text("ENTROU")


def test_the_server_that_did_it_and_could_not_say_so_is_asked_again(slow, allow_complaints):
    tap(slow)
    slow.wait_for_timeout(100)
    slow.held[0].fetch()
    slow.held[0].abort()
    panel = slow.locator("[data-result=no-answer]")
    expect(panel).to_contain_text("Ana")
    panel.locator("[data-again]").click()
    answer(slow, 1)
    expect(slow.locator(".verdict:visible")).to_have_attribute("data-result", "admitted")
    assert CheckIn.objects.count() == 1


def test_a_code_is_sent_again_with_its_id_too(slow, allow_complaints):
    slow.fill("#q", "YRC3IQGCR24TWKT")
    slow.press("#q", "Enter")
    slow.wait_for_timeout(100)
    slow.held[0].fetch()
    slow.held[0].abort()
    slow.locator("[data-result=no-answer] [data-again]").click()
    answer(slow, 1)
    expect(slow.locator(".verdict:visible")).to_have_attribute("data-result", "admitted")
    assert CheckIn.objects.count() == 1


def test_two_scans_on_a_slow_server_are_two_verdicts(slow, arrive):
    arrive("Caio", code="ABC3IQGCR24TWKT")
    for code in ("YRC3IQGCR24TWKT", "NOBODYHASTHIS00", "ABC3IQGCR24TWKT"):
        slow.fill("#q", code)
        slow.press("#q", "Enter")
    for number in range(3):
        answer(slow, number)
    expect(slow.locator(".counter.is-in dd").first).to_have_text("2")
    assert CheckIn.objects.count() == 3


def test_another_guests_verdict_is_not_taken_away_by_a_slow_one(slow, arrive):
    tap(slow)
    slow.fill("#q", "bia")
    tap(slow, "Bia")
    answer(slow, 1)
    expect(slow.locator("#verdict")).to_contain_text("Bia")
    slow.clock.fast_forward(2100)
    expect(slow.locator("#verdict .verdict:visible")).to_contain_text("Bia")
    slow.clock.fast_forward(3100)
    expect(slow.locator("[data-result=slow]")).to_contain_text("Ana")


def test_the_wait_stands_still_where_motion_is_not_wanted(another_browser, sign_in, rita, event, arrive):
    arrive("Ana")
    page = sign_in(another_browser(reduced_motion="reduce"), rita)
    page.goto(f"{event.get_absolute_url()}?q=ana")
    page.route("**/check-ins/", lambda route: None)
    tap(page)
    expect(page.locator("[aria-busy=true]")).to_be_visible()
    duration = "getComputedStyle(document.querySelector('[aria-busy=true]'), '::after').animationDuration"
    assert page.evaluate(duration) == "0s"


def test_a_search_that_is_awaited_holds_up_no_refusal(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.locator(".person-more").click()
    door.fill("#refusal-words", "Sem documento")
    door.route("**/?q=an&**", lambda route: None)
    with door.expect_request("**/?q=an&**"):
        door.fill("#q", "an")
    door.locator("#refusal-words").press("Enter")
    expect(door.locator("#verdict")).to_contain_text("Sem documento")
