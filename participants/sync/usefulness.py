"""Whether Kiwify filters as asked: a list that was not filtered is no list of changes."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from ..kiwify.wire import Page, Participant


class ChangesUseless(Exception):
    """Kiwify lists more than was asked for: only full reads tell what changed."""


def changed_since(pages: Iterable[Page], since: datetime) -> Iterator[Page]:
    """These pages as they come. Raises ChangesUseless at the first row that is older."""
    for page in pages:
        if any(row.updated_at and row.updated_at < since for row in page.participants):
            raise ChangesUseless
        yield page


def of_order(pages: Iterable[Page], order_id: str) -> Iterator[Page]:
    """These pages as they come. Raises ChangesUseless at the first row of another order."""
    for page in pages:
        if any(row.order_id != order_id for row in page.participants):
            raise ChangesUseless
        yield page


def with_code(page: Page, code: str) -> list[Participant]:
    """The rows that have this code, whatever else Kiwify lists, and whatever its case."""
    return [row for row in page.participants if row.external_id.upper() == code.upper()]
