from datetime import timedelta

import pytest
from django.utils import timezone

from participants.kiwify.errors import Unavailable
from participants.leases import Lease
from participants.models import Reading, SyncRun
from participants.sync import accept_held


def ours(event, row):
    return event.participants.get(kiwify_id=row["id"])


def test_one_read_without_a_ticket_withdraws_nobody(read, sandbox, sandbox_event):
    read()
    gone = sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    run = read()
    assert (run.missing, run.withdrawn) == (1, 0)
    assert ours(sandbox_event, gone).missing_since is not None
    assert ours(sandbox_event, gone).withdrawn_at is None


def test_two_complete_reads_without_it_withdraw_a_ticket(read, sandbox, sandbox_event):
    read()
    gone = sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    read()
    assert read().withdrawn == 1
    assert ours(sandbox_event, gone).withdrawn_at is not None
    assert sandbox_event.participants.count() == 250


def test_a_ticket_that_kiwify_lists_again_comes_back(read, sandbox, sandbox_event):
    read()
    sandbox.faults.add("drift")
    read()
    assert sandbox_event.participants.filter(missing_since=None).count() == 249
    sandbox.faults.clear()
    run = read()
    assert (run.returned, run.changed) == (1, 0)
    assert sandbox_event.participants.filter(missing_since=None).count() == 250


def test_a_withdrawn_ticket_keeps_its_check_in(read, sandbox, sandbox_event, let_in):
    read()
    guest = sandbox_event.participants.filter(check_ins=None).first()
    row = let_in(guest, checkpoint=sandbox_event.checkpoints.get())
    sandbox.event.withdraw(guest.kiwify_id)
    read(), read()
    row.refresh_from_db()
    assert row.is_open


def test_an_event_that_shrinks_by_more_than_a_tenth_is_held(read, sandbox, sandbox_event):
    read()
    for row in sandbox.event.rows()[:26]:
        sandbox.event.withdraw(row["id"])
    runs = [read(), read(), read()]
    assert {run.status for run in runs} == {SyncRun.Status.HELD}
    assert "26 of 250" in runs[0].reason
    assert not sandbox_event.participants.exclude(missing_since=None).exists()


def test_an_empty_list_withdraws_nobody(read, sandbox, sandbox_event):
    read()
    sandbox.faults.add("empty-list")
    assert {read().status, read().status} == {SyncRun.Status.HELD}
    assert sandbox_event.participants.filter(missing_since=None).count() == 250


def test_a_held_event_still_takes_in_new_tickets(read, sandbox, sandbox_event):
    read()
    for row in sandbox.event.rows()[:26]:
        sandbox.event.withdraw(row["id"])
    sandbox.event.sell(name="New")
    assert (read().added, sandbox_event.participants.count()) == (1, 251)


def test_a_held_read_is_accepted_by_a_person(read, sandbox, sandbox_event):
    read()
    for row in sandbox.event.rows()[:200]:
        sandbox.event.withdraw(row["id"])
    read()
    assert accept_held(sandbox_event, now=timezone.now()) == 200
    assert sandbox_event.participants.filter(withdrawn_at=None).count() == 50
    assert read().status == SyncRun.Status.DONE


def test_accepting_twice_is_harmless(read, sandbox, sandbox_event):
    read()
    for row in sandbox.event.rows()[:200]:
        sandbox.event.withdraw(row["id"])
    read()
    accept_held(sandbox_event, now=timezone.now())
    assert accept_held(sandbox_event, now=timezone.now()) == 0


def test_what_came_back_meanwhile_is_nothing_to_accept(read, sandbox, sandbox_event):
    read()
    gone = [sandbox.event.withdraw(row["id"]) for row in sandbox.event.rows()[:200]]
    read()
    for row in gone:
        sandbox.event.sell(**row)
    read()
    assert accept_held(sandbox_event, now=timezone.now()) == 0
    assert not sandbox_event.participants.exclude(withdrawn_at=None).exists()


@pytest.mark.parametrize(("limit", "status"), [(9, "held"), (10, "done"), (100, "done")])
def test_how_much_is_too_much_is_a_setting(read, sandbox, settings, limit, status):
    settings.KIWIFY_SHRINK_LIMIT = limit
    read()
    for row in sandbox.event.rows()[:25]:
        sandbox.event.withdraw(row["id"])
    assert read().status == status


