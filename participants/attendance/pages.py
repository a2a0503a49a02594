"""Pages of long lists, each from where the one before ended: nothing is counted, and no row is skipped over."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

SIZE = 50


class LostPlace(Exception):
    """The row after which a page should begin is not there any more."""


@dataclass(frozen=True, slots=True)
class Page[Row]:
    """`rows` of a list, and the key of the last where there are `more` after it."""

    rows: Sequence[Row]
    last: Any
    has_more: bool


def page_of[Row: Any](rows: QuerySet[Any, Row] | Sequence[Row], size: int = SIZE) -> Page[Row]:
    """The first of these rows, which need not be more than one past the page."""
    found = list(rows[: size + 1])
    shown = found[:size]
    return Page(shown, shown[-1].pk if shown else None, len(found) > size)
