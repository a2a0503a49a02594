"""Faults in what a page shows: the wrong rows, or the right ones wrongly described."""

from dataclasses import replace
from typing import Any

from ..answers import Answer, Asked, Reply, refused
from ..listing import Listing, page_asked
from .editing import edited
from .wrapping import Wrap

PAGING = frozenset({"page_number", "page_size"})


def page_size(*, most: int = 50) -> Wrap:
    """A page of more rows than `most` is refused, as Kiwify refuses more than 100."""

    def wrap(asked: Asked, answer: Answer) -> Reply:
        reply = answer(asked)
        if reply.status != 200 or asked.page_size <= most:
            return reply
        return refused(400, "ValidationError", f"page_size must not be greater than {most}")

    return wrap


def ignores_filters() -> Wrap:
    """The query's filters are taken for parameters nobody knows: only the paging counts."""

    def wrap(asked: Asked, answer: Answer) -> Reply:
        return answer(replace(asked, query={name: asked.query[name] for name in asked.query if name in PAGING}))

    return wrap


def duplicates() -> Wrap:
    """The page opens with the last row of the page before it, on top of its own rows: nothing is lost."""

    def one_back(listing: Listing) -> slice:
        page = page_asked(listing)
        return slice(page.start - 1, page.stop)

    return lambda asked, answer: answer(replace(asked, window=one_back))


def drift(*, rows: int = 1) -> Wrap:
    """The list has moved since page 1: up by `rows`, which no page shows; if negative down, shown again."""

    def moved(listing: Listing) -> slice:
        page = page_asked(listing)
        return slice(max(0, page.start + rows), max(0, page.stop + rows))

    return lambda asked, answer: answer(replace(asked, window=moved))


def same_page() -> Wrap:
    """The rows of page 1, whatever page is asked for and said to be shown."""
    return lambda asked, answer: answer(replace(asked, window=lambda listing: slice(0, listing.page_size)))


def count(*, by: int = -1) -> Wrap:
    """`pagination.count` is off by so much, either way."""

    def edit(page: Any) -> Any:
        lie = max(0, page["pagination"]["count"] + by)
        return page | {"pagination": page["pagination"] | {"count": lie}}

    return edited(edit)


def empty_list() -> Wrap:
    """`data` is [] as in the generated schema's example."""
    return edited(lambda page: page | {"data": []})


def no_counters() -> Wrap:
    return edited(lambda page: page | {"data": {"participants": page["data"]["participants"]}})


def nulls() -> Wrap:
    """Participants with nothing but an id."""

    def edit(page: Any) -> Any:
        rows = [dict.fromkeys(row) | {"id": row["id"]} for row in page["data"]["participants"]]
        return page | {"data": page["data"] | {"participants": rows}}

    return edited(edit)
