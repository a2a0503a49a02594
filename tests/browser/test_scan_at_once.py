"""Scans upon scans: none lost, none mixed, none twice, and no newer verdict hidden by an older."""

import pytest
from playwright.sync_api import expect

from participants.models import CheckIn

from .scanner import scan

CODES = [f"YRC3IQGCR24TW{number:02}" for number in range(20)]


@pytest.fixture
def guests(door, arrive):
    for code in CODES:
        arrive(f"Guest {code}", code=code)
    return door


def shows(page, code):
    expect(page.locator("#verdict .verdict:visible .verdict-name")).to_contain_text(code)


def admitted():
    return sorted(CheckIn.objects.filter(result="admitted").values_list("code", flat=True))


def are_in(page, codes):
    """A machine that stands still in the middle of a code may ask about its half first: that lets nobody in."""
    for _ in range(200):
        if admitted() == codes:
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"{admitted()} and not {codes}")


@pytest.mark.parametrize(("end", "apart"), [("Enter", 0), ("Tab", 300), ("", 300)])
@pytest.mark.parametrize("place", ["#q", ".menu-open"])
def test_twenty_codes_in_ten_seconds_are_twenty_verdicts(guests, end, apart, place):
    guests.locator(place).focus()
    for code in CODES:
        scan(guests, code, end)
        guests.wait_for_timeout(apart)
    are_in(guests, CODES)
    shows(guests, CODES[-1])
    expect(guests.locator("#q")).to_have_value("")


def test_the_same_code_read_twice_at_once_is_one_reading(guests):
    for _ in range(3):
        scan(guests, CODES[0])
        guests.wait_for_timeout(200)
    shows(guests, CODES[0])
    scan(guests, CODES[1])
    shows(guests, CODES[1])
    assert CheckIn.objects.count() == 2


def test_the_same_code_a_little_later_is_another_reading(guests):
    scan(guests, CODES[0])
    shows(guests, CODES[0])
    guests.wait_for_timeout(2700)
    scan(guests, CODES[0])
    expect(guests.locator("#verdict .verdict:visible")).to_have_attribute("data-result", "already_in")
    assert CheckIn.objects.count() == 2


def test_a_scan_while_a_verdict_shows_takes_its_place(guests):
    for code in CODES[:3]:
        scan(guests, code)
        shows(guests, code)


@pytest.fixture
def held(guests):
    """Requests that reach no server yet."""
    held = []
    guests.route("**/check-ins/", lambda route: held.append(route))
    return held


def wait_for(page, held, number):
    for _ in range(100):
        if len(held) >= number:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{len(held)} of {number} requests")


def test_scans_while_requests_are_in_flight_go_out_in_order_each_with_its_own_id(guests, held):
    for code in CODES[:5]:
        scan(guests, code)
    wait_for(guests, held, 5)
    bodies = [route.request.post_data for route in held]
    assert [next(code for code in CODES if code in body) for body in bodies] == CODES[:5]
    assert len({field for body in bodies for field in body.split("&") if field.startswith("id=")}) == 5
    for route in held:
        route.continue_()
    are_in(guests, CODES[:5])


def test_a_newer_verdict_is_not_hidden_by_an_older_one_which_waits_its_turn(guests, held):
    scan(guests, CODES[0])
    scan(guests, CODES[1])
    wait_for(guests, held, 2)
    held[1].continue_()
    shows(guests, CODES[1])
    with guests.expect_response("**/check-ins/"):
        held[0].continue_()
    guests.wait_for_timeout(500)
    shows(guests, CODES[1])
    expect(guests.locator(".recent-one").first).to_contain_text(CODES[0])
    shows(guests, CODES[0])


def test_the_latest_results_never_go_back_in_time(guests, held):
    scan(guests, CODES[0])
    scan(guests, CODES[1])
    wait_for(guests, held, 2)
    first = held[0].fetch()
    held[1].continue_()
    shows(guests, CODES[1])
    with guests.expect_response("**/check-ins/"):
        held[0].fulfill(response=first)
    guests.wait_for_timeout(200)
    expect(guests.locator(".recent-one")).to_have_count(2)
    expect(guests.locator(".recent-one").first).to_contain_text(CODES[1])


def test_in_an_outage_nothing_is_claimed_and_the_same_scan_again_is_sent_again(guests, context, allow_complaints):
    context.set_offline(True)
    scan(guests, CODES[0])
    panel = guests.locator("[data-result=no-answer]")
    expect(panel).to_contain_text("YRC3…")
    context.set_offline(False)
    scan(guests, CODES[0])
    shows(guests, CODES[0])
    assert CheckIn.objects.count() == 1


@pytest.mark.parametrize("at", [1, 2, 3, 7, 14])
@pytest.mark.parametrize("end", ["Enter", ""])
@pytest.mark.parametrize("place", ["#q", ".menu-open"])
def test_a_burst_that_a_slow_machine_splits_is_one_reading(guests, at, end, place):
    guests.locator(place).focus()
    scan(guests, CODES[7], end, pause_before=at)
    shows(guests, CODES[7])
    assert CheckIn.objects.get().result == "admitted"
    expect(guests.locator("#q")).to_have_value("")


def test_a_busy_page_loses_no_keys(guests):
    guests.evaluate("setInterval(() => { const end = Date.now() + 90; while (Date.now() < end); }, 200)")
    for code in CODES[:3]:
        scan(guests, code, "")
        guests.wait_for_timeout(600)
    are_in(guests, CODES[:3])


def test_two_scanners_at_once_let_in_nobody_wrong(guests):
    mixed = "".join(one + other for one, other in zip(CODES[0], CODES[1], strict=True))
    scan(guests, mixed)
    expect(guests.locator("#verdict")).to_contain_text("PARE")
    assert not CheckIn.objects.filter(result="admitted").exists()


def test_ten_thousand_signs_let_nobody_in_and_leave_nothing_behind(guests):
    scan(guests, "x1" * 5000)
    expect(guests.locator("#verdict")).to_contain_text("PARE", timeout=15_000)
    expect(guests.locator("#q")).to_have_value("")
    assert not CheckIn.objects.filter(result="admitted").exists()


@pytest.mark.parametrize("text", ["1🎟2🎟3🎟4🎟", "🎟🎉🎊🎈", "1\u00a02\u200b3\ufeff4\u202e5"])
def test_signs_of_every_kind_are_an_honest_verdict(guests, text):
    scan(guests, text)
    expect(guests.locator("#verdict")).to_contain_text("PARE")
    shown = guests.locator("#verdict .verdict-name").inner_text()
    assert not {"\u200b", "\ufeff", "\u202e"} & set(shown)
