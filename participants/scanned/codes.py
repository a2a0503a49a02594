"""The codes and ids in a scanned text."""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

from .layouts import readings
from .shortened import clean

MOST = 12
LONGEST = 1_000
KEPT = 64
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
CODE = re.compile(r"[A-Z0-9]{15}", re.IGNORECASE | re.ASCII)
# A code of another length than Kiwify's today; shorter words of an address are no codes.
WORD = re.compile(r"[A-Z0-9_-]{6,64}", re.IGNORECASE | re.ASCII)
ONE_WORD = re.compile(r"[A-Z0-9_-]+", re.IGNORECASE | re.ASCII)
BETWEEN_HYPHENS = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{15}(?![A-Z0-9])", re.IGNORECASE | re.ASCII)
LONGER = re.compile(r"[A-Z0-9]{16,}", re.IGNORECASE | re.ASCII)
# A code in a longer word: capitals among small letters, or the other way round.
OWN_CASE = re.compile(r"(?<![A-Z0-9])[A-Z0-9]{15}(?![A-Z0-9])|(?<![a-z0-9])[a-z0-9]{15}(?![a-z0-9])")
# What a scanner tells of itself before the text: an AIM identifier, whose bracket is another sign in another layout.
AIM = re.compile(r"^[]\[\\][A-Z][0-9A-Z](?=\S)", re.IGNORECASE | re.ASCII)


def may_be(text: str) -> list[str]:
    """The codes and ids that a scanned text may hold, the likeliest first: never none, and at most twelve.

    Where nothing in it has Kiwify's form, the first is the text itself, as far as it is kept.
    """
    text = clean(text[:LONGEST])
    likeliest: list[str] = []
    within: list[str] = []
    others: list[str] = []
    for piece in map(unquote, _pieces(text)):
        ids = ID.findall(piece)
        rest = ID.sub(" ", piece)
        words = WORD.findall(rest)
        likeliest += [*(word for word in words if CODE.fullmatch(word)), *ids]
        within += BETWEEN_HYPHENS.findall(rest)
        within += [code for word in LONGER.findall(rest) for code in _codes_within(word)]
        others += [word for word in words if not CODE.fullmatch(word)]
    found = [*(likeliest or [text[:KEPT].strip()]), *within, *others]
    first: dict[str, str] = {}
    for one in found:
        first.setdefault(one.lower(), one)
    return list(first.values())[:MOST]


def is_code(text: str) -> bool:
    """Whether it has the form of Kiwify's codes, as we know them: 15 letters and digits."""
    return CODE.fullmatch(text) is not None


def may_be_code(text: str) -> bool:
    """Whether it is one word that a ticket's code or id could be, and no address, JSON or prose."""
    return ONE_WORD.fullmatch(text) is not None


def _codes_within(word: str) -> list[str]:
    """A code that something clings to: what a scanner adds, or an address whose strokes the layout swallowed."""
    return [*OWN_CASE.findall(word), word[-15:], word[:15]]


def _pieces(text: str) -> Iterator[str]:
    """The texts inside JSON, keys left out; of what is no JSON, all its readings."""
    texts = [one for whole in dict.fromkeys([text, AIM.sub("", text)]) for one in readings(whole)]
    for value in map(_json, texts):
        if isinstance(value, dict | list | str):
            yield from _strings(value)
            return
    yield from texts


def _json(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
