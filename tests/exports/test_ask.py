"""Who may take what away, what is wrong, and what is written down about it."""

import re

import pytest
from django.utils import timezone

from participants.exports import KINDS
from participants.models import AccessEntry, Role, Seen

from .conftest import EXPORTS

PAGES = ["", "participants/", "log/", "arrivals/"]


def test_an_organizer_gets_a_file(take, arrive):
    arrive("Ana")
    answer = take(column=["name"])
    assert answer.status_code == 200 and answer.streaming
    today = timezone.localtime().date()
    assert answer["Content-Disposition"] == f'attachment; filename="noite-do-empreendedor-participants-{today}.csv"'
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize(("role", "status"), [(Role.DOOR, 403), (Role.LEAD, 403), (None, 404)])
def test_nobody_else_does(tablet_of, make_person, event, arrive, page, role, status):
    arrive("Ana", email="ana@x.br")
    somebody = tablet_of(make_person("somebody", role))
    answer = somebody.get(EXPORTS + page, {"format": "csv", "column": "name"})
    assert answer.status_code == status
    assert not AccessEntry.objects.exists()


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_is_sent_to_the_sign_in(client, event, page):
    assert client.get(EXPORTS + page).status_code == 302


@pytest.mark.parametrize("page", PAGES)
def test_it_is_not_posted(desk, event, page):
    assert desk.post(EXPORTS + page).status_code == 405


def test_it_is_in_the_access_log_before_it_leaves(take, otto, event, arrive):
    arrive("Ana"), arrive("Bia")
    answer = take(column=["name", "email"], state="not_arrived")
    entry = AccessEntry.objects.get()
    assert (entry.person, entry.what, entry.people, entry.event) == (otto, Seen.EXPORT, 2, event)
    assert entry.details == "participants csv state=not_arrived columns=name,email"
    assert answer.getvalue()


def test_what_was_searched_for_is_not_in_the_access_log(take, arrive):
    arrive("Ana", cpf="01234567809")
    take(column=["name"], q="01234567809")
    assert AccessEntry.objects.get().details == "participants csv q=… columns=name"


def test_the_log_counts_people_and_not_rows(take, arrive, let_in):
    ana = arrive("Ana")
    let_in(ana), let_in(ana), let_in(code="NOBODYHASTHIS00")
    take("log", column=["result"])
    assert AccessEntry.objects.get().people == 1


def test_whole_cpfs_need_a_tick_of_their_own(take, arrive):
    arrive("Ana", cpf="01234567809")
    refused = take(column=["cpf"])
    assert refused.status_code == 400
    assert "Tick this, or leave whole CPFs out." in refused.text
    assert not AccessEntry.objects.exists()
    assert b"012.345.678-09" in take(column=["cpf"], minded="on").getvalue()


@pytest.mark.parametrize(("kind", "wrong"), [
    ("participants", {"column": []}),
    ("participants", {"column": ["password"]}),
    ("participants", {"format": "exe"}),
    ("participants", {"state": "dancing"}),
    ("participants", {"batch": ["999"]}),
    ("participants", {"gate": "Portão que sumiu"}),
    ("participants", {"state": "not_arrived", "since": "2026-11-22T20:00"}),
    ("participants", {"batch": ["9" * 50]}),
    ("participants", {"batch": ["VIP"]}),
    ("participants", {"checkpoint": "999"}),
    ("participants", {"checkpoint": "9" * 50}),
    ("participants", {"checkpoint": "\x00"}),
    ("log", {"since": "soon"}),
    ("log", {"since": "2026-02-30T10:00"}),
    ("log", {"until": "9999-12-31T23:59"}),
    ("log", {"since": "0001-01-01T00:00"}),
    ("log", {"since": "2026-11-22T20:00", "until": "2026-11-22T19:00"}),
    ("log", {"result": "dancing"}),
])  # fmt: skip
def test_what_is_wrong_is_said_and_nothing_leaves(take, arrive, let_in, kind, wrong):
    let_in(arrive("Ana"))
    answer = take(kind, **({"column": ["name"]} | wrong))
    assert answer.status_code == 400
    assert "notice is-stop" in answer.text
    assert not AccessEntry.objects.exists()


def test_a_filter_that_matches_nothing_is_told_so(take, arrive):
    arrive("Ana")
    answer = take(column=["name"], state="arrived")
    assert answer.status_code == 400
    assert "Nobody and nothing matches this" in answer.text


def test_what_is_asked_beside_it_does_not_matter(take, arrive):
    arrive("Ana")
    assert take(column=["name"], page="1000000000").status_code == 200


def test_there_is_no_other_kind(desk, event):
    assert desk.get(f"{EXPORTS}passwords/").status_code == 404


def test_the_page_takes_over_a_screens_filter(desk, event, make_batch):
    vip = make_batch("VIP").pk
    page = desk.get(EXPORTS, {"state": "arrived", "batch": vip}).text
    assert '<option value="arrived" selected>' in page
    assert f'<option value="{vip}" selected>' in page


def test_the_page_offers_every_column_and_ticks_no_personal_one(desk, event):
    page = desk.get(EXPORTS).text
    for kind in KINDS.values():
        for column in kind.columns if kind.is_chosen_from else ():
            tick = re.search(
                rf'<input type="checkbox" name="column" value="{column.name}" id="{kind.name}-[^>]*>', page
            )[0]
            assert ("checked" in tick) == (column.is_chosen and not column.is_personal)


def test_an_admin_may(tablet_of, admin_user, event, arrive):
    arrive("Ana")
    answer = tablet_of(admin_user).get(f"{EXPORTS}participants/", {"format": "csv", "column": "name"})
    assert b"Ana" in answer.getvalue()


def test_words_are_in_the_language_of_whoever_asks(take, desk, arrive):
    arrive("Ana")
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "pt-br"
    assert take(column=["name"]).getvalue().decode("utf-8-sig").startswith('"Nome"')
