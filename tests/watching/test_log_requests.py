"""Each request is one line, each verdict another, both with the request's id."""

import logging
import sys
from uuid import uuid4

import pytest
from django.db import IntegrityError

from participants.watching.lines import JsonLines

DOOR = "/e/noite-do-empreendedor/"
FROM_A_PROXY = "0f8fad5bd9cb469fa16570867728950e"


def test_a_request_is_told_with_its_view_event_status_and_time(tablet, event, lines):
    tablet.get(DOOR)
    [line] = lines()
    assert (line["view"], line["event"], line["status"], line["method"]) == ("door", event.slug, 200, "GET")
    assert line["level"] == "info" and line["ms"] >= 0


@pytest.mark.django_db(transaction=True)
def test_a_verdict_is_told_with_its_place_and_source(tablet, entrance, arrive, lines):
    tablet.post(f"{DOOR}check-ins/", {"id": uuid4(), "participant": arrive().kiwify_id})
    verdict, answered = lines()
    assert (verdict["verdict"], verdict["source"], verdict["checkpoint"]) == ("admitted", "search", entrance.pk)
    assert verdict["request"] == answered["request"]


def test_a_tablet_is_told_by_its_id(client, make_tablet, monkeypatch, lines):
    ours = make_tablet()

    def recognise(request):
        request.tablet = ours
        return ours

    monkeypatch.setattr("participants.access.sign_in.tablet_of", recognise)
    client.get(DOOR)
    assert lines()[-1]["tablet"] == str(ours.pk)


def test_the_proxys_id_is_kept_and_sent_back(tablet, event, lines):
    answer = tablet.get(DOOR, headers={"X-Request-ID": FROM_A_PROXY})
    assert answer["X-Request-ID"] == lines()[-1]["request"] == FROM_A_PROXY


@pytest.mark.parametrize("told", ["", "52998224725", "529.982.247-25", "ana@example.com", "a" * 65, "x\ny"])
def test_another_id_is_replaced(tablet, event, lines, told):
    answer = tablet.get(DOOR, headers={"X-Request-ID": told})
    assert answer["X-Request-ID"] != told
    assert answer["X-Request-ID"] == lines()[-1]["request"]


@pytest.mark.parametrize("where", ["/healthz", "/readyz", f"{DOOR}counters/", "/clock"])
def test_what_is_asked_all_the_time_is_not_told(tablet, event, lines, where):
    assert tablet.get(where).status_code == 200
    assert lines() == []


def test_a_poll_that_goes_wrong_is(tablet, event, lines):
    tablet.get("/e/no-such-event/counters/")
    [line] = lines()
    assert (line["view"], line["status"]) == ("counters", 404)
    assert "event" not in line


def test_what_broke_is_told_without_its_words(tablet, event, monkeypatch, lines):
    def broken(*_, **__):
        raise ValueError("Ana Conceição")

    monkeypatch.setattr("participants.views.door.search.find", broken)
    tablet.raise_request_exception = False
    assert tablet.get(DOOR).status_code == 500
    error, answered = lines()
    assert (error["level"], error["error"], answered["level"]) == ("error", "ValueError", "error")
    assert error["trace"][-1].endswith("broken") and "tests/watching/" in error["trace"][-1]


@pytest.mark.django_db(transaction=True)
def test_a_database_error_is_told_with_its_code(tablet, event, entrance, monkeypatch, lines):
    def same_again(*_, **__):
        entrance.pk = None
        entrance.save()

    monkeypatch.setattr("participants.views.door.search.find", same_again)
    tablet.raise_request_exception = False
    tablet.get(DOOR)
    error = lines()[0]["error"]
    assert error in (f"{IntegrityError.__name__} SQLITE_CONSTRAINT_UNIQUE", f"{IntegrityError.__name__} 23505")


@pytest.mark.parametrize(
    ("name", "level", "message", "args", "told"),
    [
        ("gunicorn.error", logging.ERROR, "Error in request %s %s", ("GET", "/?q=Ana"), "Error in request … …"),
        ("gunicorn.error", logging.WARNING, "Invalid request from ip=10.0.0.9: GET /?q=Ana", (), "Invalid request"),
        ("django.security", logging.WARNING, "Forbidden (%s): %s", ("Referer", "/e/ana"), "Forbidden (…): …"),
        ("library", logging.WARNING, "%d of %s", ("Ana", "Ana"), "%d of %s"),
        ("library", logging.WARNING, "%(many)s for %(name)s", ({"many": 3, "name": "Ana"},), "3 for …"),
    ],
)  # fmt: skip
def test_of_what_libraries_say_only_numbers_are_kept(name, level, message, args, told):
    record = logging.LogRecord(name, level, __file__, 1, message, args, None)
    assert f'"message": "{told}"' in JsonLines().format(record)


@pytest.mark.parametrize(
    ("level", "message", "arg", "told"),
    [
        (logging.INFO, "Listening at: %s", "http://[::]:8000", "Listening at: http://[::]:8000"),
        (logging.ERROR, "Reason: %s", OSError("Worker failed to boot."), "Reason: Worker failed to boot."),
        (logging.ERROR, "Worker was sent %s!", "SIGKILL", "Worker was sent SIGKILL!"),
    ],
)
def test_what_gunicorn_says_of_workers_is_told_whole(level, message, arg, told):
    record = logging.LogRecord("gunicorn.error", level, __file__, 1, message, (arg,), None)
    assert f'"message": "{told}"' in JsonLines().format(record)


def test_why_a_worker_does_not_start_is_told_whole():
    try:
        raise ImportError("No module named x")
    except ImportError:
        record = logging.LogRecord("gunicorn.error", 40, __file__, 1, "Exception in worker process", (), sys.exc_info())
    assert '"error": "ImportError: No module named x"' in JsonLines().format(record)


@pytest.mark.parametrize("status", [302, 404])
def test_what_somebody_typed_for_an_event_is_not_told(client, tablet, event, lines, status):
    (client if status == 302 else tablet).get("/e/52998224725/")
    [line] = lines()
    assert line["status"] == status and "52998224725" not in str(line)


def test_a_locked_tablet_is_told_with_its_event(client, make_tablet, event, monkeypatch, lines):
    ours = make_tablet()

    def recognise(request):
        request.tablet = ours
        return ours

    monkeypatch.setattr("participants.access.sign_in.tablet_of", recognise)
    monkeypatch.setattr("participants.tablets.asks_who", lambda _: True)
    client.post(f"{DOOR}check-ins/", headers={"Accept": "application/json"})
    assert (lines()[-1]["status"], lines()[-1].get("event")) == (403, event.slug)


def test_an_error_among_the_words_is_told_by_its_name():
    record = logging.LogRecord("participants", 20, __file__, 1, "Not now: %s", (ValueError("Ana"),), None)
    assert '"message": "Not now: ValueError"' in JsonLines().format(record)


def test_no_line_breaks_the_form():
    try:
        raise ValueError("one\ntwo")
    except ValueError:
        record = logging.LogRecord("participants", 40, __file__, 1, "a\nb", (), sys.exc_info())
    assert len(JsonLines().format(record).splitlines()) == 1
