"""Which tickets were let in twice, and which only look so."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants import door
from participants.attendance.doubles import double_of, doubles, open_doubles
from participants.models import Settling, Source


@pytest.mark.parametrize("source", [Source.OFFLINE, Source.PAPER])
def test_two_tablets_that_did_not_know_of_each_other(event, twice, source):
    second = twice(source=source)
    (double,) = doubles(event)
    assert (double.row, double.minutes, open_doubles(event)) == (second, 3, 1)
    assert [row.gate for row in double.admissions] == ["Gate A", "Gate B"]


def test_kiwifys_app_beside_our_door(event, arrive, let_in, came_at_kiwify):
    ana = arrive("Ana")
    let_in(ana)
    came_at_kiwify(ana)
    assert open_doubles(event) == 1


def test_the_admission_that_happened_first_is_told_first(event, twice):
    second = twice(happened_at=timezone.now() - timedelta(hours=1))
    (double,) = doubles(event)
    assert double.admissions[0] == second
    assert double.minutes == 50


@pytest.mark.parametrize("source", [Source.SCAN, Source.SEARCH, Source.ORDER])
def test_a_repeat_that_the_door_stopped_is_none(event, twice, source):
    twice(source=source)
    assert open_doubles(event) == 0


def test_what_the_same_tablet_knew_itself_is_none(event, arrive, let_in, make_tablet):
    ana, tablet = arrive("Ana"), make_tablet("Gate A")
    let_in(ana, tablet=tablet), let_in(ana, tablet=tablet, source=Source.OFFLINE)
    assert open_doubles(event) == 0


def test_paper_that_was_typed_in_at_the_same_tablet_is_one(event, arrive, let_in, make_tablet):
    ana, tablet = arrive("Ana"), make_tablet("Gate A")
    let_in(ana, tablet=tablet), let_in(ana, tablet=tablet, source=Source.PAPER)
    assert open_doubles(event) == 1


def test_a_tick_that_was_typed_in_twice_is_none(event, arrive, let_in, make_tablet):
    ana, tablet = arrive("Ana"), make_tablet("Gate A")
    let_in(ana, tablet=tablet, source=Source.PAPER), let_in(ana, tablet=tablet, source=Source.PAPER)
    assert open_doubles(event) == 0


@pytest.mark.parametrize(("seconds", "number"), [(20, 0), (90, 1)])
def test_without_a_pairing_the_same_person_at_once_is_calm(event, arrive, let_in, seconds, number):
    ana, now = arrive("Ana"), timezone.now()
    let_in(ana, now=now)
    let_in(ana, now=now + timedelta(minutes=9), happened_at=now + timedelta(seconds=seconds), source=Source.OFFLINE)
    assert open_doubles(event) == number


def test_two_people_without_a_pairing_are_two_devices(event, arrive, let_in, caio):
    ana = arrive("Ana")
    let_in(ana), let_in(ana, person=caio, source=Source.OFFLINE)
    assert open_doubles(event) == 1


def test_the_same_request_sent_again_is_none(event, arrive, let_in):
    ana = arrive("Ana")
    row = let_in(ana, source=Source.OFFLINE)
    let_in(ana, id=row.pk, source=Source.OFFLINE)
    assert open_doubles(event) == 0


def test_an_earlier_admission_that_was_undone_is_none(event, twice, otto):
    second = twice()
    door.undo(second.earlier, person=otto, now=timezone.now(), reason="Wrong person")
    assert open_doubles(event) == 0


def test_an_arrival_that_kiwify_took_back_is_none(event, arrive, let_in, came_at_kiwify):
    ana = arrive("Ana")
    let_in(ana)
    came_at_kiwify(ana)
    type(ana).objects.filter(pk=ana.pk).update(kiwify_checkin_at=None)
    assert open_doubles(event) == 0


def test_who_left_since_was_still_let_in_twice(event, entrance, twice, let_in):
    type(entrance).objects.update(has_exit=True)
    second = twice()
    entrance.refresh_from_db()
    door.everyone_out(entrance, person=second.person, now=timezone.now())
    assert open_doubles(event) == 1


def test_a_decided_one_waits_no_more(event, twice, otto):
    second = twice()
    door.settle(second, Settling.TWO, person=otto, now=timezone.now())
    assert (open_doubles(event), doubles(event)) == (0, [])
    assert [double.row for double in doubles(event, settled=True)] == [second]


def test_a_verdict_that_is_no_double_is_none(event, arrive, let_in):
    assert double_of(event, let_in(arrive("Ana")).pk) is None


def test_they_are_counted_in_one_query_and_listed_in_two(event, twice, django_assert_num_queries):
    twice(), twice()
    with django_assert_num_queries(1):
        assert open_doubles(event) == 2
    with django_assert_num_queries(2):
        assert all(str(row.tablet) and row.person.username for one in doubles(event) for row in one.admissions)
