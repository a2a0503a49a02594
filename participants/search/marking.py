"""Marking the part of a name that matched, so that staff see why somebody is listed."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from .folding import squeeze

WORD = re.compile(r"[^\W_]+(?:['’.\-][^\W_]+)*")


class Piece(NamedTuple):
    text: str
    is_match: bool


def mark(name: str, asked: Sequence[str]) -> list[Piece]:
    """The name in pieces, in order and complete: those that begin a word as one of the tokens does, and the rest."""
    pieces: list[Piece] = []
    at = 0
    for start, end in _matches(name, asked):
        pieces += [Piece(name[at:start], False), Piece(name[start:end], True)]
        at = end
    pieces.append(Piece(name[at:], False))
    return [piece for piece in pieces if piece.text]


def _matches(name: str, asked: Sequence[str]) -> list[tuple[int, int]]:
    found = []
    for word in (*WORD.finditer(name), *re.finditer(r"[^\W_]+", name)):
        folded = squeeze(word.group())
        if longest := max((token for token in asked if folded.startswith(token)), key=len, default=""):
            found.append((word.start(), word.start() + _length(word.group(), longest)))
    return _without_overlaps(sorted(found))


def _length(word: str, token: str) -> int:
    """How many letters of `word` fold into `token`."""
    for length in range(1, len(word) + 1):
        if len(squeeze(word[:length])) >= len(token):
            return length
    return len(word)


def _without_overlaps(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if kept and start < kept[-1][1]:
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return kept
