"""The tallies, kept with the check-ins that they count.

All gates of an event share its tally, and each waits for it until the one before has committed: whoever calls this
does so after all else that it writes, and waits for nothing afterwards but the commit. There PostgreSQL looks at the
rows that a new one refers to, and so nobody may lock a row against that: `select_for_update(no_key=True)`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F

from .. import counters
from ..models import CheckIn, Checkpoint, Event, Result, Tally

# Among the people whose rows were changed, those whom another row makes count: at the checkpoint, or at the event.
# They are named, and so no database goes through more of the log than is theirs, whatever it knows of its tables.
_OTHERWISE = """(
    SELECT COUNT(DISTINCT other.participant_id) FROM participants_checkin other
    WHERE other.participant_id IN ({people}) AND other.id NOT IN ({rows})
    AND other.result = 'admitted' AND other.{counts}
    AND (participants_tally.checkpoint_id IS NULL OR other.checkpoint_id = participants_tally.checkpoint_id))"""
_BE_ALONE = "UPDATE participants_tally SET version = version + 1 WHERE event_id = %s AND checkpoint_id IS NULL"
_CHANGE = """
    UPDATE participants_tally SET
        version = version + 1,
        checked_in = checked_in + %s * (%s - {came}),
        inside = inside + %s * (%s - {inside})
    WHERE event_id = %s AND (checkpoint_id = %s OR checkpoint_id IS NULL)
"""


@dataclass(frozen=True, slots=True)
class Difference:
    """A tally that had other numbers than the log: people who came and people inside, before and now."""

    place: Event | Checkpoint
    before: tuple[int, int]
    now: tuple[int, int]

    def __str__(self) -> str:
        came, inside = zip(self.before, self.now, strict=True)
        return f"{self.place}: {came[0]} came, now {came[1]}; {inside[0]} inside, now {inside[1]}."


def entered(*rows: CheckIn) -> None:
    """Of these new rows of one checkpoint, the admissions count from now on."""
    _change([row for row in rows if row.result == Result.ADMITTED], came=1, inside=1)


def left(*rows: CheckIn) -> None:
    """These admissions of one checkpoint were closed by an exit."""
    _change(rows, came=0, inside=-1)


def taken_back(row: CheckIn) -> None:
    """This admission was undone."""
    _change([row], came=-1, inside=-1)


@transaction.atomic
def recount(event: Event) -> list[Difference]:
    """Count the log anew; the tallies that were wrong, and are right now. The event's door waits meanwhile."""
    _be_alone(event.pk)
    places = [None, *event.checkpoints.all()]
    Tally.objects.bulk_create([Tally(event=event, checkpoint=one) for one in places], ignore_conflicts=True)
    _be_alone(event.pk)  # and where the event had no tally until now
    tallies = Tally.objects.filter(event=event).select_related("checkpoint")
    differences = (_recount(event, tally) for tally in tallies)
    return [one for one in differences if one]


def _recount(event: Event, tally: Tally) -> Difference | None:
    before, now = (tally.checked_in, tally.inside), counters.people(event, tally.checkpoint)
    if before == now:
        return None
    Tally.objects.filter(pk=tally.pk).update(checked_in=now[0], inside=now[1], version=F("version") + 1)
    return Difference(tally.checkpoint or event, before, now)


def _change(rows: Sequence[CheckIn], *, came: int, inside: int) -> None:
    if not rows:
        return
    first, id = rows[0], CheckIn._meta.pk
    people = {row.participant_id for row in rows}
    ours = [len(people), *people, *(id.get_db_prep_value(row.pk, connection) for row in rows)]
    _be_alone(first.event_id)
    with connection.cursor() as cursor:
        place = [first.event_id, first.checkpoint_id]
        cursor.execute(_change_of(len(people), len(rows)), [came, *ours, inside, *ours, *place])
        is_complete = cursor.rowcount == 2
    if not is_complete:  # nobody was let in here before
        recount(first.event)


def _change_of(people: int, rows: int) -> str:
    named = {"people": ", ".join(["%s"] * people), "rows": ", ".join(["%s"] * rows)}
    came = _OTHERWISE.format(counts="closed_how <> 'undo'", **named)
    return _CHANGE.format(came=came, inside=_OTHERWISE.format(counts="closed_at IS NULL", **named))


def _be_alone(event_key: int) -> None:
    """From here to the end of the transaction no other gate of the event changes its tallies, and all is seen."""
    with connection.cursor() as cursor:
        cursor.execute(_BE_ALONE, [event_key])
