"""Started again, the app opens at the door it was at."""

import pytest

from participants.events import add_event
from participants.models import Membership, Role

DOOR = "/e/noite-do-empreendedor/"


@pytest.fixture
def vip(event):
    return event.checkpoints.create(name="VIP", position=2, has_exit=True)


@pytest.fixture
def two_events(event, account, rita):
    other = add_event(product_id="product-2", name="Feira", account=account)
    Membership.objects.create(user=rita, event=other, role=Role.DOOR)


def test_with_its_checkpoint_and_its_way(tablet, two_events, vip):
    assert tablet.get("/").status_code == 200
    tablet.get(DOOR, {"checkpoint": vip.pk, "way": "out"})
    assert tablet.get("/").url == f"{DOOR}?checkpoint={vip.pk}&way=out"


def test_all_events_are_one_step_away(tablet, two_events):
    tablet.get(DOOR)
    page = tablet.get("/?all")
    assert page.status_code == 200
    assert "Feira" in page.text


def test_what_is_asked_meanwhile_moves_nothing(tablet, two_events, vip):
    tablet.get(DOOR, {"checkpoint": vip.pk})
    tablet.get(f"{DOOR}counters/")
    tablet.get(DOOR, {"q": "ana"}, headers={"HX-Request": "true"})
    assert f"checkpoint={vip.pk}" in tablet.get("/").url


def test_a_checkpoint_that_is_gone_leads_to_the_events_first(tablet, two_events, vip):
    tablet.get(DOOR, {"checkpoint": vip.pk})
    vip.delete()
    assert tablet.get("/").url == DOOR


def test_a_door_one_may_no_longer_open_is_forgotten(tablet, two_events, rita, event):
    tablet.get(DOOR)
    Membership.objects.filter(user=rita, event=event).delete()
    assert tablet.get("/").url == "/e/feira/"


@pytest.mark.parametrize("made_up", ["", "noite-do-empreendedor", "noite-do-empreendedor.x.in", "..", "a.b.c.d"])
def test_a_made_up_cookie_harms_nothing(tablet, two_events, made_up):
    tablet.cookies["door"] = made_up
    assert tablet.get("/").status_code in (200, 302)


def test_it_holds_no_name_and_no_script_reads_it(tablet, arrive):
    arrive("Ana")
    cookie = tablet.get(DOOR, {"q": "ana"}).cookies["door"]
    assert "ana" not in cookie.value.lower()
    assert cookie["httponly"]


def test_signing_out_forgets_it(tablet, event):
    tablet.get(DOOR)
    assert tablet.post("/sign-out/").cookies["door"].value == ""


def test_a_page_that_is_not_there_leads_to_all_events_and_to_none_by_accident(tablet, two_events):
    tablet.get(DOOR)
    assert 'href="/?all"' in tablet.get("/e/nothing/").text
