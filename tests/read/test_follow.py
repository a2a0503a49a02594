import threading
from dataclasses import replace

import pytest

from participants.following import follow
from participants.models import Event
from participants.schedule import EVERYDAY, active_events

pytestmark = pytest.mark.django_db(transaction=True)

QUICK = replace(EVERYDAY, look=0.02, near=0.1, far=0.1, full_near=0.2, full_far=0.2, first_retry=0.1, for_a_person=0.1)


@pytest.fixture
def follow_until():
    """Follow the active events until `enough` of the reads told so far."""

    def follow_until(enough, rhythm=QUICK):
        reads, stop = [], threading.Event()

        def tell(run):
            reads.append(run)
            if enough(reads):
                stop.set()

        threading.Timer(20, stop.set).start()
        follow(active_events, tell, stop, rhythm=rhythm)
        assert enough(reads), "not within 20 s"
        return reads

    return follow_until


def test_an_event_that_cannot_be_read_does_not_slow_the_others(sandbox_event, follow_until):
    Event.objects.create(account=sandbox_event.account, product_id="gone", name="A gone one", slug="gone")
    reads = follow_until(lambda reads: len(reads) == 3)
    assert {run.event for run in reads} == {sandbox_event}
