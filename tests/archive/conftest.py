"""An event that was, with one who came, one who did not, and an organizer at a desk, in English."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from participants import archiving
from participants.models import Event, Participant, Role


@pytest.fixture
def otto(make_person: Callable[..., User]) -> User:
    """An organizer."""
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def desk(otto: User) -> Client:
    client = Client(headers={"Accept-Language": "en"})
    client.force_login(otto)
    return client


@pytest.fixture
def ana(arrive: Callable[..., Participant], let_in: Callable[..., Any]) -> Participant:
    """She came."""
    ana = arrive("Ana Conceição", email="ana@example.com", cpf="11144477735", phone="82999453509", order_id="order-1")
    let_in(ana)
    return ana


@pytest.fixture
def bia(arrive: Callable[..., Participant]) -> Participant:
    """She did not."""
    return arrive("Bia Souza", email="bia@example.com")


@pytest.fixture
def archived(event: Event, otto: User, ana: Participant, bia: Participant) -> Event:
    archiving.archive(event, person=otto, now=timezone.now())
    archiving.index_or_leave(event)
    event.refresh_from_db()
    return event


@pytest.fixture
def call(capsys: Any) -> Callable[..., str]:
    """What a command prints."""

    def call(*words: str) -> str:
        call_command(*words)
        return str(capsys.readouterr().out)

    return call
