"""Arrivals that Kiwify's own app records, as each kind of read brings them."""

import threading

import pytest
from django.db import connection
from django.utils import timezone

from participants import door
from participants.models import CheckIn, Closing, Result, Source


@pytest.fixture
def guest(read, sandbox):
    """Somebody whom nobody has let in, read."""
    read()
    return next(row for row in sandbox.event.rows() if not row["checkin_at"] and row["order_id"])


def rows_of(guest):
    return CheckIn.objects.filter(participant__kiwify_id=guest["id"]).order_by("recorded_at")


def test_each_kind_of_read_takes_an_arrival_in_once(guest, read, read_changed, read_one_order, look_up, sandbox):
    sandbox.event.check_in(guest["id"])
    read_one_order(guest["order_id"]), read_changed(), look_up(guest["external_id"]), read()
    assert [(row.source, row.result) for row in rows_of(guest)] == [(Source.KIWIFY, Result.ADMITTED)]


def test_an_arrival_taken_back_and_made_again_is_a_second_row(guest, read_changed, sandbox):
    at = timezone.now()
    sandbox.event.check_in(guest["id"], at)
    read_changed()
    sandbox.event.take_back_check_in(guest["id"])
    read_changed()
    sandbox.event.check_in(guest["id"], at)
    read_changed()
    assert [row.closed_how for row in rows_of(guest)] == [Closing.UNDO, ""]


def test_a_partial_read_closes_nobody_elses_arrival(guest, read_changed, sandbox, sandbox_event):
    before = CheckIn.objects.filter(source=Source.KIWIFY, closed_at=None).count()
    sandbox.event.check_in(guest["id"])
    read_changed()
    assert CheckIn.objects.filter(source=Source.KIWIFY, closed_at=None).count() == before + 1


def test_who_was_let_in_here_first_gets_a_second_row_that_says_so(guest, read_changed, sandbox, sandbox_event, let_in):
    ours = let_in(
        sandbox_event.participants.get(kiwify_id=guest["id"]), checkpoint=sandbox_event.checkpoints.get()
    )  # fmt: skip
    sandbox.event.check_in(guest["id"])
    read_changed()
    sandbox.event.take_back_check_in(guest["id"])
    read_changed()
    ours.refresh_from_db()
    assert (ours.is_open, [row.result for row in rows_of(guest)]) == (True, [Result.ADMITTED, Result.ALREADY_IN])


@pytest.mark.django_db(transaction=True)
def test_here_and_at_kiwify_at_once_lets_them_in_once(guest, look_up, sandbox, sandbox_event, let_in):
    sandbox.event.check_in(guest["id"])
    person, entrance = sandbox_event.participants.get(kiwify_id=guest["id"]), sandbox_event.checkpoints.get()
    together = threading.Barrier(2)

    def at_kiwify():
        together.wait()
        look_up(guest["external_id"])
        connection.close()

    other = threading.Thread(target=at_kiwify)
    other.start()
    together.wait()
    let_in(person, checkpoint=entrance)
    other.join()
    door.take_in_arrivals_at_kiwify(sandbox_event, now=timezone.now())
    assert sorted(row.result for row in rows_of(guest)) == [Result.ADMITTED, Result.ALREADY_IN]
