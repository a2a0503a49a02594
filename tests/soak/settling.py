"""After the hour: Kiwify behaves again, and what is held is accepted once full reads have seen it so."""

import time
from collections.abc import Iterator

from django.utils import timezone

from participants.kiwify.sandbox.event import Event as AtKiwify
from participants.models import Event, Participant, Reading, SyncRun
from participants.schedule import ask_for_a_read
from participants.sync import accept_held

LONGEST = 30.0
FULL_READS = 3  # the first sees what is missing, the second withdraws it, the third finds nothing to do


def settle(events: list[AtKiwify]) -> list[str]:
    """Wait for full reads of each event, accepting what is held; what went wrong with that."""
    return [problem for event in events for problem in _settle_one(event)]


def _settle_one(at_kiwify: AtKiwify) -> Iterator[str]:
    event = Event.objects.get(product_id=at_kiwify.product_id)
    for _ in range(FULL_READS):
        if not _read_in_full(event):
            yield f"{event} was not read in full within {LONGEST:g} s of quiet."
            return
        yield from _accept(event, at_kiwify)


def _read_in_full(event: Event) -> bool:
    before = _good_reads(event)
    ask_for_a_read(event)
    deadline = time.monotonic() + LONGEST
    while time.monotonic() < deadline:
        if _good_reads(event) > before:
            return True
        time.sleep(0.1)
    return False


def _good_reads(event: Event) -> int:
    good = (SyncRun.Status.DONE, SyncRun.Status.HELD)
    return event.reads.filter(kind=SyncRun.Kind.FULL, status__in=good).count()


def _accept(event: Event, at_kiwify: AtKiwify) -> Iterator[str]:
    held = Reading.objects.get(event=event).held
    listed = {str(row["id"]) for row in at_kiwify.rows()}
    if still := Participant.objects.filter(pk__in=held, kiwify_id__in=listed).count():
        yield f"{event} holds {still} tickets that Kiwify lists."
    elif held:
        accepted = accept_held(event, now=timezone.now())
        print(f"  {accepted} tickets of {event} that were held are accepted as gone.")
