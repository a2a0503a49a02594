from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from participants import door
from participants.models import CheckIn, Checkpoint, Result, Source


def test_somebody_with_a_ticket_is_admitted(let_in, arrive, rita):
    row = let_in(arrive())
    assert (row.result, row.person, row.closed_at) == (Result.ADMITTED, rita, None)


def test_a_code_is_taken_whatever_its_case_and_blanks(let_in, arrive):
    arrive(code="YRC3IQGCR24TWKT")
    assert let_in(code="  yrc3iqgcr24twkt ").result == Result.ADMITTED


def test_an_unknown_code_is_kept_in_the_log(let_in, arrive):
    arrive()
    row = let_in(code="NOBODYHASTHIS00")
    assert (row.result, row.participant, row.code) == (Result.UNKNOWN, None, "NOBODYHASTHIS00")


def test_an_empty_code_is_nobodys_even_if_a_ticket_has_none(let_in, arrive):
    arrive(code="")
    assert let_in(code="").result == Result.UNKNOWN


def test_a_code_of_two_tickets_is_ambiguous(let_in, arrive):
    arrive(code="SAME"), arrive(code="SAME")
    assert let_in(code="SAME").result == Result.AMBIGUOUS


def test_a_code_issued_anew_is_the_listed_tickets(let_in, arrive, withdrawn):
    arrive(code="SAME", **withdrawn)
    listed = arrive(code="SAME")
    assert let_in(code="SAME").participant == listed


def test_a_withdrawn_ticket_stops(let_in, arrive, withdrawn):
    assert let_in(arrive(**withdrawn)).result == Result.WITHDRAWN


def test_another_batch_than_the_checkpoint_admits_stops(let_in, arrive, event, make_batch):
    vip = Checkpoint.objects.create(event=event, name="VIP", position=1)
    vip.batches.add(make_batch("VIP"))
    assert let_in(arrive(batch="Lote 1"), checkpoint=vip).result == Result.WRONG_CHECKPOINT
    assert let_in(arrive(batch="VIP"), checkpoint=vip).result == Result.ADMITTED


def test_a_ticket_without_a_batch_is_stopped_where_batches_are_chosen(let_in, arrive, event, make_batch):
    vip = Checkpoint.objects.create(event=event, name="VIP", position=1)
    vip.batches.add(make_batch("VIP"))
    assert let_in(arrive(batch=""), checkpoint=vip).result == Result.WRONG_CHECKPOINT


def test_a_second_time_is_already_in_and_names_the_first(let_in, arrive):
    ana = arrive()
    first = let_in(ana)
    again = let_in(ana)
    assert (again.result, again.earlier) == (Result.ALREADY_IN, first)


def test_each_checkpoint_admits_on_its_own(let_in, arrive, event):
    ana = arrive()
    let_in(ana)
    second_day = Checkpoint.objects.create(event=event, name="Day 2", position=1)
    assert let_in(ana, checkpoint=second_day).result == Result.ADMITTED


def test_verdicts_are_tested_in_the_order_of_the_house(let_in, arrive, event, make_batch, withdrawn):
    """Withdrawn before wrong checkpoint before already in: a cancelled ticket never passes as a repeat."""
    vip = Checkpoint.objects.create(event=event, name="VIP", position=1)
    ana = arrive()
    let_in(ana, checkpoint=vip)
    vip.batches.add(make_batch("VIP"))
    assert let_in(ana, checkpoint=vip).result == Result.WRONG_CHECKPOINT
    for field, moment in withdrawn.items():
        setattr(ana, field, moment)
    ana.save()
    assert let_in(ana, checkpoint=vip).result == Result.WITHDRAWN


def test_the_same_id_is_the_same_answer(let_in, arrive):
    ana, id = arrive(), uuid4()
    assert let_in(ana, id=id) == let_in(ana, id=id)
    assert CheckIn.objects.get().result == Result.ADMITTED


def test_an_id_used_for_somebody_else_is_refused(let_in, arrive):
    id = uuid4()
    let_in(arrive(), id=id)
    with pytest.raises(door.IdReused):
        let_in(arrive(), id=id)
    with pytest.raises(door.IdReused):
        let_in(code="ANOTHER", id=id)


def test_the_tablets_clock_is_kept_beside_ours(let_in, arrive):
    now = timezone.now()
    row = let_in(arrive(), now=now, happened_at=now - timedelta(hours=1), source=Source.OFFLINE)
    assert row.recorded_at - row.happened_at == timedelta(hours=1)


def test_the_database_itself_refuses_two_open_admissions(let_in, arrive, entrance):
    ana = arrive()
    first = let_in(ana)
    with pytest.raises(IntegrityError), transaction.atomic():
        CheckIn.objects.create(
            id=uuid4(), event=ana.event, checkpoint=entrance, participant=ana, result=Result.ADMITTED,
            happened_at=first.happened_at, recorded_at=first.recorded_at, source=Source.SEARCH,
        )  # fmt: skip
