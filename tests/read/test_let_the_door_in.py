"""A read writes in portions. Whenever it rests, anybody else can write at once."""

import sqlite3
from collections import Counter

import pytest
from django.db import connection
from django.utils import timezone

from participants import door, portions, search
from participants.models import Batch, CheckIn
from participants.sync import accept_held

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def rests(monkeypatch):
    """How many rests there were; at each, another connection writes and does not wait at all."""
    name, rests = connection.settings_dict["NAME"], Counter()

    def write(seconds):
        with sqlite3.connect(name, timeout=0) as other:
            other.execute("UPDATE participants_event SET has_refusals = has_refusals")
        other.close()
        rests["taken"] += 1

    monkeypatch.setattr(portions.time, "sleep", write)
    monkeypatch.setattr(portions, "AT_ONCE", 20)
    return rests


@pytest.mark.sqlite
def test_a_first_read_lets_others_write(read, sandbox_event, rests):
    assert read().added == 250
    assert rests["taken"] >= 250 // 20


@pytest.mark.sqlite
def test_arrivals_at_kiwify_let_others_write(read, sandbox, sandbox_event, rests):
    for row in sandbox.event.rows()[:100]:
        sandbox.event.check_in(row["id"])
    read()
    CheckIn.objects.all().delete()
    rests.clear()
    assert door.take_in_arrivals_at_kiwify(sandbox_event, now=timezone.now()) >= 100
    assert rests["taken"] >= 4


@pytest.mark.sqlite
def test_tickets_that_are_withdrawn_let_others_write(read, sandbox, sandbox_event, rests):
    read()
    for row in sandbox.event.rows()[:200]:
        sandbox.event.withdraw(row["id"])
    read()
    rests.clear()
    assert accept_held(sandbox_event, now=timezone.now()) == 200
    assert rests["taken"] >= 9


@pytest.mark.sqlite
def test_a_batch_of_another_name_lets_others_write(read, sandbox, sandbox_event, rests):
    read()
    people = rename_a_batch(sandbox, "Camarote")
    rests.clear()
    read()
    assert rests["taken"] >= people // 20
    assert len(search.ids_of(sandbox_event, "camarote", most=250)) == people


def test_a_batch_whose_renaming_was_cut_short_is_renamed_by_the_next_read(read, sandbox, sandbox_event, monkeypatch):
    read()
    people = rename_a_batch(sandbox, "Camarote")
    with monkeypatch.context() as cut:
        cut.setattr(Batch, "save", lambda *_, **__: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            read()
    read()
    assert sandbox_event.batches.filter(name="Camarote").exists()
    assert len(search.ids_of(sandbox_event, "camarote", most=250)) == people


def rename_a_batch(sandbox, name):
    """How many people it has."""
    rows = sandbox.event.rows()
    of_one = [row for row in rows if row["batch_id"] == rows[0]["batch_id"]]
    for row in of_one:
        sandbox.event.change(row["id"], batch_name=name)
    return len(of_one)


@pytest.mark.sqlite
def test_everyones_exit_lets_others_write(entrance, arrive, let_in, rita, rests):
    entrance.has_exit = True
    for _ in range(50):
        let_in(arrive())
    assert door.everyone_out(entrance, person=rita, now=timezone.now()) == 50
    assert rests["taken"] == 2
