"""Reading again and again: what is due is read, and nothing else; nobody slows anybody."""

import signal
import threading
import time
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from participants import accounts, schedule
from participants.following import follow, when_told_to_stop
from participants.kiwify.errors import Refused
from participants.kiwify.http import Patience
from participants.models import Event, Notice, Reading, SyncRun
from participants.schedule import EVERYDAY, Due, active_events

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = replace(EVERYDAY, look=0.02, near=0.1, far=0.1, full_near=0.2, full_far=0.2, first_retry=0.1, for_a_person=0.1)
CHANGES_ONLY = replace(QUICK, full_near=600, full_far=600)
HASTY = Patience(attempts=1, read=0.3, whole_answer=0.6, longest_wait=0.3)


@pytest.fixture
def follow_until():
    """Follow the active events until `enough` of the reads told so far, which is looked at all the time."""

    def follow_until(enough, rhythm=QUICK, patience=HASTY):
        reads, stop, gives_up = [], threading.Event(), time.monotonic() + 20
        follower = threading.Thread(target=follow_and_close, args=(reads.append, stop, rhythm, patience))
        follower.start()
        while not enough(reads) and time.monotonic() < gives_up:
            time.sleep(0.02)
        stop.set()
        follower.join()
        assert enough(reads), "not within 20 s"
        return reads

    return follow_until


def follow_and_close(tell, stop, rhythm, patience):
    try:
        follow(active_events, tell, stop, rhythm=rhythm, patience=patience)
    finally:
        connection.close()


@pytest.fixture
def follow_for():
    """Follow the active events for so many seconds; what was told."""

    def follow_for(seconds, rhythm=QUICK):
        reads, stop = [], threading.Event()
        threading.Timer(seconds, stop.set).start()
        follow(active_events, reads.append, stop, rhythm=rhythm, patience=HASTY)
        return reads

    return follow_for


def fresh(event):
    event.refresh_from_db()
    return event


def test_an_event_that_cannot_be_read_does_not_slow_the_others(sandbox_event, follow_until):
    Event.objects.create(account=sandbox_event.account, product_id="gone", name="A gone one", slug="gone")
    reads = follow_until(lambda reads: len(reads) >= 3)
    assert {run.event for run in reads} == {sandbox_event}


def test_a_sale_shows_with_the_next_read_of_changes(sandbox_event, sandbox, follow_until, read):
    read()
    sandbox.event.sell(name="Íris")
    reads = follow_until(lambda reads: reads, rhythm=CHANGES_ONLY)
    assert [(run.kind, run.added) for run in reads] == [(SyncRun.Kind.CHANGES, 1)]


def test_a_withdrawal_makes_full_reads_due_until_it_is_decided(sandbox_event, sandbox, follow_until, read):
    read()
    gone = sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    slow_until_wanted = replace(QUICK, full_far=0.3, full_near=0.3)
    reads = follow_until(lambda reads: any(run.withdrawn for run in reads), rhythm=slow_until_wanted)
    assert {run.kind for run in reads} == {SyncRun.Kind.FULL}
    assert sandbox_event.participants.get(kiwify_id=gone["id"]).withdrawn_at


def test_filters_that_are_ignored_leave_it_to_full_reads(sandbox_event, sandbox, follow_until, read):
    read()
    sandbox.event.sell(name="Íris")
    sandbox.faults.add("ignores-filters")
    reads = follow_until(lambda reads: any(run.added for run in reads))
    assert reads[0].kind == SyncRun.Kind.FULL
    assert SyncRun.objects.filter(error="changes_useless").count() == 1


def test_a_sale_shows_while_a_large_full_read_is_still_going(sandbox_event, sandbox, follow_until, read):
    read()
    sandbox.event.sell(name="Íris")
    schedule.ask_for_a_read(sandbox_event)
    sandbox.faults.add("slow", seconds=0.15)
    first, second, *_ = follow_until(lambda reads: len(reads) >= 2, rhythm=CHANGES_ONLY)
    assert (first.kind, first.added, second.kind) == (SyncRun.Kind.CHANGES, 1, SyncRun.Kind.FULL)


def test_a_sale_shows_while_a_full_read_waits_for_the_limit(
    sandbox_event, sandbox, follow_until, read, settings, monkeypatch
):
    read()
    settings.KIWIFY_CALLS_PER_MINUTE = 8
    monkeypatch.setattr(accounts, "A_MINUTE", timedelta(seconds=5))
    monkeypatch.setattr(schedule, "left_by_full_reads", lambda event: 0.75)
    monkeypatch.setattr(schedule, "CHANGES", 10)
    schedule.ask_for_a_read(sandbox_event)
    sale = timezone.now() + timedelta(seconds=0.8)
    threading.Timer(0.8, sandbox.event.sell, kwargs={"name": "Íris"}).start()
    rhythm = replace(CHANGES_ONLY, near=0.5, far=0.5)
    first, *_ = follow_until(lambda reads: reads, rhythm=rhythm, patience=Patience())
    assert first.kind == SyncRun.Kind.CHANGES
    assert first.finished_at - sale < timedelta(seconds=3)


