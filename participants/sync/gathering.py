"""Step 1 of a read: every page that Kiwify lists, each ticket once."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from ..kiwify import wire
from ..kiwify.errors import NotUnderstood
from .batches import key_of

LONG_AGO = datetime.min.replace(tzinfo=UTC)
MOST_BARREN_PAGES = 3

type Progress = Callable[[int, int | None], None]


@dataclass(slots=True)
class Listing:
    """All that Kiwify lists in one read. `batch_names` are by batch key, as the first row of each has it."""

    participants: dict[str, wire.Participant] = field(default_factory=dict)
    batch_names: dict[str, str] = field(default_factory=dict)
    totals: wire.Totals = wire.NO_TOTALS
    pages: int = 0
    duplicates: int = 0

    def newest_change(self, now: datetime) -> datetime | None:
        """The latest `updated_at` that is not in our future: one row's nonsense must not blind the next reads."""
        moments = (row.updated_at for row in self.participants.values())
        return max((moment for moment in moments if moment and moment <= now), default=None)

    def add(self, row: wire.Participant) -> None:
        self.duplicates += row.id in self.participants
        self.participants[row.id] = _newest(row, self.participants.get(row.id))
        if key := key_of(row):
            # The first row decides: rows that disagree would rename a batch back and forth.
            self.batch_names.setdefault(key, row.batch_name)


def gather(pages: Iterable[wire.Page], progress: Progress) -> Listing:
    """A ticket listed twice counts once, as its newest `updated_at` has it. Raises KiwifyError.

    `progress` hears (tickets so far, Kiwify's hint of the total) after each page.
    """
    listing = Listing()
    barren = 0
    for page in pages:
        before = len(listing.participants)
        listing.pages += 1
        if page.totals != wire.NO_TOTALS:
            listing.totals = page.totals
        for row in page.participants:
            listing.add(row)
        barren = barren + 1 if page.participants and len(listing.participants) == before else 0
        if barren == MOST_BARREN_PAGES:
            raise NotUnderstood("Kiwify sends the same pages again and again.")
        progress(len(listing.participants), page.count)
    return listing


def _newest(row: wire.Participant, other: wire.Participant | None) -> wire.Participant:
    if other is None or (row.updated_at or LONG_AGO) >= (other.updated_at or LONG_AGO):
        return row
    return other
