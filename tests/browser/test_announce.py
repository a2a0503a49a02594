"""A screen reader is told each verdict once: what the page's live regions would say, written down."""

import pytest
from playwright.sync_api import expect

EARS = """
window.said = []
addEventListener("DOMContentLoaded", () => {
  const last = new WeakMap()
  const textOf = node => {
    if (node.nodeType === Node.TEXT_NODE) return node.data
    if (node.nodeType !== Node.ELEMENT_NODE || node.hidden || node.ariaHidden === "true") return ""
    return getComputedStyle(node).display === "none" ? "" : [...node.childNodes].map(textOf).join(" ")
  }
  const listen = () => {
    for (const region of document.querySelectorAll("[aria-live], [role=status], [role=alert]")) {
      const text = textOf(region).replace(/\\s+/g, " ").trim()
      if (text && last.get(region) !== text) said.push(text)
      last.set(region, text)
    }
  }
  listen()
  said.length = 0
  const all = { subtree: true, childList: true, characterData: true, attributes: true }
  new MutationObserver(listen).observe(document.body, all)
})
"""


@pytest.fixture
def heard(door, arrive):
    arrive("Ana"), arrive("Bia")
    door.add_init_script(EARS)
    door.reload()
    return door


def said(page):
    words = page.evaluate("said")
    page.evaluate("said.length = 0")
    return words


def test_a_verdict_is_told_once_and_so_is_undoing_it(heard):
    heard.fill("#q", "ana")
    expect(heard.locator(".person")).to_have_count(1)
    assert len(said(heard)) == 1
    heard.get_by_role("button", name="Entrar Ana").click()
    expect(heard.locator(".person.is-done")).to_be_visible()
    heard.wait_for_timeout(2500)
    [verdict] = said(heard)
    assert "ENTROU" in verdict and "Ana" in verdict
    heard.get_by_role("button", name="Desfazer Ana").click()
    expect(heard.get_by_role("button", name="Entrar Ana")).to_be_visible()
    heard.wait_for_timeout(500)
    [undone] = said(heard)
    assert "DESFEITO" in undone


def test_nothing_is_told_when_a_verdict_goes(heard):
    heard.fill("#q", "NOBODYHASTHIS00")
    heard.press("#q", "Enter")
    expect(heard.locator("#verdict")).to_contain_text("PARE")
    heard.wait_for_timeout(3100)
    said(heard)
    heard.fill("#q", "bia")
    expect(heard.locator(".person")).to_have_count(1)
    expect(heard.locator(".verdict.is-waiting")).to_be_visible()
    assert len(said(heard)) == 1


def test_a_slow_server_is_told_once_and_so_is_the_verdict(heard):
    heard.route("**/check-ins/", lambda route: (heard.wait_for_timeout(2600), route.continue_()))
    heard.fill("#q", "ana")
    expect(heard.locator(".person")).to_have_count(1)
    said(heard)
    heard.get_by_role("button", name="Entrar Ana").click()
    expect(heard.locator("#verdict")).to_contain_text("ENTROU")
    heard.wait_for_timeout(500)
    slow, verdict = said(heard)
    assert "ENTROU" in verdict and "ENTROU" not in slow
