"""Kiwify's JSON, parsed at the edge into frozen dataclasses. Whatever comes in, only NotUnderstood comes out.

Shapes: the published page (seed-participants-endpoint.txt) and kiwify.md. Unknown fields are ignored.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime

from .errors import NotUnderstood

LONGEST_KEY = 64
LONGEST_TEXT = 255
LARGEST_NUMBER = 2**31 - 1
# Beyond these, databases and time zones run out of calendar.
BELIEVABLE_YEARS = range(2000, 2200)

# Postgres refuses NUL, and no database stores half a surrogate pair.
UNSTORABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Participant:
    """One ticket, one person. Text is "" where Kiwify says null; CPF and phone are digits only."""

    id: str
    external_id: str
    batch_id: str
    batch_name: str
    name: str
    email: str
    cpf: str
    phone: str
    order_id: str
    checkin_at: datetime | None
    created_at: datetime | None
    updated_at: datetime | None


@dataclass(frozen=True, slots=True)
class Totals:
    """Kiwify's own counts for the event, in tickets. None where an answer leaves one out."""

    max_tickets: int | None
    available: int | None
    issued_tickets: int | None
    sold_tickets: int | None
    total_checkin: int | None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of participants. `count` and `size` are hints: the published example contradicts itself."""

    count: int | None
    size: int | None
    totals: Totals
    participants: tuple[Participant, ...]


NO_TOTALS = Totals(None, None, None, None, None)


def parse_page(body: object) -> Page:
    """One answer of GET /events/{product_id}/participants, already decoded from JSON.

    An empty array for `data` means "no rows" (the generated schema says array); any other shape is an error,
    never an empty event. Raises NotUnderstood.
    """
    answer = _object(body, "the answer")
    pagination = _object(answer.get("pagination"), "pagination")
    count = _count(pagination.get("count"), "pagination.count")
    size = pagination.get("page_size")
    data = answer.get("data")
    if data == [] and isinstance(data, list):
        return Page(count=count, size=None, totals=NO_TOTALS, participants=())
    data = _object(data, "data")
    rows = data.get("participants")
    if not isinstance(rows, list):
        raise NotUnderstood("Kiwify's answer has no list at data.participants.")
    totals = Totals(*(_count(data.get(field.name), f"data.{field.name}") for field in fields(Totals)))
    rows = tuple(_participant(row) for row in rows)
    return Page(count=count, size=size if isinstance(size, int) else None, totals=totals, participants=rows)


def _participant(row: object) -> Participant:
    row = _object(row, "a participant")
    return Participant(
        id=_key(row, "id", required=True),
        external_id=_key(row, "external_id"),
        batch_id=_key(row, "batch_id"),
        batch_name=_text(row, "batch_name"),
        name=_text(row, "name"),
        email=_text(row, "email"),
        cpf=_digits(row, "cpf"),
        phone=_digits(row, "phone"),
        order_id=_key(row, "order_id"),
        checkin_at=_moment(row, "checkin_at"),
        created_at=_moment(row, "created_at"),
        updated_at=_moment(row, "updated_at"),
    )


def _object(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise NotUnderstood(f"Kiwify sent something other than an object for {where}.")
    return value


def _text(row: Mapping[str, object], field: str) -> str:
    value = row.get(field)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotUnderstood(f"Kiwify sent something other than text for a participant's {field}.")
    return UNSTORABLE.sub("", value).strip()[:LONGEST_TEXT]


def _key(row: Mapping[str, object], field: str, *, required: bool = False) -> str:
    # A shortened key would be somebody else's key, so a long one is an error and not cut.
    value = _text(row, field)
    if len(value) > LONGEST_KEY or (required and not value):
        raise NotUnderstood(f"Kiwify sent a participant whose {field} is missing or too long.")
    return value


def _digits(row: Mapping[str, object], field: str) -> str:
    return re.sub(r"[^0-9]", "", _text(row, field))[:20]


def _moment(row: Mapping[str, object], field: str) -> datetime | None:
    value = _text(row, field)
    if not value:
        return None
    try:
        moment = datetime.fromisoformat(value)
        moment = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise NotUnderstood(f"Kiwify sent a participant whose {field} is not a date.") from None
    if moment.year == 1:
        return None  # how some servers write "never"
    if moment.year not in BELIEVABLE_YEARS:
        raise NotUnderstood(f"Kiwify sent a participant whose {field} is of no year of ours.")
    return moment


def _count(value: object, where: str) -> int | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
        raise NotUnderstood(f"Kiwify sent something other than a count for {where}.")
    return value
