"""Ticks are typed back in by organizers, with the paper's time; what means nobody stays to be corrected."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participants.models import CheckIn, Role

from .conftest import HTMX

PAGE = "/e/noite-do-empreendedor/ticks/"


@pytest.fixture
def otto(make_person):
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def desk(tablet_of, otto):
    desk = tablet_of(otto)
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


@pytest.fixture
def type_in(desk, event):
    def type_in(lines, **form):
        return desk.post(PAGE, {"id": uuid4(), "lines": lines} | form)

    return type_in


@pytest.fixture
def ana(arrive):
    return arrive("Ana", code="HO2V9K3LQWEDUBH")


def test_ticks_become_entries_at_the_papers_time(type_in, ana, arrive, rita, entrance):
    arrive("Bia", code="ABCD9K3LQWEDXYZ")
    page = type_in("HO2V…UBH\r\nABCD…XYZ\r\n\r\n", at="2026-11-22T10:30", who=rita.pk, checkpoint=entrance.pk).text
    assert page.count('class="tick is-in"') == 2
    rows = CheckIn.objects.filter(result="admitted", source="paper", person=rita, checkpoint=entrance)
    assert [row.happened_at.isoformat() for row in rows] == ["2026-11-22T13:30:00+00:00"] * 2


def test_without_a_time_it_is_now_and_by_whoever_types(type_in, ana, otto):
    type_in("HO2V…UBH")
    row = CheckIn.objects.get()
    assert row.person == otto
    assert timezone.now() - row.happened_at < timedelta(minutes=1)


def test_what_means_nobody_stays_in_the_field(type_in, ana):
    page = type_in("HO2V…UBH\n1234X\nZZZZ…ZZZ").text
    assert "1234X\nZZZZ…ZZZ</textarea>" in page
    assert page.count('class="tick is-wrong"') == 2


def test_the_next_block_begins_as_this_one(type_in, ana, rita):
    page = type_in("HO2V…UBH", at="2026-11-22T10:30", who=rita.pk).text
    assert 'value="2026-11-22T10:30"' in page
    assert f'<option value="{rita.pk}" selected>' in page


def test_several_are_named_with_their_numbers(type_in, ana, arrive):
    arrive("Bia", code="HO2VAAAAAAAAUBH")
    page = type_in("HO2V…UBH").text
    assert "Which one?" in page and "Ana <b>" in page and "Bia <b>" in page


def test_a_script_gets_what_came_of_its_line_alone(desk, event, ana):
    answer = desk.post(PAGE, {"id": uuid4(), "lines": "HO2V…UBH"}, headers=HTMX)
    assert answer.text.strip().startswith('<li class="tick is-in" data-tick>')


def test_twice_is_harmless(type_in, ana):
    id = uuid4()
    assert "is-in" in type_in("HO2V…UBH", id=id).text
    assert "is-in" in type_in("HO2V…UBH", id=id).text
    assert CheckIn.objects.count() == 1


def test_two_organizers_at_once_let_them_in_once(type_in, tablet_of, make_person, ana):
    type_in("HO2V…UBH")
    olga = tablet_of(make_person("olga", Role.ORGANIZER))
    assert "is-again" in olga.post(PAGE, {"id": uuid4(), "lines": "HO2V…UBH"}).text
    assert CheckIn.objects.filter(result="admitted").count() == 1


@pytest.mark.parametrize("wrong", [
    {"id": "one"}, {"id": ""}, {"lines": ""}, {"lines": "  \n "}, {"lines": "1\n" * 501}, {"lines": "x" * 99_999},
    {"at": "soon"}, {"at": "2026-02-30T10:00"}, {"at": "9999-12-31T23:59"}, {"at": "0001-01-01T00:00"},
    {"at": "2199-01-01T00:00"}, {"checkpoint": "999"}, {"checkpoint": "9" * 50}, {"who": "999"}, {"who": "x"},
])  # fmt: skip
@pytest.mark.parametrize("headers", [{}, HTMX])
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, event, ana, wrong, headers):
    answer = desk.post(PAGE, {"id": uuid4(), "lines": "HO2V…UBH"} | wrong, headers=headers)
    assert answer.status_code == 400
    assert "data-tick" in answer.text
    assert not CheckIn.objects.exists()


def test_nobody_of_another_event_can_have_ticked(type_in, ana, stranger):
    assert type_in("HO2V…UBH", who=stranger.pk).status_code == 400


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(("role", "status"), [(Role.DOOR, 403), (Role.LEAD, 403), (None, 404)])
def test_it_is_for_organizers(tablet_of, make_person, event, ana, method, role, status):
    somebody = tablet_of(make_person("somebody", role))
    assert getattr(somebody, method)(PAGE, {"id": uuid4(), "lines": ana.code}).status_code == status
    assert not CheckIn.objects.exists()


def test_a_stranger_is_sent_to_the_sign_in(client, event):
    assert client.post(PAGE, {"lines": "x"}).status_code == 302
