"""Every change that Kiwify made to somebody is kept: what it was, what it is, and when a read found it."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from participants.models import Changed, ParticipantChange, Reading
from participants.sync import accept_held


@pytest.fixture
def one(read, sandbox, sandbox_event):
    """Somebody who was read once."""
    read()
    return sandbox_event.participants.filter(kiwify_checkin_at=None).exclude(cpf="").order_by("kiwify_id").first()


@pytest.fixture
def told(one):
    """What is known to have changed of them, oldest first."""
    return lambda: list(one.changes.order_by("pk").values_list("what", "before", "after"))


def test_a_first_read_keeps_none(one):
    assert not ParticipantChange.objects.exists()


def test_a_read_that_finds_nothing_keeps_none(one, read):
    read()
    assert not ParticipantChange.objects.exists()


@pytest.mark.parametrize(
    ("theirs", "what", "value"),
    [
        ("name", Changed.NAME, "Ana Renomeada"),
        ("email", Changed.EMAIL, "ana@example.com.br"),
        ("cpf", Changed.CPF, "11144477735"),
        ("phone", Changed.PHONE, "11999998888"),
        ("external_id", Changed.CODE, "NEWCODE00000001"),
        ("order_id", Changed.ORDER, "11111111-2222-4333-8444-555555555555"),
    ],
)
def test_what_was_and_what_is_are_kept(one, told, read, sandbox, theirs, what, value):
    ours = {"external_id": "code"}.get(theirs, theirs)
    sandbox.event.change(one.kiwify_id, **{theirs: value})
    read()
    assert told() == [(what, getattr(one, ours), value)]


def test_a_batch_is_kept_by_its_name(one, told, read, sandbox):
    sandbox.event.change(one.kiwify_id, batch_id="batch-new", batch_name="Camarote")
    read()
    assert told() == [(Changed.BATCH, one.batch_name, "Camarote")]


def test_an_arrival_at_kiwify_and_its_end_are_kept(one, told, read_changed, sandbox):
    at = datetime(2026, 11, 22, 20, 15, tzinfo=UTC)
    sandbox.event.check_in(one.kiwify_id, at)
    read_changed()
    sandbox.event.take_back_check_in(one.kiwify_id)
    read_changed()
    assert told() == [(Changed.ARRIVAL, "", at.isoformat()), (Changed.ARRIVAL, at.isoformat(), "")]


def test_a_ticket_that_was_withdrawn_and_is_listed_again(one, told, read, sandbox_event):
    now = timezone.now()
    sandbox_event.participants.filter(pk=one.pk).update(missing_since=now, withdrawn_at=now)
    read()
    assert told() == [(Changed.RETURNED, "", "")]


def test_a_ticket_that_two_reads_lack(one, told, read, sandbox):
    sandbox.event.withdraw(one.kiwify_id)
    read(), read(), read()
    assert told() == [(Changed.WITHDRAWN, "", "")]


def test_one_that_is_listed_again_and_changed_is_told_both(one, told, read, sandbox, sandbox_event):
    now = timezone.now()
    sandbox_event.participants.filter(pk=one.pk).update(missing_since=now, withdrawn_at=now)
    sandbox.event.rename(one.kiwify_id, "Bia")
    read()
    assert told() == [(Changed.RETURNED, "", ""), (Changed.NAME, one.name, "Bia")]


def test_a_ticket_that_was_only_missing_never_left(read, sandbox):
    read()
    sandbox.faults.add("drift")
    read()
    sandbox.faults.clear()
    read()
    assert not ParticipantChange.objects.exists()


def test_what_a_person_accepts_as_gone_is_kept_once(one, told, sandbox_event):
    Reading.objects.filter(event=sandbox_event).update(held=[one.pk])
    accept_held(sandbox_event, now=timezone.now())
    accept_held(sandbox_event, now=timezone.now())
    assert told() == [(Changed.WITHDRAWN, "", "")]


def test_each_change_of_one_row_is_a_line_of_its_own(one, told, read, sandbox):
    sandbox.event.change(one.kiwify_id, name="Bia", email="bia@example.com")
    read()
    assert [what for what, *_ in told()] == [Changed.NAME, Changed.EMAIL]


def test_they_go_with_their_participant(one, read, sandbox):
    sandbox.event.rename(one.kiwify_id, "Bia")
    read()
    one.delete()
    assert not ParticipantChange.objects.exists()


def test_a_renamed_participant_is_sorted_by_the_new_name(one, read, sandbox):
    sandbox.event.rename(one.kiwify_id, "Álvaro Conceição")
    read()
    one.refresh_from_db()
    assert one.sorts_as == "alvaro conceicao"


def test_kiwifys_own_total_of_arrivals_is_kept(one, read, sandbox, sandbox_event):
    sandbox.event.check_in(one.kiwify_id)
    read()
    sandbox_event.refresh_from_db()
    assert sandbox_event.total_checkin == sandbox.event.counters()["total_checkin"]
