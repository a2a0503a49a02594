from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.contrib.auth.models import User

from participants import door
from participants.models import CheckIn, Checkpoint, Event, Participant, Source, Tablet

NOW = datetime(2026, 11, 22, 23, 30, 20, tzinfo=UTC)


@pytest.fixture
def come(
    arrive: Callable[..., Participant], let_in: Callable[..., CheckIn], make_tablet: Callable[..., Tablet], event: Event
) -> Callable[..., CheckIn]:
    """Somebody comes, so many minutes before NOW: `come(3)`, `come(3, gate="Gate B")`, `come(3, who=ana, at=vip)`.

    With `told`, the tablet was offline and told it so many minutes before NOW.
    """

    def come(
        ago: float,
        *,
        gate: str = "",
        told: float | None = None,
        who: Participant | None = None,
        at: Checkpoint | None = None,
        batch: str = "Lote 1",
    ) -> CheckIn:
        tablet = (event.tablets.filter(gate=gate).first() or make_tablet(gate)) if gate else None
        where = {"checkpoint": at} if at else {}
        return let_in(
            who or arrive(batch=batch), now=minutes_ago(ago if told is None else told), happened_at=minutes_ago(ago),
            tablet=tablet, **where,
        )  # fmt: skip

    return come


@pytest.fixture
def undo(rita: User) -> Callable[[CheckIn], None]:
    def undo(row: CheckIn) -> None:
        door.undo(row, person=rita, now=NOW, reason="by mistake")

    return undo


@pytest.fixture
def leave(rita: User) -> Callable[[CheckIn, float], None]:
    """Whoever a check-in let in leaves again, so many minutes before NOW."""

    def leave(row: CheckIn, ago: float) -> None:
        claim = door.Claim(participant=row.participant)
        now = minutes_ago(ago)
        door.check_out(claim, id=uuid4(), checkpoint=row.checkpoint, person=rita, source=Source.SEARCH, now=now)

    return leave


@pytest.fixture
def vip(event: Event) -> Checkpoint:
    return Checkpoint.objects.create(event=event, name="VIP", position=1, has_exit=True)


def minutes_ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)
