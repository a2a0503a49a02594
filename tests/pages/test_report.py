"""The report, for organizers: one page, whatever there was."""

import pytest
from django.utils import timezone

from participants.attendance import shared
from participants.models import Event, Role

PAGE = "/e/noite-do-empreendedor/report/"


@pytest.fixture(autouse=True)
def no_board_before(monkeypatch):
    monkeypatch.setattr(shared, "_boards", {})


@pytest.fixture
def desk(tablet_of, make_person):
    desk = tablet_of(make_person("otto", Role.ORGANIZER))
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


def test_it_says_how_the_evening_went(desk, event, arrive, let_in):
    Event.objects.update(read_at=timezone.now(), issued_tickets=4)
    let_in(arrive("Ana", batch="VIP")), arrive("Bia"), let_in(code="NOBODYHASTHIS00")
    page = desk.get(PAGE).text
    assert "<dd>4</dd>" in page and "25 %" in page and "<dd>3</dd>" in page
    assert "VIP" in page and "Unknown" in page
    assert page.count('<rect class="arrivals-bar"') == 1


def test_it_names_nobody(desk, event, arrive, let_in):
    let_in(arrive("Ana Conceição", email="ana@x.br"))
    page = desk.get(PAGE).text
    assert "Conceição" not in page and "ana@x.br" not in page


def test_an_event_nobody_came_to_has_one(desk, event):
    assert "Nobody has come yet." in desk.get(PAGE).text


@pytest.mark.parametrize(("role", "status"), [(Role.DOOR, 403), (Role.LEAD, 403), (None, 404)])
def test_it_is_for_organizers(tablet_of, make_person, event, role, status):
    assert tablet_of(make_person("somebody", role)).get(PAGE).status_code == status


def test_it_is_not_posted_and_not_for_strangers(desk, client, event):
    assert desk.post(PAGE).status_code == 405
    assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize("page", ["exports", "report", "gate-list", "ticks"])
def test_export_is_where_its_pages_are(desk, event, page):
    assert '/exports/" aria-current="page"' in desk.get(f"/e/{event.slug}/{page}/").text
