"""What takes long to count is counted seldom; what takes no time, at every look."""

from participants.attendance.seldom import Seldom


class Clock:
    seconds = 0.0

    def __call__(self):
        return self.seconds


def seldom_counting(takes):
    """A look at a number that is one more each time it is counted, which takes so many seconds; and its clock."""
    clock, counted = Clock(), iter(range(100))
    seldom = Seldom(clock)

    def count():
        clock.seconds += takes
        return next(counted)

    return lambda: seldom.look(count), clock


def test_what_takes_no_time_is_counted_at_every_look():
    look, _clock = seldom_counting(takes=0)
    assert [look(), look(), look()] == [0, 1, 2]


def test_what_takes_a_second_is_counted_again_twenty_seconds_later():
    look, clock = seldom_counting(takes=1)
    look()
    clock.seconds += 19
    assert look() == 0
    clock.seconds += 1
    assert look() == 1
