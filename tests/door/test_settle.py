"""An organizer's decision about a ticket that was let in twice."""

import pytest
from django.utils import timezone

from participants import door
from participants.models import Role, Settling


@pytest.fixture
def second(arrive, let_in):
    ana = arrive("Ana")
    let_in(ana)
    return let_in(ana, source="offline")


@pytest.fixture
def otto(make_person):
    return make_person("otto", Role.ORGANIZER)


def test_it_is_kept_with_who_and_when(second, otto):
    now = timezone.now()
    row = door.settle(second, Settling.SAME, person=otto, now=now)
    assert (row.settled_how, row.settled_by, row.settled_at) == (Settling.SAME, otto, now)


def test_who_comes_second_finds_the_first_decision(second, otto, make_person):
    door.settle(second, Settling.SAME, person=otto, now=timezone.now())
    row = door.settle(second, Settling.TWO, person=make_person("ursula", Role.ORGANIZER), now=timezone.now())
    assert (row.settled_how, row.settled_by) == (Settling.SAME, otto)


def test_twice_is_harmless(second, otto):
    first = door.settle(second, Settling.SAME, person=otto, now=timezone.now()).settled_at
    assert door.settle(second, Settling.SAME, person=otto, now=timezone.now()).settled_at == first


def test_a_decision_can_be_replaced_by_who_has_seen_it(second, otto):
    door.settle(second, Settling.SAME, person=otto, now=timezone.now())
    row = door.settle(second, Settling.TWO, person=otto, now=timezone.now(), instead_of=Settling.SAME)
    assert row.settled_how == Settling.TWO


def test_the_admissions_stay_as_they_are(second, otto):
    door.settle(second, Settling.TWO, person=otto, now=timezone.now())
    second.earlier.refresh_from_db()
    assert second.earlier.is_open


def test_what_let_nobody_in_twice_has_nothing_to_decide(second, otto):
    with pytest.raises(door.NoDouble):
        door.settle(second.earlier, Settling.TWO, person=otto, now=timezone.now())
