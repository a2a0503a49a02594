"""How many pictures the camera reads, by kind, and from code in view to verdict: `python -m tests.bench.camera`.

In a real chromium, over loopback, on SQLite, with the server of the Dockerfile. The share is of single pictures, each
drawn anew and read once. For the time a film is the camera: guests with codes of every kind, and an empty scene after
each. It runs from the moment chromium took the first picture with the code until the second frame after the verdict
came, by which it can be seen.
"""

import os
import statistics
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import cycle
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, Playwright, sync_playwright

from tests import film
from tests.film import Scene

from . import kiwify, site
from .event import SLUG, begin
from .in_the_hand import say, signed_in
from .kiwify import Kiwify

PARTICIPANTS = 2_500
PICTURES = 100
GUESTS, VERDICTS = 27, 100
SHOWN, EMPTY = 0.8, 0.7  # seconds
BEYOND = (
    "two", "very small", "very blurred", "very tilted", "inverted, blurred", "dense and small", "almost dark",
    "glaring phone",
)  # fmt: skip
ADDRESS = "https://tickets.example/check-in?participant=0d8f5e1e-2c55-4d0e-9d4e-2f5a6a0c7b11&ticket="
READ_EACH = """async ([kind, matrices, pictures]) => {
  const { read } = await import("decoder")
  const took = []
  let readAll = 0
  for (let seed = 0; seed < pictures; seed++) {
    const picture = film.draw(kind, matrices, seed)
    const began = performance.now()
    const codes = await read(Object.assign(picture, { videoWidth: picture.width, videoHeight: picture.height }))
    took.push(performance.now() - began)
    readAll += codes.length === matrices.length
  }
  return { took, readAll }
}"""
WATCH = """() => {
  const video = document.querySelector("#camera video")
  const mark = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true })
  window.took = []
  let since, wasInView
  const look = (now, { captureTime }) => {
    mark.drawImage(video, 6, 6, 1, 1, 0, 0, 1, 1)
    const isInView = mark.getImageData(0, 0, 1, 1).data[0] > 128
    if (isInView && !wasInView) since = captureTime ?? now
    wasInView = isInView
    video.requestVideoFrameCallback(look)
  }
  video.requestVideoFrameCallback(look)
  new MutationObserver(() => {
    if (since === undefined || !document.querySelector("#verdict > [data-sound]:not([hidden])")) return
    const began = since
    since = undefined
    requestAnimationFrame(() => requestAnimationFrame(() => took.push(performance.now() - began)))
  }).observe(document.getElementById("verdict"), { childList: true })
}"""


def main() -> None:
    with Kiwify(PARTICIPANTS) as stand_in, tempfile.TemporaryDirectory() as folder:
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
        settings = site.environment(stand_in.settings)
        begin(settings, {stand_in.product_id: SLUG})
        site.manage("sync", "--event", stand_in.product_id, settings=settings)
        outside, _ = stand_in.do(kiwify.let_half_in, PARTICIPANTS)
        codes = [str(one["external_id"]) for one in outside[:GUESTS]]
        with site.server(settings) as (_, port), sync_playwright() as playwright:
            with at_the_door(playwright, port, []) as page:
                shares(page, codes)
                reel = film.shoot(page, scenes(codes), Path(folder) / "film.mjpeg")
            with at_the_door(playwright, port, film.chromium_flags(reel)) as page:
                say("code in view to verdict", sorted(verdicts(page)))


@contextmanager
def at_the_door(playwright: Playwright, port: int, flags: Sequence[str]) -> Iterator[Page]:
    browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox", *flags])
    context = browser.new_context(viewport={"width": 1180, "height": 820}, permissions=["camera"])
    yield signed_in(context.new_page(), port)
    browser.close()


def shares(page: Page, codes: Sequence[str]) -> None:
    page.locator("[data-camera]").click()
    page.wait_for_selector("[data-decoder]")
    page.evaluate(film.DRAW)
    for kind in (*film.KINDS, *BEYOND, "none"):
        words = [ADDRESS + codes[0]] if kind.startswith("dense") else codes[: {"two": 2, "none": 0}.get(kind, 1)]
        told: Mapping[str, Any] = page.evaluate(READ_EACH, [kind, [film.matrix(word) for word in words], PICTURES])
        p95 = statistics.quantiles(told["took"], n=20)[-1]
        median = statistics.median(told["took"])
        print(f"{kind:18} {told['readAll']:4} of {PICTURES} read, {median:4.0f} ms, 95th {p95:4.0f} ms", flush=True)


def scenes(codes: Sequence[str]) -> Iterator[Scene]:
    for kind, code in zip(cycle(film.KINDS), codes, strict=False):
        yield Scene(kind, (code,), SHOWN)
        yield Scene("none", (), EMPTY)


def verdicts(page: Page) -> list[float]:
    page.locator("[data-camera]").click()
    page.wait_for_selector("#camera[data-state=seeing]")
    page.evaluate(WATCH)
    while page.evaluate("took.length") < VERDICTS:
        page.wait_for_timeout(1000)
    took: list[float] = page.evaluate("took")
    return took


if __name__ == "__main__":
    main()
