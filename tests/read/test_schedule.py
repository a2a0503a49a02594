"""When what is read: near and far, after a failure, when somebody asks, and never past the account's limit."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from participants import schedule
from participants.models import Attention, Event, Participant, Reading
from participants.schedule import EVERYDAY, Due

pytestmark = pytest.mark.django_db

SECOND, MINUTE, HOUR = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def is_due(event):
    """What is due of an event that was last read as said: `is_due(full=60, changes=10)` seconds ago."""

    def is_due(full=1.0, changes=1.0, **values):
        now = timezone.now()
        moments = {"full_read_at": now - full * SECOND, "changes_read_at": now - changes * SECOND}
        Reading.objects.update_or_create(event=event, defaults=moments | values)
        return schedule.due_now(event, EVERYDAY)[1]

    return is_due


@pytest.fixture
def near(event):
    Event.objects.update(door_open_at=timezone.now())


def test_an_event_that_was_never_read_is_read_in_full(event):
    assert schedule.due_now(event, EVERYDAY)[1] == Due.FULL


@pytest.mark.parametrize(
    ("full", "changes", "what"), [(100, 14, None), (100, 16, Due.CHANGES), (119, 1, None), (121, 1, Due.FULL)]
)
def test_near_its_time_an_event_is_read_often(is_due, near, full, changes, what):
    assert is_due(full, changes) == what


@pytest.mark.parametrize(
    ("full", "changes", "what"), [(1700, 170, None), (1700, 190, Due.CHANGES), (1790, 1, None), (1810, 1, Due.FULL)]
)
def test_far_from_it_seldom(is_due, full, changes, what):
    assert is_due(full, changes) == what


@pytest.mark.parametrize(
    ("starts", "ends", "is_near"),
    [(7, None, False), (5, None, True), (-23, None, True), (-27, None, False), (-9, -1, True), (-9, -3, False)],
)
def test_an_event_is_near_from_six_hours_before_to_two_after(event, starts, ends, is_near):
    now = timezone.now()
    event.starts_at, event.ends_at = now + starts * HOUR, None if ends is None else now + ends * HOUR
    assert schedule.is_near(event, now) == is_near


def test_an_open_door_makes_an_event_near_for_ten_minutes(event):
    now = timezone.now()
    event.door_open_at = now - 9 * MINUTE
    assert schedule.is_near(event, now)
    assert not schedule.is_near(event, now + 2 * MINUTE)


def test_what_somebody_asks_for_does_not_rest(is_due, event):
    is_due(full_rest_until=timezone.now() + HOUR)
    schedule.ask_for_a_read(event)
    assert schedule.due_now(event, EVERYDAY)[1] == Due.FULL


def test_a_full_read_that_is_wanted_comes_with_the_next_turn_and_not_before_its_rest(is_due):
    assert is_due(full=16, full_is_wanted=True) == Due.FULL
    assert is_due(full=14, full_is_wanted=True) is None
    assert is_due(full=600, full_is_wanted=True, full_rest_until=timezone.now() + MINUTE) is None


@pytest.mark.parametrize(
    "doubt",
    [
        {"missing_since": timezone.now()},
        {"attention": Attention.REFUNDED, "attention_at": timezone.now()},
    ],
    ids=["missing once", "refund reported"],
)
def test_a_ticket_in_doubt_brings_the_next_full_read_near(is_due, event, doubt):
    assert is_due(full=130) is None
    Participant.objects.create(event=event, kiwify_id="x", **doubt)
    assert is_due(full=130) == Due.FULL


def test_a_withdrawn_ticket_is_no_longer_in_doubt(is_due, event, withdrawn):
    Participant.objects.create(event=event, kiwify_id="x", **withdrawn)
    assert is_due(full=130) is None


def test_changes_that_are_useless_are_not_read(is_due, near):
    assert is_due(changes=100, changes_useless=True) is None


def rest_of(event, kind, for_a_person=False, rhythm=EVERYDAY):
    schedule.after_failure(event, kind, rhythm, for_a_person=for_a_person)
    return round((Reading.objects.get().full_rest_until - timezone.now()).total_seconds())


def test_each_failure_rests_longer_and_never_very_long(is_due, event):
    is_due()
    assert [rest_of(event, Due.FULL) for _ in range(6)] == [15, 30, 60, 120, 120, 120]


def test_what_a_person_must_mend_rests_five_minutes(is_due, event):
    is_due()
    assert rest_of(event, Due.FULL, for_a_person=True) == 300


def test_a_failure_of_one_kind_does_not_rest_the_other(is_due, near, event):
    is_due()
    schedule.after_failure(event, Due.CHANGES, EVERYDAY, for_a_person=False)
    assert (is_due(full=130), is_due(changes=100)) == (Due.FULL, None)


@pytest.mark.parametrize(("calls", "events", "rest"), [(1, 1, 2), (30, 1, 60), (30, 2, 120), (100_000, 1, 3600)])
def test_a_full_read_rests_until_its_calls_are_made_up_for(is_due, event, account, calls, events, rest):
    is_due()
    for number in range(1, events):
        Event.objects.create(account=account, product_id=f"p{number}", name="Outra", slug=f"o{number}")
    schedule.after_full(event, calls, 0.0)
    left = (Reading.objects.get().full_rest_until - timezone.now()).total_seconds()
    assert left == pytest.approx(rest, abs=1)


def test_a_full_read_that_took_long_has_rested_already(is_due, event):
    is_due()
    schedule.after_full(event, 30, 100.0)
    assert Reading.objects.get().full_rest_until <= timezone.now()


@pytest.mark.parametrize("wrong_by", [-30 * HOUR, -2 * HOUR, 2 * HOUR, 30 * HOUR])
def test_a_clock_that_jumps_stops_nothing(is_due, clock, near, event, wrong_by):
    clock(wrong_by)
    assert is_due() is None
    schedule.after_failure(event, Due.FULL, EVERYDAY, for_a_person=True)
    schedule.after_failure(event, Due.CHANGES, EVERYDAY, for_a_person=True)
    clock(timedelta())
    assert schedule.due_now(event, EVERYDAY)[1] in ({Due.FULL} if wrong_by < timedelta() else {Due.FULL, Due.CHANGES})


def test_a_follower_that_was_heard_of_lately_counts_and_no_other(event, clock):
    schedule.due_events(schedule.active_events, EVERYDAY)
    assert schedule.is_followed(Reading.objects.get())
    clock(46 * SECOND)
    assert not schedule.is_followed(Reading.objects.get())


def test_looking_at_what_is_due_costs_one_question(event, django_assert_num_queries):
    schedule.due_events(schedule.active_events, EVERYDAY)
    with django_assert_num_queries(1):
        schedule.due_events(schedule.active_events, EVERYDAY)


@pytest.mark.parametrize(("events", "left"), [(1, 1 / 6 + 4 / 60), (3, 1 / 6 + 12 / 60), (50, 1 / 2)])
def test_full_reads_leave_calls_for_the_door_and_for_changes(event, account, settings, events, left):
    settings.KIWIFY_CALLS_PER_MINUTE = 60
    for number in range(1, events):
        Event.objects.create(account=account, product_id=f"p{number}", name="Outra", slug=f"o{number}")
    assert schedule.left_by_full_reads(event) == pytest.approx(left)


def test_an_event_that_is_closed_is_not_looked_at(event):
    Event.objects.update(is_active=False)
    assert schedule.due_events(schedule.active_events, replace(EVERYDAY, look=0)) == []
