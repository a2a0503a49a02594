"""The screen stays on while the door is in sight, where the browser lets it."""

import pytest
from playwright.sync_api import expect

SPY = """
window.locks = []
class Lock extends EventTarget {
  released = false
  release() { this.released = true; this.dispatchEvent(new Event("release")) }
}
Object.defineProperty(navigator, "wakeLock", { value: { async request(kind) {
  if (window.refuses) throw new DOMException("low battery", "NotAllowedError")
  locks.push(new Lock())
  return locks.at(-1)
} } })
"""


@pytest.fixture
def watched(door):
    door.add_init_script(SPY)
    door.reload()
    return door


def is_awake(page, word):
    expect(page.locator("html")).to_have_attribute("data-awake", word)


def hide(page, hidden):
    page.evaluate(
        """hidden => {
            Object.defineProperty(document, "hidden", { value: hidden, configurable: true })
            if (hidden) locks.at(-1).release()
            document.dispatchEvent(new Event("visibilitychange"))
        }""",
        hidden,
    )


def test_it_is_asked_for_once_and_known(watched):
    is_awake(watched, "yes")
    watched.locator("h1").click()
    assert watched.evaluate("locks.length") == 1


def test_a_page_that_comes_back_in_sight_takes_it_again(watched):
    hide(watched, True)
    is_awake(watched, "no")
    assert watched.evaluate("locks.length") == 1
    hide(watched, False)
    is_awake(watched, "yes")
    assert watched.evaluate("locks.length") == 2


def test_a_browser_that_refuses_is_asked_again_with_the_next_tap(door):
    door.add_init_script(SPY + "window.refuses = true")
    door.reload()
    is_awake(door, "no")
    door.evaluate("window.refuses = false")
    door.locator("h1").click()
    is_awake(door, "yes")


def test_one_that_cannot_works_all_the_same(door):
    door.add_init_script("Object.defineProperty(navigator, 'wakeLock', { value: undefined })")
    door.reload()
    is_awake(door, "no")
    door.fill("#q", "ana")
    expect(door.locator("#found")).to_be_visible()
