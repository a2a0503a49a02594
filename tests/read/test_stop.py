"""SIGTERM to a real follower: it leaves within five seconds whatever it was doing, and everything is in order."""

import time

import pytest

from participants.leases import Lease
from participants.models import SyncRun

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def stop(start, until):
    """Start a follower, tell it to stop once something `happens`, and see it leave; in how many seconds."""

    def stop(happens):
        follower = start("manage.py", "sync", "--follow")
        until(happens)
        time.sleep(0.3)
        began = time.monotonic()
        follower.terminate()
        words = follower.communicate(timeout=20)[0]
        took = time.monotonic() - began
        print(f"left within {took:.2f} s")
        assert (follower.returncode, "Traceback" in words) == (0, False), words
        assert took < 5
        return took

    return stop


def test_an_idle_follower_leaves_at_once(stop, sandbox_event):
    stop(lambda: SyncRun.objects.filter(status=SyncRun.Status.DONE).exists())
    assert Lease(sandbox_event).take()


@pytest.mark.parametrize(
    ("fault", "options"),
    [
        ("slow", {"seconds": 30}),
        ("drip", {"seconds": 0.05}),
        ("drip-head", {"seconds": 0.2}),
        ("429", {"retry_after": 60}),
        ("429", {}),
        ("503", {}),
        ("slow", {"seconds": 30, "on": "token"}),
    ],
    ids=str,
)
def test_a_follower_that_waits_for_kiwify_leaves_and_gives_all_back(
    stop, read, sandbox, sandbox_event, copy, fault, options
):
    read()
    before = copy()
    sandbox_event.reading.delete()
    if "on" in options:
        sandbox_event.account.__class__.objects.update(token="")
    sandbox.calls.clear()
    sandbox.faults.add(fault, **options)
    stop(lambda: len(sandbox.calls))
    run = SyncRun.objects.first()
    assert (run.status, run.error, copy()) == (SyncRun.Status.FAILED, "interrupted", before)
    assert Lease(sandbox_event).take()
