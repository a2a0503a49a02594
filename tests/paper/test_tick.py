"""A typed line means one ticket, or says why it does not."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants.models import CheckIn, Participant, Result, Source
from participants.paper import number_of, tick_all
from participants.paper.numbers import first_key
from participants.paper.ticking import meant


@pytest.fixture
def tick(event, entrance, rita):
    def tick(*lines, id=None, at=None):
        return tick_all(
            event, lines, id=id or uuid4(), checkpoint=entrance, person=rita, now=timezone.now(), happened_at=at
        )

    return tick


@pytest.fixture
def ana(arrive):
    return arrive("Ana", code="HO2V9K3LQWEDUBH")


def number(one):
    return number_of(one.pk, first_key(one.event))


@pytest.mark.parametrize("line", [
    "HO2V9K3LQWEDUBH", "ho2v9k3lqwedubh", "HO2V…UBH", "ho2v ubh", "HO2VUBH", "h02v-ubh", "HO2V...UBH", " HO2V…UBH ",
])  # fmt: skip
def test_a_code_in_whatever_way_it_is_typed(tick, ana, line):
    [one] = tick(line)
    assert (one.check_in.participant, one.check_in.result) == (ana, Result.ADMITTED)


def test_the_lists_number(tick, ana, arrive):
    arrive("Bia")
    assert tick(number(ana))[0].check_in.participant == ana
    assert tick(f" {number(ana)[0]} {number(ana)[1:]}")[0].check_in.participant == ana


def test_the_row_says_that_it_was_on_paper_and_when(tick, ana, rita):
    eight = timezone.now() - timedelta(hours=3)
    row = tick(number(ana), at=eight)[0].check_in
    assert (row.source, row.happened_at, row.person) == (Source.PAPER, eight, rita)
    assert row.recorded_at > eight


@pytest.mark.parametrize("line", ["NOBODYHASTHIS00", "HO2V", "UBH", "99999", "?", "'; DROP TABLE", "*", '"', "\x00"])
def test_who_means_nobody_leaves_no_trace(tick, ana, line):
    [one] = tick(line)
    assert (one.check_in, list(one.people)) == (None, [])
    assert not CheckIn.objects.exists()


def test_ends_that_two_codes_share_ask_which(tick, ana, arrive):
    bia = arrive("Bia", code="HO2VAAAAAAAAUBH")
    [one] = tick("HO2V…UBH")
    assert one.check_in is None
    assert list(one.people) == [(ana, number(ana)), (bia, number(bia))]


def test_a_code_that_looks_like_anothers_number_asks_which(tick, ana, arrive):
    bia = arrive("Bia", code=number(ana))
    assert {person for person, _number in tick(number(ana))[0].people} == {ana, bia}


def test_a_ticket_issued_anew_is_no_riddle(tick, arrive, withdrawn):
    arrive("Ana", code="HO2V9K3LQWEDUBH", **withdrawn)
    anew = arrive("Ana", code="HO2V9K3LQWEDUBH")
    assert tick("HO2V…UBH")[0].check_in.participant == anew


def test_a_cancelled_ticket_is_stopped(tick, arrive, withdrawn):
    arrive("Ana", code="HO2V9K3LQWEDUBH", **withdrawn)
    assert tick("HO2V…UBH")[0].check_in.result == Result.WITHDRAWN


def test_twice_the_same_sending_is_once(tick, ana):
    id = uuid4()
    tick(number(ana), id=id), tick(number(ana), id=id)
    assert CheckIn.objects.count() == 1


def test_another_sending_says_that_they_are_in(tick, ana):
    tick(number(ana))
    assert tick(number(ana))[0].check_in.result == Result.ALREADY_IN


def test_a_number_of_another_event_means_nobody(tick, ana, event, account):
    from participants.events import add_event

    other = add_event(product_id="p-2", name="Outro", account=account)
    alien = Participant.objects.create(event=other, kiwify_id="x", name="Alheia")
    assert tick(number_of(alien.pk, first_key(event)))[0].check_in is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=64))
def test_whatever_is_typed_means_at_most_those_it_names(event, ana, line):
    assert meant(event, line, first_key(event)) in ([], [ana])
