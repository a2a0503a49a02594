"""The log's page, over HTTP."""

from uuid import UUID

import pytest

from participants.models import Role

from .conftest import HTMX

LOG = "/e/noite-do-empreendedor/log/"
NOBODYS = UUID(int=7)
WRONG = [
    "result=bogus",
    "source=bogus",
    "tablet=x",
    f"tablet={NOBODYS}",
    "participant=999",
    "participant=99999999999999999999",
    "verdict=x",
    "after=x",
    f"after={NOBODYS}",
    "since=2026-02-31T10:00",
    "until=9999-12-31T23:59",
    "person=nobody",
    "gate=Nowhere",
]


@pytest.mark.parametrize("role", [Role.DOOR, Role.LEAD])
def test_it_is_for_organizers(tablet_of, make_person, event, role):
    assert tablet_of(make_person("somebody", role)).get(LOG).status_code == 403


def test_to_a_stranger_it_does_not_exist(tablet_of, stranger, event):
    assert tablet_of(stranger).get(LOG).status_code == 404


def test_it_is_only_looked_at(desk, event):
    assert desk.post(LOG).status_code == 405


def test_a_verdict_leads_to_the_person_and_has_an_address(desk, arrive, let_in):
    row = let_in(arrive("Ana"))
    page = desk.get(LOG).text
    assert f"/people/{row.participant_id}/" in page
    assert f"{LOG}?verdict={row.pk}" in page
    let_in(code="NOBODY")
    assert "NOBODY" not in desk.get(f"{LOG}?verdict={row.pk}").text


def test_the_log_of_one_person_says_whose_it_is(desk, arrive, let_in):
    ana = arrive("Ana")
    let_in(ana), let_in(arrive("Bia"))
    page = desk.get(f"{LOG}?participant={ana.pk}").text
    assert "Only of Ana" in page
    assert "Bia" not in page


@pytest.mark.parametrize("asked", WRONG)
@pytest.mark.parametrize(("headers", "status"), [({}, 400), (HTMX, 200)])
def test_what_cannot_be_read_is_said_and_lists_none(desk, arrive, let_in, asked, headers, status):
    let_in(arrive("Ana Conceição"))
    answer = desk.get(f"{LOG}?{asked}", headers=headers)
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert "Ana Conceição" not in answer.text


def test_a_filter_that_matches_none_says_so(desk, arrive, let_in):
    let_in(arrive("Ana"))
    assert "No verdict matches this" in desk.get(f"{LOG}?result=refused").text


def test_the_next_page_begins_where_this_one_ends(desk, let_in):
    rows = [let_in(code=f"NOBODY{number:02}") for number in range(51)]
    address = f"{LOG}?after={rows[1].pk}"
    assert address in desk.get(LOG).text
    assert "NOBODY00" in desk.get(address).text
    assert "NOBODY01" not in desk.get(address).text


def test_it_asks_as_often_however_many_there_are(desk, arrive, let_in, django_assert_max_num_queries):
    for number in range(20):
        let_in(arrive(f"Ana {number}"))
    with django_assert_max_num_queries(9):
        desk.get(LOG)
