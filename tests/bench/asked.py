"""What is asked of the server: searches and check-ins for many different people, never one over and over."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from urllib.parse import urlencode
from uuid import uuid4

from participants.kiwify.sandbox.index import compact_json
from participants.kiwify.sandbox.moments import utc_now
from participants.kiwify.sandbox.sale import Order, sale
from participants.kiwify.sandbox.webhook import Webhook, with_signature

from .kiwify import WEBHOOK_TOKEN, Row
from .tablet import Ask

FLOOR = "Floor: an empty page"
TWO_LETTERS = "Search: two letters, thousands match"
ONE_WORD = "Search: one word"
TAPPED = "Check-in: tapped"
COUNTERS = "Counters"
WEBHOOK = "Webhook"

BEGINNINGS = ["ma", "an", "si", "jo", "lu", "fe", "ca", "so", "ro", "pe"]
NOBODY = [f"{start}{end}" for start in ("xyq", "wkz", "qqv", "zzy") for end in ("abel", "ardo", "ina", "osa", "uto")]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of request. `shows` is in its answer, `hides` is not: a fast wrong answer is not a figure.

    `target` is the most it may cost, in floors.
    """

    name: str
    next: Callable[[], Ask]
    target: float | None = None
    shows: bytes = b""
    hides: bytes = b"\0"


def kinds(
    slug: str, checkpoint: str, outside: Sequence[Row], people: Sequence[Row], *, product_id: str, account_id: str
) -> list[Kind]:
    """`outside` are people whom a check-in admits, each used once; `people` are looked for."""
    return [
        Kind(FLOOR, lambda: Ask(f"/e/{slug}/floor/")),
        *searches(slug, checkpoint, [one for one in people if is_searchable(one)]),
        *check_ins(slug, checkpoint, iter(outside), [one for one in people if one["checkin_at"]]),
        Kind(COUNTERS, lambda: Ask(f"/e/{slug}/counters/?checkpoint={checkpoint}"), 1.3, b'id="counters"'),
        Kind(WEBHOOK, webhooks(product_id, account_id), 3.0, b'"stored"'),
        Kind("Door page", lambda: Ask(f"/e/{slug}/", as_htmx=False), None, b"</html>"),
    ]


def searches(slug: str, checkpoint: str, people: Sequence[Row]) -> Iterator[Kind]:
    texts = {
        TWO_LETTERS: BEGINNINGS,
        ONE_WORD: [words(one)[0] for one in people],
        "Search: two words": [f"{words(one)[0]} {words(one)[-1]}" for one in people],
        "Search: last 4 digits of the CPF": [str(one["cpf"])[-4:] for one in people],
        "Search: full CPF": [str(one["cpf"]) for one in people],
        "Search: code": [str(one["external_id"]) for one in people],
        "Search: e-mail": [str(one["email"]) for one in people],
    }
    for name, typed in texts.items():
        yield Kind(name, search(slug, checkpoint, typed), 2.5, shows=b"data-participant")
    yield Kind("Search: nobody found", search(slug, checkpoint, NOBODY), 2.5, hides=b"data-participant")


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
        ("Check-in: repeated", "already_in", lambda: ask(participant=next(again)["id"])),
        ("Check-in: unknown, no code of Kiwify's", "unknown", lambda: ask(code=f"X{uuid4()}"[:20])),
    ):
        yield Kind(name, next_ask, 3.0, shows=verdict(result).encode())
    # What a call to Kiwify takes is Kiwify's.
    yield Kind("Check-in: unknown, asked of Kiwify", lambda: ask(code=some_code()), None, verdict("unknown").encode())


def check_in(slug: str, checkpoint: str, **claim: object) -> Ask:
    form = {"id": str(uuid4()), "checkpoint": checkpoint, "q": "maria", **claim}
    return Ask(f"/e/{slug}/check-ins/", {name: str(value) for name, value in form.items()})


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


def words(row: Row) -> list[str]:
    return (row["name"] or "").split()
