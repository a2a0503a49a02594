"""Who comes to the tablets, and how: by a code that is scanned, by a name, again, or with a code of nobody's."""

from collections.abc import Iterator, Sequence
from itertools import cycle
from random import Random
from uuid import uuid4

from .asked import is_searchable, words
from .door_page import DoorPage
from .kiwify import Row

# Of a hundred guests: a code is scanned, a name typed and tapped, a ticket shown again, a code of nobody's.
WEIGHTS = (50, 45, 3, 2)
TYPED = 5  # letters of a name, by which somebody is found


class Guests:
    """All the guests of an evening; `come` sends the next one to a tablet and returns whether the verdict is right."""

    def __init__(self, outside: Sequence[Row], people: Sequence[Row], rng: Random) -> None:
        self.rng = rng
        self._outside: Iterator[Row] = iter([one for one in outside if is_searchable(one)])
        self._inside = cycle([one for one in people if one["checkin_at"]])

    def come(self, page: DoorPage) -> str:
        """What is wrong with the verdict; empty where it is as it should be."""
        [how] = self.rng.choices((self._scanned, self._typed, self._again, self._unknown), WEIGHTS)
        result, told = how(page)
        return "" if f'data-result="{result}"' in told else f"Not {result}: {told[:200]}"

    def _scanned(self, page: DoorPage) -> tuple[str, str]:
        return "admitted", page.check_in(code=next(self._outside)["external_id"], q="").text

    def _typed(self, page: DoorPage) -> tuple[str, str]:
        guest = next(self._outside)
        page.type(words(guest)[0].lower()[:TYPED])
        return "admitted", page.check_in(participant=guest["id"]).text

    def _again(self, page: DoorPage) -> tuple[str, str]:
        return "already_in", page.check_in(code=next(self._inside)["external_id"], q="").text

    def _unknown(self, page: DoorPage) -> tuple[str, str]:
        return "unknown", page.check_in(code=f"X{uuid4()}"[:20], q="").text
