"""What is asked of the server: searches and check-ins for many different people, never one over and over."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice
from typing import Self
from urllib.parse import urlencode
from uuid import uuid4

from participants.kiwify.sandbox.index import compact_json
from participants.kiwify.sandbox.moments import iso, utc_now
from participants.kiwify.sandbox.sale import Order, sale
from participants.kiwify.sandbox.webhook import Webhook, with_signature

from .kiwify import WEBHOOK_TOKEN, Row
from .tablet import Ask

FLOOR = "Floor: an empty page"
TWO_LETTERS = "Search: two letters, thousands match"
ONE_WORD = "Search: one word"
TWO_WORDS = "Search: two words"
CODE = "Search: code"
TYPO = "Search: a typo"
NOBODY_FOUND = "Search: nobody found"
TAPPED = "Check-in: tapped"
REPEATED = "Check-in: repeated"
REPLAY = "Replay of 100"
COUNTERS = "Counters"
WEBHOOK = "Webhook"
DOOR_PAGE = "Door page"

SEARCH_TARGET, CHECK_IN_TARGET, COUNTERS_TARGET = 2.5, 3.0, 1.3
REPLAYED = 100

BEGINNINGS = ["ma", "an", "si", "jo", "lu", "fe", "ca", "so", "ro", "pe"]
NOBODY = [f"{start}{end}" for start in ("xyq", "wkz", "qqv", "zzy") for end in ("abel", "ardo", "ina", "osa", "uto")]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request. `shows` is in its answer, `hides` is not: a fast wrong answer is not a figure.

    `asks` makes some, just before they are asked. `target` is the most one may cost, in floors. One that is `alone`
    is asked by no more than one client, and a few times where it is heavy; with `first_byte` it is timed until its
    answer begins.
    """

    name: str
    asks: Callable[[int], list[Ask]]
    target: float | None = None
    shows: bytes = b""
    hides: bytes = b"\0"
    alone: bool = False
    is_heavy: bool = False
    first_byte: bool = False

    @classmethod
    def each(cls, name: str, next_ask: Callable[[], Ask], *details: object, **more: object) -> Self:
        """A kind whose requests are made one by one."""
        return cls(name, lambda number: [next_ask() for _ in range(number)], *details, **more)  # type: ignore[arg-type]

    def is_shown_by(self, body: bytes) -> bool:
        return self.shows in body and self.hides not in body


def kinds(
    slug: str, checkpoint: str, outside: Sequence[Row], people: Sequence[Row], *, product_id: str, account_id: str
) -> list[Kind]:
    """The door's. `outside` are people whom a check-in admits, each used once; `people` are looked for."""
    waiting = iter(outside)
    return [
        Kind.each(FLOOR, lambda: Ask(f"/e/{slug}/floor/")),
        *searches(slug, checkpoint, [one for one in people if is_searchable(one)]),
        *check_ins(slug, checkpoint, waiting, [one for one in people if one["checkin_at"]]),
        Kind.each(
            COUNTERS, lambda: Ask(f"/e/{slug}/counters/?checkpoint={checkpoint}"), COUNTERS_TARGET, b'id="counters"'
        ),
        Kind.each(
            REPLAY,
            lambda: replay(slug, checkpoint, islice(waiting, REPLAYED)),
            shows=b'"admitted"',
            alone=True,
            is_heavy=True,
        ),
        Kind.each(WEBHOOK, webhooks(product_id, account_id), 3.0, b'"stored"'),
        Kind.each(DOOR_PAGE, lambda: Ask(f"/e/{slug}/", as_htmx=False), None, b"</html>"),
    ]


