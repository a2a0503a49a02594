"""One reader of an event at a time, whatever becomes of readers and of their clocks."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from participants.leases import LASTS, Lease, LeaseLost
from participants.models import Reading, SyncRun
from participants.sync import BeingRead

from .conftest import lease_on


def test_who_comes_second_is_told_so_and_leaves_no_trace(read, sandbox_event, sandbox):
    with lease_on(sandbox_event), pytest.raises(BeingRead):
        read()
    assert (SyncRun.objects.count(), len(sandbox.calls)) == (0, 0)


def test_a_read_gives_its_lease_back(read, sandbox_event):
    read()
    assert Lease(sandbox_event).take()


def test_a_read_that_fails_gives_its_lease_back(read, sandbox_event, sandbox):
    sandbox.faults.add("404")
    with pytest.raises(Exception, match="product id"):
        read()
    assert Lease(sandbox_event).take()


def test_only_its_own_lease_is_released(sandbox_event):
    with lease_on(sandbox_event):
        Lease(sandbox_event).release()
        assert not Lease(sandbox_event).take()


def test_a_reader_who_died_is_waited_for_a_minute_and_no_longer(sandbox_event, clock):
    Lease(sandbox_event).take()
    clock(LASTS - timedelta(seconds=1))
    assert not Lease(sandbox_event).take()
    clock(LASTS + timedelta(seconds=1))
    assert Lease(sandbox_event).take()


def test_a_lease_from_a_clock_set_back_locks_nobody_out(sandbox_event, clock):
    clock(timedelta(hours=3))
    Lease(sandbox_event).take()
    clock(timedelta())
    assert Lease(sandbox_event).take()


def test_a_lease_from_a_clock_that_is_a_little_ahead_is_a_lease(sandbox_event, clock):
    clock(timedelta(seconds=2))
    Lease(sandbox_event).take()
    clock(timedelta())
    assert not Lease(sandbox_event).take()


def test_a_read_that_was_overtaken_keeps_nothing(read, sandbox_event, sandbox, copy):
    read()
    sandbox.event.sell()
    before = copy()

    def overtake(*_):
        Reading.objects.update(reader_until=timezone.now() - timedelta(seconds=1))
        Lease(sandbox_event).take()

    with pytest.raises(LeaseLost):
        read(progress=overtake)
    assert copy() == before


def test_a_read_that_is_overtaken_while_it_writes_keeps_nothing_and_says_so(read, sandbox_event, sandbox, copy):
    read()
    sandbox.event.sell()
    before = copy()
    with pytest.raises(LeaseLost):
        read(heed=lambda: Reading.objects.update(reader="00000000-0000-0000-0000-000000000001"))
    run = SyncRun.objects.first()
    assert copy() == before
    assert (run.status, run.error, run.added) == (SyncRun.Status.FAILED, "interrupted", 0)


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_one_takes_it(sandbox_event):
    took, together = [], threading.Barrier(12)

    def take():
        together.wait()
        took.append(Lease(sandbox_event).take())
        connection.close()

    threads = [threading.Thread(target=take) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(took) == [False] * 11 + [True]
