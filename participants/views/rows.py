"""What stands beside the people found: notes, whether this is the right place for their ticket, and what is opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from .. import orders
from ..access import EventRequest
from ..models import Checkpoint, Event, Participant, Role
from ..notes import About, notes_on
from ..orders import Mate
from ..search import Hit
from ..verdicts import REASONS_TO_REFUSE, refusals_of, right_places

IN, OUT = "in", "out"
# So many tickets are chosen beforehand; of a company's order somebody chooses.
A_FAMILY = 12


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
    people = [hit.participant for hit in hits]
    way = way_of(request, checkpoint)
    return {
        "way": way,
        "here": _here(request, event, checkpoint, way),
        "notes": notes_on(event, people),
        "refusals": refusals_of(event, people, before=timezone.now()),
        "right_places": right_places(checkpoint) if checkpoint.admits_some else None,
        "opened": _opened(request, checkpoint, people),
        "reasons": REASONS_TO_REFUSE,
    }


def _here(request: EventRequest, event: Event, checkpoint: Checkpoint, way: str) -> dict[str, str]:
    """Addresses that every row needs, made once: the door, where check-ins go, and this list of rows."""
    query = request.GET.get("q") or request.POST.get("q", "")
    return {
        "door": event.get_absolute_url(),
        "check_ins": reverse("check-ins", args=[event.slug]),
        "rows": "?" + urlencode({"q": query, "checkpoint": str(checkpoint.pk), "way": way}),
    }


def way_of(request: EventRequest, checkpoint: Checkpoint) -> str:
    """Whether this tablet lets people in or out; only a checkpoint with an exit has a way out."""
    asked = request.GET.get("way") or request.POST.get("way")
    return OUT if checkpoint.has_exit and asked == OUT else IN


def _opened(request: EventRequest, checkpoint: Checkpoint, people: Sequence[Participant]) -> Opened | None:
    asked = request.GET.get("open", "")
    chosen = next((one for one in people if str(one.pk) == asked), None)
    if chosen is None:
        return None
    return Opened(chosen, orders.mates(checkpoint, chosen.order_id), request.role.rank >= Role.LEAD.rank)
