"""One participant's whole story, the newest first."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants.attendance.story import Kind, story
from participants.models import Changed, ParticipantChange
from participants.notes import About, add_note, end_note


@pytest.fixture
def ana(arrive):
    return arrive("Ana", order_id="order-1")


def kinds(participant):
    return [entry.kind for entry in story(participant)]


def test_it_begins_with_the_ticket(ana):
    assert kinds(ana) == [Kind.BOUGHT]


def test_verdicts_and_changes_stand_in_their_order(ana, event, let_in):
    now = timezone.now()
    let_in(ana, now=now)
    for minutes in (-5, 5):
        ParticipantChange.objects.create(
            event=event, participant=ana, at=now + timedelta(minutes=minutes), what=Changed.NAME, before="A", after="B"
        )
    assert kinds(ana) == [Kind.CHANGE, Kind.VERDICT, Kind.CHANGE, Kind.BOUGHT]


def test_a_moment_that_changed_is_told_as_a_time(ana, event, at):
    ParticipantChange.objects.create(
        event=event, participant=ana, at=timezone.now(), what=Changed.ARRIVAL, after=at(20, 15).isoformat()
    )
    change = story(ana)[0].change
    assert (change.before, change.after[-5:]) == ("", "20:15")


def test_notes_about_them_their_order_and_their_batch_are_told_and_their_ends(ana, arrive, otto):
    now = timezone.now()
    for about in About:
        note = add_note(ana, about, f"about the {about}", person=otto, now=now)
    add_note(arrive("Bia", batch="VIP"), About.PARTICIPANT, "somebody else", person=otto, now=now)
    end_note(note, person=otto, now=now + timedelta(minutes=1))
    assert kinds(ana) == [Kind.NOTE_ENDED, Kind.NOTE, Kind.NOTE, Kind.NOTE, Kind.BOUGHT]


def test_it_takes_three_queries_however_long_it_is(ana, let_in, django_assert_num_queries):
    for _number in range(9):
        let_in(ana)
    with django_assert_num_queries(3):
        assert len([entry.line.why for entry in story(ana) if entry.line]) == 9
