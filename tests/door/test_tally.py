"""The tallies are what a plain count of the log says, whatever was done at the door, in whatever order."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants import counters, door
from participants.models import CheckIn, Checkpoint, Participant, Source, Tally

NOW = timezone.now()
PEOPLE, PLACES = 3, 2

person, place = st.integers(0, PEOPLE - 1), st.integers(0, PLACES - 1)
actions = st.lists(
    st.one_of(
        st.tuples(st.just("enter"), person, place),
        st.tuples(st.just("leave"), person, place),
        st.tuples(st.just("undo"), st.integers(0, 20)),
        st.tuples(st.just("repeat"), st.integers(0, 20)),
        st.tuples(st.just("order"), st.sets(person, min_size=1), place),
        st.tuples(st.just("everyone_out"), place),
        st.tuples(st.just("arrive_at_kiwify"), person, st.integers(1, 3)),
        st.tuples(st.just("kiwify_takes_back"), person),
    ),
    max_size=25,
)


class Evening:
    """An event with exits at two places, and what may be done there."""

    def __init__(self, event, people, user):
        self.event, self.people, self.user = event, people, user
        Checkpoint.objects.create(event=event, name="Day 2", position=1)
        event.checkpoints.update(has_exit=True)
        self.places = list(event.checkpoints.all())

    def enter(self, who, where, id=None):
        door.check_in(door.Claim(self.people[who]), id=id or uuid4(), source=Source.SCAN, **self._at(where))

    def leave(self, who, where):
        door.check_out(door.Claim(self.people[who]), id=uuid4(), source=Source.SCAN, **self._at(where))

    def undo(self, number):
        if row := self._row(number):
            with suppress(door.UndoRefused):
                door.undo(row, person=self.user, now=NOW, reason="a mistake")

    def repeat(self, number):
        row = self._row(number)
        if row and row.source == Source.SCAN:
            with suppress(door.IdReused):
                self.enter(self.people.index(row.participant), self.places.index(row.checkpoint), row.pk)

    def order(self, some, where):
        door.check_in_all([self.people[one] for one in sorted(some)], id=uuid4(), **self._at(where))

    def everyone_out(self, where):
        door.everyone_out(self.places[where], person=self.user, now=NOW)

    def arrive_at_kiwify(self, who, hours_ago):
        self._kiwify_says(who, NOW - timedelta(hours=hours_ago))

    def kiwify_takes_back(self, who):
        self._kiwify_says(who, None)

    def _kiwify_says(self, who, arrived_at):
        Participant.objects.filter(pk=self.people[who].pk).update(kiwify_checkin_at=arrived_at)
        door.take_in_arrivals_at_kiwify(self.event, now=timezone.now(), among=[self.people[who].pk])

    def _row(self, number):
        return CheckIn.objects.order_by("recorded_at", "pk")[number : number + 1].first()

    def _at(self, where):
        return {"checkpoint": self.places[where], "person": self.user, "now": timezone.now()}


def tallied(event):
    return {one.checkpoint: (one.checked_in, one.inside) for one in Tally.objects.filter(event=event)}


def counted(event, places):
    return {one: counters.people(event, one) for one in (None, *places)}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(evening=actions)
def test_whatever_is_done_the_tallies_are_the_log(event, arrive, rita, evening):
    with transaction.atomic():
        here = Evening(event, [arrive() for _ in range(PEOPLE)], rita)
        here.enter(0, 0)
        for name, *details in evening:
            getattr(here, name)(*details)
            assert tallied(event) == counted(event, here.places), (name, details)
        transaction.set_rollback(True)


def test_the_first_tally_takes_in_what_was_there_before(event, arrive, let_in, entrance):
    let_in(arrive())
    Tally.objects.all().delete()
    let_in(arrive())
    assert tallied(event) == {None: (2, 2), entrance: (2, 2)}


def test_only_the_first_admission_counts_the_log(arrive, let_in, monkeypatch):
    let_in(arrive())
    monkeypatch.setattr("participants.door.tallying.recount", lambda event: pytest.fail("The log was counted."))
    let_in(arrive())


def test_an_admission_moves_the_version_and_a_repeat_does_not(event, arrive, let_in):
    ana = arrive()
    let_in(ana)
    before = counters.count(event).mark
    let_in(ana)
    assert counters.count(event).mark == before
    let_in(arrive())
    assert counters.count(event).mark != before


def test_recounting_puts_right_what_differs_and_says_so(event, arrive, let_in, entrance):
    let_in(arrive())
    Tally.objects.filter(checkpoint=entrance).update(checked_in=7)
    assert [str(one) for one in door.recount(event)] == [f"{entrance}: 7 came, now 1; 1 inside, now 1."]
    assert door.recount(event) == []


@pytest.mark.parametrize("among", [True, False])
def test_arrivals_at_kiwify_are_tallied(event, arrive, entrance, among):
    people = [arrive(kiwify_checkin_at=NOW) for _ in range(3)]
    door.take_in_arrivals_at_kiwify(event, now=NOW, among=[one.pk for one in people] if among else None)
    assert tallied(event) == {None: (3, 3), entrance: (3, 3)}
