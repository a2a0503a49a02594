"""Under a notch, beside one and above the line to swipe: colour runs on, and nothing to read or tap does."""

import pytest
from playwright.sync_api import expect

UPRIGHT = {"top": 47, "bottom": 34}
LYING = {"left": 47, "right": 47, "bottom": 21}
OUTSIDE = """([left, right]) => [...document.querySelectorAll("a, button, input, summary, p, dt, dd, h1")]
    .filter(one => one.checkVisibility() && !one.closest(".skip, .visually-hidden, .counter-bar"))
    .map(one => [one, one.getBoundingClientRect(), getComputedStyle(one)])
    .filter(([, box]) => box.width)
    .filter(([, box, { paddingLeft, paddingRight }]) =>
        box.left + parseFloat(paddingLeft) < left || box.right - parseFloat(paddingRight) > innerWidth - right)
    .map(([one]) => one.outerHTML.slice(0, 80))"""


@pytest.fixture
def notch(door):
    """Rita's door on a phone: `notch(412, 860, {"top": 47})`."""

    def notch(width, height, insets):
        door.set_viewport_size({"width": width, "height": height})
        door.context.new_cdp_session(door).send("Emulation.setSafeAreaInsetsOverride", {"insets": insets})
        return door

    return notch


def outside(page, left, right):
    """What is to be read or tapped and does not keep clear of both sides."""
    return page.evaluate(OUTSIDE, [left, right])


def test_lying_nothing_is_beside_the_notch(notch, arrive):
    arrive("Ana")
    page = notch(844, 390, LYING)
    page.fill("#q", "ana")
    expect(page.locator(".person")).to_have_count(1)
    assert outside(page, 47, 47) == []
    assert page.locator(".header").bounding_box()["width"] == 844


def test_lying_the_field_is_seen_and_the_verdict_stands_beside_the_rows(notch, arrive):
    arrive("Ana")
    page = notch(844, 390, LYING)
    page.fill("#q", "ana")
    page.get_by_role("button", name="Entrar Ana").click()
    expect(page.locator(".verdict.is-in")).to_be_visible()
    field, verdict = page.locator("#q").bounding_box(), page.locator("#verdict").bounding_box()
    assert field["y"] + field["height"] < 390
    assert page.locator(".field-submit").bounding_box()["x"] < verdict["x"] - 50


def test_upright_the_colour_of_the_event_runs_under_the_notch_and_its_name_does_not(notch):
    page = notch(412, 860, UPRIGHT)
    bar = page.locator(".event-bar")
    assert bar.bounding_box() == {"x": 0, "y": 0, "width": 412, "height": 79}
    assert bar.evaluate("one => getComputedStyle(one).paddingTop") == "47px"


def test_a_page_of_no_event_keeps_clear_too(notch):
    page = notch(412, 860, UPRIGHT)
    page.goto("/?all")
    assert page.locator(".header-title").bounding_box()["y"] >= 47


def test_what_is_fixed_to_the_foot_stands_above_the_line_to_swipe(notch, context, allow_complaints):
    page = notch(412, 860, UPRIGHT)
    context.set_offline(True)
    lost = page.locator(".results-lost")
    expect(lost).to_be_visible()
    assert lost.evaluate("one => parseFloat(getComputedStyle(one).paddingBottom)") >= 34
