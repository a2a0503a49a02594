"""What a hit says below the name: batch, CPF and code, and whatever else it was found by, with the match marked.

Personal data stays masked except for what was typed: who typed it knows it already.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ..models import Participant
from .asked import SHORTEST_CODE, SHORTEST_ENDING, SHORTEST_ID
from .folding import both_ends, digits, national, squeeze, squeeze_email, unconfuse, words
from .marking import Piece, html, length, mark, pieces

HIDDEN = "•"
LEFT_OUT = "…"
CPF = "___.___.___-__"
PHONES = {11: "(__) _____-____", 10: "(__) ____-____"}
LONGEST_SHOWN_CODE = 9

type Span = tuple[int, int]


class Detail(NamedTuple):
    """One fact of a participant, in pieces; `kind` is batch, cpf, code, email, phone, order, id or similar."""

    kind: str
    label: str
    pieces: Sequence[Piece]

    @property
    def is_match(self) -> bool:
        return any(piece.is_match for piece in self.pieces)

    def __str__(self) -> SafeString:
        text = html(self.pieces)
        return SafeString(f"{self.label} {text}") if self.label else text


def details(participant: Participant, tokens: Sequence[str], joined: str = "") -> list[Detail]:
    """Batch, masked CPF and short code; e-mail, phone, order and Kiwify's id only where they matched.

    `tokens` are those that the name does not explain, `joined` a code or an id that was typed in groups.
    """
    also = [*tokens, joined] if joined else list(tokens)
    found = [
        Detail("batch", "", mark(participant.batch_name, [token for token in tokens if _may_be_of_batch(token)])),
        Detail("cpf", "CPF", cpf(participant.cpf, tokens)),
        Detail("code", "", code(participant.code, also)),
    ]
    if tokens:
        found += [one for one in _hidden(participant, tokens, also) if one.is_match]
    return [one for one in found if one.pieces]


def cpf(number: str, tokens: Iterable[str]) -> list[Piece]:
    """The middle six digits, enough to compare with a document, and those that were typed: •••.455.981-••"""
    if not number:
        return []
    number = number.zfill(11)
    spans = _in_number(number, tokens) or _found(number[3:], tokens, shift=3)
    return _masked(number, CPF if len(number) == 11 else "_" * len(number), spans, seen=(3, 9))


def phone(number: str, tokens: Sequence[str]) -> list[Piece]:
    """Only the digits that were typed: (••) •••••-3509"""
    number = national(digits(number))
    tokens = [*tokens, *(token[1:] for token in tokens if token.startswith("0"))]
    return _masked(number, PHONES.get(len(number), "_" * len(number)), _in_number(number, tokens))


def code(text: str, tokens: Iterable[str]) -> list[Piece]:
    """Both ends of a long code, and what was typed of it: HO2V…UBH"""
    squeezed = unconfuse(squeeze(text))
    typed = [unconfuse(token) for token in tokens if len(token) >= SHORTEST_CODE and "@" not in token]
    begun = max((length(text, one) for one in typed if squeezed.startswith(one)), default=0)
    if len(text) <= LONGEST_SHOWN_CODE or begun >= len(text) - 3:
        return pieces(text, [(0, begun)] if begun else [])
    if both_ends(squeezed) in typed:
        return [Piece(text[:4], True), Piece(LEFT_OUT, False), Piece(text[-3:], True)]
    end = Piece(f"{LEFT_OUT}{text[-3:]}", False)
    return (
        [Piece(text[:begun], True), *_unless_empty(text[begun:4]), end]
        if begun
        else [Piece(text[:4] + end.text, False)]
    )


def email(address: str, tokens: Iterable[str]) -> list[Piece]:
    """Only what was typed: ana.li… or …lima…@…"""
    local, at, _host = address.partition("@")
    for token in tokens:
        if at and "@" in token and squeeze_email(address).startswith(token):
            return [Piece(address[: _length_of_address(address, token)], True), Piece(LEFT_OUT, False)]
        marked = mark(local, [token]) if any(word.startswith(token) for word in words(local)) else []
        if any(piece.is_match for piece in marked):
            return [piece if piece.is_match else Piece(LEFT_OUT, False) for piece in (*marked, Piece("@", False))]
    return []


def ident(text: str, tokens: Iterable[str]) -> list[Piece]:
    """Only the beginning that was typed: 44db0fe3…"""
    squeezed = squeeze(text)
    for token in tokens:
        if len(token) >= SHORTEST_ID and squeezed.startswith(token):
            typed = length(text, token)
            return [Piece(text[:typed], True), *([Piece(LEFT_OUT, False)] if typed < len(text) else [])]
    return []


def _hidden(participant: Participant, tokens: Sequence[str], also: Sequence[str]) -> Iterator[Detail]:
    """What no row shows unless somebody typed it."""
    yield Detail("phone", _("phone"), phone(participant.phone, tokens))
    yield Detail("email", _("e-mail"), email(participant.email, tokens))
    yield Detail("order", _("order"), ident(participant.order_id, also))
    yield Detail("id", _("Kiwify's id"), ident(participant.kiwify_id, also))


def _may_be_of_batch(token: str) -> bool:
    return "@" not in token


def _in_number(number: str, tokens: Iterable[str]) -> list[Span]:
    """Where the number begins or ends with one of the tokens."""
    asked = [token for token in tokens if token.isdigit() and len(token) >= SHORTEST_ENDING]
    begun = [(0, len(token)) for token in asked if number.startswith(token)]
    ended = [(len(number) - len(token), len(number)) for token in asked if number.endswith(token)]
    return begun + ended


def _found(number: str, tokens: Iterable[str], shift: int) -> list[Span]:
    asked = [token for token in tokens if token.isdigit() and len(token) >= SHORTEST_ENDING]
    return [(shift, shift + len(token)) for token in asked if number.startswith(token)]


def _masked(number: str, form: str, spans: Sequence[Span], seen: Span = (0, 0)) -> list[Piece]:
    """The number in its form, its digits hidden but for those `seen` anyway and the marked ones of the spans."""
    if form.count("_") != len(number):
        return []
    places = [at for at, sign in enumerate(form) if sign == "_"]
    shown = list(form)
    for at, place in enumerate(places):
        is_open = any(start <= at < end for start, end in (*spans, seen))
        shown[place] = number[at] if is_open else HIDDEN
    return pieces("".join(shown), [(places[start], places[end - 1] + 1) for start, end in spans])


def _length_of_address(address: str, folded: str) -> int:
    for letters in range(1, len(address) + 1):
        if len(squeeze_email(address[:letters])) >= len(folded):
            return letters
    return len(address)


def _unless_empty(text: str) -> list[Piece]:
    return [Piece(text, False)] if text else []
