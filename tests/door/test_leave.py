"""Exits: who leaves is checked out and may come in again; a second exit is honest; at night everyone is out."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participants import counters, door
from participants.models import CheckIn, Source


@pytest.fixture(autouse=True)
def with_exit(entrance):
    entrance.has_exit = True
    entrance.save()


@pytest.fixture
def let_out(entrance, rita):
    def let_out(participant=None, *, code="", **changes):
        details = {
            "id": uuid4(), "checkpoint": entrance, "person": rita, "source": Source.SEARCH, "now": timezone.now(),
        }  # fmt: skip
        return door.check_out(door.Claim(participant, code), **details | changes)

    return let_out


def test_who_is_inside_leaves(arrive, let_in, let_out, rita):
    admission = let_in(ana := arrive())
    row = let_out(ana)
    admission.refresh_from_db()
    assert (row.result, row.earlier) == ("left", admission)
    assert (admission.closed_how, admission.closed_by) == ("exit", rita)


def test_who_left_may_come_in_again_and_counts_once(arrive, let_in, let_out, event, entrance):
    ana = arrive()
    let_in(ana), let_out(ana)
    assert let_in(ana).result == "admitted"
    numbers = counters.count(event, entrance)
    assert (numbers.checked_in, numbers.inside) == (1, 1)


def test_inside_is_counted(arrive, let_in, let_out, event, entrance):
    ana, bia = arrive("Ana"), arrive("Bia")
    let_in(ana), let_in(bia), let_out(ana)
    numbers = counters.count(event, entrance)
    assert (numbers.checked_in, numbers.inside) == (2, 1)


def test_a_second_exit_is_honest(arrive, let_in, let_out):
    ana = arrive()
    let_in(ana), let_out(ana)
    row = let_out(ana)
    assert (row.result, row.earlier.closed_how) == ("not_inside", "exit")


def test_who_was_never_in_is_told_so(arrive, let_out):
    row = let_out(arrive())
    assert (row.result, row.earlier) == ("not_inside", None)


def test_the_same_exit_again_is_the_same_row(arrive, let_in, let_out):
    let_in(ana := arrive())
    id = uuid4()
    assert let_out(ana, id=id) == let_out(ana, id=id)
    assert CheckIn.objects.filter(result="left").count() == 1


def test_an_exit_by_code(arrive, let_in, let_out):
    let_in(arrive(code="YRC3IQGCR24TWKT"))
    assert let_out(code="yrc3iqgcr24twkt").result == "left"
    assert let_out(code="NOBODYHASTHIS00").result == "unknown"


def test_a_cancelled_ticket_may_leave(arrive, let_in, let_out, withdrawn):
    let_in(ana := arrive())
    type(ana).objects.update(**withdrawn)
    assert let_out(ana).result == "left"


def test_without_an_exit_nobody_is_checked_out(arrive, let_in, let_out, entrance):
    let_in(ana := arrive())
    entrance.has_exit = False
    with pytest.raises(door.NoExit):
        let_out(ana)
    assert CheckIn.objects.get().is_open


def test_at_night_everyone_is_out(arrive, let_in, entrance, rita, event):
    let_in(arrive("Ana")), let_in(arrive("Bia"))
    assert door.everyone_out(entrance, person=rita, now=timezone.now()) == 2
    assert counters.count(event, entrance).inside == 0
    assert door.everyone_out(entrance, person=rita, now=timezone.now()) == 0


def test_a_lead_undoes_later_with_a_reason(arrive, let_in, caio):
    row = let_in(arrive(), now=timezone.now() - timedelta(hours=1))
    with pytest.raises(door.UndoRefused):
        door.undo(row, person=caio, now=timezone.now())
    row = door.undo(row, person=caio, now=timezone.now(), reason="Wrong Ana")
    assert (row.closed_how, row.closed_by, row.closed_reason) == ("undo", caio, "Wrong Ana")
