"""A tablet whose clock is wrong tells the server's time all the same."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from participants.models import CheckIn

from .until import until

AN_HOUR_AHEAD = "const real = Date.now; Date.now = () => real() + 3600e3"


@pytest.fixture
def ahead(door, arrive):
    """Rita's door on a tablet whose clock is an hour ahead."""
    arrive("Ana", code="YRC3IQGCR24TWKT")
    door.add_init_script(AN_HOUR_AHEAD)
    door.reload()
    until(door, "Number(localStorage['clock-offset']) < -3000000")
    return door


def is_now(moment):
    return abs(timezone.now() - moment) < timedelta(seconds=60)


def test_how_wrong_it_is_is_measured_as_the_door_opens(ahead):
    assert -3_610_000 < ahead.evaluate("Number(localStorage['clock-offset'])") < -3_590_000


@pytest.mark.parametrize("by", ["tap", "scan"])
def test_an_entry_happened_at_the_right_time(ahead, by):
    if by == "tap":
        ahead.fill("#q", "ana")
        ahead.get_by_role("button", name="Entrar Ana").click()
    else:
        ahead.fill("#q", "YRC3IQGCR24TWKT")
        ahead.press("#q", "Enter")
    expect(ahead.locator("#verdict")).to_contain_text("ENTROU")
    row = CheckIn.objects.get()
    assert is_now(row.happened_at)
    assert row.happened_at != row.recorded_at


def test_one_that_is_sent_again_happened_when_it_was_sent_first(door, arrive, allow_complaints):
    arrive("Ana", code="YRC3IQGCR24TWKT")
    until(door, "localStorage['clock-offset']")
    asked = []

    def refuse_the_first(route):
        asked.append(dict(pair.split("=") for pair in route.request.post_data.split("&")))
        route.abort() if len(asked) == 1 else route.continue_()

    door.route("**/check-ins/", refuse_the_first)
    door.fill("#q", "YRC3IQGCR24TWKT")
    door.press("#q", "Enter")
    door.locator("[data-result=no-answer] [data-again]").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    first, second = asked
    assert first["happened_at"] == second["happened_at"]


def test_without_an_answer_nothing_is_made_up(door, arrive, event, allow_complaints):
    arrive("Ana")
    door.evaluate("localStorage.removeItem('clock-offset')")
    door.route("**/clock", lambda route: route.fulfill(status=502, body="Bad gateway"))
    door.add_init_script("localStorage.removeItem('clock-offset')")
    door.goto(event.get_absolute_url())
    door.fill("#q", "ana")
    with door.expect_request("**/check-ins/") as asked:
        door.get_by_role("button", name="Entrar Ana").click()
    assert "happened_at" not in asked.value.post_data
    expect(door.locator("#verdict")).to_contain_text("ENTROU")


def test_a_door_that_comes_back_in_sight_measures_again(ahead):
    ahead.evaluate("localStorage.setItem('clock-offset', '5')")
    ahead.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(ahead, "Number(localStorage['clock-offset']) < -3000000")
