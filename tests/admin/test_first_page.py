from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants.events import add_event
from participants.models import Account, Event, Source, SyncRun, Tablet

from .conftest import list_of

HOME = reverse("admin:index")


def test_without_an_account_it_begins_with_connecting_kiwify(desk):
    assert reverse("admin:participants_account_add") in desk.get(HOME).text
    assert "Begin by connecting your Kiwify account." in desk.get(HOME).text


def test_without_an_event_it_goes_on_with_adding_one(desk):
    Account.objects.create(name="Casa", account_id="a", client_id="b", client_secret="c")
    assert "Now add the event whose door you want to run." in desk.get(HOME).text


def test_it_shows_how_it_stands_with_the_events(desk, event, arrive, let_in):
    Event.objects.update(issued_tickets=2, read_at=timezone.now())
    let_in(arrive())
    page = desk.get(HOME).text
    assert 'max="100" value="50"' in page
    assert "0 s ago" in page
    assert event.get_absolute_url() in page


def test_it_says_what_is_wrong_with_a_read(desk, event):
    Event.objects.update(trouble="unavailable")
    SyncRun.objects.create(event=event, started_at=timezone.now(), status="failed", error="unavailable")
    assert "Kiwify does not answer." in desk.get(HOME).text


def test_an_event_that_is_over_is_not_shown(desk, event):
    Event.objects.update(is_active=False)
    assert event.get_absolute_url() not in desk.get(HOME).text


def test_our_own_places_come_first(desk):
    page = desk.get(HOME).text
    places = [page.index(f">{name}</a>") for name in ("Events", "Participants", "Check-ins", "Reads", "Users")]
    assert places == sorted(places)


@pytest.mark.parametrize("theme", ["auto", "light", "dark"])
def test_the_theme_is_that_of_the_whole_product(desk, theme):
    desk.cookies["theme"] = theme
    assert f'class="theme-{theme} dashboard"' in desk.get(HOME).text


def test_it_is_drawn_without_inline_style_or_script(desk, event):
    page = desk.get(HOME)
    assert "style=" not in page.text
    assert "<style" not in page.text
    assert "nonce-" in page["Content-Security-Policy"] or "<script" not in page.text


def test_more_events_cost_no_more_queries(desk, event, account, make_tablet):
    with CaptureQueriesContext(connection) as with_one:
        desk.get(HOME)
    for number in range(5):
        other = add_event(product_id=f"p-{number}", name=f"Event {number}", account=account)
        Tablet.objects.filter(pk=make_tablet(f"Gate {number}").pk).update(event=other)
    with CaptureQueriesContext(connection) as with_six:
        desk.get(HOME)
    assert len(with_six) == len(with_one)


def test_it_tells_of_tablets_and_of_those_that_are_silent(desk, event, make_tablet):
    make_tablet()
    make_tablet(seen_at=timezone.now() - timedelta(minutes=5))
    make_tablet("Gate B", ended_at=timezone.now())
    assert "1 silent" in desk.get(HOME).text
    assert f'{list_of(Tablet)}?event={event.pk}&amp;ended=no">2</a>' in desk.get(HOME).text


def test_it_tells_of_doubles_that_wait(desk, event, arrive, let_in, caio):
    ana = arrive()
    let_in(ana)
    let_in(ana, person=caio, source=Source.OFFLINE, happened_at=timezone.now() - timedelta(hours=1))
    assert f'{reverse("doubles", args=[event.slug])}">1</a>' in desk.get(HOME).text
