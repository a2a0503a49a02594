from participants.models import SyncRun


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
    assert read().changed == 1
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


def test_a_shrinking_that_a_person_believes_withdraws(read, sandbox, sandbox_event):
    read()
    for row in sandbox.event.rows()[:200]:
        sandbox.event.withdraw(row["id"])
    assert read(believe_shrinking=True).withdrawn == 200
    assert read().status == SyncRun.Status.DONE


def test_an_empty_event_is_nothing_to_hold(read, sandbox, sandbox_event):
    sandbox.faults.add("empty-list")
    assert read().status == SyncRun.Status.DONE
