from datetime import timedelta

import pytest
from django.utils import timezone

from participants import door
from participants.models import CheckIn, Closing, Result, Source

NOW = timezone.now()
EARLIER = NOW - timedelta(hours=1)


@pytest.fixture
def take_in(event):
    return lambda: door.take_in_arrivals_at_kiwify(event, now=NOW)


def test_an_arrival_at_kiwify_becomes_an_admission_here(arrive, take_in, entrance):
    ana = arrive(kiwify_checkin_at=EARLIER)
    assert take_in() == 1
    row = CheckIn.objects.get()
    assert (row.participant, row.checkpoint, row.result, row.source) == (
        ana,
        entrance,
        Result.ADMITTED,
        Source.KIWIFY,
    )
    assert (row.happened_at, row.recorded_at) == (EARLIER, NOW)


def test_taking_in_twice_changes_nothing(arrive, take_in):
    arrive(kiwify_checkin_at=EARLIER)
    assert (take_in(), take_in()) == (1, 0)
    assert CheckIn.objects.count() == 1


def test_an_arrival_taken_back_at_kiwify_is_closed_here(arrive, take_in):
    ana = arrive(kiwify_checkin_at=EARLIER)
    take_in()
    type(ana).objects.update(kiwify_checkin_at=None)
    take_in()
    row = CheckIn.objects.get()
    assert (row.closed_how, row.closed_at) == (Closing.UNDO, NOW)


def test_an_arrival_that_kiwify_lists_again_is_in_again(arrive, take_in, let_in):
    ana = arrive(kiwify_checkin_at=EARLIER)
    for _ in range(3):
        take_in()
        type(ana).objects.update(kiwify_checkin_at=None)
        take_in()
        type(ana).objects.update(kiwify_checkin_at=EARLIER)
    assert (take_in(), take_in()) == (1, 0)
    assert let_in(ana).result == Result.ALREADY_IN


def test_an_arrival_that_staff_undid_does_not_come_back(arrive, take_in, rita):
    arrive(kiwify_checkin_at=EARLIER)
    take_in()
    CheckIn.objects.update(closed_at=NOW, closed_how=Closing.UNDO, closed_by=rita)
    assert take_in() == 0


@pytest.mark.parametrize("reason", ["Kiwify", "A mistake"])
def test_a_leads_undo_stands_whatever_the_reason(event, arrive, entrance, rita, reason):
    arrive("Ana", kiwify_checkin_at=timezone.now())
    door.take_in_arrivals_at_kiwify(event, now=timezone.now())
    door.undo(CheckIn.objects.get(), person=rita, now=timezone.now(), reason=reason)
    assert door.take_in_arrivals_at_kiwify(event, now=timezone.now()) == 0


def test_one_of_ours_is_never_closed(arrive, take_in, let_in):
    row = let_in(arrive())
    take_in()
    row.refresh_from_db()
    assert row.is_open


def test_both_at_once_are_kept_as_both(arrive, take_in, let_in):
    ana = arrive(kiwify_checkin_at=EARLIER)
    ours = let_in(ana)
    assert take_in() == 1
    theirs = CheckIn.objects.get(source=Source.KIWIFY)
    assert (theirs.result, theirs.earlier) == (Result.ALREADY_IN, ours)
    assert take_in() == 0


def test_an_arrival_at_another_time_replaces_the_one_before(arrive, take_in):
    ana = arrive(kiwify_checkin_at=EARLIER)
    take_in()
    type(ana).objects.update(kiwify_checkin_at=NOW)
    assert take_in() == 1
    assert list(CheckIn.objects.filter(closed_at=None).values_list("happened_at", flat=True)) == [NOW]
