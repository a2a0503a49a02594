"""From key press to rows and from tap to verdict, in a real chromium: `python -m tests.bench.in_the_hand PARTICIPANTS`.

Over loopback, on SQLite, with the server of the Dockerfile. A figure is the time from the key's or the finger's event
to the second frame after the rows or the verdict came, by which they can be seen.
"""

import os
import statistics
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import cycle

from playwright.sync_api import Page, sync_playwright

from . import kiwify, site
from .event import SLUG, begin
from .kiwify import Kiwify
from .tablet import PASSWORD, PERSON

TIMES, MOST_PEOPLE = 100, 2_000
TYPES_EVERY, PAUSE = 180, 400  # milliseconds between two keys of somebody who types well, and between two guests
LAYOUT_MOVED = """
window.moved = 0
new PerformanceObserver(list => { for (const one of list.getEntries()) if (!one.hadRecentInput) moved += one.value })
  .observe({ type: "layout-shift", buffered: true })
"""
WATCH = """([place, event]) => {
  window.took = []
  let since
  addEventListener(event, () => { since = performance.now() }, true)
  new MutationObserver(() => {
    if (since === undefined) return
    const began = since
    since = undefined
    requestAnimationFrame(() => requestAnimationFrame(() => took.push(performance.now() - began)))
  }).observe(document.querySelector(place), { childList: true, subtree: true, characterData: true })
}"""


def main() -> None:
    participants = int(sys.argv[1])
    with Kiwify(participants) as stand_in, tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        settings = site.environment(stand_in.settings)
        begin(settings, {stand_in.product_id: SLUG})
        site.manage("sync", "--event", stand_in.product_id, settings=settings)
        _, people = stand_in.do(kiwify.let_half_in, MOST_PEOPLE)
        with site.server(settings) as (_, port), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = signed_in(browser.new_page(viewport={"width": 1180, "height": 820}), port)
            names = cycle(str(one["name"]) for one in people if one["name"] and one["name"][:5].isalpha())
            say("key press to rows", sorted(typed(page, names)))
            say("tap to verdict", sorted(tapped(page, names)))
            print(f"layout shift without anybody's input: {page.evaluate('moved'):.4f}")
            browser.close()


def signed_in(page: Page, port: int) -> Page:
    page.add_init_script(LAYOUT_MOVED)
    page.goto(f"http://127.0.0.1:{port}/e/{SLUG}/")
    page.fill("#id_username", PERSON)
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_selector("#q")
    return page


def typed(page: Page, names: Iterator[str]) -> list[float]:
    """Each letter after the first, by which somebody is found."""
    page.evaluate(WATCH, ["#results", "keydown"])
    while page.evaluate("took.length") < TIMES:
        page.fill("#q", "")
        page.wait_for_timeout(PAUSE)
        page.locator("#q").press_sequentially(next(names)[:5], delay=TYPES_EVERY)
        page.wait_for_timeout(PAUSE)
    return page.evaluate("took")


def tapped(page: Page, names: Iterator[str]) -> list[float]:
    figures: list[float] = []
    while len(figures) < TIMES:
        page.fill("#q", next(names))
        page.wait_for_timeout(PAUSE)
        button = page.locator(".person-action button").first
        if not button.is_visible():
            continue
        page.evaluate(UNTIL_VERDICT)
        button.click()
        figures.append(page.evaluate("verdictSeen"))
    return figures


UNTIL_VERDICT = """() => {
  let began
  addEventListener("pointerup", () => { began = performance.now() }, { capture: true, once: true })
  window.verdictSeen = new Promise(resolve => {
    new MutationObserver((_, observer) => {
      if (!document.querySelector("#verdict > [data-sound]:not([hidden])")) return
      observer.disconnect()
      requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)))
    }).observe(document.getElementById("verdict"), { childList: true })
  })
}"""


def say(what: str, figures: Sequence[float]) -> None:
    p95 = statistics.quantiles(figures, n=20)[-1]
    print(f"{what}: median {statistics.median(figures):.0f} ms, 95th {p95:.0f} ms, of {len(figures)}", flush=True)


if __name__ == "__main__":
    main()
