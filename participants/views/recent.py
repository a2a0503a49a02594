"""The last results beside the verdict, each with its undo while that is quick: what every answer of the door brings."""

from datetime import datetime
from functools import cached_property

from django.middleware.csrf import get_token
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString

from .. import door
from ..access import EventRequest
from ..by_hand import Columns, objects
from ..clock import time_of
from ..models import CheckIn, Event, Participant
from ..scanned import shortened
from ..verdicts import tone_of, word_of
from .stencils import Stencils

RESULT = (
    Columns(
        "c",
        CheckIn,
        "id",
        "participant",
        "result",
        "code",
        "recorded_at",
        "person",
        "tablet",
        "closed_at",
        "closed_how",
    ),
    Columns("p", Participant, "id", "name"),
)
LAST_RESULTS = (
    f"SELECT {', '.join(map(str, RESULT))} FROM {CheckIn._meta.db_table} c"  # noqa: S608
    f" LEFT JOIN {Participant._meta.db_table} p ON p.id = c.participant_id"
    " WHERE c.event_id = %s AND {mine} ORDER BY c.recorded_at DESC LIMIT 4"
)


class Recent:
    """What this tablet did last, or this person where no tablet is paired, and the button that takes it back."""

    def __init__(self, request: EventRequest, event: Event, now: datetime) -> None:
        self._request, self._event, self._now = request, event, now

    def results(self) -> list[SafeString]:
        """The last results, the latest first."""
        request = self._request
        mine = "c.tablet_id = %s" if request.tablet else "c.person_id = %s AND c.tablet_id IS NULL"
        whose = request.tablet or request.person
        assert whose is not None
        results = []
        for row, participant in objects(LAST_RESULTS.format(mine=mine), [self._event.pk, whose.pk], *RESULT):
            row.participant = participant
            results.append(self._result(row))
        return results

    def undo(self, row: CheckIn) -> SafeString:
        """The button that takes this check-in back; nothing where it may not be, or no longer."""
        request = self._request
        if not door.can_undo(row, person=request.person, tablet=request.tablet, now=self._now):
            return SafeString()
        seconds = int((row.recorded_at + door.UNDO_WITHIN - self._now).total_seconds())
        if not seconds:
            return SafeString()
        address = reverse("undo", args=[self._event.slug, row.pk])
        return self._stencils.fill("undo", address=address, seconds=seconds, who=row.participant)

    def _result(self, row: CheckIn) -> SafeString:
        return self._stencils.fill(
            "result",
            moment=timezone.localtime(row.recorded_at).isoformat(),
            time=time_of(row.recorded_at, self._now),
            tone=tone_of(row),
            undo=self.undo(row),
            who=row.participant or self._stencils.fill("code", code=shortened(row.code)),
            word=word_of(row),
        )

    @cached_property
    def _stencils(self) -> Stencils:
        query = self._request.GET.get("q") or self._request.POST.get("q", "")
        return Stencils("result.html", csrf_token=get_token(self._request), query=query)