def test_nothing_at_all_is_held_whatever_the_setting(read, sandbox, settings):
    settings.KIWIFY_SHRINK_LIMIT = 100
    read()
    sandbox.faults.add("empty-list")
    assert read().status == SyncRun.Status.HELD


def test_a_ticket_that_two_reads_lack_and_kiwify_still_has_is_not_withdrawn(read, sandbox, sandbox_event):
    read()
    sandbox.faults.add("drift", on="participants", times=None)
    read()
    assert read().withdrawn == 0
    assert not sandbox_event.participants.exclude(withdrawn_at=None).exists()


def test_an_empty_event_is_nothing_to_hold(read, sandbox, sandbox_event):
    sandbox.faults.add("empty-list")
    assert read().status == SyncRun.Status.DONE


def lacks_twice(read, sandbox):
    """A row that two full reads lack, though Kiwify lists it when it is asked for."""
    read()
    sandbox.faults.add("drift")
    read(), read()


def test_a_ticket_is_asked_for_in_smaller_pages_where_a_hundred_are_refused(read, sandbox):
    sandbox.faults.add("page-size", most=50)
    read()
    sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    read()
    assert read().withdrawn == 1


def test_a_list_that_always_lacks_somebody_does_not_make_full_reads_due_again_and_again(read, read_changed, sandbox):
    lacks_twice(read, sandbox)
    read_changed()
    assert not Reading.objects.get().full_is_wanted


def test_who_was_written_by_a_clock_that_has_been_set_back_is_withdrawn_all_the_same(read, sandbox, clock):
    clock(timedelta(hours=5))
    read()
    clock(timedelta())
    sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    read()
    assert read().withdrawn == 1


def test_a_ticket_without_a_code_is_asked_for_by_its_order(read, sandbox, sandbox_event):
    row = next(row for row in sandbox.event.rows() if row["order_id"])
    sandbox.event.change(row["id"], external_id=None)
    read()
    sandbox.event.withdraw(row["id"])
    read(), sandbox.calls.clear()
    assert read().withdrawn == 1
    assert [call.query["order_id"] for call in sandbox.calls if "order_id" in call.query] == [row["order_id"]]


def test_more_than_twenty_are_asked_for_by_sample(read, sandbox, settings):
    settings.KIWIFY_SHRINK_LIMIT = 50
    read()
    for row in sandbox.event.rows()[:90]:
        sandbox.event.withdraw(row["id"])
    read(), sandbox.calls.clear()
    assert read().withdrawn == 90
    assert sum("external_id" in call.query for call in sandbox.calls) == 18


def test_a_sample_that_finds_one_still_listed_withdraws_nobody(read, sandbox, sandbox_event):
    read()
    sandbox.faults.add("drift", rows=24)
    read()
    assert read().withdrawn == 0
    assert sandbox_event.participants.filter(withdrawn_at=None).count() == 250


def test_no_answer_about_a_ticket_leaves_everything_as_it_was(read, sandbox, copy):
    read()
    sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    read()
    before = copy()
    with pytest.raises(Unavailable):
        read(progress=lambda listed, _: listed == 249 and sandbox.faults.add("500"))
    assert copy() == before


def test_a_ticket_looked_up_while_a_full_read_was_going_is_not_missing(read, sandbox, look_up, sandbox_event):
    read()
    sold = []

    def sell(*_):
        if not sold:
            sold.append(sandbox.event.sell(created_at="2020-01-01T00:00:00.000Z"))
            look_up(sold[0]["external_id"])

    assert read(progress=sell).missing == 0
    assert ours(sandbox_event, sold[0]).missing_since is None


def test_the_lease_is_kept_while_kiwify_is_asked_for_missing_tickets(read, sandbox, sandbox_event, monkeypatch):
    read()
    for row in sandbox.event.rows()[:10]:
        sandbox.event.withdraw(row["id"])
    read()
    renewed = []
    monkeypatch.setattr(Lease, "renew", lambda lease: renewed.append(lease))
    read()
    assert len(renewed) >= 13
