"""The people found, as rows, with what stands beside them: notes, refusals, their right place, and what is opened."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from .. import orders, search
from ..access import EventRequest
from ..choices import LONGEST_KEY
from ..models import Checkpoint, Event, Note, Participant, Role
from ..notes import About, notes_on
from ..orders import Mate
from ..search import Hit
from ..verdicts import REASONS_TO_REFUSE, refusals_of, right_places
from .row import IN, OUT, Beside, row
from .stencils import Stencils

# So many tickets are chosen beforehand; of a company's order somebody chooses.
A_FAMILY = 12
KEY = re.compile(rf"[0-9]{{1,{LONGEST_KEY}}}")


@dataclass(frozen=True, slots=True)
class Opened:
    """A row that was opened: the order's tickets, and what this person may do besides letting in."""

    participant: Participant
    mates: Sequence[Mate]
    is_lead: bool

    @property
    def outside(self) -> int:
        return sum(mate.can_enter for mate in self.mates)

    @property
    def is_family(self) -> bool:
        return len(self.mates) <= A_FAMILY

    @property
    def abouts(self) -> Sequence[About]:
        has = {About.ORDER: bool(self.participant.order_id), About.BATCH: self.participant.batch is not None}
        return [about for about in About if has.get(about, True)]


def rows_context(request: EventRequest, event: Event, checkpoint: Checkpoint, hits: Sequence[Hit]) -> dict[str, Any]:
    """The way people go here, and the rows of these hits with their mark."""
    way = way_of(request, checkpoint)
    if not hits:
        return {"way": way, "rows": "", "presence": ""}
    beside = _beside(request, event, checkpoint, way, hits)
    rows = SafeString("".join(_rows(request, event, checkpoint, hits, beside)))
    return {"way": way, "rows": rows, "presence": _mark(hits, beside.notes, beside.refusals)}


def presence(request: EventRequest, event: Event, checkpoint: Checkpoint) -> str:
    """The mark that the rows would have now which the page shows."""
    hits = search.hits_for(checkpoint, rows_shown(request))
    people = [hit.participant for hit in hits]
    return _mark(hits, notes_on(event, people), refusals_of(event, people, before=timezone.now())) if hits else ""


def rows_shown(request: EventRequest) -> list[int]:
    """The participants whose rows the page shows already; what is no key is nobody's."""
    return [int(one) for one in request.GET.getlist("shown")[: search.SHOWN] if KEY.fullmatch(one)]


def way_of(request: EventRequest, checkpoint: Checkpoint) -> str:
    """Whether this tablet lets people in or out; only a checkpoint with an exit has a way out."""
    asked = request.GET.get("way") or request.POST.get("way")
    return OUT if checkpoint.has_exit and asked == OUT else IN


def _mark(hits: Sequence[Hit], notes: Mapping[int, Sequence[Note]], refusals: Mapping[int, str]) -> str:
    """Differs where a row says something else: somebody or one of their order came or left, was noted or refused."""
    told = []
    for hit in hits:
        key, admission = hit.participant.pk, hit.admission and str(hit.admission.pk)
        told.append((key, admission, *hit.order, refusals.get(key), [note.pk for note in notes.get(key, ())]))
    return f"{crc32(repr(told).encode()):x}"


def _rows(
    request: EventRequest, event: Event, checkpoint: Checkpoint, hits: Sequence[Hit], beside: Beside
) -> Iterator[SafeString]:
    query = request.GET.get("q") or request.POST.get("q", "")
    stencils = _stencils(request, event, checkpoint, beside.way, query)
    for hit in hits:
        yield row(stencils, hit, beside)
        if hit.participant.pk == beside.opened:
            opened = _opened(request, checkpoint, hit.participant)
            context = {"event": event, "checkpoint": checkpoint, "query": query, "hit": hit, "opened": opened}
            context |= {"notes": beside.notes.get(hit.participant.pk, ()), "reasons": REASONS_TO_REFUSE}
            yield render_to_string("opened.html", context, request)


def _stencils(request: EventRequest, event: Event, checkpoint: Checkpoint, way: str, query: str) -> Stencils:
    """With what is the same in every row: the door's address, where a tap goes, and this list of rows."""
    return Stencils(
        "row.html",
        csrf_token=get_token(request),
        checkpoint=checkpoint.pk,
        query=query,
        door=event.get_absolute_url(),
        action=reverse("exits" if way == OUT else "check-ins", args=[event.slug]),
        rows="?" + urlencode({"q": query, "checkpoint": str(checkpoint.pk), "way": way}),
    )


def _beside(request: EventRequest, event: Event, checkpoint: Checkpoint, way: str, hits: Sequence[Hit]) -> Beside:
    people, now = [hit.participant for hit in hits], timezone.now()
    opened = request.GET.get("open", "")
    return Beside(
        way=way,
        notes=notes_on(event, people),
        refusals=refusals_of(event, people, before=now),
        right_places=right_places(checkpoint) if checkpoint.admits_some else {},
        opened=next((one.pk for one in people if str(one.pk) == opened), None),
        now=now,
    )


def _opened(request: EventRequest, checkpoint: Checkpoint, chosen: Participant) -> Opened:
    return Opened(chosen, orders.mates(checkpoint, chosen.order_id), request.role.rank >= Role.LEAD.rank)
