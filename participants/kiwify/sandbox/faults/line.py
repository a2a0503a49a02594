"""Faults of the line: the honest answer, late, in drops or not whole."""

from dataclasses import replace

from ..answers import Answer, Asked, Reply
from .wrapping import Wrap


def slow(*, seconds: float = 5) -> Wrap:
    """So many seconds of silence, then the answer."""
    return lambda asked, answer: replace(answer(asked), delay=seconds)


def drip(*, seconds: float = 0.05) -> Wrap:
    """The body byte by byte, so many seconds apart: a read timeout between bytes never strikes."""
    return lambda asked, answer: replace(answer(asked), drip=seconds)


def drip_head(*, seconds: float = 0.05) -> Wrap:
    """The status line and the headers byte by byte: slow before a client has anything to count."""
    return lambda asked, answer: replace(answer(asked), drip_head=seconds)


def cut() -> Wrap:
    """The connection closes before any byte of the answer."""
    return lambda asked, answer: replace(answer(asked), cut="before")


def cut_body() -> Wrap:
    """The connection closes half-way through the body that Content-Length promised."""
    return lambda asked, answer: replace(answer(asked), cut="middle")


def truncated() -> Wrap:
    """Valid HTTP around the first half of the JSON."""

    def wrap(asked: Asked, answer: Answer) -> Reply:
        reply = answer(asked)
        return replace(reply, body=reply.body[: len(reply.body) // 2])

    return wrap
