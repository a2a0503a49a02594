from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.servers.basehttp import WSGIRequestHandler
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from participants import door, programs
from participants.events import add_event
from participants.kiwify.sandbox import Sandbox
from participants.models import Account, ApiClient, CheckIn, Checkpoint, Event, Participant, Source
from participants.sync import read_event

from .apis import Api

on_real_connections = pytest.mark.django_db(transaction=True)

type Ask = Callable[..., HttpResponse]
type Guest = Callable[..., Participant]
type LetIn = Callable[..., CheckIn]


@pytest.fixture
def key(event: Event) -> tuple[ApiClient, str]:
    """A program of the event, and its secret."""
    return programs.create_program(name="Painel", event=event)


@pytest.fixture
def program(key: tuple[ApiClient, str]) -> ApiClient:
    return key[0]


@pytest.fixture
def headers(program: ApiClient) -> dict[str, str]:
    token = programs.mint_token(program, now=timezone.now())
    return {"Authorization": f"Bearer {token}", "x-kiwify-account-id": program.event.account.account_id}


@pytest.fixture
def ask(client: Client, headers: dict[str, str]) -> Ask:
    """Ask for a page of the event's participants with a good token: `ask(page_size=100)`."""

    def ask(product_id: str = "product-1", **query: object) -> HttpResponse:
        return client.get(f"/v1/events/{product_id}/participants", query, headers=headers)

    return ask


@pytest.fixture
def guest(event: Event) -> Guest:
    """A participant as `sync` would have written it; the later one was sold a minute later."""
    number = count()

    def guest(**fields: object) -> Participant:
        minute = next(number)
        sold_at = datetime(2026, 5, 1, 12, minute, tzinfo=UTC)
        row = {"kiwify_id": f"id-{minute}", "kiwify_created_at": sold_at, "kiwify_updated_at": sold_at}
        return Participant.objects.create(event=event, **row | fields)

    return guest


@pytest.fixture
def let_in(entrance: Checkpoint) -> LetIn:
    """Admit somebody at a moment, at the entrance or another checkpoint."""

    def let_in(participant: Participant, at: datetime, checkpoint: Checkpoint | None = None) -> CheckIn:
        return let_in_at(checkpoint or entrance, participant, at)

    return let_in


@pytest.fixture
def kiwify(sandbox: Sandbox) -> Api:
    return Api(
        base_url=sandbox.base_url,
        client_id=sandbox.client_id,
        client_secret=sandbox.client_secret,
        account_id=sandbox.account_id,
        product_id=sandbox.product_id,
        let_in=sandbox.event.check_in,
    )


@pytest.fixture
def ours(sandbox: Sandbox, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Api:
    """Our own API, after the sandbox's event has been read into our database."""
    monkeypatch.setattr(settings, "KIWIFY_API_URL", sandbox.base_url)
    monkeypatch.setattr(settings, "KIWIFY_CALLS_PER_MINUTE", 1_000)
    monkeypatch.setattr(programs, "CALLS_PER_MINUTE", 100_000)
    # Head and body leave the test server apart: without this, each answer waits 40 ms for an acknowledgement.
    monkeypatch.setattr(WSGIRequestHandler, "disable_nagle_algorithm", True)
    return api_of(event_read_from(sandbox, sandbox.product_id), live_server)


def event_read_from(sandbox: Sandbox, product_id: str) -> Event:
    account = Account.objects.create(
        name="Kiwify",
        account_id=sandbox.account_id,
        client_id=sandbox.client_id,
        client_secret=sandbox.client_secret,
    )
    event = add_event(product_id=product_id, name="Noite do Empreendedor", account=account)
    read_event(event)
    return event


def api_of(event: Event, live_server: LiveServer) -> Api:
    program, secret = programs.create_program(name="Painel", event=event)
    return Api(
        base_url=f"{live_server.url}/v1",
        client_id=program.client_id,
        client_secret=secret,
        account_id=event.account.account_id,
        product_id=event.product_id,
        let_in=lambda one, at: let_in_at(event.checkpoints.get(), event.participants.get(kiwify_id=one), at),
    )


def let_in_at(checkpoint: Checkpoint, participant: Participant, at: datetime) -> CheckIn:
    claim = door.Claim(participant=participant)
    return door.check_in(claim, id=uuid4(), checkpoint=checkpoint, person=None, source=Source.SEARCH, now=at)
