"""Nothing on the door moves by itself: chromium's own measure of it, while people are found and let in."""

import pytest
from playwright.sync_api import expect

WATCH = """
window.shifts = []
new PerformanceObserver(list => {
  for (const one of list.getEntries()) {
    const moved = one.sources.map(({ node }) => node?.id || node?.className || node?.nodeName)
    shifts.push([one.value, one.hadRecentInput, moved])
  }
}).observe({ type: "layout-shift", buffered: true })
"""
LITTLE = 0.02


@pytest.mark.parametrize("size", [(1180, 820), (820, 1180), (412, 860)])
def test_nothing_shifts_while_typing_and_letting_in(door, arrive, size):
    for number in range(14):
        arrive(f"Ana {number:02}", batch="VIP" if number % 2 else "Lote 1")
    door.set_viewport_size({"width": size[0], "height": size[1]})
    door.add_init_script(WATCH)
    door.reload()
    door.locator("#q").press_sequentially("ana", delay=150)
    expect(door.locator(".person")).to_have_count(12)
    door.wait_for_timeout(700)
    door.get_by_role("button", name="Entrar Ana 03").click()
    expect(door.locator("#verdict")).to_contain_text("ENTROU")
    door.wait_for_timeout(2500)
    shifts = door.evaluate("shifts")
    assert sum(value for value, is_expected, _ in shifts if not is_expected) < LITTLE, shifts


@pytest.mark.parametrize("size", [(1180, 820), (820, 1180), (412, 860)])
def test_no_row_moves_while_a_slow_server_is_waited_for(door, arrive, event, size):
    arrive("Ana Clara Conceição de Albuquerque")
    door.set_viewport_size({"width": size[0], "height": size[1]})
    door.clock.install()
    door.goto(f"{event.get_absolute_url()}?q=ana")
    door.route("**/check-ins/", lambda route: None)
    before = door.locator(".person").bounding_box()
    door.get_by_role("button", name="Entrar Ana").click()
    door.clock.fast_forward(2100)
    expect(door.locator("[data-result=slow]")).to_be_visible()
    door.wait_for_timeout(300)
    assert door.locator(".person").bounding_box() == before
    door.clock.fast_forward(6100)
    expect(door.locator("[data-again]")).to_be_visible()
    assert door.locator(".person").bounding_box() == before
