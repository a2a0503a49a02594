"""Who came and who is inside, by checkpoint and by batch; and how full that is."""

import pytest

from participants import counters
from participants.attendance.capacity import Capacity, Level, capacity_of
from participants.attendance.tallies import by_batch, by_checkpoint


def test_a_checkpoint_counts_its_own(event, come, vip, leave):
    ana = come(9).participant
    come(8)
    leave(come(7, who=ana, at=vip), 6)
    assert [(str(one.checkpoint), one.checked_in, one.inside) for one in by_checkpoint(event)] == [
        (str(event.checkpoints.first()), 2, 2), ("VIP", 1, 0),
    ]  # fmt: skip


def test_a_checkpoint_for_some_expects_them(event, vip, make_batch):
    batch = make_batch("VIP")
    type(event).objects.update(issued_tickets=50)
    type(batch).objects.update(tickets=7)
    vip.batches.add(batch)
    event.refresh_from_db()
    assert [one.expected for one in by_checkpoint(event)] == [50, 7]


def test_a_batch_counts_people_however_often_they_were_let_in(event, come, vip, leave):
    first = come(9, batch="VIP", at=vip)
    leave(first, 8)
    come(7, who=first.participant, at=vip), come(6, who=first.participant), come(5)
    assert [(str(one.batch), one.checked_in, one.inside) for one in by_batch(event)] == [
        ("Lote 1", 1, 1),
        ("VIP", 1, 1),
    ]


def test_who_left_everywhere_came_and_is_not_inside(event, come, vip, leave):
    leave(come(9, batch="VIP", at=vip), 8)
    [tally] = by_batch(event)
    assert (tally.checked_in, tally.inside) == (1, 0)


def test_people_without_a_batch_are_not_lost(event, come, make_batch):
    make_batch("Empty")
    come(1, batch="")
    [tally] = by_batch(event)
    assert (tally.batch, tally.tickets, tally.checked_in) == (None, None, 1)


@pytest.mark.parametrize(
    ("inside", "percent", "level"),
    [(0, 0, Level.FREE), (179, 89, Level.FREE), (180, 90, Level.NEARLY_FULL), (199, 99, Level.NEARLY_FULL),
     (200, 100, Level.FULL), (230, 115, Level.FULL)],
)  # fmt: skip
def test_it_warns_at_the_level_that_was_set_and_alarms_when_full(inside, percent, level):
    capacity = Capacity(inside, places=200, warns_at=90)
    assert (capacity.percent, capacity.level) == (percent, level)
    assert capacity.bar <= 100


@pytest.mark.parametrize("places", [None, 0])
def test_without_a_capacity_nothing_is_said_of_it(event, places):
    event.max_tickets = places
    assert capacity_of(event, counters.count(event)) is None


def test_the_organizers_word_on_the_hall_wins_over_kiwifys(event):
    event.max_tickets, event.capacity = 2_200, 1_800
    assert capacity_of(event, counters.count(event)).places == 1_800


def test_a_hall_is_known_where_kiwify_tells_nothing(event):
    event.capacity = 300
    assert capacity_of(event, counters.count(event)).places == 300
