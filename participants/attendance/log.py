"""The log: every verdict ever, the newest first by our own clock, page by page."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet

from .. import search
from ..models import CheckIn, Checkpoint, Event, Participant, Result, Source, Tablet
from .pages import SIZE, LostPlace, Page, page_of

SHOWN_WITH = (
    "checkpoint", "participant__batch", "person", "tablet", "closed_by", "earlier__person", "settled_by", "other_event",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class LogWanted:
    """Which verdicts to list. `q` is a person or a code that was read; `after` ended the page before."""

    q: str = ""
    result: Result | str = ""
    source: Source | str = ""
    checkpoint: Checkpoint | None = None
    gate: str = ""
    tablet: Tablet | None = None
    person: User | None = None
    participant: Participant | None = None
    since: datetime | None = None
    until: datetime | None = None
    verdict: UUID | None = None
    after: UUID | None = None


def verdicts(event: Event, wanted: LogWanted) -> QuerySet[CheckIn]:
    """The event's verdicts that are wanted, in no order."""
    asked: dict[str, object] = {
        "pk": wanted.verdict,
        "result": wanted.result,
        "source": wanted.source,
        "checkpoint": wanted.checkpoint,
        "gate": wanted.gate,
        "tablet": wanted.tablet,
        "person": wanted.person,
        "participant": wanted.participant,
        "recorded_at__gte": wanted.since,
        "recorded_at__lt": wanted.until,
    }
    rows = CheckIn.objects.order_by().filter(event=event, **{name: of for name, of in asked.items() if of})
    return rows.filter(_about(event, wanted.q)) if wanted.q else rows


def log_page(event: Event, wanted: LogWanted, size: int = SIZE) -> Page[CheckIn]:
    """The page after `wanted.after`. Raises LostPlace where the event has no verdict of that id."""
    rows = verdicts(event, wanted)
    if wanted.after:
        last = CheckIn.objects.filter(event=event, pk=wanted.after).first()
        if last is None:
            raise LostPlace
        before = Q(recorded_at__lt=last.recorded_at) | Q(pk__lt=last.pk)
        rows = rows.filter(before, recorded_at__lte=last.recorded_at)
    return page_of(rows.select_related(*SHOWN_WITH).order_by("-recorded_at", "-pk"), size)


def _about(event: Event, text: str) -> Q:
    people = event.participants.filter(search.everybody(event, text))
    return Q(participant__in=people.order_by()) | Q(code__iexact=text.strip())
