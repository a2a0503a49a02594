import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection

from participants.accounts import client_for, default_account
from participants.events import add_event
from participants.kiwify.sandbox import Sandbox
from participants.leases import Lease
from participants.models import Event, SyncRun
from participants.sync import read_changes, read_event, read_order, take_in_code

ROOT = Path(__file__).parents[2]


@pytest.fixture
def sandbox_event(sandbox: Sandbox, settings: Any, db: None) -> Event:
    """The sandbox's event, connected as the environment would and not read yet."""
    settings.KIWIFY_API_URL = sandbox.base_url
    settings.KIWIFY_CLIENT_ID = sandbox.client_id
    settings.KIWIFY_CLIENT_SECRET = sandbox.client_secret
    settings.KIWIFY_ACCOUNT_ID = sandbox.account_id
    settings.KIWIFY_CALLS_PER_MINUTE = 10_000
    return add_event(product_id=sandbox.product_id, name="Noite", account=default_account())


@pytest.fixture
def read(sandbox_event: Event) -> Callable[..., SyncRun]:
    """Read the sandbox's event over real HTTP, as `manage.py sync` would; only waits are left out."""

    def read(**options: Any) -> SyncRun:
        client = options.pop("client", None) or client_for(sandbox_event.account, sleep=lambda seconds: None)
        return read_event(sandbox_event, client=client, **options)

    return read


@contextmanager
def lease_on(event: Event) -> Iterator[Lease]:
    """The right to read the event, for as long as this lasts."""
    lease = Lease(event)
    assert lease.take()
    try:
        yield lease
    finally:
        lease.release()


@pytest.fixture
def read_changed(sandbox_event: Event) -> Callable[..., SyncRun | None]:
    """Read what changed, as a follower would between two full reads."""

    def read_changed(**options: Any) -> SyncRun | None:
        client = client_for(sandbox_event.account, sleep=lambda seconds: None)
        with lease_on(sandbox_event) as lease:
            return read_changes(sandbox_event, client=client, lease=lease, **options)

    return read_changed


@pytest.fixture
def read_one_order(sandbox_event: Event) -> Callable[[str], SyncRun | None]:
    """Read one order, as a follower would after a webhook."""

    def read_one_order(order_id: str) -> SyncRun | None:
        with lease_on(sandbox_event) as lease:
            return read_order(sandbox_event, order_id, client=client_for(sandbox_event.account), lease=lease)

    return read_one_order


@pytest.fixture
def look_up(sandbox_event: Event) -> Callable[[str], bool]:
    """Ask Kiwify for a code, as the door does."""
    return lambda code: take_in_code(sandbox_event, code, client=client_for(sandbox_event.account))


@pytest.fixture
def copy(sandbox_event: Event) -> Callable[[], set[tuple[Any, ...]]]:
    """All that we have of everybody, to compare with what we have later."""
    columns = ("kiwify_id", "code", "name", "email", "cpf", "phone", "order_id", "batch__kiwify_id", "batch__name")
    moments = ("kiwify_checkin_at", "kiwify_created_at", "kiwify_updated_at", "missing_since", "withdrawn_at")
    return lambda: set(sandbox_event.participants.values_list(*columns, *moments))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Set our clock so far from the true time: `clock(timedelta(hours=-1))`."""
    return lambda wrong_by: monkeypatch.setattr("django.utils.timezone.now", lambda: datetime.now(UTC) + wrong_by)


@pytest.fixture
def start(sandbox_event: Event, sandbox: Sandbox) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Start a process of its own on the test's database and Kiwify: `start("manage.py", "sync", "--follow")`."""
    surroundings = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": _database_url(),
        "KIWIFY_API_URL": sandbox.base_url,
        "KIWIFY_CALLS_PER_MINUTE": "10000",
    }
    started = []

    def start(*words: str, **changes: str) -> "subprocess.Popen[str]":
        started.append(
            subprocess.Popen(
                [sys.executable, *words], cwd=ROOT, env=surroundings | changes, text=True,
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            )
        )  # fmt: skip
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def until() -> Callable[[Callable[[], Any]], None]:
    """Wait for something that another process does."""

    def until(happens: Callable[[], Any]) -> None:
        gives_up = time.monotonic() + 20
        while not happens():
            assert time.monotonic() < gives_up, "not within 20 s"
            time.sleep(0.02)

    return until


def _database_url() -> str:
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{quote(settings['HOST'], safe='')}/{settings['NAME']}"
