"""A scanner that types: to the browser, keys pressed at a scanner's pace, however busy the machine is."""

import asyncio
import time
from functools import partial
from typing import Any

from playwright.sync_api import Page

PACE = 0.01
ENTER = {"key": "Enter", "code": "Enter", "text": "\r", "windowsVirtualKeyCode": 13}
TAB = {"key": "Tab", "code": "Tab", "windowsVirtualKeyCode": 9}
ENDS = {"": [], "Enter": [ENTER], "Tab": [TAB], "NumpadEnter": [ENTER | {"code": "NumpadEnter"}]}


def scan(page: Page, text: str, end: str = "Enter", pause_before: int = 0) -> None:
    """Type a code as a scanner does, ending with Enter, with Tab or, where `end` is empty, with nothing.

    Before the sign of the number `pause_before`, a fifth of a second passes.
    """
    press(page, [*map(sign, text), *ENDS[end]], pause_before)


def press(page: Page, keys: list[dict[str, Any]], pause_before: int = 0) -> None:
    began, events = time.time(), []
    for number, key in enumerate(keys):
        at = {"timestamp": began + number * PACE + (0.2 if pause_before and number >= pause_before else 0)}
        events += [{"type": "keyDown"} | key | at, {"type": "keyUp"} | key | at | {"text": ""}]
    _send(page, events)


def _send(page: Page, events: list[dict[str, Any]]) -> None:
    """All in one go: waiting for an answer to each would take longer than any scanner."""
    browser = page.context.new_cdp_session(page)

    async def send() -> None:
        key = partial(browser._impl_obj.send, method="Input.dispatchKeyEvent", timeout=0)
        await asyncio.gather(*(key(params=event) for event in events))

    browser._sync(send())
    browser.detach()


def dead(code: str) -> dict[str, Any]:
    """A dead key, with Shift."""
    return {"key": "Dead", "code": code, "modifiers": 8}


def sign(one: str) -> dict[str, Any]:
    code = f"Key{one.upper()}" if one.isascii() and one.isalpha() else f"Digit{one}" if one.isdigit() else ""
    code = "Space" if one == " " else code
    number = ord(one.upper()) if one.isascii() and (one.isalnum() or one == " ") else 0
    return {"key": one, "code": code, "text": one, "windowsVirtualKeyCode": number}
