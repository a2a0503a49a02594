"""What a caller of the participants endpoint asked for, read as strictly as Kiwify reads it."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from . import moments

DEFAULT_PAGE_SIZE, MAX_PAGE_SIZE = 10, 100
EXACT_FILTERS = ("external_id", "batch_id", "phone", "cpf", "order_id")
POSITIVE = re.compile(r"0*[1-9][0-9]{0,8}", re.ASCII)
LONGEST_NUMBER = 12

type Mark = tuple[str, str | None]


class Span(NamedTuple):
    """A half-open stretch of ISO moments; None leaves that side open."""

    start: str | None = None
    end: str | None = None


EVER = Span()


@dataclass(frozen=True, kw_only=True)
class Filters:
    exact: frozenset[Mark] = frozenset()
    created: Span = EVER
    updated: Span = EVER


@dataclass(frozen=True, kw_only=True)
class Listing:
    page_number: int = 1
    page_size: int = DEFAULT_PAGE_SIZE
    filters: Filters = Filters()


type Window = Callable[[Listing], slice]


class ListingError(ValueError):
    """A query Kiwify answers with 400 ValidationError; the text is its message."""


def page_asked(listing: Listing) -> slice:
    """The rows that honestly make up the page; faults put other windows in its place."""
    start = (listing.page_number - 1) * listing.page_size
    return slice(start, start + listing.page_size)


def read_listing(query: Mapping[str, str]) -> Listing:
    """The listing a query string asks for; unknown parameters are ignored. Raises ListingError."""
    page_size = _positive(query, "page_size", DEFAULT_PAGE_SIZE)
    if page_size > MAX_PAGE_SIZE:
        raise ListingError(f"page_size must not be greater than {MAX_PAGE_SIZE}")
    return Listing(
        page_number=_positive(query, "page_number", 1),
        page_size=page_size,
        filters=Filters(exact=_exact(query), created=_span(query, "created"), updated=_span(query, "updated")),
    )


def _positive(query: Mapping[str, str], name: str, default: int) -> int:
    text = query.get(name, str(default))
    if not POSITIVE.fullmatch(text) or len(text) > LONGEST_NUMBER:
        raise ListingError(f"{name} must be a positive integer")
    return int(text)


def _exact(query: Mapping[str, str]) -> frozenset[Mark]:
    marks = {(name, query[name]) for name in EXACT_FILTERS if name in query}
    checked_in = query.get("checked_in")
    if checked_in not in (None, "true", "false"):
        raise ListingError("checked_in must be a boolean")
    return frozenset(marks | ({("checked_in", checked_in)} if checked_in else set()))


def _span(query: Mapping[str, str], which: str) -> Span:
    return Span(_bound(query, f"{which}_at_start_date"), _bound(query, f"{which}_at_end_date"))


def _bound(query: Mapping[str, str], name: str) -> str | None:
    if name not in query:
        return None
    try:
        return moments.bound(query[name])
    except ValueError as error:
        raise ListingError(f"{name} must be an ISO 8601 date") from error
