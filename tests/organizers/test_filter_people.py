"""Who is listed: by state, batch, arrival and search."""

from datetime import timedelta

import pytest
from django.utils import timezone

from participants import door
from participants.attendance.people import PeopleWanted, matching
from participants.attendance.states import State
from participants.events import add_event
from participants.models import Batch, Changed, Checkpoint, ParticipantChange


@pytest.fixture
def listed(event):
    """The names of who is listed, sorted."""
    return lambda **wanted: sorted(one.name for one in matching(event, PeopleWanted(**wanted)))


@pytest.fixture
def crowd(arrive, let_in, withdrawn):
    """Ana arrived, Bia did not, Caio is cancelled, Davi's refund was reported."""
    let_in(arrive("Ana"))
    arrive("Bia", batch="VIP"), arrive("Caio", **withdrawn)
    arrive("Davi", attention="refunded", attention_at=timezone.now())


@pytest.mark.parametrize(
    ("state", "names"),
    [
        ("", ["Ana", "Bia", "Caio", "Davi"]),
        (State.ARRIVED, ["Ana"]),
        (State.NOT_ARRIVED, ["Bia", "Davi"]),
        (State.WITHDRAWN, ["Caio"]),
        (State.ATTENTION, ["Davi"]),
    ],
)
def test_by_state(listed, crowd, state, names):
    assert listed(state=state) == names


def test_by_batch(listed, crowd):
    assert listed(batch=Batch.objects.get(name="VIP")) == ["Bia"]


def test_an_entry_that_was_undone_is_no_arrival(listed, arrive, let_in, rita):
    door.undo(let_in(arrive("Ana")), person=rita, now=timezone.now())
    assert listed(state=State.ARRIVED) == []
    assert listed(state=State.NOT_ARRIVED) == ["Ana"]


def test_by_checkpoint(listed, event, arrive, let_in):
    vip = Checkpoint.objects.create(event=event, name="VIP", position=2)
    ana, bia = arrive("Ana"), arrive("Bia")
    let_in(ana), let_in(bia), let_in(bia, checkpoint=vip)
    assert listed(checkpoint=vip) == ["Bia"]
    assert listed(checkpoint=vip, state=State.NOT_ARRIVED) == ["Ana"]


def test_by_gate_and_by_whom(listed, arrive, let_in, make_tablet, caio):
    let_in(arrive("Ana"), tablet=make_tablet("Gate A"))
    let_in(arrive("Bia"), tablet=make_tablet("Gate B"), person=caio)
    assert listed(gate="Gate A") == ["Ana"]
    assert listed(person=caio) == ["Bia"]


def test_by_time_with_its_start_and_without_its_end(listed, arrive, let_in, at):
    let_in(arrive("Ana"), now=at(20)), let_in(arrive("Bia"), now=at(21))
    assert listed(since=at(20), until=at(21)) == ["Ana"]
    assert listed(since=at(21)) == ["Bia"]


@pytest.mark.parametrize("text", ["conceicao", "ana con", "lote 1", "CODE00000000001"])
def test_by_what_the_door_would_find(listed, arrive, text):
    arrive("Ana Conceição"), arrive("Bia", batch="VIP")
    assert listed(q=text) == ["Ana Conceição"]


@pytest.mark.parametrize("text", ["nobody", "!!!", " "])
def test_a_search_that_finds_nobody_lists_nobody(listed, arrive, text):
    arrive("Ana")
    assert listed(q=text) == []


def test_another_events_people_are_never_listed(listed, arrive, account):
    arrive("Ana")
    other = add_event(product_id="other", name="Other", account=account)
    assert not matching(other, PeopleWanted(q="ana")).exists()


def test_who_entered_here_and_not_at_kiwify(listed, arrive, let_in, came_at_kiwify):
    let_in(arrive("Ana")), came_at_kiwify(arrive("Bia"))
    assert listed(state=State.ONLY_HERE) == ["Ana"]


def test_who_entered_at_kiwify_and_not_here(listed, arrive, came_at_kiwify, otto):
    door.undo(came_at_kiwify(arrive("Ana")), person=otto, now=timezone.now(), reason="Wrong person")
    came_at_kiwify(arrive("Bia"))
    assert listed(state=State.ONLY_THERE) == ["Ana"]


def test_who_entered_and_is_withdrawn(listed, arrive, let_in, withdrawn):
    ana = arrive("Ana")
    let_in(ana)
    type(ana).objects.filter(pk=ana.pk).update(**withdrawn)
    arrive("Bia", **withdrawn)
    assert listed(state=State.CAME_WITHDRAWN) == ["Ana"]


def test_a_ticket_without_an_order_is_a_courtesy(listed, arrive):
    arrive("Ana"), arrive("Bia", order_id="order-1")
    assert listed(state=State.COURTESY) == ["Ana"]


def test_who_was_renamed_since_they_entered(listed, event, arrive, let_in):
    ana, bia = arrive("Ana"), arrive("Bia")
    let_in(ana), let_in(bia)
    now, before = timezone.now() + timedelta(minutes=1), timezone.now() - timedelta(hours=1)
    for one, when, what in ((ana, now, Changed.NAME), (bia, before, Changed.NAME), (bia, now, Changed.EMAIL)):
        ParticipantChange.objects.create(event=event, participant=one, at=when, what=what)
    assert listed(state=State.RENAMED) == ["Ana"]
