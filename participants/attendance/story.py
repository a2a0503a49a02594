"""One participant's whole story: what the door decided, what Kiwify changed, what leads noted, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Q
from django.utils import timezone

from ..clock import time_of
from ..models import Changed, CheckIn, Note, Participant, ParticipantChange
from .lines import Line
from .log import SHOWN_WITH

# Of each kind; the log and the admin have what lies before.
MOST = 200


class Kind(StrEnum):
    VERDICT = "verdict"
    CHANGE = "change"
    NOTE = "note"
    NOTE_ENDED = "note_ended"
    BOUGHT = "bought"


@dataclass(frozen=True, slots=True)
class Change:
    """What Kiwify changed, in words: moments as staff read them."""

    what: Changed
    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened, of one kind; what tells of it is in the field of that name."""

    at: datetime
    kind: Kind
    line: Line | None = None
    change: Change | None = None
    note: Note | None = None


def story(participant: Participant) -> list[Entry]:
    """Everything known of them, at most 200 of each kind, in three queries."""
    entries = [*_verdicts(participant), *_changes(participant), *_notes(participant)]
    if participant.kiwify_created_at:
        entries.append(Entry(participant.kiwify_created_at, Kind.BOUGHT))
    return sorted(entries, key=lambda entry: entry.at, reverse=True)


def _verdicts(participant: Participant) -> Iterator[Entry]:
    rows = CheckIn.objects.filter(participant=participant).select_related(*SHOWN_WITH)
    for row in rows.order_by("-recorded_at")[:MOST]:
        yield Entry(row.recorded_at, Kind.VERDICT, line=Line(row))


def _changes(participant: Participant) -> Iterator[Entry]:
    now = timezone.now()
    for change in participant.changes.order_by("-at", "-pk")[:MOST]:
        yield Entry(change.at, Kind.CHANGE, change=_in_words(change, now))


def _in_words(change: ParticipantChange, now: datetime) -> Change:
    before, after = change.before, change.after
    if change.what == Changed.ARRIVAL:
        before, after = (time_of(datetime.fromisoformat(text), now) if text else "" for text in (before, after))
    return Change(Changed(change.what), change.get_what_display(), before, after)


def _notes(participant: Participant) -> Iterator[Entry]:
    """About them, their order or their batch, those that were ended too."""
    about = Q(participant=participant)
    if participant.order_id:
        about |= Q(order_id=participant.order_id)
    if participant.batch_id:
        about |= Q(batch=participant.batch_id)
    notes = Note.objects.filter(about, event=participant.event_id).select_related("made_by", "ended_by")
    for note in notes.order_by("-made_at")[:MOST]:
        yield Entry(note.made_at, Kind.NOTE, note=note)
        if note.ended_at:
            yield Entry(note.ended_at, Kind.NOTE_ENDED, note=note)
