"""The key of a tablet: changed every quarter of an hour, and worth nothing where it should not be."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants import tablets
from participants.tablets.keys import CHANGES_AFTER

from .conftest import BROWSER, HEADERS, grow_older, tablet_in

QUARTER = CHANGES_AFTER + timedelta(seconds=1)


def copy_of(browser: Client, **headers: str) -> Client:
    thief = Client(headers=HEADERS | headers)
    thief.cookies["tablet"] = browser.cookies["tablet"].value
    return thief


@pytest.fixture
def knock(event):
    """Ask for the door; whether it opened."""
    return lambda browser: browser.get(event.get_absolute_url()).status_code == 200


def test_it_stays_the_same_for_a_quarter_of_an_hour(paired, knock):
    before = paired.cookies["tablet"].value
    assert knock(paired) and paired.cookies["tablet"].value == before


def test_then_it_changes_and_the_tablet_goes_on(paired, knock):
    before, _ = paired.cookies["tablet"].value, grow_older(paired, key_since=QUARTER)
    assert knock(paired) and paired.cookies["tablet"].value != before
    assert knock(paired) and knock(paired)
    assert tablet_in(paired).old_key_hash


def test_an_answer_lost_on_the_way_locks_nobody_out(paired, knock):
    grow_older(paired, key_since=QUARTER)
    offline = copy_of(paired)
    knock(offline)  # its answer, with the next key, never comes back
    assert knock(paired)
    grow_older(paired, next_key_at=timedelta(minutes=2))
    assert knock(paired) and knock(paired) and tablet_in(paired).old_key_hash


def test_requests_under_way_while_it_changes_are_answered(paired, knock):
    grow_older(paired, key_since=QUARTER)
    under_way = copy_of(paired)
    assert knock(paired) and knock(paired)
    assert knock(under_way) and tablet_in(paired).ended_at is None


def test_a_copied_key_ends_the_tablet_when_both_are_in_use(paired, knock):
    grow_older(paired, key_since=QUARTER)
    thief = copy_of(paired)
    assert knock(paired) and knock(paired)
    grow_older(paired, key_since=timedelta(minutes=2))
    assert not knock(thief) and not knock(paired)
    assert tablet_in(paired).ended_how == "copied"


def test_a_tablet_that_wakes_with_the_key_before_goes_on(paired, knock):
    grow_older(paired, key_since=QUARTER)
    asleep = copy_of(paired)
    assert knock(paired) and knock(paired)
    grow_older(paired, key_since=timedelta(minutes=30), seen_at=timedelta(minutes=30))
    assert knock(asleep) and tablet_in(paired).ended_at is None


def test_a_key_from_two_changes_ago_is_worth_nothing(paired, knock):
    old = copy_of(paired)
    for _ in range(2):
        grow_older(paired, key_since=QUARTER)
        assert knock(paired) and knock(paired)
    assert not knock(old) and knock(paired)


def test_next_keys_that_never_come_back_are_somebody_elses(paired, knock):
    grow_older(paired, key_since=QUARTER)
    thief = copy_of(paired)
    for _ in range(12):
        thief.cookies["tablet"] = paired.cookies["tablet"].value  # it throws each next key away
        knock(thief)
        if tablet_in(paired).next_key_at:
            grow_older(paired, next_key_at=timedelta(minutes=2))
    assert tablet_in(paired).ended_how == "copied" and not knock(paired)


def test_another_browser_that_shows_the_cookie_does_not_make_the_tablet_forget_it(paired):
    answer = copy_of(paired, **{"user-agent": "Desktop Safari"}).get("/pair/")
    assert "tablet" not in answer.cookies and "Clear-Site-Data" not in answer


def test_it_is_bound_to_the_browser_it_was_given_to(paired, knock):
    assert not knock(copy_of(paired, **{"user-agent": "Mozilla/5.0 (X11; Linux) Firefox/140"}))
    assert knock(paired)


def test_an_update_of_the_browser_does_not_matter(paired, knock):
    assert knock(copy_of(paired, **{"user-agent": BROWSER.replace("18_2", "19_0_1").replace("18.2", "19.0.1")}))


def test_a_stolen_cookie_is_worthless_once_the_pairing_is_ended(paired, office, event, knock):
    thief, tablet = copy_of(paired), tablet_in(paired)
    office.post(f"{event.get_absolute_url()}tablets/{tablet.pk}/end/")
    assert not knock(thief) and not knock(paired)
    assert thief.get(event.get_absolute_url(), {"q": "ana"}, headers={"hx-request": "true"})["HX-Redirect"].startswith(
        "/pair/"
    )
    assert thief.get(f"{event.get_absolute_url()}counters/", headers={"accept": "application/json"}).status_code == 401


def test_a_tablet_whose_pairing_has_ended_is_told_and_forgets_it(paired, office, event):
    office.post(f"{event.get_absolute_url()}tablets/{tablet_in(paired).pk}/end/")
    answer = paired.get(event.get_absolute_url(), follow=True)
    assert "no longer paired" in answer.content.decode()
    assert paired.cookies["tablet"].value == "" and "storage" in answer["Clear-Site-Data"]


@pytest.mark.parametrize("over", [{"ends_at": timedelta(hours=7)}, {"starts_at": timedelta(hours=31)}])
def test_it_ends_by_itself_after_the_event(paired, event, knock, over):
    [(field, ago)] = over.items()
    now = tablet_in(paired).paired_at
    setattr(event, field, now - ago)
    event.save()
    assert not knock(paired)
    setattr(event, field, now - ago + timedelta(hours=2))
    event.save()
    assert knock(paired)


def test_without_a_date_it_lasts_a_week(paired, knock):
    grow_older(paired, paired_at=timedelta(days=6, hours=23))
    assert knock(paired)
    grow_older(paired, paired_at=timedelta(hours=2))
    assert not knock(paired)


@given(cookie=st.one_of(st.text(max_size=200), st.from_regex(r"[0-9a-f]{32}\.[\w-]{0,60}", fullmatch=True)))
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cookie_that_was_not_given_out_is_a_tablet(db_of_one_tablet, cookie):
    id, browser, now = db_of_one_tablet
    assert tablets.recognise(cookie, browser=browser, now=now) is None
    assert tablets.recognise(f"{id.hex}.{cookie}", browser=browser, now=now) is None


@pytest.fixture
def db_of_one_tablet(paired):
    tablet = tablet_in(paired)
    return tablet.pk, tablet.browser, tablet.paired_at
