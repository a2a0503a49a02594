from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import uuid4

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone

from participants import door, search
from participants.events import add_event
from participants.kiwify.sandbox import Sandbox
from participants.models import (
    Account,
    Batch,
    CheckIn,
    Checkpoint,
    Event,
    Membership,
    Participant,
    Role,
    Source,
    Tablet,
)
from participants.search.index import TABLE

DATABASES = {"sqlite", "postgresql"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is about the other database is no test here: it is left out, and none is ever skipped."""
    elsewhere = [item for item in items if connection.vendor not in (databases_of(item) or DATABASES)]
    config.hook.pytest_deselected(items=elsewhere)
    items[:] = [item for item in items if item not in elsewhere]


def databases_of(item: pytest.Item) -> set[str]:
    """Those that it names; none where it is about both."""
    return DATABASES & {mark.name for mark in item.iter_markers()}


@pytest.fixture(autouse=True)
def empty_index(request: pytest.FixtureRequest) -> None:
    """Django empties the tables it knows between tests; the search's it does not."""
    for database in {"db", "transactional_db"} & set(request.fixturenames):
        request.getfixturevalue(database)
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE}")


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A running stand-in Kiwify without a limit, for one test."""
    with Sandbox(participants=250, seed=7, calls_per_minute=None) as sandbox:
        yield sandbox


@pytest.fixture
def account(db: None) -> Account:
    """An account for which there is no Kiwify, so that nobody is kept waiting for one."""
    silent_until = timezone.now() + timedelta(seconds=29)
    return Account.objects.create(
        name="Casa", account_id="acc-1", client_id="id", client_secret="secret", silent_until=silent_until
    )


@pytest.fixture
def event(account: Account) -> Event:
    return add_event(product_id="product-1", name="Noite do Empreendedor", account=account)


@pytest.fixture
def entrance(event: Event) -> Checkpoint:
    return event.checkpoints.get()


@pytest.fixture
def make_batch(event: Event) -> Callable[[str], Batch]:
    def make_batch(name: str) -> Batch:
        batch, _ = Batch.objects.get_or_create(event=event, name=name, defaults={"kiwify_id": f"batch-{name}"})
        return batch

    return make_batch


@pytest.fixture
def arrive(event: Event, make_batch: Callable[[str], Batch]) -> Callable[..., Participant]:
    """Make a participant who can be found, as a read would: `arrive("Ana Conceição", cpf="…", batch="VIP")`."""
    numbers = count(1)

    def arrive(name: str = "Ana Conceição", *, batch: str = "Lote 1", **fields: object) -> Participant:
        number = next(numbers)
        defaults = {"code": f"CODE{number:011}", "kiwify_created_at": datetime(2026, 1, 1, tzinfo=UTC)}
        participant = Participant.objects.create(
            event=event, kiwify_id=str(uuid4()), name=name, sorts_as=search.sort_key(name),
            batch=make_batch(batch) if batch else None, **defaults | fields,
        )  # fmt: skip
        search.index([participant])
        return participant

    return arrive


@pytest.fixture
def withdrawn() -> dict[str, datetime]:
    """The fields of somebody whom Kiwify lists no more."""
    return {"missing_since": timezone.now(), "withdrawn_at": timezone.now()}


@pytest.fixture
def make_person(event: Event) -> Callable[..., User]:
    """Somebody who can sign in, with a role at the event unless it is None."""

    def make_person(name: str, role: Role | None = Role.DOOR) -> User:
        user = User.objects.create_user(name, password="porta-1234", first_name=name.capitalize())
        if role:
            Membership.objects.create(user=user, event=event, role=role)
        return user

    return make_person


@pytest.fixture
def rita(make_person: Callable[..., User]) -> User:
    """Door staff."""
    return make_person("rita")


@pytest.fixture
def caio(make_person: Callable[..., User]) -> User:
    """Door staff, at another tablet."""
    return make_person("caio")


@pytest.fixture
def stranger(make_person: Callable[..., User]) -> User:
    return make_person("stranger", None)


@pytest.fixture
def tablet_of() -> Callable[[User], Client]:
    """A browser somebody has signed in at."""

    def tablet_of(user: User) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return tablet_of


@pytest.fixture
def tablet(tablet_of: Callable[[User], Client], rita: User) -> Client:
    return tablet_of(rita)


@pytest.fixture
def make_tablet(event: Event, entrance: Checkpoint) -> Callable[..., Tablet]:
    """A tablet paired with the event, as a row: `make_tablet("Gate B", checkpoint=vip)`. Nobody holds its key."""

    def make_tablet(gate: str = "Gate A", **fields: object) -> Tablet:
        now = timezone.now()
        defaults = {"number": event.tablets.filter(gate=gate).count() + 1, "checkpoint": entrance}
        moments = {"paired_at": now, "key_since": now, "seen_at": now}
        return Tablet.objects.create(event=event, gate=gate, **defaults | moments | fields)

    return make_tablet


@pytest.fixture
def program(tablet: Client) -> Client:
    """Rita's tablet, asking for JSON."""
    tablet.defaults["HTTP_ACCEPT"] = "application/json"
    return tablet


@pytest.fixture
def let_in(entrance: Checkpoint, rita: User) -> Callable[..., CheckIn]:
    """Ask the door: `let_in(participant)`, `let_in(code="…")`, with anything else that `check_in` takes."""

    def let_in(participant: Participant | None = None, *, code: str = "", **changes: object) -> CheckIn:
        details = {
            "id": uuid4(), "checkpoint": entrance, "person": rita, "source": Source.SEARCH, "now": timezone.now(),
        }  # fmt: skip
        return door.check_in(door.Claim(participant, code), **details | changes)

    return let_in
