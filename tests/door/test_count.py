from participants import door
from participants.counters import Counters, count
from participants.models import Checkpoint


def test_people_are_counted_once_however_often_they_are_scanned(let_in, arrive, event):
    ana = arrive()
    let_in(ana), let_in(ana), let_in(arrive()), let_in(code="NOBODY")
    assert (count(event).checked_in, count(event).inside) == (2, 2)


def test_an_undone_admission_does_not_count(let_in, arrive, event, rita):
    row = let_in(arrive())
    door.undo(row, person=rita, now=row.recorded_at)
    assert (count(event).checked_in, count(event).inside) == (0, 0)


def test_a_checkpoint_counts_its_own_and_the_event_each_person_once(let_in, arrive, event, entrance):
    second_day = Checkpoint.objects.create(event=event, name="Day 2", position=1)
    ana = arrive()
    let_in(ana), let_in(ana, checkpoint=second_day), let_in(arrive())
    assert count(event, entrance).checked_in == 2
    assert count(event, second_day).checked_in == 1
    assert count(event).checked_in == 2


def test_counting_takes_one_query(let_in, arrive, event, django_assert_num_queries):
    let_in(arrive())
    with django_assert_num_queries(1):
        count(event)


def counters(**numbers):
    unread = dict.fromkeys(("max_tickets", "issued_tickets", "sold_tickets", "available", "read_at"))
    return Counters(**unread | {"checked_in": 0, "inside": 0} | numbers)


def test_before_the_first_read_nothing_is_made_up():
    assert (counters().courtesies, counters().percent_in) == (None, None)


def test_courtesies_are_what_was_issued_and_not_sold():
    assert counters(issued_tickets=20, sold_tickets=18).courtesies == 2
    assert counters(issued_tickets=18, sold_tickets=20).courtesies == 0


def test_only_everybody_is_a_hundred_per_cent():
    assert counters(issued_tickets=1000, checked_in=999).percent_in == 99
    assert counters(issued_tickets=1000, checked_in=1000).percent_in == 100
    assert counters(issued_tickets=2000, checked_in=18).percent_in == 1
