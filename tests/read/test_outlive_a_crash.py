"""A process that is killed in the middle of a read leaves nothing wrong, and the next read in nobody's way."""

import signal
from datetime import timedelta

import pytest
from django.utils import timezone

from participants.models import Account, Batch, CheckIn, Reading, Source, SyncRun
from participants.sync import BeingRead

from .killed import AFTER, BEFORE, PAGES

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def much_happened(read, sandbox):
    """Something for every step of a read to do."""
    rows = sandbox.event.rows()
    read()
    gone = sandbox.event.withdraw(rows[0]["id"])
    read()
    sandbox.event.sell(), sandbox.event.rename(rows[1]["id"], "Outra"), sandbox.event.check_in(rows[2]["id"])
    Account.objects.update(token="")
    return gone


def whole(copy):
    return copy(), set(CheckIn.objects.values_list("pk", "closed_at")), set(Reading.objects.values_list("full_read_at"))


@pytest.fixture
def kill(start, read):
    """Kill a read at this step, and see that nobody reads in the minute for which it may yet come back."""

    def kill(step):
        process = start("-m", "tests.read.killed", step)
        assert process.wait(30) == -signal.SIGKILL, process.stdout.read()
        assert SyncRun.objects.first().status == SyncRun.Status.RUNNING
        with pytest.raises(BeingRead):
            read()

    return kill


@pytest.mark.parametrize("step", [*PAGES, *BEFORE])
def test_a_read_killed_before_it_wrote_keeps_nothing_and_the_next_one_reads_all(
    step, kill, read, sandbox, copy, much_happened
):
    before = whole(copy)
    kill(step)
    assert whole(copy) == before
    _let_a_minute_pass()
    run = read()
    assert (run.added, run.changed, run.withdrawn, run.arrivals) == (1, 2, 1, 1)
    assert SyncRun.objects.filter(error="interrupted").count() == 1
    all_is_as_at_kiwify(sandbox, copy)


@pytest.mark.parametrize("step", AFTER)
def test_a_read_killed_while_it_wrote_is_not_said_to_be_done_and_the_next_one_does_the_rest(
    step, kill, read, sandbox, sandbox_event, copy, much_happened
):
    before = whole(copy)[-1]
    read_at, changed_at = sandbox_event.read_at, sandbox_event.changed_at
    kill(step)
    sandbox_event.refresh_from_db()
    assert (whole(copy)[-1], sandbox_event.read_at) == (before, read_at)
    assert sandbox_event.changed_at > changed_at
    _let_a_minute_pass()
    read()
    all_is_as_at_kiwify(sandbox, copy)


@pytest.mark.parametrize("step", [*BEFORE, "next portion", "withdraw"])
def test_a_read_killed_before_all_is_written_withdraws_nobody(step, kill, sandbox_event, much_happened):
    kill(step)
    assert not sandbox_event.participants.exclude(withdrawn_at=None).exists()


def all_is_as_at_kiwify(sandbox, copy):
    rows = sandbox.event.rows()
    assert {row["id"] for row in rows} == {row[0] for row in copy() if row[-1] is None}
    assert {row["name"] for row in rows} >= {"Outra"} <= {row[2] for row in copy()}
    assert CheckIn.objects.filter(source=Source.KIWIFY, participant__kiwify_id=rows[1]["id"]).exists()
    assert sum(Batch.objects.values_list("tickets", flat=True)) == len(rows)


def _let_a_minute_pass():
    before = timezone.now() - timedelta(seconds=1)
    Reading.objects.update(reader_until=before)
    Account.objects.filter(minting_until__isnull=False).update(minting_until=before)


def test_two_processes_at_once_read_one_after_the_other(start, sandbox, sandbox_event):
    sandbox.faults.add("slow", seconds=0.1)
    processes = [start("manage.py", "sync") for _ in range(2)]
    told = [process.communicate(timeout=40)[0] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], told
    first, second = SyncRun.objects.order_by("started_at")
    assert (first.added, second.added, first.finished_at <= second.started_at) == (250, 0, True)


def test_two_followers_share_the_work(start, sandbox, sandbox_event, until):
    sandbox.faults.add("slow", seconds=0.1)
    followers = [start("manage.py", "sync", "--follow") for _ in range(2)]
    until(lambda: SyncRun.objects.filter(status=SyncRun.Status.DONE).exists())
    for follower in followers:
        follower.terminate()
    assert [follower.wait(10) for follower in followers] == [0, 0]
    assert SyncRun.objects.filter(kind=SyncRun.Kind.FULL).count() == 1


def test_a_follower_takes_over_from_one_that_was_killed(start, sandbox, sandbox_event, until):
    sandbox.faults.add("slow", page=2, seconds=20, times=1)
    killed = start("manage.py", "sync", "--follow")
    until(lambda: any(call.query.get("page_number") == "2" for call in sandbox.calls))
    killed.kill()
    start("manage.py", "sync", "--follow")
    until(lambda: Reading.objects.filter(followed_at__isnull=False).exists())
    _let_a_minute_pass()
    until(lambda: SyncRun.objects.filter(status=SyncRun.Status.DONE).exists())
    assert SyncRun.objects.filter(error="interrupted").count() == 1
    assert sandbox_event.participants.count() == 250
