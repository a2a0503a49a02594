"""The door says how old its copy of Kiwify is, and why, in words for a volunteer."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from participants import events
from participants.models import Event, Reading

from .conftest import HTMX

COUNTERS = "/e/noite-do-empreendedor/counters/"


@pytest.fixture
def shown(tablet, event):
    """The counters, with the copy so many seconds old: `shown(70, trouble="unavailable")`."""

    def shown(seconds, **fields):
        Event.objects.update(read_at=timezone.now() - timedelta(seconds=seconds), **fields)
        return tablet.get(COUNTERS, headers=HTMX | {"Accept-Language": "en"}).text

    return shown


@pytest.mark.parametrize(
    ("seconds", "level"), [(12, "fresh"), (50, "fresh"), (61, "late"), (299, "late"), (301, "old")]
)
def test_it_is_amber_past_a_minute_and_red_past_five(shown, seconds, level):
    assert f'class="freshness is-{level}"' in shown(seconds)


def test_a_fresh_copy_needs_no_words(shown):
    assert re.search("Kiwify read 1[2-9] s ago", shown(12))
    assert 'class="stale' not in shown(12)


@pytest.mark.parametrize(
    ("trouble", "words"),
    [
        ("unavailable", "Kiwify does not answer"), ("rate_limited", "Kiwify asks us to wait"),
        ("credentials_dead", "Tell your organizer"), ("not_found", "Tell your organizer"),
        ("not_understood", "Tell your organizer"), ("", "Tell your organizer"),
    ],
)  # fmt: skip
def test_an_old_copy_says_why_and_that_the_door_goes_on(shown, trouble, words):
    text = shown(400, trouble=trouble)
    assert words in text
    assert "Go on letting people in" in text


def test_without_trouble_and_with_a_follower_kiwify_is_only_slow(shown, event):
    Reading.objects.create(event=event, followed_at=timezone.now())
    assert "has not answered yet" in shown(70)


def test_before_the_first_read_nobody_can_be_found(tablet, event):
    text = tablet.get(COUNTERS, headers=HTMX | {"Accept-Language": "en"}).text
    assert "Until then nobody can be found" in text


def test_an_open_door_is_noted_and_not_at_every_poll(tablet, event, django_assert_num_queries):
    events._noted.clear()
    tablet.get(COUNTERS, headers=HTMX)
    first = Event.objects.get().door_open_at
    tablet.get(COUNTERS, headers=HTMX)
    assert first is not None
    assert Event.objects.get().door_open_at == first
