from collections.abc import Callable
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from participants import door
from participants.models import CheckIn, Checkpoint, Participant, Source


@pytest.fixture
def let_in(entrance: Checkpoint, rita: User) -> Callable[..., CheckIn]:
    """Ask the door: `let_in(participant)`, `let_in(code="…")`, with anything else that `check_in` takes."""

    def let_in(participant: Participant | None = None, *, code: str = "", **changes: object) -> CheckIn:
        details = {
            "id": uuid4(), "checkpoint": entrance, "person": rita, "source": Source.SEARCH, "now": timezone.now(),
        }  # fmt: skip
        return door.check_in(door.Claim(participant, code), **details | changes)

    return let_in
