"""The page of reads: organizers see how fresh the copy is, ask for a read, and decide what is held."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from participants.models import Event, Reading, Role, SyncRun
from participants.sync import mark_of

from .conftest import HTMX

READS = "/e/noite-do-empreendedor/reads/"


@pytest.fixture
def desk(tablet_of, make_person):
    """Otto's browser, in English."""
    desk = tablet_of(make_person("otto", Role.ORGANIZER))
    desk.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    return desk


@pytest.fixture
def reading(event):
    """A follower is alive, and a full read was done."""
    now = timezone.now()
    Event.objects.update(read_at=now, issued_tickets=2)
    return Reading.objects.create(event=event, followed_at=now, full_read_at=now)


@pytest.fixture
def held(reading, arrive):
    reading.held = [arrive("Ana").pk, arrive("Bia").pk]
    reading.save()
    return reading


@pytest.mark.parametrize("role", [Role.DOOR, Role.LEAD])
@pytest.mark.parametrize(("method", "page"), [("get", ""), ("post", "now/"), ("post", "accept/")])
def test_it_is_for_organizers(tablet_of, make_person, event, role, method, page):
    somebody = tablet_of(make_person("somebody", role))
    assert getattr(somebody, method)(READS + page).status_code == 403


@pytest.mark.parametrize("page", ["now/", "accept/"])
def test_asking_is_a_post(desk, event, page):
    assert desk.get(READS + page).status_code == 405


def test_it_says_how_fresh_the_copy_is(desk, reading):
    page = desk.get(READS).text
    assert re.search(r"Read \d+ s ago", page)
    assert "Kiwify counts 2 tickets" in page


def test_it_lists_what_the_reads_did(desk, event, reading):
    now = timezone.now()
    SyncRun.objects.create(
        event=event, kind="changes", status="done", started_at=now, finished_at=now + timedelta(seconds=2),
        listed=31, added=7, changed=5, calls=3,
    )  # fmt: skip
    page = desk.get(READS).text
    assert all(f'<td class="number">{number}</td>' in page for number in (31, 7, 5, 3))
    assert "2.0 s" in page


def test_a_failed_read_says_why(desk, event, reading):
    SyncRun.objects.create(event=event, status="failed", error="forbidden", started_at=timezone.now())
    assert "give it the scope" in desk.get(READS).text


def test_an_outage_says_since_when_and_what_to_do(desk, reading):
    Event.objects.update(trouble="credentials_dead", trouble_since=timezone.now())
    page = desk.get(READS).text
    assert "Kiwify cannot be read since" in page
    assert "Make a new API key in Kiwify" in page


def test_a_follower_that_is_gone_is_missed(desk, reading):
    assert "manage.py sync --follow" not in desk.get(READS).text
    Reading.objects.update(followed_at=timezone.now() - timedelta(minutes=2))
    assert "manage.py sync --follow" in desk.get(READS).text


def test_read_now_asks_the_follower(desk, event, reading):
    assert desk.post(f"{READS}now/").url == READS
    reading.refresh_from_db()
    assert reading.asked_at
    assert "The read begins in a moment" in desk.get(READS, headers=HTMX).text


def test_a_read_that_is_going_on_shows_how_far_it_is(desk, event, reading):
    SyncRun.objects.create(event=event, started_at=timezone.now(), listed=1200, expected=2000)
    page = desk.get(READS, headers=HTMX).text
    assert "Reading: 1,200 of 2,000 tickets" in page
    assert 'hx-trigger="every 1s"' in page


def test_an_archived_event_is_not_read(desk, event):
    Event.objects.update(is_active=False)
    reply = desk.post(f"{READS}now/", headers=HTMX)
    assert (reply.status_code, "archived" in reply.text) == (403, True)


def test_what_is_held_is_said_and_accepted_in_one_click(desk, event, held):
    assert "Held: Kiwify no longer lists 2 tickets" in desk.get(READS).text
    desk.post(f"{READS}accept/", {"tickets": mark_of(held.held)})
    assert event.participants.exclude(withdrawn_at=None).count() == 2
    assert "Held:" not in desk.get(READS).text


def test_accepting_twice_is_harmless(desk, event, held):
    shown = {"tickets": mark_of(held.held)}
    desk.post(f"{READS}accept/", shown)
    assert desk.post(f"{READS}accept/", shown, headers=HTMX).status_code == 409


def test_accepting_others_than_were_shown_is_refused(desk, event, held, arrive):
    shown = mark_of(held.held)
    held.held = [held.held[0], arrive("Caio").pk]
    held.save()
    answer = desk.post(f"{READS}accept/", {"tickets": shown})
    assert answer.status_code == 409
    assert not event.participants.exclude(withdrawn_at=None).exists()
