"""Tablets as the people with them use them: every test here goes through HTTP."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from participants import tablets
from participants.models import Checkpoint, Event, Membership, Role, Tablet
from participants.tablets import set_pin

BROWSER = "Mozilla/5.0 (iPad; CPU OS 18_2) Version/18.2"
HEADERS = {"user-agent": BROWSER, "accept-language": "en"}


@pytest.fixture
def otto(make_person: Callable[..., User]) -> User:
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def office(tablet_of: Callable[[User], Client], otto: User) -> Client:
    """The organizer's own device."""
    office = tablet_of(otto)
    office.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return office


@pytest.fixture
def make_paired(otto: User, entrance: Checkpoint) -> Callable[..., Client]:
    """A browser that is a tablet of the event: `make_paired("Gate B")`. Its row is `tablet_in(browser)`."""

    def make_paired(gate: str = "Gate A", checkpoint: Checkpoint = entrance) -> Client:
        browser = Client(headers=HEADERS)
        now = timezone.now()
        invitation = tablets.invite(checkpoint=checkpoint, gate=gate, person=otto, now=now)
        browser.post(f"/pair/{tablets.token_of(invitation)}/")
        return browser

    return make_paired


@pytest.fixture
def paired(make_paired: Callable[..., Client]) -> Client:
    return make_paired()


@pytest.fixture
def give_pin(event: Event) -> Callable[..., Membership]:
    def give_pin(person: User, pin: str = "2468") -> Membership:
        membership = event.memberships.get(user=person)
        set_pin(membership, pin)
        return membership

    return give_pin


@pytest.fixture
def at_the_tablet(paired: Client, event: Event, give_pin: Callable[..., Membership]) -> Callable[..., Client]:
    """Somebody has given their PIN at the paired tablet."""

    def at_the_tablet(person: User) -> Client:
        who = {"person": give_pin(person).pk, "pin": "2468"}
        assert paired.post(f"{event.get_absolute_url()}tablet/who/", who).status_code == 302
        return paired

    return at_the_tablet


def tablet_in(browser: Client) -> Tablet:
    return Tablet.objects.get(pk=browser.cookies["tablet"].value.partition(".")[0])


def grow_older(browser: Client, **fields: timedelta) -> Tablet:
    """Move moments of a tablet's row into the past: `grow_older(paired, key_since=timedelta(minutes=16))`."""
    tablet = tablet_in(browser)
    for field, by in fields.items():
        setattr(tablet, field, getattr(tablet, field) - by)
    tablet.save()
    return tablet
