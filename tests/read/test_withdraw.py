import pytest
from django.utils import timezone

from participants.models import SyncRun
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
