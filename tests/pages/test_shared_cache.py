"""A cache that several machines share: it keeps copies of sessions, and the door does without it."""

import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from checkin_site.cache import Dispensable
from participants.models import CheckIn


@pytest.fixture
def shared(settings):
    settings.SESSION_ENGINE = "checkin_site.cached_sessions"
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "shared"}}


@pytest.fixture
def cut_off(settings, monkeypatch):
    """A cache at an address where nobody answers."""
    monkeypatch.setattr(Dispensable, "_rests_until", 0.0)
    settings.SESSION_ENGINE = "checkin_site.cached_sessions"
    settings.CACHES = {"default": {"BACKEND": "checkin_site.cache.Dispensable", "LOCATION": "redis://127.0.0.1:1"}}


@pytest.fixture
def broken(cut_off, monkeypatch):
    """A Redis that answers, with this to whoever asks for a copy: `broken(b"[]")`."""

    def broken(answer):
        monkeypatch.setattr("redis.Redis.execute_command", lambda _, word, *__, **___: answer if word == "GET" else 1)

    return broken


def test_who_is_known_is_not_asked_for_again(shared, tablet_of, rita, event):
    tablet = tablet_of(rita)
    tablet.get(event.get_absolute_url())
    with CaptureQueriesContext(connection) as asked:
        assert tablet.get(event.get_absolute_url()).status_code == 200
    assert not any("django_session" in query["sql"] for query in asked)


def test_who_signs_out_is_out_on_every_machine(shared, tablet_of, rita, event, client):
    tablet = tablet_of(rita)
    tablet.get(event.get_absolute_url())
    client.cookies = tablet.cookies.copy()
    tablet.post("/sign-out/")
    assert client.get(event.get_absolute_url()).status_code == 302


def test_the_door_does_without_a_cache_that_is_away(cut_off, tablet_of, rita, arrive, tap):
    assert "ENTROU" in tap(tablet_of(rita), arrive("Ana")).text
    assert CheckIn.objects.count() == 1


def test_a_cache_that_is_away_is_left_alone_for_a_while(cut_off, tablet_of, rita, event):
    tablet_of(rita).get(event.get_absolute_url())
    assert Dispensable._rests_until > time.monotonic()


def test_a_stranger_is_one_without_a_cache_too(cut_off, client, event):
    assert client.get(event.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("answer", [b"{oops", b"\xff\xfe", b"7", b"[]", b"{}", b"null", 7, b"[" * 100_000])
def test_what_is_no_copy_of_a_session_is_not_taken_for_one(broken, tablet_of, rita, event, answer):
    broken(answer)
    assert tablet_of(rita).get(event.get_absolute_url()).status_code == 200
    assert Dispensable._rests_until == 0.0


def test_the_door_does_without_a_cache_that_talks_nonsense(cut_off, tablet_of, rita, event, monkeypatch):
    def nonsense(*_, **__):
        raise ValueError("invalid literal for int()")

    monkeypatch.setattr("redis.Redis.execute_command", nonsense)
    assert tablet_of(rita).get(event.get_absolute_url()).status_code == 200
