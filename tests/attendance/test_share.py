"""One board for all who look: taken once a second at most, by one thread, and only when something changed."""

import threading
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from participants import door
from participants.attendance import shared
from participants.attendance.shared import SharedBoard


class Clock:
    def __init__(self):
        self.seconds = 100.0

    def __call__(self):
        return self.seconds


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def board(event, clock):
    return SharedBoard(event.pk, clock)


@pytest.fixture
def still(monkeypatch):
    """The event's own time stands still, so that nothing changes by itself."""
    now = timezone.now()
    monkeypatch.setattr("participants.attendance.shared.timezone.now", lambda: now)


def queries_of(board):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        board.look()
    return len(asked)


def test_within_a_second_nothing_is_asked(board, django_assert_num_queries):
    first = board.look()
    with django_assert_num_queries(0):
        assert board.look() is first


def test_after_a_second_with_nothing_new_only_a_glance_is_taken(board, clock, still):
    first = board.look()
    clock.seconds += 1
    assert queries_of(board) == 4
    assert board.look() is first


def test_who_came_is_there_a_second_later(board, clock, arrive, let_in):
    board.look()
    let_in(arrive())
    assert board.look().counters.checked_in == 0
    clock.seconds += 1
    taken = board.look()
    assert (taken.counters.checked_in, taken.arrivals.total(), len(taken.latest)) == (1, 1, 1)


def test_a_refused_scan_is_news(board, clock, let_in, still):
    before = board.look().mark
    let_in(code="NOBODYHASTHIS00")
    clock.seconds += 1
    assert board.look().mark != before


def test_ages_and_the_pace_are_news_after_a_while(board, clock, monkeypatch):
    before = board.look().mark
    later = timezone.now() + timedelta(seconds=10)
    monkeypatch.setattr("participants.attendance.shared.timezone.now", lambda: later)
    clock.seconds += 10
    assert board.look().mark != before


def test_long_past_arrivals_are_counted_again_now_and_then(board, clock, arrive, let_in, rita):
    old = let_in(arrive(), now=timezone.now() - timedelta(hours=1))
    assert board.look().arrivals.total() == 1
    door.undo(old, person=rita, now=timezone.now(), reason="by mistake")
    clock.seconds += 31
    assert board.look().arrivals.total() == 0


def test_while_one_takes_it_the_others_see_the_last(board, clock, monkeypatch):
    first = board.look()
    begun, go_on = threading.Event(), threading.Event()

    def slow(*_):
        begun.set()
        assert go_on.wait(10)
        raise RuntimeError("enough")

    def take():
        with pytest.raises(RuntimeError):
            board.look()

    monkeypatch.setattr(shared, "glance", slow)
    clock.seconds += 2
    taker = threading.Thread(target=take)
    taker.start()
    assert begun.wait(10)
    assert board.look() is first
    go_on.set()
    taker.join(10)


def test_a_board_that_failed_is_taken_anew(board, clock, monkeypatch):
    monkeypatch.setattr(shared, "glance", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        board.look()
    monkeypatch.undo()
    assert board.look().counters.checked_in == 0
