"""Looking after tablets and staff, from an organizer's or a lead's own device."""

import re

import pytest

from participants.models import Role, Tablet

from .conftest import tablet_in


@pytest.fixture
def lia(make_person, tablet_of):
    client = tablet_of(make_person("lia", Role.LEAD))
    client.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return client


@pytest.fixture
def at(event):
    return lambda path: f"{event.get_absolute_url()}{path}"


def test_the_list_shows_each_tablet_and_who_is_at_it(office, at, at_the_tablet, rita):
    at_the_tablet(rita)
    page = office.get(at("tablets/")).content.decode()
    assert "Gate A · 1" in page and "Rita" in page and "s ago" in page


def test_a_lead_sees_and_ends_tablets_and_pairs_none(lia, at, paired, entrance):
    page = lia.get(at("tablets/")).content.decode()
    assert "Gate A · 1" in page and "Pair a tablet" not in page
    assert lia.post(at("tablets/invitations/"), {"gate": "B", "checkpoint": entrance.pk}).status_code == 403
    assert lia.post(at(f"tablets/{tablet_in(paired).pk}/move/"), {"gate": "B"}).status_code == 403
    lia.post(at(f"tablets/{tablet_in(paired).pk}/end/"))
    assert tablet_in(paired).ended_how == "revoked"


def test_ending_twice_is_harmless_and_the_first_to_end_it_is_kept(office, lia, at, paired, otto):
    for device in (office, lia):
        assert device.post(at(f"tablets/{tablet_in(paired).pk}/end/")).status_code == 302
    assert tablet_in(paired).ended_by == otto


def test_a_moved_tablet_has_a_number_of_its_new_gate(office, at, make_paired, entrance):
    make_paired("Gate B")
    moved = tablet_in(make_paired("Gate A"))
    office.post(at(f"tablets/{moved.pk}/move/"), {"gate": "Gate B", "checkpoint": entrance.pk})
    assert str(Tablet.objects.get(pk=moved.pk)) == "Gate B · 2"


def test_moving_to_where_it_is_changes_nothing(office, at, paired, entrance):
    office.post(at(f"tablets/{tablet_in(paired).pk}/move/"), {"gate": "Gate A", "checkpoint": entrance.pk})
    assert str(tablet_in(paired)) == "Gate A · 1"


NO_GATES = [{}, {"gate": " "}, {"gate": "x" * 41}, {"gate": "\x00"}]
NO_CHECKPOINTS = [{"gate": "A", "checkpoint": wrong} for wrong in ("99999", "9" * 40, "x")]


@pytest.mark.parametrize("form", NO_GATES + NO_CHECKPOINTS)
def test_a_place_that_cannot_be_is_said_beside_its_field(office, at, paired, form):
    for path in ("tablets/invitations/", f"tablets/{tablet_in(paired).pk}/move/"):
        answer = office.post(at(path), form)
        assert answer.status_code == 400 and "errorlist" in answer.content.decode()


OF_TABLETS = ["tablets/invitations/", "tablets/{}/move/", "tablets/{}/end/"]
OF_STAFF = ["staff/add/", "staff/1/pin/", "staff/1/remove/", "staff/asks-who/"]


@pytest.mark.parametrize("path", OF_TABLETS + OF_STAFF)
def test_nothing_is_changed_by_get_by_door_staff_or_by_a_stranger(
    office, tablet, tablet_of, stranger, at, paired, path
):
    path = at(path.format(tablet_in(paired).pk))
    assert office.get(path).status_code == 405
    assert tablet.post(path).status_code == 403
    assert tablet_of(stranger).post(path).status_code == 404


@pytest.mark.parametrize("page", ["tablets/", "staff/", "tablets/invitations/4d9d8f6e-7c5e-4f6e-9d0a-0b1c2d3e4f50/"])
def test_the_pages_are_not_for_door_staff_or_strangers(tablet, tablet_of, stranger, at, page):
    assert tablet.get(at(page)).status_code == 403
    assert tablet_of(stranger).get(at(page)).status_code == 404


def test_an_invitation_says_when_it_was_used(office, at, event, paired):
    page = at(f"tablets/invitations/{event.pairings.get().pk}/")
    answer = office.get(page, headers={"hx-request": "true"})
    assert "Gate A · 1 is paired." in answer.content.decode()


def test_somebody_new_gets_a_pin_that_is_shown_once(office, at, event):
    page = office.post(at("staff/add/"), {"name": "Zélia Prado", "role": "door"}).content.decode()
    assert re.search(r'new-pin-digits">\d{4}<', page)
    assert not re.search(r"new-pin-digits", office.get(at("staff/")).content.decode())
    zelia = event.memberships.get(user__first_name="Zélia Prado")
    assert zelia.user.username == "zelia-prado" and not zelia.user.has_usable_password()


def test_one_name_works_once_at_an_event(office, at, event):
    for status in (200, 409):
        assert office.post(at("staff/add/"), {"name": "Zélia", "role": "door"}).status_code == status
    assert event.memberships.filter(user__first_name="Zélia").count() == 1


def test_the_same_name_at_another_event_is_another_person(office, at, rita, event):
    rita.memberships.all().delete()
    office.post(at("staff/add/"), {"name": "Rita", "role": "door"})
    assert event.memberships.get(user__first_name="Rita").user.username == "rita-2"


@pytest.mark.parametrize(
    "form", [{}, {"name": "", "role": "door"}, {"name": "x" * 61, "role": "door"}, {"name": "A", "role": "admin"}]
)
def test_a_person_who_cannot_be_is_said_beside_the_field(office, at, event, form):
    answer = office.post(at("staff/add/"), form)
    assert answer.status_code == 400 and "errorlist" in answer.content.decode()


def test_a_new_pin_ends_the_old_one(office, at, event, rita, give_pin):
    before = give_pin(rita).pin_hash
    office.post(at(f"staff/{event.memberships.get(user=rita).pk}/pin/"))
    assert event.memberships.get(user=rita).pin_hash not in ("", before)


def test_whoever_is_removed_works_here_no_more(office, at, event, rita, tablet):
    for _twice in range(2):
        pk = event.memberships.filter(user=rita).values_list("pk", flat=True).first() or 1
        assert office.post(at(f"staff/{pk}/remove/")).status_code == 302
    assert tablet.get(event.get_absolute_url()).status_code == 404


def test_nobody_removes_themselves(office, at, event, otto):
    office.post(at(f"staff/{event.memberships.get(user=otto).pk}/remove/"))
    assert event.memberships.filter(user=otto).exists()
