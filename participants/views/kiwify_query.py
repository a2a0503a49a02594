"""The query string of Kiwify's participants endpoint, read as strictly as Kiwify reads it."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from ..listing import COLUMNS, DEFAULT_PAGE_SIZE, LARGEST_PAGE_SIZE, Span, Wanted

POSITIVE = re.compile(r"0*([1-9][0-9]{0,8})")
ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(T.{2,30})?")
WRITTEN_IN_DIGITS = {"phone", "cpf"}


class QueryError(ValueError):
    """A query that Kiwify answers with 400 ValidationError; the text is its message."""


def read_query(query: Mapping[str, str]) -> Wanted:
    """The listing a query string asks for; parameters Kiwify does not know are ignored. Raises QueryError."""
    page_size = _positive(query, "page_size", DEFAULT_PAGE_SIZE)
    if page_size > LARGEST_PAGE_SIZE:
        raise QueryError(f"page_size must not be greater than {LARGEST_PAGE_SIZE}")
    return Wanted(
        page_number=_positive(query, "page_number", 1),
        page_size=page_size,
        checked_in=_boolean(query, "checked_in"),
        created=Span(_moment(query, "created_at_start_date"), _moment(query, "created_at_end_date")),
        updated=Span(_moment(query, "updated_at_start_date"), _moment(query, "updated_at_end_date")),
        exact={name: _value(name, query[name]) for name in COLUMNS if name in query},
    )


def _positive(query: Mapping[str, str], name: str, default: int) -> int:
    if name not in query:
        return default
    number = POSITIVE.fullmatch(query[name])
    if number is None:
        raise QueryError(f"{name} must be a positive integer")
    return int(number[1])


def _boolean(query: Mapping[str, str], name: str) -> bool | None:
    if name not in query:
        return None
    if query[name] not in ("true", "false"):
        raise QueryError(f"{name} must be a boolean")
    return query[name] == "true"


def _moment(query: Mapping[str, str], name: str) -> datetime | None:
    """A date alone is midnight UTC, and a time without an offset is UTC."""
    if name not in query:
        return None
    try:
        moment = datetime.fromisoformat(query[name]) if ISO_DATE.fullmatch(query[name]) else None
        if moment is not None:
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise QueryError(f"{name} must be an ISO 8601 date")


def _value(name: str, text: str) -> str:
    return re.sub(r"[^0-9]", "", text) if name in WRITTEN_IN_DIGITS else text
