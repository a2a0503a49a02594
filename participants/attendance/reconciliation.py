"""Kiwify's totals beside ours, and how many people are behind each difference."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .. import counters
from ..models import Event, Reading
from .people import PeopleWanted, matching
from .states import DIFFERENCES, State


@dataclass(frozen=True, slots=True)
class Total:
    """One number as Kiwify tells it and as we count it; None where Kiwify has not told."""

    title: str | Promise
    kiwify: int | None
    ours: int

    @property
    def difference(self) -> int | None:
        """How many more we count."""
        return None if self.kiwify is None else self.ours - self.kiwify


@dataclass(frozen=True, slots=True)
class Difference:
    state: State
    people: int


@dataclass(frozen=True, slots=True)
class Reconciliation:
    totals: Sequence[Total]
    differences: Sequence[Difference]
    full_read_at: datetime | None


def reconcile(event: Event) -> Reconciliation:
    """As of the last read of everybody on Kiwify's side, and as of now on ours."""
    full_read_at = Reading.objects.filter(event=event).values_list("full_read_at", flat=True).first()
    return Reconciliation(_totals(event), [_difference(event, state) for state in DIFFERENCES], full_read_at)


def _totals(event: Event) -> list[Total]:
    numbers = counters.count(event)
    listed = Q(withdrawn_at=None)
    # Courtesies have no order: nobody bought them.
    ours = event.participants.order_by().aggregate(
        issued=Count("pk", filter=listed), courtesies=Count("pk", filter=listed & Q(order_id=""))
    )
    return [
        Total(_("Tickets issued"), event.issued_tickets, ours["issued"]),
        Total(_("Tickets sold"), event.sold_tickets, ours["issued"] - ours["courtesies"]),
        Total(_("Courtesies"), numbers.courtesies, ours["courtesies"]),
        Total(_("People who entered"), event.total_checkin, numbers.checked_in),
    ]


def _difference(event: Event, state: State) -> Difference:
    return Difference(state, matching(event, PeopleWanted(state=state)).count())
