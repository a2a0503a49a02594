"""Kiwify's totals beside ours, and the people behind each difference."""

import pytest

from participants.attendance.reconciliation import reconcile
from participants.attendance.states import DIFFERENCES, State
from participants.models import Event


@pytest.fixture
def totals(event):
    def totals():
        event.refresh_from_db()
        return [(total.kiwify, total.ours, total.difference) for total in reconcile(event).totals]

    return totals


def test_each_total_of_kiwifys_stands_beside_ours(event, totals, arrive, let_in, withdrawn):
    Event.objects.update(issued_tickets=3, sold_tickets=2, total_checkin=0)
    arrive("Ana", order_id="o"), let_in(arrive("Bia")), arrive("Caio", **withdrawn)
    assert totals() == [(3, 2, -1), (2, 1, -1), (1, 1, 0), (0, 1, 1)]


def test_what_kiwify_has_not_told_differs_by_nothing_we_know(totals, arrive):
    arrive("Ana")
    assert [difference for _kiwify, _ours, difference in totals()] == [None] * 4


def test_the_people_behind_each_difference_are_counted(event, arrive, let_in, came_at_kiwify):
    let_in(arrive("Ana", order_id="o")), came_at_kiwify(arrive("Bia", order_id="o")), arrive("Caio")
    found = {one.state: one.people for one in reconcile(event).differences}
    assert found == dict.fromkeys(DIFFERENCES, 0) | {State.ONLY_HERE: 1, State.COURTESY: 1}


def test_it_says_when_everybody_was_read(event):
    assert reconcile(event).full_read_at is None
