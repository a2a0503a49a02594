import resource
import sqlite3
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from participants import storage
from participants.watching.writable import writable_lately

SOUND = {"read": "ok", "write": "ok"}


@pytest.fixture(autouse=True)
def nothing_kept():
    writable_lately.forget()


def test_the_process_answers_without_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.text) == (200, "ok\n")


def test_health_is_asked_without_tls(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get("/healthz").status_code == 200
    assert client.get("/").status_code == 301


@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_a_load_balancer_asks_by_a_machines_address(client, db, probe):
    assert client.get(probe, headers={"Host": "10.0.0.7:8000"}).status_code == 200
    assert client.get("/", headers={"Host": "10.0.0.7:8000"}).status_code == 400


@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_probes_are_only_looked_at(client, db, probe):
    assert client.post(probe).status_code == 405


@pytest.mark.parametrize("probe", ["/healthz", "/readyz"])
def test_a_monitor_may_ask_for_the_head_alone(client, db, probe):
    reply = client.head(probe)
    assert (reply.status_code, reply.content) == (200, b"")


def test_readiness_tells_each_part_and_the_age_of_the_oldest_read(client, event):
    never_read = {"state": "old", "active_events": 1, "oldest_seconds": None}
    assert client.get("/readyz").json() == {"ready": True, "database": SOUND, "reads": never_read}
    type(event).objects.update(read_at=timezone.now())
    reads = client.get("/readyz").json()["reads"]
    assert reads["state"] == "fresh" and 0 <= reads["oldest_seconds"] < 5


def test_a_site_without_events_is_ready(client, db):
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["reads"]["state"] == "none"


def test_an_old_read_makes_no_server_unready(client, event):
    type(event).objects.update(read_at=timezone.now() - timedelta(hours=3))
    answer = client.get("/readyz")
    assert answer.status_code == 200 and answer.json()["reads"]["state"] == "old"


def test_a_database_that_is_gone_is_told(client, db, monkeypatch):
    def gone(*_, **__):
        raise DatabaseError

    monkeypatch.setattr("participants.views.health.Event.objects.filter", gone)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()) == (
        503,
        {"ready": False, "database": {"read": "fails", "write": "fails"}},
    )


def test_a_database_that_only_reads_is_not_ready(client, event, monkeypatch):
    monkeypatch.setattr(storage, "_touch", lambda: "UPDATE no_such_table SET app = app")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json()["database"]) == (503, {"read": "ok", "write": "fails"})


def test_who_asks_again_at_once_makes_no_other_write(client, event, django_assert_max_num_queries):
    client.get("/readyz")
    with django_assert_max_num_queries(1):
        client.get("/readyz")


@pytest.mark.parametrize("code", ["SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_BUSY_RECOVERY"])
def test_one_that_is_busy_in_any_way_takes_writes(db, monkeypatch, code):
    def is_busy():
        problem = sqlite3.OperationalError("database is locked")
        problem.sqlite_errorname = code
        raise OperationalError from problem

    monkeypatch.setattr(storage, "_touch", is_busy)
    assert storage.can_be_written()


@pytest.mark.sqlite
@pytest.mark.django_db(transaction=True)
def test_a_full_disk_is_noticed():
    assert storage.can_be_written()
    with no_room_for_files():
        assert not storage.can_be_written()
    assert storage.can_be_written()


@pytest.mark.django_db(transaction=True)
def test_a_replica_is_noticed():
    readonly, again = ("PRAGMA query_only = ON", "PRAGMA query_only = OFF")
    if connection.vendor == "postgresql":
        readonly, again = ("SET default_transaction_read_only = on", "SET default_transaction_read_only = off")
    with connection.cursor() as cursor:
        cursor.execute(readonly)
        try:
            assert not storage.can_be_written()
        finally:
            cursor.execute(again)
    assert storage.can_be_written()


@contextmanager
def no_room_for_files():
    """What is written beyond a file's first byte fails, as on a full disk."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
