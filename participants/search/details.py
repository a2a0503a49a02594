"""What a hit says below the name: batch, CPF and code, and whatever else it was found by, with the match marked.

Personal data stays masked except for what was typed: who typed it knows it already.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ..models import Participant
from .asked import SHORTEST_CODE, SHORTEST_ENDING, SHORTEST_ID
from .folding import NOT_A_LETTER, both_ends, digits, fold, national, squeeze, squeeze_email, unconfuse, words
from .marking import Piece, html, length, mark, pieces

HIDDEN = "•"
LEFT_OUT = "…"
CPF = "___.___.___-__"
PHONES = {11: "(__) _____-____", 10: "(__) ____-____"}
LONGEST_SHOWN_CODE = 9

LABELS = {
    "email": gettext_noop("e-mail"),
    "phone": gettext_noop("phone"),
    "order": gettext_noop("order"),
    "id": gettext_noop("Kiwify's id"),
}

type Span = tuple[int, int]


class Detail(NamedTuple):
    """One fact of a participant, in pieces; `kind` is batch, cpf, code, email, phone, order, id or similar."""

    kind: str
    label: str
    pieces: Sequence[Piece]

    @property
    def is_match(self) -> bool:
        return any(piece.is_match for piece in self.pieces)

    @property
    def html(self) -> str:
        label = f"{escape(self.label)} " if self.label else ""
        return f'<span class="{self.kind}">{label}{html(self.pieces)}</span>'


def details(participant: Participant, tokens: Sequence[str], joined: str = "") -> list[Detail]:
    """Batch, masked CPF and short code; e-mail, phone, order and Kiwify's id only where they matched.

    `tokens` are those that the name does not explain, `joined` a code or an id that was typed in groups.
    """
    also = [*tokens, joined] if tokens and joined else tokens
    found = [
        Detail("batch", "", batch(participant.batch_name, tokens)),
        Detail("cpf", "CPF", cpf(participant.cpf, tokens)),
        Detail("code", "", code(participant.code, also)),
    ]
    if tokens:
        found += _hidden(participant, tokens, also)
    return [one for one in found if one.pieces]


def batch(name: str, tokens: Sequence[str]) -> list[Piece]:
    return mark(name, tokens) if tokens else pieces(name, ())


def cpf(number: str, tokens: Sequence[str]) -> list[Piece]:
    """The middle six digits, enough to compare with a document, and those that were typed: •••.455.981-••"""
    if not number:
        return []
    number = number.zfill(11)
    if not tokens and len(number) == 11:
        return [Piece(f"•••.{number[3:6]}.{number[6:9]}-••", False)]
    spans = _in_number(number, tokens) or _found(number[3:], tokens, shift=3)
    return _masked(number, CPF if len(number) == 11 else "_" * len(number), spans, seen=(3, 9))


def code(text: str, tokens: Sequence[str]) -> list[Piece]:
    """Both ends of a long code, and what was typed of it: HO2V…UBH"""
    is_long = len(text) > LONGEST_SHOWN_CODE
    begun, is_by_its_ends = _typed_of_code(text, tokens) if tokens else (0, False)
    if not is_long or begun >= len(text) - 3:
        return pieces(text, [(0, begun)] if begun else [])
    start, end = text[: max(4, begun)], text[-3:]
    if is_by_its_ends and begun <= 4:
        return [Piece(start, True), Piece(LEFT_OUT, False), Piece(end, True)]
    return pieces(f"{start}{LEFT_OUT}{end}", [(0, begun)] if begun else [])


def _typed_of_code(text: str, tokens: Sequence[str]) -> tuple[int, bool]:
    """How many of a code's first signs were typed, and whether both its ends were, as the screens show them."""
    squeezed = unconfuse(squeeze(text))
    typed = [unconfuse(token) for token in tokens if len(token) >= SHORTEST_CODE and "@" not in token]
    begun = max((length(text, one) for one in typed if squeezed.startswith(one)), default=0)
    return begun, both_ends(squeezed) in typed


def phone(number: str, tokens: Sequence[str]) -> list[Piece]:
    """Only the digits that were typed: (••) •••••-3509"""
    number = national(digits(number))
    tokens = [*tokens, *(token[1:] for token in tokens if token.startswith("0"))]
    spans = _in_number(number, tokens)
    return _masked(number, PHONES.get(len(number), "_" * len(number)), spans) if spans else []


def email(address: str, tokens: Iterable[str]) -> list[Piece]:
    """Only what was typed: ana.li… or …lima…@…"""
    local, at, _host = address.partition("@")
    letters = NOT_A_LETTER.sub("", fold(local))
    for token in tokens:
        if at and "@" in token and squeeze_email(address).startswith(token):
            return [Piece(address[: _length_of_address(address, token)], True), Piece(LEFT_OUT, False)]
        # Its words are seldom needed, and cost more than to see that they are not.
        may_be = token in letters and any(word.startswith(token) for word in words(local))
        marked = mark(local, [token]) if may_be else []
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
    found: dict[str, list[Piece]] = {"email": email(participant.email, tokens)}
    if any(token.isdigit() for token in tokens):
        found["phone"] = phone(participant.phone, tokens)
    if any(len(token) >= SHORTEST_ID for token in also):
        found["order"] = ident(participant.order_id, also)
        found["id"] = ident(participant.kiwify_id, also)
    for kind, some in found.items():
        if any(piece.is_match for piece in some):
            yield Detail(kind, _(LABELS[kind]), some)


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
    is_open = {at for start, end in (*spans, seen) for at in range(start, end)}
    shown = list(form)
    for at, place in enumerate(places):
        shown[place] = number[at] if at in is_open else HIDDEN
    return pieces("".join(shown), [(places[start], places[end - 1] + 1) for start, end in spans])


def _length_of_address(address: str, folded: str) -> int:
    for letters in range(1, len(address) + 1):
        if len(squeeze_email(address[:letters])) >= len(folded):
            return letters
    return len(address)
