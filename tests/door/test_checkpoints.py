"""Where a ticket is admitted, and when."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation

from participants import counters
from participants.models import Checkpoint
from participants.verdicts import right_places, verdict_of

NOW = timezone.now()
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)


@pytest.fixture
def vip(event, make_batch):
    vip = Checkpoint.objects.create(event=event, name="VIP", position=1)
    vip.batches.add(make_batch("VIP"))
    return vip


def said(row):
    with translation.override("en"):
        return verdict_of(row)


def test_a_wrong_place_names_the_right_one(arrive, let_in, entrance, vip, make_batch):
    entrance.batches.add(make_batch("Lote 1"))
    verdict = said(let_in(arrive(batch="VIP")))
    assert (verdict.check_in.result, verdict.label) == ("wrong_checkpoint", "Wrong place")
    assert "enters at: VIP" in verdict.message


@pytest.mark.parametrize(("times", "words"), [
    ({"opens_at": LATER}, "opens at"), ({"closes_at": EARLIER}, "closed at"),
])  # fmt: skip
def test_a_closed_checkpoint_says_when(arrive, let_in, entrance, times, words):
    Checkpoint.objects.filter(pk=entrance.pk).update(**times)
    entrance.refresh_from_db()
    row = let_in(arrive(), now=NOW)
    assert (row.result, row.detail) == ("wrong_checkpoint", "closed")
    assert words in said(row).message


def test_an_open_one_lets_in(arrive, let_in, entrance):
    entrance.opens_at, entrance.closes_at = EARLIER, LATER
    assert let_in(arrive(), now=NOW).result == "admitted"


def test_a_queued_check_in_is_judged_by_when_it_happened(arrive, let_in, entrance):
    entrance.closes_at = NOW
    assert let_in(arrive(), now=LATER, happened_at=EARLIER).result == "admitted"


@pytest.mark.parametrize("far", [timedelta(days=-3), timedelta(days=400)])
def test_a_moment_that_no_queue_can_have_opens_nothing(arrive, let_in, entrance, far):
    entrance.opens_at, entrance.closes_at = NOW + far - timedelta(hours=1), NOW + far + timedelta(hours=1)
    assert let_in(arrive(), now=NOW, happened_at=NOW + far).result == "wrong_checkpoint"


def test_one_is_let_in_once_at_each(arrive, let_in, vip):
    ana = arrive(batch="VIP")
    assert [let_in(ana).result, let_in(ana, checkpoint=vip).result, let_in(ana).result] == [
        "admitted", "admitted", "already_in",
    ]  # fmt: skip


def test_each_has_counters_of_its_own(arrive, let_in, event, entrance, vip, make_batch):
    type(make_batch("VIP")).objects.filter(name="VIP").update(tickets=8)
    let_in(arrive(batch="VIP")), let_in(arrive(batch="VIP"), checkpoint=vip)
    assert counters.count(event, entrance).checked_in == 1
    numbers = counters.count(event, vip)
    assert (numbers.checked_in, numbers.awaited, numbers.percent_in) == (1, 8, 12)


def test_rows_know_where_their_batch_enters(entrance, vip, make_batch):
    lote, special = make_batch("Lote 1"), make_batch("VIP")
    assert right_places(vip) == {lote.pk: entrance.name, None: entrance.name}
    assert special.pk not in right_places(vip)


def test_it_cannot_close_before_it_opens(event):
    with pytest.raises(ValidationError):
        Checkpoint(event=event, name="X", opens_at=LATER, closes_at=EARLIER).full_clean()
