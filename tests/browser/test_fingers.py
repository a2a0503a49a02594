"""Hasty fingers on a tablet, and two that enlarge."""

import pytest
from playwright.sync_api import expect

SMALLER_THAN_16_PX = """() => [...document.querySelectorAll("input:not([type=hidden]), select, textarea")]
    .filter(one => parseFloat(getComputedStyle(one).fontSize) < 16).map(one => one.outerHTML.slice(0, 100))"""


def test_a_swipe_reloads_nothing_and_a_double_tap_enlarges_nothing(door):
    expect(door.locator("html")).to_have_css("overscroll-behavior-y", "none")
    expect(door.locator("html")).to_have_css("touch-action", "manipulation")


def test_no_field_is_so_small_that_ios_enlarges_the_page(door, arrive):
    arrive("Ana")
    door.fill("#q", "ana")
    door.locator(".person-more").click()
    expect(door.locator("#refusal-words")).to_be_visible()
    assert door.evaluate(SMALLER_THAN_16_PX) == []


def test_nor_one_on_the_pages_around(door):
    door.context.clear_cookies()
    door.goto("/sign-in/")
    assert door.evaluate(SMALLER_THAN_16_PX) == []


@pytest.mark.parametrize("size", [(412, 860), (1180, 820)])
def test_two_fingers_enlarge_the_page(door, size):
    door.set_viewport_size({"width": size[0], "height": size[1]})
    tablet = door.context.new_cdp_session(door)
    tablet.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    tablet.send("Input.synthesizePinchGesture", {"x": 200, "y": 300, "scaleFactor": 2})
    assert door.evaluate("visualViewport.scale") > 1.5
