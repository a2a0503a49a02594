"""Inviting people who sign in: a link of one use, where they choose a password that nobody else sees."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from participants.events import add_event
from participants.invitations import token_of
from participants.invitations.welcoming import WelcomeForm
from participants.models import Invitation, Membership, Role

from .conftest import ENGLISH

STAFF = "/e/noite-do-empreendedor/staff/"
CHOSEN = {"name": "Bia Lima", "username": "bia", "password": "uma-porta-verde"}


@pytest.fixture
def invite(desk, event):
    """Invite somebody; the address of the link."""

    def invite(name="Bia", role=Role.LEAD):
        desk.post(f"{STAFF}invite/", {"name": name, "role": role})
        return f"/welcome/{token_of(Invitation.objects.get(name=name))}/"

    return invite


@pytest.fixture
def phone():
    """The browser of somebody who is not signed in."""
    return Client(headers=ENGLISH)


def test_an_organizer_is_shown_the_link(desk, event):
    page = desk.post(f"{STAFF}invite/", {"name": "Bia", "role": "lead"}, follow=True).text
    assert (f"http://testserver/welcome/{token_of(Invitation.objects.get())}/" in page, "<svg" in page) == (True, True)


def test_whoever_opens_it_chooses_a_password_and_is_at_the_door(phone, invite, event):
    link = invite()
    assert "Otto invites you to work here as lead." in phone.get(link).text
    answer = phone.post(link, CHOSEN, follow=True)
    assert answer.redirect_chain == [(event.get_absolute_url(), 302)]
    bia = User.objects.get(username="bia")
    assert (bia.first_name, bia.check_password("uma-porta-verde")) == ("Bia Lima", True)
    assert bia.memberships.get().role == Role.LEAD


def test_the_link_is_of_one_use(phone, invite):
    link = invite()
    phone.post(link, CHOSEN)
    again = Client(headers=ENGLISH).post(link, CHOSEN | {"username": "zoe"})
    assert (again.status_code, "This invitation is over" in again.text) == (410, True)
    assert not User.objects.filter(username="zoe").exists()


def test_the_organizer_sees_who_accepted(desk, phone, invite, event):
    phone.post(invite(), CHOSEN)
    page = desk.get(f"{STAFF}invitations/{Invitation.objects.get().pk}/").text
    assert "Bia has accepted, and signs in as bia." in page.replace("Bia Lima", "Bia")
    assert "/welcome/" not in page


def test_somebody_who_is_signed_in_accepts_as_themselves(at_desk, invite, stranger):
    link = invite()
    assert "You are signed in as Stranger" in at_desk(stranger).get(link).text
    at_desk(stranger).post(link)
    assert stranger.memberships.get().role == Role.LEAD


@pytest.mark.parametrize(("has", "gets"), [(Role.DOOR, Role.LEAD), (Role.ORGANIZER, Role.ORGANIZER)])
def test_a_higher_role_stays(at_desk, invite, make_person, has, gets):
    zoe = make_person("zoe", has)
    at_desk(zoe).post(invite())
    assert zoe.memberships.get().role == gets


@pytest.mark.parametrize("wrong", [
    {"name": ""}, {"name": "x" * 61}, {"username": ""}, {"username": "with blanks"}, {"username": "x" * 61},
    {"username": "OTTO"}, {"username": "nul\0"}, {"password": ""}, {"password": "short"}, {"password": "12345678"},
    {"password": "password"}, {"password": "x" * 129},
])  # fmt: skip
def test_what_is_wrong_is_said_and_the_link_stays_good(phone, invite, wrong):
    link = invite()
    answer = phone.post(link, CHOSEN | wrong)
    assert (answer.status_code, "errorlist" in answer.text) == (400, True)
    assert phone.post(link, CHOSEN).status_code == 302


def test_a_name_taken_at_the_same_moment_costs_nothing(phone, invite, monkeypatch, make_person):
    monkeypatch.setattr(WelcomeForm, "clean_username", lambda form: form.cleaned_data["username"])
    make_person("bia", None)
    link = invite()
    assert "signs in with this name already" in phone.post(link, CHOSEN).text
    assert phone.post(link, CHOSEN | {"username": "bia2"}).status_code == 302


def test_no_password_comes_back_in_a_page(phone, invite):
    assert "short!" not in phone.post(invite(), CHOSEN | {"password": "short!"}).text


def test_after_two_days_it_is_over(phone, invite):
    link = invite()
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert phone.get(link).status_code == 410


def test_one_that_was_withdrawn_is_none(desk, phone, invite):
    link = invite()
    desk.post(f"{STAFF}invitations/{Invitation.objects.get().pk}/withdraw/")
    assert phone.get(link).status_code == 404


def test_withdrawing_twice_is_harmless_and_one_that_was_used_stays(desk, phone, invite):
    phone.post(invite(), CHOSEN)
    address = f"{STAFF}invitations/{Invitation.objects.get().pk}/withdraw/"
    assert [desk.post(address).status_code for _ in range(2)] == [302, 302]
    assert Invitation.objects.exists()


def test_of_an_organizer_who_is_none_any_more_it_is_worthless(phone, invite, otto):
    link = invite(role=Role.ORGANIZER)
    Membership.objects.filter(user=otto).update(role=Role.DOOR)
    assert phone.post(link, CHOSEN).status_code == 410


@pytest.mark.parametrize("token", ["x", "0" * 40, "á" * 40])
def test_a_link_that_nobody_made(phone, db, token):
    assert phone.get(f"/welcome/{token}/").status_code == 404


@pytest.mark.parametrize("wrong", [{"name": ""}, {"role": "king"}, {"role": ""}, {"name": "x" * 61}])
def test_a_wrong_invitation_is_told(desk, event, wrong):
    assert desk.post(f"{STAFF}invite/", {"name": "Bia", "role": "lead"} | wrong).status_code == 400
    assert not Invitation.objects.exists()


def test_the_invitation_of_another_event_is_not_there(desk, invite, account):
    invite()
    Invitation.objects.update(event=add_event(product_id="p-2", name="Outro", account=account))
    address = f"{STAFF}invitations/{Invitation.objects.get().pk}/"
    assert desk.get(address).status_code == 404
    desk.post(f"{address}withdraw/")
    assert Invitation.objects.exists()


# Changing a role.


@pytest.fixture
def change(desk, rita):
    membership = Membership.objects.get(user=rita)

    def change(role="lead", who=desk):
        answer = who.post(f"{STAFF}{membership.pk}/role/", {"role": role})
        membership.refresh_from_db()
        return answer.status_code, membership.role

    return change


def test_an_organizer_changes_a_role_and_twice_is_harmless(change):
    assert [change(), change()] == [(302, "lead"), (302, "lead")]


@pytest.mark.parametrize("role", ["king", "", "admin"])
def test_a_role_that_there_is_not(change, role):
    assert change(role) == (400, "door")


def test_nobody_changes_their_own(desk, otto):
    mine = Membership.objects.get(user=otto)
    desk.post(f"{STAFF}{mine.pk}/role/", {"role": "door"})
    mine.refresh_from_db()
    assert mine.role == Role.ORGANIZER


# Who may.


@pytest.mark.parametrize("page", ["invite/", "invitations/{id}/", "invitations/{id}/withdraw/", "{pk}/role/"])
@pytest.mark.parametrize(("role", "status"), [(None, 404), (Role.DOOR, 403), (Role.LEAD, 403)])
def test_only_organizers_invite_and_change_roles(at_desk, make_person, invite, rita, page, role, status):
    invite()
    page = STAFF + page.format(id=Invitation.objects.get().pk, pk=Membership.objects.get(user=rita).pk)
    client = at_desk(make_person("somebody", role))
    method = client.get if page.endswith(f"{Invitation.objects.get().pk}/") else client.post
    assert method(page, {"name": "X", "role": "organizer"}).status_code == status
    assert (Invitation.objects.count(), Membership.objects.get(user=rita).role) == (1, "door")


@pytest.mark.parametrize("page", ["invite/", "1/role/"])
def test_nothing_is_done_by_an_address(desk, event, page):
    assert desk.get(STAFF + page).status_code == 405
