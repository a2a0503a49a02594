"""One order, read because a webhook told of it."""

import pytest

from participants.models import Reading
from participants.sync import ChangesUseless


@pytest.fixture
def order(read, sandbox):
    """An order of at least two tickets, read."""
    read()
    orders = [row["order_id"] for row in sandbox.event.rows() if row["order_id"]]
    return next(one for one in orders if orders.count(one) > 1)


def reading():
    return Reading.objects.get()


def test_a_new_ticket_of_the_order_is_here(read_one_order, order, sandbox, sandbox_event):
    sold = sandbox.event.sell(order_id=order)
    assert read_one_order(order).added == 1
    assert sandbox_event.participants.filter(kiwify_id=sold["id"]).exists()


def test_an_order_that_is_as_before_leaves_no_read_behind(read_one_order, order, sandbox_event):
    assert read_one_order(order) is None
    assert (sandbox_event.reads.count(), reading().full_is_wanted) == (1, False)


def test_an_order_that_lacks_a_ticket_makes_a_full_read_due(read_one_order, order, sandbox, copy):
    before = copy()
    sandbox.event.withdraw(sandbox.event.order(order)[0]["id"])
    assert read_one_order(order) is None
    assert (reading().full_is_wanted, copy()) == (True, before)


def test_an_order_that_is_gone_makes_a_full_read_due(read_one_order, order, sandbox):
    sandbox.event.refund(order)
    read_one_order(order)
    assert reading().full_is_wanted


def test_a_list_that_was_not_filtered_is_not_taken_in(read_one_order, order, sandbox, copy):
    sandbox.event.sell(order_id=order)
    before = copy()
    sandbox.faults.add("ignores-filters")
    with pytest.raises(ChangesUseless):
        read_one_order(order)
    assert copy() == before


def test_pages_of_a_hundred_that_kiwify_refuses_are_read_smaller(read_one_order, order, sandbox):
    sandbox.event.sell(order_id=order)
    sandbox.faults.add("page-size", most=10)
    assert read_one_order(order).added == 1
