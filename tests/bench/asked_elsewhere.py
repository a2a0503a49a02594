"""What is asked beside the door: polls with nothing new, the board, exports, and Kiwify's pages by programs."""

import html
import re
from collections.abc import Callable, Iterator, Sequence
from itertools import cycle
from urllib.parse import urlencode

from .asked import COUNTERS_TARGET, Kind
from .tablet import Ask, Pass

NOTHING_NEW = "Counters: a poll with nothing new"
WITHOUT_PASS = "Counters: the same without a pass, twice a minute"
BOARD = "Board: a poll with something new"
BOARD_UNCHANGED = "Board: a poll with nothing new"
FIRST_PAGE, DEEP_PAGE = "Kiwify's form: the first page of 100", "Kiwify's form: the last page of 100"
PAGE_SIZE = 100
COLUMNS = ("name", "code", "batch", "state", "arrived")


def polls(slug: str, door: Pass, organizer: Pass) -> Iterator[Kind]:
    """The addresses are those that the pages themselves would ask next."""
    counters = poll_of(door, f"/e/{slug}/", f"/e/{slug}/counters/")
    board = poll_of(organizer, f"/e/{slug}/attendance/", f"/e/{slug}/attendance/live/")
    yield Kind(NOTHING_NEW, lambda number: [counters()] * number, COUNTERS_TARGET)
    yield Kind(WITHOUT_PASS, lambda number: [without_pass(counters())] * number)
    # Now and then something is new: a read has grown older, or a minute has passed.
    yield Kind(BOARD_UNCHANGED, lambda number: [board()] * number)
    yield Kind(BOARD, lambda number: [unseen(board())] * number, None, b'id="board"')


def poll_of(signed_in: Pass, page: str, place: str) -> Callable[[], Ask]:
    """What a page asks next of this place that was opened just now and has asked once, and so got a new pass."""
    next_address = re.compile(rf'hx-get="({place}[^"]*)"')

    def ask() -> Ask:
        address, headers = page, {}
        for _ in range(2):
            shown = signed_in.session.get(signed_in.address(by_the_guard(address)), headers=headers)
            if found := next_address.search(shown.text):
                address = html.unescape(found[1])
            headers = {"HX-Request": "true"}
        if address == page:
            raise RuntimeError(f"{page} asks nothing of {place}.")
        return Ask(address, headers=signed_in.headers_for(address))

    return ask


def without_pass(ask: Ask) -> Ask:
    """The way by which the page's own guard gives another."""
    return ask._replace(path=by_the_guard(ask.path))


def by_the_guard(path: str) -> str:
    return path.replace("/live/", "/")


def unseen(ask: Ask) -> Ask:
    return ask._replace(path=re.sub(r"seen=[^&]*", "seen=0", ask.path))


def exports(slug: str, organizer: Pass) -> Iterator[Kind]:
    query = urlencode({"format": "csv", "column": COLUMNS}, doseq=True)
    ask = Ask(f"/e/{slug}/exports/participants/?{query}", as_htmx=False, headers=organizer.headers)
    for name, first_byte in (("Export: first byte", True), ("Export: whole", False)):
        yield Kind.each(name, lambda: ask, shows=b";", alone=True, is_heavy=True, first_byte=first_byte)


def pages(product_id: str, account_id: str, tokens: Sequence[str], participants: int) -> Iterator[Kind]:
    """By many programs in turn: each has a limit."""
    programs = cycle(tokens)

    def page(number: int) -> Ask:
        headers = {"Authorization": f"Bearer {next(programs)}", "x-kiwify-account-id": account_id}
        query = urlencode({"page_number": number, "page_size": PAGE_SIZE})
        return Ask(f"/v1/events/{product_id}/participants?{query}", as_htmx=False, headers=headers)

    yield Kind.each(FIRST_PAGE, lambda: page(1), None, b'"external_id"')
    yield Kind.each(DEEP_PAGE, lambda: page(participants // PAGE_SIZE), None, b'"external_id"')
