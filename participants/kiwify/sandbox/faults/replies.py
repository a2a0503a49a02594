"""Faults that reply in place of the honest answer: refusals, broken gateways, something else entirely."""

import time
from collections.abc import Callable
from dataclasses import replace
from email.utils import formatdate
from math import ceil

from ..answers import Asked, Reply, ok, refused
from .wrapping import Wrap

GATEWAY_PAGE = b"<!DOCTYPE html>\n<html><head><title>%d</title></head><body><h1>%d</h1><hr>nginx</body></html>\n"


def refusing(status: int, error: str, message: str) -> Callable[[], Wrap]:
    def make() -> Wrap:
        return lambda asked, _answer: refused(status, _error_word(asked, status, error), message)

    return make


def _error_word(asked: Asked, status: int, error: str) -> str:
    # At the token endpoint a 400 means dead credentials, and has a word of its own.
    return "auth_error" if asked.subject == "token" and status == 400 else error


def too_many(*, retry_after: int | str | None = None, retry_after_date: float | None = None) -> Wrap:
    """`retry_after` is sent as it is; `retry_after_date` is so many seconds ahead, sent as an HTTP date."""
    reply = refused(429, "TooManyRequests", "Too many requests")
    return lambda _asked, _answer: replace(reply, headers=_retry_after(retry_after, retry_after_date))


def broken(status: int) -> Callable[..., Wrap]:
    """A gateway's HTML page under a 5xx, with Retry-After as in `too_many`."""

    def make(*, retry_after: int | str | None = None, retry_after_date: float | None = None) -> Wrap:
        page = _html_page(status)
        return lambda _asked, _answer: replace(page, headers=_retry_after(retry_after, retry_after_date))

    return make


def html() -> Wrap:
    return lambda _asked, _answer: _html_page(200)


def body(*, body: object, status: int = 200) -> Wrap:
    """Any JSON the caller likes."""
    return lambda _asked, _answer: ok(body, status)


def _html_page(status: int) -> Reply:
    return Reply(status=status, body=GATEWAY_PAGE % (status, status), content_type="text/html")


def _retry_after(value: int | str | None, in_seconds: float | None) -> dict[str, str]:
    if in_seconds is not None:
        # Rounded up: an HTTP date has no fractions, and must not ask for less than was meant.
        return {"Retry-After": formatdate(ceil(time.time() + in_seconds), usegmt=True)}
    return {} if value is None else {"Retry-After": str(value)}
