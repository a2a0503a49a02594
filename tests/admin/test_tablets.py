from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants.models import Tablet

from .conftest import list_of, page_of


@pytest.fixture
def gate(make_tablet, rita):
    return make_tablet("Gate A", person=rita, battery=12, is_charging=False)


def test_each_is_listed_with_its_gate_its_person_and_how_it_is(desk, gate):
    page = desk.get(list_of(Tablet)).text
    for told in ("Gate A · 1", "rita", "12 %", "0 s ago", "Not checked yet"):
        assert told in page


@pytest.mark.parametrize(
    ("lights", "told"),
    [({"camera": "red"}, '<span class="state is-bad">Camera</span>'), ({"sound": "green"}, "Nothing wrong")],
)
def test_lights_that_are_not_green_are_named(desk, gate, lights, told):
    Tablet.objects.update(lights=lights, lights_at=timezone.now())
    assert told in desk.get(list_of(Tablet)).text


def test_one_that_is_silent_is_marked(desk, gate):
    Tablet.objects.update(seen_at=timezone.now() - timedelta(minutes=5))
    assert '<span class="state is-bad">5 min ago' in desk.get(list_of(Tablet)).text


@pytest.mark.parametrize(("ended", "gates"), [("no", ["Gate A"]), ("yes", ["Gate B"]), ("x", ["Gate A", "Gate B"])])
def test_they_are_filtered_by_their_end(desk, gate, make_tablet, ended, gates):
    make_tablet("Gate B", ended_at=timezone.now(), seen_at=gate.seen_at - timedelta(hours=1))
    listed = desk.get(list_of(Tablet, ended=ended)).context["cl"].result_list
    assert [tablet.gate for tablet in listed] == gates


@pytest.mark.parametrize("q", ["Gate", "rit"])
def test_they_are_found_by_gate_and_person(desk, gate, q):
    assert desk.get(list_of(Tablet, q=q)).context["cl"].result_list == [gate]


def test_the_button_ends_the_pairing(press, gate, ana):
    assert press(gate, "end_pairing") == ["1 pairing is ended."]
    gate.refresh_from_db()
    assert (gate.ended_how, gate.ended_by) == ("revoked", ana)


def test_ending_twice_is_harmless(press, gate):
    press(gate, "end_pairing")
    before = Tablet.objects.get().ended_at
    assert press(gate, "end_pairing") == ["0 pairings are ended."]
    assert Tablet.objects.get().ended_at == before


def test_several_are_ended_from_the_list(run, gate, make_tablet):
    assert run([gate, make_tablet("Gate B")], "end_pairing") == ["2 pairings are ended."]


def test_ending_takes_no_get(desk, gate):
    there = reverse("admin:participants_tablet_button", args=[gate.pk, "end_pairing"])
    assert desk.get(there).status_code == 405


def test_its_page_leads_to_the_tablets_of_its_event(desk, event, gate):
    page = desk.get(page_of(gate)).text
    assert f'href="{reverse("tablets", args=[event.slug])}"' in page
    assert f'href="{reverse("tablet", args=[event.slug, gate.pk])}"' in page


def test_no_key_is_shown(desk, gate):
    Tablet.objects.update(key_hash="k" * 64)
    assert "kkk" not in desk.get(page_of(gate)).text


def test_nobody_changes_one_by_hand(desk, gate):
    assert desk.post(page_of(gate), {"gate": "Gate Z"}).status_code == 403


def test_more_tablets_cost_no_more_queries(desk, gate, make_tablet, make_person):
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(Tablet))
    for number in range(8):
        make_tablet("Gate B", person=make_person(f"p{number}"), ended_by=make_person(f"q{number}"))
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(Tablet))
    assert len(with_many) == len(with_one)
