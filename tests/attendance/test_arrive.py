"""Arrivals: everybody once, in the minute and at the gate of the first admission that stands."""

from collections import Counter
from datetime import UTC, datetime

import pytest
from django.db import connection

from participants.attendance.arrivals import arrivals, first_admissions
from participants.models import CheckIn, Source

from .conftest import NOW, minutes_ago

QUARTER_PAST = datetime(2026, 11, 22, 23, 15, tzinfo=UTC)


def by_gate(event):
    people = Counter()
    for (_minute, gate), number in arrivals(event).items():
        people[gate] += number
    return people


def test_people_are_counted_by_minute_and_gate(event, come):
    come(15, gate="Gate A"), come(15.1, gate="Gate A"), come(15, gate="Gate B"), come(14, gate="Gate A")
    assert arrivals(event)[QUARTER_PAST, "Gate A"] == 2
    assert arrivals(event)[QUARTER_PAST, "Gate B"] == 1
    assert arrivals(event).total() == 4


def test_who_comes_again_arrived_once_and_at_the_first_gate(event, come, vip, leave):
    first = come(15, gate="Gate A")
    come(10, gate="VIP gate", who=first.participant, at=vip)
    second = come(9, at=vip)
    leave(second, 8)
    come(7, gate="Gate C", who=second.participant, at=vip)
    assert by_gate(event) == {"Gate A": 1, "": 1}


def test_a_refused_scan_is_no_arrival(event, come, let_in):
    ana = come(15).participant
    come(14, who=ana), let_in(code="NOBODYHASTHIS00", now=NOW)
    assert arrivals(event).total() == 1


def test_what_was_undone_is_no_arrival_and_the_next_one_counts(event, come, undo):
    undo(row := come(15, gate="Gate A"))
    assert arrivals(event).total() == 0
    come(3, gate="Gate B", who=row.participant)
    assert by_gate(event) == {"Gate B": 1}


def test_a_queue_sent_late_counts_for_when_it_happened(event, come):
    come(15, told=1)
    assert arrivals(event)[QUARTER_PAST, ""] == 1


def test_nobody_arrives_after_we_heard_of_it(event, come):
    come(-600, told=15)
    assert arrivals(event)[QUARTER_PAST, ""] == 1


def test_the_past_and_the_rest_are_all(event, come):
    for ago in (40, 30, 20, 10):
        come(ago)
    past, rest = arrivals(event, recorded_at__lt=minutes_ago(25)), arrivals(event, recorded_at__gte=minutes_ago(25))
    assert (past.total(), rest.total()) == (2, 2)
    assert past + rest == arrivals(event)


# How each database says that it looks somebody up by their key instead of walking the log.
BY_PERSON = {"sqlite": "(participant_id=?)", "postgresql": "participant_id = "}


@pytest.mark.parametrize("recorded", [{}, {"recorded_at__gte": NOW}])
def test_a_persons_earlier_admissions_are_looked_up_by_person(event, recorded):
    plan = first_admissions(event).filter(**recorded).explain().splitlines()
    looked_up = plan[-1] if connection.vendor == "sqlite" else "".join(plan)
    assert BY_PERSON[connection.vendor] in looked_up


@pytest.mark.parametrize(("ago", "told", "minutes"), [(60 * 24 * 400, 5, 5), (60 * 24 * 3, 5, 5), (60, 5, 60)])
def test_a_tablet_whose_clock_is_days_behind_is_not_believed(event, come, ago, told, minutes):
    come(ago, told=told)
    [(moment, _gate)] = arrivals(event)
    assert moment == minutes_ago(minutes).replace(second=0, microsecond=0)


def test_a_paper_that_is_typed_in_days_later_is(event, come):
    CheckIn.objects.filter(pk=come(60 * 24 * 3, told=5).pk).update(source=Source.PAPER)
    [(moment, _gate)] = arrivals(event)
    assert moment == minutes_ago(60 * 24 * 3).replace(second=0, microsecond=0)