def searches(slug: str, checkpoint: str, people: Sequence[Row]) -> Iterator[Kind]:
    texts = {
        TWO_LETTERS: BEGINNINGS,
        ONE_WORD: [words(one)[0] for one in people],
        TWO_WORDS: [f"{words(one)[0]} {words(one)[-1]}" for one in people],
        TYPO: [f"{with_typo(words(one)[0])} {words(one)[-1]}" for one in people if len(words(one)[0]) > 5],
        "Search: last 4 digits of the CPF": [str(one["cpf"])[-4:] for one in people],
        "Search: full CPF": [str(one["cpf"]) for one in people],
        CODE: [str(one["external_id"]) for one in people],
        "Search: e-mail": [str(one["email"]) for one in people],
    }
    for name, typed in texts.items():
        yield Kind.each(name, search(slug, checkpoint, typed), SEARCH_TARGET, shows=b"data-participant")
    yield Kind.each(NOBODY_FOUND, search(slug, checkpoint, NOBODY), SEARCH_TARGET, hides=b"data-participant")


def search(slug: str, checkpoint: str, texts: Sequence[str]) -> Callable[[], Ask]:
    queries = cycle(f"/e/{slug}/?{urlencode({'q': text, 'checkpoint': checkpoint})}" for text in texts)
    return lambda: Ask(next(queries))


def check_ins(slug: str, checkpoint: str, outside: Iterator[Row], inside: Sequence[Row]) -> Iterator[Kind]:
    again = cycle(inside)
    ask = partial(check_in, slug, checkpoint)
    verdict = 'data-result="{}"'.format
    for name, result, next_ask in (
        (TAPPED, "admitted", lambda: ask(participant=next(outside)["id"])),
        ("Check-in: code", "admitted", lambda: ask(code=next(outside)["external_id"])),
        (REPEATED, "already_in", lambda: ask(participant=next(again)["id"])),
        ("Check-in: unknown, no code of Kiwify's", "unknown", lambda: ask(code=f"X{uuid4()}"[:20])),
    ):
        yield Kind.each(name, next_ask, CHECK_IN_TARGET, shows=verdict(result).encode())
    # What a call to Kiwify takes is Kiwify's.
    unknown = verdict("unknown").encode()
    yield Kind.each("Check-in: unknown, asked of Kiwify", lambda: ask(code=some_code()), shows=unknown, alone=True)


def check_in(slug: str, checkpoint: str, **claim: object) -> Ask:
    form = {"id": str(uuid4()), "checkpoint": checkpoint, "q": "maria", **claim}
    return Ask(f"/e/{slug}/check-ins/", {name: str(value) for name, value in form.items()})


def replay(slug: str, checkpoint: str, people: Iterator[Row]) -> Ask:
    """A tablet's queue, as it is sent after a while without a network."""
    happened = iso(utc_now())
    queue = [
        {"id": str(uuid4()), "checkpoint": checkpoint, "code": one["external_id"], "happened_at": happened}
        for one in people
    ]
    return Ask(f"/e/{slug}/replay/", as_htmx=False, json=json.dumps(queue).encode())


def some_code() -> str:
    """A code as Kiwify's are, which nobody has."""
    return f"X{uuid4().hex[:14]}".upper()


def webhooks(product_id: str, account_id: str) -> Callable[[], Ask]:
    """A sale of one ticket, of another order each time, signed."""
    address = f"/kiwify/webhook/{account_id}/"
    kiwify = Webhook("http://127.0.0.1/", WEBHOOK_TOKEN)

    def ask() -> Ask:
        order = Order(str(uuid4()), store_id=account_id, product_id=product_id, product_name="Festa")
        body = compact_json(sale("approved", order, tickets=[], at=utc_now()))
        return Ask(with_signature(address, kiwify.sign(body)), as_htmx=False, json=body)

    return ask


def is_searchable(row: Row) -> bool:
    return bool(row["cpf"] and row["email"]) and len(words(row)) > 1 and words(row)[0].isalpha()


def with_typo(word: str) -> str:
    """The third letter was not typed."""
    return word[:2] + word[3:]


def words(row: Row) -> list[str]:
    return (row["name"] or "").split()
