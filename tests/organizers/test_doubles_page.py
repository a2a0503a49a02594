"""Deciding about doubles, over HTTP."""

from uuid import uuid4

import pytest
from django.utils import timezone

from participants import door
from participants.models import CheckIn, Role, Settling

from .conftest import HTMX

DOUBLES = "/e/noite-do-empreendedor/doubles/"


def settle_at(row):
    return f"{DOUBLES}{row.pk}/settle/"


@pytest.mark.parametrize("role", [Role.DOOR, Role.LEAD])
def test_it_is_for_organizers(tablet_of, make_person, twice, role):
    somebody = tablet_of(make_person("somebody", role))
    assert somebody.get(DOUBLES).status_code == 403
    assert somebody.post(settle_at(twice()), {"how": "two"}).status_code == 403
    assert not CheckIn.objects.exclude(settled_how="").exists()


def test_to_a_stranger_it_does_not_exist(tablet_of, stranger, twice):
    assert tablet_of(stranger).get(DOUBLES).status_code == 404
    assert tablet_of(stranger).post(settle_at(twice()), {"how": "two"}).status_code == 404


def test_deciding_is_a_post(desk, twice):
    assert desk.get(settle_at(twice())).status_code == 405


def test_it_says_where_when_and_how_far_apart(desk, twice, arrive):
    twice(arrive("Ana Conceição"))
    page = desk.get(DOUBLES).text
    assert all(told in page for told in ("Ana Conceição", "Gate A · 1", "Gate B · 1", "3 minutes apart", "1 waits"))


@pytest.mark.parametrize("how", Settling)
def test_one_tap_decides(desk, otto, twice, how):
    row = twice()
    assert desk.post(settle_at(row), {"how": how}).url == f"{DOUBLES}#double-{row.pk}"
    row.refresh_from_db()
    assert (row.settled_how, row.settled_by) == (how, otto)
    assert "No ticket waits for a decision" in desk.get(DOUBLES).text


def test_deciding_twice_is_harmless(desk, twice):
    row = twice()
    desk.post(settle_at(row), {"how": "two"}), desk.post(settle_at(row), {"how": "two"}, headers=HTMX)
    assert CheckIn.objects.get(pk=row.pk).settled_how == "two"


def test_the_second_of_two_organizers_sees_who_decided(desk, tablet_of, make_person, twice):
    row, ursula = twice(), make_person("ursula", Role.ORGANIZER)
    tablet_of(ursula).post(settle_at(row), {"how": "same"})
    page = desk.post(settle_at(row), {"how": "two"}, headers=HTMX).text
    assert "Somebody decided sooner" in page
    assert "The same person, counted twice · Ursula" in page
    assert CheckIn.objects.get(pk=row.pk).settled_how == "same"


def test_a_decision_can_be_changed_by_who_sees_it(desk, otto, twice):
    row = twice()
    door.settle(row, Settling.SAME, person=otto, now=timezone.now())
    page = desk.post(settle_at(row), {"how": "mistake", "instead_of": "same"}, headers=HTMX).text
    assert "Somebody decided sooner" not in page
    assert CheckIn.objects.get(pk=row.pk).settled_how == "mistake"


@pytest.mark.parametrize("asked", [{}, {"how": "bogus"}, {"how": "two", "instead_of": "bogus"}])
def test_what_is_no_decision_is_refused(desk, twice, asked):
    assert desk.post(settle_at(twice()), asked).status_code == 400


def test_what_is_no_double_has_nothing_to_decide(desk, arrive, let_in):
    assert desk.post(settle_at(let_in(arrive("Ana"))), {"how": "two"}).status_code == 404
    assert desk.post(f"{DOUBLES}{uuid4()}/settle/", {"how": "two"}).status_code == 404


def test_one_that_was_undone_meanwhile_has_nothing_to_decide(desk, otto, twice):
    row = twice()
    door.undo(row.earlier, person=otto, now=timezone.now(), reason="Wrong person")
    assert desk.post(settle_at(row), {"how": "two"}).status_code == 404


@pytest.mark.parametrize(("role", "leads_there"), [(Role.LEAD, False), (Role.ORGANIZER, True)])
def test_the_board_counts_those_that_wait(tablet_of, make_person, twice, role, leads_there):
    twice()
    desk = tablet_of(make_person("somebody", role))
    page = desk.get("/e/noite-do-empreendedor/attendance/", headers={"Accept-Language": "en"}).text
    assert "1 ticket was let in twice" in page
    assert (f'href="{DOUBLES}"' in page.split('id="board-doubles"')[1]) is leads_there
