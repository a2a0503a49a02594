"""Saying who is at a tablet, with a PIN; a tablet that nobody works at locks itself."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from participants.events import add_event
from participants.models import CheckIn, Throttle
from participants.tablets import new_pin, set_pin
from participants.tablets.pins import is_easy, is_pin_of

from .conftest import grow_older, tablet_in

JSON = {"accept": "application/json"}


@pytest.fixture
def who(event):
    return f"{event.get_absolute_url()}tablet/who/"


def test_without_any_pin_nobody_is_asked(paired, event):
    assert 'id="q"' in paired.get(event.get_absolute_url()).content.decode()


def test_with_a_pin_at_the_event_the_tablet_asks_and_shows_the_counters(paired, event, rita, caio, give_pin):
    give_pin(rita)
    page = paired.get(event.get_absolute_url()).content.decode()
    assert "Who is here?" in page and "Rita" in page and "Caio" not in page
    assert 'id="counters"' in page and 'id="q"' not in page


def test_name_and_pin_open_it(at_the_tablet, event, rita):
    page = at_the_tablet(rita).get(event.get_absolute_url()).content.decode()
    assert 'id="q"' in page and "Rita" in page


@pytest.mark.parametrize("pin", ["1112", "", "24", "24680", "２４６８", "\x00", "abcd"])
def test_a_wrong_pin_does_not(paired, event, who, rita, give_pin, pin):
    answer = paired.post(who, {"person": give_pin(rita).pk, "pin": pin})
    assert answer.status_code in (400, 403) and 'role="alert"' in answer.content.decode()
    assert tablet_in(paired).person is None


@pytest.mark.parametrize("person", ["", "0", "-1", "x", "9" * 30])
def test_a_name_that_is_not_on_the_list_is_no_name(paired, who, rita, give_pin, person):
    give_pin(rita)
    assert "Choose your name." in paired.post(who, {"person": person, "pin": "2468"}).content.decode()


def test_a_pin_of_another_event_is_none_here(paired, who, account, rita, give_pin):
    other = add_event(product_id="product-2", name="Outra", account=account)
    elsewhere = other.memberships.create(user=rita, role="door")
    set_pin(elsewhere, "8642")
    give_pin(rita)
    assert paired.post(who, {"person": elsewhere.pk, "pin": "8642"}).status_code == 400


def test_pins_are_throttled_for_each_person_at_each_tablet(paired, make_paired, who, rita, caio, give_pin):
    rita_here, caio_here = give_pin(rita).pk, give_pin(caio).pk
    statuses = [paired.post(who, {"person": rita_here, "pin": "1113"}).status_code for _ in range(6)]
    assert statuses == [403] * 5 + [429]
    assert paired.post(who, {"person": rita_here, "pin": "2468"}).status_code == 429
    assert paired.post(who, {"person": caio_here, "pin": "2468"}).status_code == 302
    assert make_paired("Gate B").post(who, {"person": rita_here, "pin": "2468"}).status_code == 302


@pytest.mark.parametrize(("where", "most"), [("one tablet", 15), ("many tablets", 60)])
def test_patience_is_no_way_around_it(make_paired, who, rita, give_pin, where, most):
    rita_here, tablet = give_pin(rita).pk, make_paired()
    for number in range(most):
        if number % 5 == 0:
            Throttle.objects.filter(key__endswith=" now").delete()
            tablet = make_paired() if where == "many tablets" else tablet
        assert tablet.post(who, {"person": rita_here, "pin": "1113"}).status_code == 403
    Throttle.objects.filter(key__endswith=" now").delete()
    assert tablet.post(who, {"person": rita_here, "pin": "2468"}).status_code == 429


def test_a_new_pin_is_not_waited_for_and_ends_what_the_old_one_opened(at_the_tablet, event, who, rita, caio, give_pin):
    tablet, _ = at_the_tablet(rita), give_pin(caio)
    [tablet.post(who, {"person": event.memberships.get(user=rita).pk, "pin": "1113"}) for _ in range(6)]
    membership = give_pin(rita, "8642")
    assert "Who is here?" in tablet.get(event.get_absolute_url()).content.decode()
    assert tablet.post(who, {"person": membership.pk, "pin": "8642"}).status_code == 302


def test_a_pin_lasts_a_shift(at_the_tablet, event, rita):
    tablet = at_the_tablet(rita)
    grow_older(tablet, pin_at=timedelta(hours=12, minutes=1))
    assert "Who is here?" in tablet.get(event.get_absolute_url()).content.decode()


def test_a_locked_tablet_does_nothing_but_count(paired, event, rita, give_pin, arrive):
    give_pin(rita)
    ana = arrive()
    asked = {"id": str(uuid4()), "participant": ana.kiwify_id}
    assert paired.post(f"{event.get_absolute_url()}check-ins/", asked, headers=JSON).json()["error"] == "locked"
    assert "Conceição" not in paired.get(event.get_absolute_url(), {"q": "ana"}).content.decode()
    search = paired.get(event.get_absolute_url(), {"q": "ana"}, headers={"hx-request": "true"})
    assert search["HX-Redirect"] == event.get_absolute_url()
    assert paired.get(f"{event.get_absolute_url()}counters/", headers=JSON).status_code == 200
    assert not CheckIn.objects.exists()


def test_it_locks_after_five_minutes_without_work(at_the_tablet, event, rita):
    tablet = at_the_tablet(rita)
    grow_older(tablet, worked_at=timedelta(minutes=5))
    poll = tablet.get(f"{event.get_absolute_url()}counters/?page=door", headers={"hx-request": "true"})
    assert poll["HX-Redirect"] == event.get_absolute_url()
    assert "Who is here?" in tablet.get(event.get_absolute_url()).content.decode()


def test_searching_and_letting_in_are_work_and_polling_is_not(at_the_tablet, event, rita):
    tablet = at_the_tablet(rita)
    for path, works in (("counters/", False), ("?q=ana", True)):
        before = grow_older(tablet, worked_at=timedelta(minutes=2)).worked_at
        tablet.get(f"{event.get_absolute_url()}{path}")
        assert (tablet_in(tablet).worked_at > before) == works


def test_at_a_shift_change_the_tablet_stays_paired(at_the_tablet, event, rita):
    tablet = at_the_tablet(rita)
    tablet.post(f"{event.get_absolute_url()}tablet/leave/")
    assert tablet_in(tablet).person is None
    assert "Who is here?" in tablet.get(event.get_absolute_url()).content.decode()


def test_whoever_works_here_no_more_is_not_at_the_tablet_either(at_the_tablet, event, rita, caio, give_pin):
    tablet, _ = at_the_tablet(rita), give_pin(caio)
    event.memberships.filter(user=rita).delete()
    assert "Who is here?" in tablet.get(event.get_absolute_url()).content.decode()


def test_an_organizer_may_choose_that_nobody_is_asked(at_the_tablet, office, event, rita):
    tablet = at_the_tablet(rita)
    office.post(f"{event.get_absolute_url()}staff/asks-who/", {"asks_who": "off"})
    tablet.post(f"{event.get_absolute_url()}tablet/leave/")
    assert 'id="q"' in tablet.get(event.get_absolute_url()).content.decode()


def test_settings_are_behind_the_pin(at_the_tablet, event, rita):
    tablet, settings = at_the_tablet(rita), f"{event.get_absolute_url()}tablet/settings/"
    assert "End the pairing" in tablet.get(settings).content.decode()
    grow_older(tablet, pin_at=timedelta(minutes=3))
    page = tablet.get(settings).content.decode()
    assert "Settings are for staff" in page and "End the pairing" not in page
    assert tablet.post(f"{event.get_absolute_url()}tablet/unpair/").status_code == 403
    assert tablet_in(tablet).ended_at is None


def test_the_pairing_can_be_ended_at_the_tablet(at_the_tablet, event, rita):
    tablet = at_the_tablet(rita)
    row = tablet_in(tablet)
    assert tablet.post(f"{event.get_absolute_url()}tablet/unpair/").url == "/pair/"
    row.refresh_from_db()
    assert row.ended_how == "left" and tablet.cookies["tablet"].value == ""


@pytest.mark.parametrize("page", ["who", "leave", "unpair"])
def test_what_a_tablet_does_is_not_asked_for_with_get(paired, event, page):
    assert paired.get(f"{event.get_absolute_url()}tablet/{page}/").status_code == 405


@pytest.mark.parametrize("page", ["who", "leave", "unpair"])
def test_a_device_somebody_signed_in_at_is_no_tablet(tablet, stranger, tablet_of, event, page):
    assert tablet.post(f"{event.get_absolute_url()}tablet/{page}/").status_code == 409
    assert tablet_of(stranger).post(f"{event.get_absolute_url()}tablet/{page}/").status_code == 404


def test_a_pin_is_kept_so_that_the_database_alone_does_not_tell_it(rita, give_pin, settings):
    membership = give_pin(rita)
    assert is_pin_of(membership, "2468") and "2468" not in membership.pin_hash
    settings.SECRET_KEY = "another key, as somebody with our database alone would have"
    assert not is_pin_of(membership, "2468")


def test_a_pin_outlives_a_new_secret_key(rita, give_pin, settings):
    membership = give_pin(rita)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "a new key" * 8, [settings.SECRET_KEY]
    assert is_pin_of(membership, "2468")


@pytest.mark.parametrize("pin", ["0000", "1234", "9876", "12", "12345", "12a4", "１２４４"])
def test_pins_that_anybody_guesses_are_refused(event, rita, pin):
    with pytest.raises(ValidationError):
        set_pin(event.memberships.get(user=rita), pin)


def test_pins_that_are_made_up_are_not_easy():
    assert not any(is_easy(new_pin()) for _ in range(300))


def test_contact_is_written_down_with_what_the_tablet_tells(paired, event):
    grow_older(paired, seen_at=timedelta(seconds=11))
    told = {"battery": "87", "charging": "true", "version": "abc"}
    paired.get(f"{event.get_absolute_url()}counters/", told)
    row = tablet_in(paired)
    assert (row.battery, row.is_charging, row.version) == (87, True, "abc")
    assert timezone.now() - row.seen_at < timedelta(seconds=5)


@pytest.mark.parametrize("told", [{"battery": "101"}, {"battery": "x"}, {"charging": "maybe"}, {"version": "v" * 300}])
def test_what_cannot_be_so_is_taken_as_not_told(paired, event, told):
    grow_older(paired, seen_at=timedelta(seconds=11))
    assert paired.get(f"{event.get_absolute_url()}counters/", told).status_code == 200
    row = tablet_in(paired)
    assert (row.battery, row.is_charging, row.version) == (None, None, "")
