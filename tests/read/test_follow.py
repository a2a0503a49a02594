import pytest

from participants import following
from participants.models import Event

pytestmark = pytest.mark.django_db(transaction=True)


class Enough(Exception):
    pass


def test_an_event_that_cannot_be_read_does_not_slow_the_others(sandbox_event, monkeypatch):
    Event.objects.create(account=sandbox_event.account, product_id="gone", name="A gone one", slug="gone")
    monkeypatch.setattr(following, "BETWEEN_READS", 0.1)
    monkeypatch.setattr(following.signal, "signal", lambda *_: None)
    reads = []

    def say(run):
        reads.append(run.event)
        if len(reads) == 3:
            raise Enough

    with pytest.raises(Enough):
        following.follow(Event.objects.filter(is_active=True), say)
    assert reads == [sandbox_event] * 3
