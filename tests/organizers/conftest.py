from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from participants import door
from participants.models import CheckIn, Participant, Role, Source

SAO_PAULO = ZoneInfo("America/Sao_Paulo")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def otto(make_person: Callable[..., User]) -> User:
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def desk(tablet_of: Callable[[User], Client], otto: User) -> Client:
    """Otto's browser, in English."""
    desk = tablet_of(otto)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


@pytest.fixture
def at() -> Callable[..., datetime]:
    """A moment of the event's evening, in its own time zone: `at(20, 15)`."""
    return lambda hour, minute=0: datetime(2026, 11, 20, hour, minute, tzinfo=SAO_PAULO)


@pytest.fixture
def twice(arrive: Any, let_in: Any, make_tablet: Any) -> Callable[..., CheckIn]:
    """Somebody let in at Gate A, and again by Gate B's tablet, which was offline; the second verdict."""

    def twice(participant: Participant | None = None, **second: Any) -> CheckIn:
        now = timezone.now() - timedelta(minutes=10)
        participant = participant or arrive()
        let_in(participant, tablet=make_tablet("Gate A"), now=now)
        details = {"tablet": make_tablet("Gate B"), "source": Source.OFFLINE, "now": now + timedelta(minutes=3)}
        return let_in(participant, **details | second)

    return twice


@pytest.fixture
def came_at_kiwify(event: Any, entrance: Any) -> Callable[..., CheckIn]:
    """Kiwify's own app let them in, and a read took it in; the row."""

    def came_at_kiwify(participant: Participant, at: datetime | None = None) -> CheckIn:
        participant.kiwify_checkin_at = at or timezone.now()
        participant.save()
        door.take_in_arrivals_at_kiwify(event, now=timezone.now())
        return CheckIn.objects.get(participant=participant, source=Source.KIWIFY)

    return came_at_kiwify
