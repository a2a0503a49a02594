"""Every way the sandbox can misbehave, by the name it is asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from . import editing, line, pages, replies
from .wrapping import Wrap

CALLS = frozenset({"token", "participants", "any"})
PAGES, TOKENS = frozenset({"participants"}), frozenset({"token"})


@dataclass(frozen=True)
class Kind:
    """`make` takes the fault's options; `on` are the calls it makes sense for, from `first_page` on."""

    make: Callable[..., Wrap]
    on: frozenset[str] = CALLS
    first_page: int = 0

    @property
    def usual(self) -> str:
        """The call it strikes when none is named."""
        return "participants" if "participants" in self.on else "token"


KINDS: dict[str, Kind] = {
    "400": Kind(replies.refusing(400, "ValidationError", "The request is not valid")),
    "401": Kind(replies.refusing(401, "unauthorized", "The access token is not valid")),
    "403": Kind(replies.refusing(403, "forbidden", "The API key lacks the scope for this")),
    "404": Kind(replies.refusing(404, "NotFound", "Not found")),
    "429": Kind(replies.too_many),
    "500": Kind(replies.broken(500)),
    "502": Kind(replies.broken(502)),
    "503": Kind(replies.broken(503)),
    "html": Kind(replies.html),
    "body": Kind(replies.body),
    "slow": Kind(line.slow),
    "drip": Kind(line.drip),
    "drip-head": Kind(line.drip_head),
    "cut": Kind(line.cut),
    "cut-body": Kind(line.cut_body),
    "truncated": Kind(line.truncated),
    "page-size": Kind(pages.page_size, on=PAGES),
    "ignores-filters": Kind(pages.ignores_filters, on=PAGES),
    "duplicates": Kind(pages.duplicates, on=PAGES, first_page=2),
    "drift": Kind(pages.drift, on=PAGES, first_page=2),
    "same-page": Kind(pages.same_page, on=PAGES),
    "count": Kind(pages.count, on=PAGES),
    "empty-list": Kind(pages.empty_list, on=PAGES),
    "no-counters": Kind(pages.no_counters, on=PAGES),
    "nulls": Kind(pages.nulls, on=PAGES),
    "expires-in": Kind(editing.expires_in, on=TOKENS),
}
