"""Marking the part that matched, so that staff see why somebody is listed."""

import re
from collections.abc import Collection, Iterable, Sequence
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString

from .folding import squeeze

COMPOUND = re.compile(r"[^\W_]+(?:(?:[^\w\s]|_)+[^\W_]+)+")
WORD = re.compile(r"[^\W_]+")


class Piece(NamedTuple):
    text: str
    is_match: bool


def mark(text: str, asked: Sequence[str], meant: Collection[str] = ()) -> list[Piece]:
    """The text in pieces, in order and complete: those that begin a word as one of the tokens does, and the rest.

    A word that a token with a typo was `meant` for is marked as a whole.
    """
    return pieces(text, _matches(text, asked, meant))


def pieces(text: str, spans: Iterable[tuple[int, int]]) -> list[Piece]:
    """The text in pieces, those between the starts and ends marked."""
    spans = sorted(spans)
    if not spans:
        return [Piece(text, False)] if text else []
    found: list[Piece] = []
    at = 0
    for start, end in _without_overlaps(spans):
        found += [Piece(text[at:start], False), Piece(text[start:end], True)]
        at = end
    found.append(Piece(text[at:], False))
    return [piece for piece in found if piece.text]


def html(found: Iterable[Piece]) -> SafeString:
    return SafeString("".join(f"<mark>{escape(text)}</mark>" if is_match else escape(text) for text, is_match in found))


def length(text: str, folded: str) -> int:
    """How many letters of `text` fold into as much as `folded`."""
    if text.isascii() and text.isalnum():
        return min(len(folded), len(text))
    for letters in range(len(folded), len(text) + 1):
        if len(squeeze(text[:letters])) >= len(folded):
            return letters
    return len(text)


def _matches(text: str, asked: Sequence[str], meant: Collection[str]) -> list[tuple[int, int]]:
    found = []
    # Most names are letters and blanks alone, and have no compound to look for.
    compounds = () if text.replace(" ", "").isalpha() else COMPOUND.finditer(text)
    for word in (*compounds, *WORD.finditer(text)):
        folded = _folded(word.group())
        if begun := [token for token in asked if folded.startswith(token)]:
            found.append((word.start(), word.start() + length(word.group(), max(begun, key=len))))
        elif folded in meant:
            found.append(word.span())
    return found


def _folded(word: str) -> str:
    return word.lower() if word.isalpha() and word.isascii() else squeeze(word)


def _without_overlaps(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