def test_a_read_that_somebody_asks_for_comes_at_once(sandbox_event, follow_until, read):
    read()
    Reading.objects.update(full_rest_until=timezone.now() + timedelta(minutes=10))
    schedule.ask_for_a_read(sandbox_event)
    (run,) = follow_until(lambda reads: reads, rhythm=CHANGES_ONLY)
    assert (run.kind, Reading.objects.get().asked_at) == (SyncRun.Kind.FULL, None)


def test_a_read_that_was_asked_for_and_cut_short_is_still_due(sandbox_event, read):
    read()
    schedule.ask_for_a_read(sandbox_event)
    schedule.begin_full(sandbox_event)
    assert schedule.due_now(sandbox_event, replace(EVERYDAY, near=0))[1] == Due.FULL


def test_a_failure_of_our_own_is_not_repeated_at_every_look(sandbox_event, sandbox, follow_for, read, monkeypatch):
    read()
    tries = []
    monkeypatch.setattr("participants.following.reader.read_changes", lambda *a, **k: tries.append(1) or 1 / 0)
    follow_for(1, rhythm=replace(CHANGES_ONLY, first_retry=5))
    assert len(tries) == 1


def told_of(event, order_id, at=None):
    return Notice.objects.create(event=event, kind="approved", order_id=order_id, received_at=at or timezone.now())


def test_an_order_that_a_webhook_told_of_is_read_once(sandbox_event, sandbox, follow_until, read):
    read()
    Reading.objects.update(changes_read_at=timezone.now())
    told_of(sandbox_event, sandbox.event.sell(order_id="order-1")["order_id"])
    reads = follow_until(lambda reads: reads, rhythm=replace(CHANGES_ONLY, far=600))
    assert [(run.kind, run.added) for run in reads] == [(SyncRun.Kind.ORDER, 1)]
    assert Notice.objects.get().read_at


def test_a_webhook_received_by_a_clock_that_is_ahead_is_read_once(sandbox_event, sandbox, follow_for, read):
    read()
    told_of(sandbox_event, "order-1", timezone.now() + timedelta(hours=1))
    sandbox.calls.clear()
    follow_for(0.6, rhythm=replace(CHANGES_ONLY, far=600))
    assert sum("order_id" in call.query for call in sandbox.calls) == 1


def test_an_order_that_kiwify_refuses_does_not_keep_changes_from_being_read(
    sandbox_event, sandbox, follow_until, read, monkeypatch
):
    read()
    told_of(sandbox_event, "order-1")
    sandbox.event.sell()
    monkeypatch.setattr("participants.following.reader.read_order", lambda *a, **k: refuse())
    rhythm = replace(CHANGES_ONLY, for_a_person=600)
    reads = follow_until(lambda reads: {run.kind for run in reads} == {"changes", "full"}, rhythm=rhythm)
    assert (reads[0].kind, Notice.objects.filter(read_at=None).count()) == (SyncRun.Kind.CHANGES, 0)


def refuse():
    raise Refused("No such order.")


@pytest.mark.parametrize(
    ("fault", "options", "trouble"),
    [
        ("400", {"on": "token"}, "credentials_dead"),
        ("401", {}, "token_stale"),
        ("403", {}, "forbidden"),
        ("404", {}, "not_found"),
        ("body", {"body": {"data": "soon"}}, "not_understood"),
    ],
)
def test_what_a_person_must_mend_is_tried_again_slowly(
    sandbox_event, sandbox, follow_for, follow_until, read, copy, fault, options, trouble
):
    read()
    before = copy()
    sandbox_event.account.__class__.objects.update(token="")
    sandbox.calls.clear()
    sandbox.faults.add(fault, **options)
    slowly = replace(QUICK, for_a_person=600)
    follow_until(lambda reads: fresh(sandbox_event).trouble, rhythm=slowly)
    follow_for(0.5, rhythm=slowly)
    assert (fresh(sandbox_event).trouble, copy()) == (trouble, before)
    assert len(sandbox.calls) <= 8


def test_what_passes_is_tried_again_soon_and_the_trouble_ends(sandbox_event, sandbox, follow_until, read):
    read()
    sandbox.faults.add("503")
    follow_until(lambda reads: sandbox_event.reads.filter(status="failed").count() > 2)
    since = fresh(sandbox_event).trouble_since
    assert sandbox_event.trouble == "unavailable"
    sandbox.faults.clear()
    follow_until(lambda reads: any(run.kind == SyncRun.Kind.FULL for run in reads))
    assert (since is not None, fresh(sandbox_event).trouble, sandbox_event.trouble_since) == (True, "", None)


def test_the_first_moment_of_a_trouble_is_kept(sandbox_event, sandbox, follow_until, read):
    read()
    sandbox.faults.add("503")
    failed = sandbox_event.reads.filter(status="failed")
    follow_until(lambda reads: failed.count() > 0)
    first = fresh(sandbox_event).trouble_since
    follow_until(lambda reads: failed.count() > 2)
    assert fresh(sandbox_event).trouble_since == first


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_in_the_middle_of_a_wait_is_heard(number, monkeypatch):
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        stop = when_told_to_stop()
        with stop._cond:  # as it is for a moment at every wait
            signal.raise_signal(number)
        assert stop.wait(2)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
