"""Ticks on paper, typed back in: whom a line means, and the door's verdict on them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.contrib.auth.models import User

from .. import door, search
from ..models import CheckIn, Checkpoint, Event, Participant, Source
from .numbers import first_key, key_of, number_of

MOST = 5


@dataclass(frozen=True, slots=True)
class Tick:
    """A line and what came of it: a verdict; or nothing, where it means nobody, or one of the several `people`.

    `people` come with the number that means each of them alone.
    """

    typed: str
    check_in: CheckIn | None = None
    people: Sequence[tuple[Participant, str]] = ()


def tick_all(
    event: Event,
    lines: Sequence[str],
    *,
    id: UUID,
    checkpoint: Checkpoint,
    person: User,
    now: datetime,
    happened_at: datetime | None,
) -> list[Tick]:
    """Let in whom each line means, as of the paper's time. A line that means nobody, or several, leaves no trace.

    `id` is the request's; each row has one made of it and of the participant, so that sending it again is harmless.
    """
    first = first_key(event)

    def tick(line: str) -> Tick:
        people = meant(event, line, first)
        if len(people) != 1:
            return Tick(line, people=[(one, number_of(one.pk, first)) for one in people])
        return Tick(line, _let_in(people[0], id, checkpoint, person, now, happened_at))

    return [tick(line) for line in lines]


def meant(event: Event, line: str, first: int) -> list[Participant]:
    """Whom a line may mean: by the list's number, or by a code, whole or by both its ends as lists show it.

    A ticket issued anew under its old code is no riddle: the listed one counts.
    """
    key = key_of("".join(line.split()), first)
    keys = {*search.ids_with_code(event, line, most=MOST), *([key] if key else [])}
    people = list(event.participants.select_related("batch").filter(pk__in=keys).order_by("name", "pk"))
    return [one for one in people if one.withdrawn_at is None] or people


def _let_in(
    participant: Participant, id: UUID, checkpoint: Checkpoint, person: User, now: datetime, at: datetime | None
) -> CheckIn:
    return door.check_in(
        door.Claim(participant),
        id=uuid5(id, f"{checkpoint.pk} {participant.kiwify_id}"),
        checkpoint=checkpoint,
        person=person,
        source=Source.PAPER,
        now=now,
        happened_at=at,
    )
