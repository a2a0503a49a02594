"""What Kiwify changed of each participant, kept beside them. A first read and a read that finds nothing keep none."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from django.db.models import QuerySet

from ..models import Changed, Participant, ParticipantChange
from .comparing import FIELDS, Ours

KEPT = {
    "name": Changed.NAME,
    "email": Changed.EMAIL,
    "cpf": Changed.CPF,
    "phone": Changed.PHONE,
    "code": Changed.CODE,
    "order_id": Changed.ORDER,
    "kiwify_checkin_at": Changed.ARRIVAL,
}


def keep_changes(participants: Iterable[Participant], before: Mapping[str, Ours]) -> None:
    """How these differ from what they were, by Kiwify's id; whoever is not among those is new."""
    known = ((one, before[one.kiwify_id]) for one in participants if one.kiwify_id in before)
    ParticipantChange.objects.bulk_create([change for one, ours in known for change in _changes(one, ours)])


def keep_that(what: Changed, people: QuerySet[Participant], now: datetime) -> None:
    """All of these were withdrawn, or are listed again."""
    keys = people.order_by().values_list("pk", "event_id")
    ParticipantChange.objects.bulk_create(
        [ParticipantChange(participant_id=pk, event_id=event, at=now, what=what) for pk, event in keys]
    )


def _changes(one: Participant, ours: Ours) -> Iterator[ParticipantChange]:
    was = dict(zip(FIELDS, ours.values, strict=True))
    values = [(what, _as_text(was[name]), _as_text(getattr(one, name))) for name, what in KEPT.items()]
    values.append((Changed.BATCH, ours.batch_name, one.batch_name))
    if ours.withdrawn_at:
        yield _change(one, Changed.RETURNED)
    for what, before, after in values:
        if before != after:
            yield _change(one, what, before, after)


def _change(one: Participant, what: Changed, before: str = "", after: str = "") -> ParticipantChange:
    return ParticipantChange(
        participant_id=one.pk, event_id=one.event_id, at=one.written_at, what=what, before=before, after=after
    )


def _as_text(value: object) -> str:
    """Moments in ISO's form; "" for none."""
    return value.isoformat() if isinstance(value, datetime) else str(value or "")
