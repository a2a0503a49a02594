"""The page that lays Kiwify beside us, over HTTP."""

import pytest

from participants.models import Event, Role

PAGE = "/e/noite-do-empreendedor/reconciliation/"


@pytest.mark.parametrize("role", [Role.DOOR, Role.LEAD])
def test_it_is_for_organizers(tablet_of, make_person, event, role):
    assert tablet_of(make_person("somebody", role)).get(PAGE).status_code == 403


def test_to_a_stranger_it_does_not_exist(tablet_of, stranger, event):
    assert tablet_of(stranger).get(PAGE).status_code == 404


def test_it_is_only_looked_at(desk, event):
    assert desk.post(PAGE).status_code == 405


def test_it_says_both_sides_and_leads_to_the_people(desk, arrive, let_in):
    Event.objects.update(issued_tickets=1200, sold_tickets=1000, total_checkin=3)
    let_in(arrive("Ana"))
    page = desk.get(PAGE).text
    assert all(told in page for told in ("1,200", "-1,199", "-2"))
    assert "/people/?state=only_here" in page
    assert "/people/?state=only_there" not in page


def test_the_file_for_kiwifys_panel_has_who_arrived(desk, arrive, let_in):
    let_in(arrive("Ana", email="ana@example.com")), arrive("Bia")
    address = "/e/noite-do-empreendedor/exports/arrivals/?state=arrived&format=csv"
    assert address.replace("&", "&amp;") in desk.get(PAGE).text
    file = b"".join(desk.get(address).streaming_content).decode()
    assert "ana@example.com" in file
    assert "Bia" not in file


def test_before_the_first_read_it_says_so(desk, event):
    assert "Everybody was never read in full" in desk.get(PAGE).text
