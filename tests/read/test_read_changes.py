"""What changed, read every few seconds between two full reads."""

from datetime import UTC, datetime, timedelta

import pytest

from participants.kiwify.errors import Unavailable
from participants.models import Batch, CheckIn, Reading, SyncRun
from participants.sync import ChangesUseless

HOUR = timedelta(hours=1)


def reading():
    return Reading.objects.get()


def test_a_sale_and_a_rename_are_here_at_the_cost_of_one_call(read, read_changed, sandbox, sandbox_event):
    read()
    sold, renamed = sandbox.event.sell(name="Íris"), sandbox.event.rename(sandbox.event.rows()[0]["id"], "Outra")
    run = read_changed()
    names = dict(sandbox_event.participants.values_list("kiwify_id", "name"))
    assert (run.added, run.changed, run.calls) == (1, 1, 1)
    assert (names[sold["id"]], names[renamed["id"]]) == ("Íris", "Outra")


def test_nothing_new_leaves_no_read_behind_and_a_fresher_copy(read, read_changed, sandbox_event):
    before = read().started_at
    assert read_changed() is None
    sandbox_event.refresh_from_db()
    assert (sandbox_event.reads.count(), sandbox_event.read_at > before) == (1, True)


def test_an_arrival_at_kiwify_is_taken_in_and_taken_back(read, read_changed, sandbox):
    read()
    row = next(row for row in sandbox.event.rows() if not row["checkin_at"])
    sandbox.event.check_in(row["id"])
    assert read_changed().arrivals == 1
    sandbox.event.take_back_check_in(row["id"])
    read_changed()
    assert not CheckIn.objects.filter(participant__kiwify_id=row["id"], closed_at=None).exists()


def test_it_withdraws_nobody_and_makes_a_full_read_due(read, read_changed, sandbox, copy):
    read()
    before = copy()
    sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    assert read_changed() is None
    assert (copy(), reading().full_is_wanted) == (before, True)


def test_totals_that_agree_make_nothing_due(read, read_changed, sandbox):
    read()
    sandbox.event.sell()
    read_changed()
    assert not reading().full_is_wanted


def test_counters_that_are_missing_make_nothing_due(read, read_changed, sandbox):
    read()
    sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    sandbox.faults.add("no-counters")
    read_changed()
    assert not reading().full_is_wanted


def test_an_empty_array_is_no_change_and_nobodys_end(read, read_changed, sandbox, copy):
    read()
    before = copy()
    sandbox.faults.add("empty-list")
    assert read_changed() is None
    assert copy() == before


def test_a_list_that_was_not_filtered_is_useless(read, read_changed, sandbox, copy):
    read()
    sandbox.event.sell()
    before = copy()
    sandbox.faults.add("ignores-filters")
    with pytest.raises(ChangesUseless):
        read_changed()
    assert (copy(), SyncRun.objects.first().error) == (before, "changes_useless")


def test_a_row_of_nothing_but_an_id_takes_nothing_away(read, read_changed, sandbox, copy):
    read()
    sandbox.event.rename(sandbox.event.rows()[0]["id"], "Outra")
    before = copy()
    sandbox.faults.add("nulls")
    assert read_changed() is None
    assert copy() == before


def test_a_failure_changes_nothing_and_is_told(read, read_changed, sandbox, sandbox_event, copy):
    read()
    sandbox.event.sell()
    before = copy()
    sandbox.faults.add("502")
    with pytest.raises(Unavailable):
        read_changed()
    sandbox_event.refresh_from_db()
    assert (copy(), sandbox_event.trouble) == (before, "unavailable")
    sandbox.faults.clear()
    read_changed()
    sandbox_event.refresh_from_db()
    assert (sandbox_event.trouble, sandbox_event.trouble_since) == ("", None)


@pytest.mark.parametrize("wrong_by", [HOUR, -HOUR, 30 * HOUR, -30 * HOUR])
def test_a_clock_of_ours_that_is_wrong_loses_no_sale(read, read_changed, sandbox, clock, wrong_by):
    read()
    clock(wrong_by)
    read()
    sandbox.event.sell()
    assert read_changed() or reading().full_is_wanted


def test_a_date_far_in_the_future_does_not_blind_the_next_reads(read, read_changed, sandbox):
    sandbox.event.change(sandbox.event.rows()[0]["id"], updated_at="2199-01-01T00:00:00.000Z")
    read()
    sandbox.event.sell()
    assert read_changed().added == 1


def test_rows_that_disagree_on_a_batch_rename_nothing(read, read_changed, sandbox):
    read()
    before = set(Batch.objects.values_list("name", flat=True))
    sandbox.event.change(sandbox.event.rows()[0]["id"], batch_name="Another name")
    read_changed()
    assert set(Batch.objects.values_list("name", flat=True)) == before


def test_what_changed_before_the_last_read_is_asked_for_once_more(read, read_changed, sandbox):
    late = datetime.now(UTC) - timedelta(minutes=10)
    read()
    sandbox.event.sell(updated_at=late.isoformat(timespec="milliseconds").replace("+00:00", "Z"))
    assert read_changed().added == 1
