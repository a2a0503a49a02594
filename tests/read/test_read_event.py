from datetime import datetime

import pytest

from participants.kiwify.errors import CredentialsDead, KiwifyError, NotUnderstood, Unavailable
from participants.models import CheckIn, Participant, Source, SyncRun
from participants.search import find


def test_everybody_whom_kiwify_lists_is_here(read, sandbox, sandbox_event):
    run = read()
    assert (run.status, run.pages, run.listed, run.added) == (SyncRun.Status.DONE, 3, 250, 250)
    assert {one.kiwify_id for one in sandbox_event.participants.all()} == {row["id"] for row in sandbox.event.rows()}


def test_a_participant_is_as_kiwify_lists_them(read, sandbox, sandbox_event):
    read()
    row = next(row for row in sandbox.event.rows() if row["cpf"] and row["order_id"] and row["name"])
    ours = sandbox_event.participants.get(kiwify_id=row["id"])
    assert (ours.name, ours.code, ours.cpf, ours.order_id) == (
        row["name"],
        row["external_id"],
        row["cpf"],
        row["order_id"],
    )
    assert (ours.batch.kiwify_id, ours.batch.name) == (row["batch_id"], row["batch_name"])
    assert ours.kiwify_created_at == datetime.fromisoformat(row["created_at"])


def test_kiwifys_totals_are_the_events(read, sandbox, sandbox_event):
    read()
    sandbox_event.refresh_from_db()
    assert sandbox_event.max_tickets == sandbox.event.max_tickets
    assert (sandbox_event.issued_tickets, sandbox_event.read_at is not None) == (250, True)


def test_totals_that_kiwify_leaves_out_stay_as_they_were(read, sandbox, sandbox_event):
    read()
    sandbox.faults.add("no-counters")
    read()
    sandbox_event.refresh_from_db()
    assert sandbox_event.issued_tickets == 250


def test_who_was_read_is_found(read, sandbox, sandbox_event):
    read()
    row = next(row for row in sandbox.event.rows() if row["name"] and row["external_id"])
    (hit,) = find(sandbox_event, sandbox_event.checkpoints.get(), row["external_id"]).hits
    assert hit.participant.kiwify_id == row["id"]


def test_arrivals_at_kiwify_are_taken_in(read, sandbox):
    run = read()
    arrived = [row for row in sandbox.event.rows() if row["checkin_at"]]
    assert run.arrivals == len(arrived) > 0
    assert CheckIn.objects.filter(source=Source.KIWIFY).count() == len(arrived)


def test_an_unchanged_event_writes_no_participant(read, django_assert_max_num_queries):
    read()
    with django_assert_max_num_queries(60) as queries:
        run = read()
    assert (run.added, run.changed) == (0, 0)
    writes = ('INSERT INTO "participants_participant"', 'UPDATE "participants_participant"')
    assert [query["sql"] for query in queries if query["sql"].startswith(writes)] == []


def test_a_sale_a_rename_and_a_new_batch_are_followed(read, sandbox, sandbox_event):
    read()
    sold = sandbox.event.sell(name="Íris Recém-Chegada")
    renamed = sandbox.event.rename(sandbox.event.rows()[0]["id"], "Outro Nome")
    run = read()
    assert (run.added, run.changed) == (1, 1)
    names = dict(sandbox_event.participants.values_list("kiwify_id", "name"))
    assert (names[sold["id"]], names[renamed["id"]]) == ("Íris Recém-Chegada", "Outro Nome")


def test_a_renamed_holder_keeps_their_check_in(read, sandbox, sandbox_event, let_in):
    read()
    ours = sandbox_event.participants.filter(check_ins=None).first()
    row = let_in(ours, checkpoint=sandbox_event.checkpoints.get())
    sandbox.event.rename(ours.kiwify_id, "Outro Nome")
    read()
    row.refresh_from_db()
    assert (row.is_open, row.participant.name) == (True, "Outro Nome")


def test_a_ticket_listed_twice_counts_once(read, sandbox):
    sandbox.faults.add("duplicates")
    run = read()
    assert (run.listed, run.added) == (250, 250)
    assert run.duplicates > 0


def test_a_count_that_lies_changes_nothing(read, sandbox):
    sandbox.faults.add("count", by=-200)
    assert read().listed == 250


def test_everything_but_the_id_may_be_null(read, sandbox, sandbox_event):
    sandbox.faults.add("nulls")
    assert read().added == 250
    assert set(sandbox_event.participants.values_list("name", "code", "batch")) == {("", "", None)}


@pytest.mark.parametrize(
    ("fault", "error"),
    [("404", KiwifyError), ("truncated", Unavailable), ("html", Unavailable), ("cut", Unavailable)],
)
def test_a_page_that_fails_changes_nothing_but_the_report(read, sandbox, sandbox_event, fault, error, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    read()
    sandbox.event.sell(name="Too Early")
    sandbox.faults.add(fault, page=2)
    with pytest.raises(error):
        read()
    report = SyncRun.objects.first()
    assert (report.status, bool(report.reason)) == (SyncRun.Status.FAILED, True)
    assert not Participant.objects.filter(name="Too Early").exists()


def test_a_failure_of_our_own_is_reported_and_keeps_the_last_copy(read, sandbox, sandbox_event, monkeypatch):
    read()
    sandbox.event.sell(name="Too Early")
    monkeypatch.setattr("participants.sync.writing.keep_changes", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        read()
    assert SyncRun.objects.first().status == SyncRun.Status.FAILED
    assert not Participant.objects.filter(name="Too Early").exists()


def test_dead_credentials_are_told(read, sandbox_event):
    sandbox_event.account.client_secret = "wrong"
    with pytest.raises(CredentialsDead):
        read()


def test_an_endless_page_ends_the_read(read, sandbox):
    sandbox.faults.add("same-page")
    with pytest.raises(NotUnderstood):
        read()


def test_progress_is_told_page_by_page(read):
    heard = []
    read(progress=lambda rows, hint: heard.append((rows, hint)))
    assert heard == [(100, 250), (200, 250), (250, 250)]
