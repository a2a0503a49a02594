"""Default deny: every address of the site, asked by somebody who may not."""

import pytest
from django.urls import URLPattern, get_resolver

from participants.events import add_event
from participants.models import Membership, Role

# The last has no name: whatever else is asked for under /v1/.
OF_PROGRAMS = {"webhook", "api-token", "api-participants", None}
# Those who were let in a moment ago have a pass of their own.
WITH_A_PASS = {"live-board", "live-counters"}
WITH_A_LINK = {"pair", "accept-invitation", "welcome"}
OF_EVERYBODY = {"sign-in", "preferences", "manifest", "clock", "healthz", "readyz", "metrics"} | WITH_A_LINK
PUBLIC = OF_EVERYBODY | WITH_A_PASS | OF_PROGRAMS


def site_patterns():
    return [pattern for pattern in get_resolver("participants.urls").url_patterns if isinstance(pattern, URLPattern)]


@pytest.mark.parametrize("pattern", site_patterns(), ids=lambda pattern: str(pattern.pattern))
def test_nothing_opens_without_signing_in_unless_it_says_so(client, db, pattern):
    is_open = not getattr(pattern.callback, "login_required", True)
    assert is_open == (pattern.name in PUBLIC)


PAGES = ["", "counters/"]


@pytest.mark.parametrize("page", PAGES)
def test_to_a_stranger_an_event_does_not_exist(tablet_of, stranger, event, page):
    answer = tablet_of(stranger).get(f"{event.get_absolute_url()}{page}")
    assert answer.status_code == 404
    assert event.name not in answer.text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("page", PAGES)
def test_every_role_opens_the_door(tablet_of, make_person, event, page, role):
    assert tablet_of(make_person("somebody", role)).get(f"{event.get_absolute_url()}{page}").status_code == 200


def test_an_admin_needs_no_role(tablet_of, make_person, event):
    admin = make_person("ada", None)
    type(admin).objects.update(is_superuser=True)
    assert tablet_of(admin).get(event.get_absolute_url()).status_code == 200


def test_a_role_that_was_taken_away_ends_at_once(tablet, event):
    assert tablet.get(event.get_absolute_url()).status_code == 200
    Membership.objects.all().delete()
    assert tablet.get(event.get_absolute_url()).status_code == 404


def test_the_door_of_an_event_that_is_over_is_closed_to_its_staff(tablet, tablet_of, make_person, event):
    type(event).objects.update(is_active=False)
    answer = tablet.get(event.get_absolute_url())
    assert answer.status_code == 403
    assert "fechada" in answer.text
    assert tablet_of(make_person("otto", Role.ORGANIZER)).get(event.get_absolute_url()).status_code == 302


def test_with_one_event_the_way_leads_straight_to_it(tablet, event):
    assert tablet.get("/").url == event.get_absolute_url()
    assert event.name in tablet.get("/?all").text


def test_with_several_events_one_chooses(tablet, event, account, rita):
    other = add_event(product_id="product-2", name="Manhã", account=account)
    Membership.objects.create(user=rita, event=other, role=Role.DOOR)
    page = tablet.get("/").text
    assert page.index("Manhã") < page.index("Noite do Empreendedor")


def test_without_an_event_one_is_told_whom_to_ask(tablet_of, stranger):
    assert "Peça à organização" in tablet_of(stranger).get("/").text


def test_an_unknown_address_answers_in_the_products_own_hand(tablet):
    answer = tablet.get("/nothing/here/")
    assert answer.status_code == 404
    assert "Portaria" in answer.text
    assert tablet.get("/nothing/here/", headers={"Accept": "application/json"}).json()["error"] == "not_found"


def test_what_breaks_says_that_it_is_our_fault(tablet, event, monkeypatch):
    tablet.raise_request_exception = False
    monkeypatch.setattr("participants.views.door.search.find", lambda *_: 1 / 0)
    answer = tablet.get(event.get_absolute_url())
    assert answer.status_code == 500
    assert "O erro é nosso" in answer.text


def test_pages_are_guarded_by_a_policy_without_inline_code(tablet, event):
    policy = tablet.get(event.get_absolute_url())["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
