"""Pairing: an organizer's invitation makes one browser a tablet of the event, once."""

import re
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from participants import tablets
from participants.models import Event, Pairing, Tablet, Throttle
from participants.tablets import words

from .conftest import BROWSER, HEADERS, tablet_in


@pytest.fixture
def invitation(entrance, otto):
    return tablets.invite(checkpoint=entrance, gate="Gate A", person=otto, now=timezone.now())


@pytest.fixture
def address(invitation):
    return f"/pair/{tablets.token_of(invitation)}/"


@pytest.fixture
def device():
    return Client(headers=HEADERS)


def test_an_organizer_sees_a_qr_code_and_three_words(office, event, entrance):
    made = office.post(f"{event.get_absolute_url()}tablets/invitations/", {"gate": "Gate A", "checkpoint": entrance.pk})
    page = office.get(made.url).content.decode()
    assert "<svg" in page and re.search(r'invitation-code">([a-z]+ ){2}[a-z]+<', page)


def test_the_page_of_an_invitation_shows_the_same_again(office, event, invitation):
    page = f"{event.get_absolute_url()}tablets/invitations/{invitation.pk}/"
    assert tablets.words_of(invitation) in office.get(page).content.decode()
    assert tablets.words_of(invitation) in office.get(page).content.decode()


def test_the_three_words_lead_to_the_event(device, invitation, address):
    typed = tablets.words_of(invitation).upper().replace(" ", " - ")
    assert device.post("/pair/", {"words": typed}).url == address
    assert "Noite do Empreendedor" in device.get(address).content.decode()


def test_to_look_at_an_invitation_does_not_use_it(device, address):
    device.get(address)
    assert not Tablet.objects.exists() and Pairing.objects.get().used_at is None


def test_accepting_makes_the_browser_a_tablet_of_the_event(device, address, event, entrance):
    assert device.post(address).url == event.get_absolute_url()
    tablet = tablet_in(device)
    assert (str(tablet), tablet.checkpoint, tablet.event) == ("Gate A · 1", entrance, event)
    assert "Gate A · 1" in device.get(event.get_absolute_url()).content.decode()


def test_the_key_is_where_no_script_can_read_it_and_kept_as_a_hash(device, address):
    device.post(address)
    cookie = device.cookies["tablet"]
    secret = cookie.value.partition(".")[2]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and len(secret) >= 43
    assert secret not in str(Tablet.objects.values().get())


def test_neither_the_token_nor_the_words_are_in_the_database(invitation):
    kept = str(Pairing.objects.values().get(pk=invitation.pk))
    assert tablets.token_of(invitation) not in kept and tablets.words_of(invitation) not in kept


def test_an_invitation_is_used_once(device, address):
    device.post(address)
    second = Client(headers=HEADERS)
    assert second.post(address).status_code == 410 and "tablet" not in second.cookies
    assert Tablet.objects.count() == 1


def test_an_invitation_lasts_ten_minutes(device, invitation, address):
    Pairing.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert device.get(address).status_code == 410
    assert device.post(address).status_code == 410
    assert device.post("/pair/", {"words": tablets.words_of(invitation)}).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 40, "..", "%00", "á" * 30, "a" * 5000])
def test_a_token_that_nobody_made_is_no_invitation(device, db, token):
    assert device.get(f"/pair/{token}/").status_code == 404
    assert device.post(f"/pair/{token}/").status_code == 404


@pytest.mark.parametrize("typed", ["", " ", "gato lua", "\x00", "🎫 🎫 🎫", "a" * 9000])
def test_words_that_are_none_are_answered_in_words(device, db, typed):
    answer = device.post("/pair/", {"words": typed})
    assert answer.status_code == 404 and "ten minutes" in answer.content.decode()


@pytest.mark.parametrize("key", ["pairing words", "pairing words 127.0.0.1"])
def test_guessing_words_is_throttled(device, invitation, key):
    Throttle.objects.create(key=key, since=timezone.now(), count=300)
    right = {"words": tablets.words_of(invitation)}
    assert device.post("/pair/", right).status_code == 429
    Throttle.objects.update(since=timezone.now() - timedelta(minutes=11))
    assert device.post("/pair/", right).status_code == 302


def test_whoever_guesses_elsewhere_keeps_nobody_out(device, invitation):
    for _ in range(25):
        device.post("/pair/", {"words": "gato gato gato"}, REMOTE_ADDR="192.0.2.7")
    assert device.post("/pair/", {"words": tablets.words_of(invitation)}).status_code == 302


def test_right_words_do_not_use_up_the_guesses(device, invitation):
    device.post("/pair/", {"words": tablets.words_of(invitation)})
    assert set(Throttle.objects.values_list("count", flat=True)) == {0}


def test_an_invitation_ends_with_the_right_to_make_it_and_with_the_event(device, address, event, otto):
    event.memberships.filter(user=otto).update(role="lead")
    assert device.post(address).status_code == 410
    event.memberships.filter(user=otto).update(role="organizer")
    User.objects.filter(pk=otto.pk).update(is_active=False)
    assert device.post(address).status_code == 410
    User.objects.filter(pk=otto.pk).update(is_active=True)
    Event.objects.update(is_active=False)
    assert device.post(address).status_code == 410
    Event.objects.update(is_active=True)
    assert device.post(address).status_code == 302


def test_no_account_stays_on_a_paired_tablet(tablet, address, event):
    tablet.defaults |= {"HTTP_USER_AGENT": BROWSER, "HTTP_ACCEPT_LANGUAGE": "en"}
    assert "signed in as Rita" in tablet.get(address).content.decode()
    tablet.post(address)
    assert "_auth_user_id" not in tablet.session
    assert tablet.get("/").url == event.get_absolute_url()


def test_a_tablet_that_is_paired_anew_leaves_the_gate_it_had(paired, address):
    before = tablet_in(paired)
    paired.post(address)
    before.refresh_from_db()
    assert before.ended_how == "left" and tablet_in(paired).pk != before.pk


def test_tablets_of_one_gate_are_numbered(make_paired):
    assert [str(tablet_in(make_paired())) for _ in range(3)] == ["Gate A · 1", "Gate A · 2", "Gate A · 3"]


@pytest.mark.django_db(transaction=True)
def test_of_two_browsers_that_accept_at_once_one_is_paired(address):
    statuses = []

    def accept():
        try:
            statuses.append(Client(headers=HEADERS).post(address).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=accept) for _ in range(8)]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert sorted(statuses) == [302] + [410] * 7 and Tablet.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_tablets_that_are_paired_at_once_for_one_gate_get_a_number_each(entrance, otto):
    invitations = [tablets.invite(checkpoint=entrance, gate="A", person=otto, now=timezone.now()) for _ in range(6)]

    def accept(invitation):
        try:
            tablets.pair(invitation, browser="b", now=timezone.now())
        finally:
            connection.close()

    threads = [threading.Thread(target=accept, args=[one]) for one in invitations]
    [thread.start() for thread in threads], [thread.join() for thread in threads]
    assert sorted(Tablet.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@given(st.integers(0, 2**24 - 1))
def test_words_stand_for_one_number_however_they_are_typed(number):
    code = words.in_words(number)
    assert words.normal(f"  {code.upper().replace(' ', '-')}. ") == code
    places = [words.WORDS.index(word) for word in code.split()]
    assert sum(place << 8 * at for at, place in enumerate(places)) == number


def test_there_are_256_words_told_apart_by_four_letters():
    assert len(words.WORDS) == 256 == len({word[:4] for word in words.WORDS})
