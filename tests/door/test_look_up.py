"""A code that nobody here has is asked of Kiwify once, so that a ticket bought a minute ago gets in."""

import threading
import time
from uuid import uuid4

import pytest
from django.db import connection
from django.utils import timezone, translation

from participants import reception
from participants.accounts import default_account
from participants.events import add_event
from participants.models import Account, CheckIn, Checkpoint, KiwifyCall, SyncRun
from participants.sync import read_event
from participants.verdicts import verdict_of

pytestmark = pytest.mark.django_db(transaction=True)

UNKNOWN = "NOBODYHASTHIS00"


@pytest.fixture
def event(sandbox, settings):
    """The sandbox's event, connected and never read."""
    settings.KIWIFY_API_URL = sandbox.base_url
    settings.KIWIFY_CLIENT_ID = sandbox.client_id
    settings.KIWIFY_CLIENT_SECRET = sandbox.client_secret
    settings.KIWIFY_ACCOUNT_ID = sandbox.account_id
    return add_event(product_id=sandbox.product_id, name="Noite", account=default_account())


@pytest.fixture
def scan(event, rita):
    def scan(text, **changes):
        details = {"id": uuid4(), "checkpoint": Checkpoint.objects.get(), "person": rita, "now": timezone.now()}
        return reception.receive(text, **details | changes)

    return scan


@pytest.fixture
def pages(sandbox):
    return lambda: sandbox.calls.count("participants")


@pytest.mark.parametrize("form", ["{}", "https://kiwify.example/t/{}", '{{"external_id": "{}"}}'])
def test_a_ticket_bought_a_minute_ago_gets_in(scan, sandbox, form):
    bought = sandbox.event.sell(name="Ana Nova")
    row = scan(form.format(bought["external_id"].lower()))
    assert (row.result, row.detail, row.participant.name) == ("admitted", "found", "Ana Nova")
    with translation.override("en"):
        assert "found at Kiwify" in verdict_of(row).message


def test_it_is_kept_and_found_from_then_on(scan, sandbox, pages):
    bought = sandbox.event.sell(name="Ana Nova")
    scan(bought["external_id"])
    assert scan(bought["external_id"]).result == "already_in"
    assert (pages(), SyncRun.objects.get().kind) == (1, "code")


def test_what_kiwify_does_not_know_either_is_said_so(scan, pages):
    row = scan(UNKNOWN)
    assert (row.result, row.detail, pages()) == ("unknown", "not_found", 1)
    with translation.override("en"):
        assert "Neither we nor Kiwify" in verdict_of(row).message


def test_the_same_code_is_not_asked_again_at_once(scan, pages):
    assert [scan(UNKNOWN).detail for _ in range(3)] == ["not_found"] * 3
    assert pages() == 1


def test_the_same_scan_again_is_the_same_answer_and_no_call(scan, sandbox, pages):
    id = uuid4()
    first = scan(UNKNOWN, id=id)
    sandbox.event.sell(external_id=UNKNOWN)
    CheckIn.objects.update(recorded_at="2026-01-01T00:00:00Z")
    assert scan(UNKNOWN, id=id) == first
    assert pages() == 1


def test_a_scan_sent_again_is_the_same_answer_though_more_is_known_by_now(scan, sandbox, event):
    id, text = uuid4(), f"https://kiwify.example/{UNKNOWN}/ANOTHERCODE0001"
    first = scan(text, id=id)
    sandbox.event.sell(external_id="ANOTHERCODE0001")
    read_event(event)
    assert scan(text, id=id) == first


def test_a_known_code_costs_no_call(scan, sandbox, pages):
    bought = sandbox.event.sell()
    scan(bought["external_id"])
    scan(bought["id"])
    assert pages() == 1


def test_what_has_no_form_of_a_code_is_not_asked(scan, pages):
    for text in ("https://exemplo.com.br/", str(uuid4()), "Ana", "🎟"):
        assert scan(text).detail == ""
    assert pages() == 0


def test_a_kiwify_that_hangs_is_waited_for_two_seconds_at_most(scan, sandbox):
    sandbox.faults.add("slow", seconds=4)
    began = time.monotonic()
    row = scan(UNKNOWN)
    assert time.monotonic() - began < 2.5
    assert (row.result, row.detail) == ("unknown", "no_answer")


def test_a_kiwify_known_to_be_down_is_not_waited_for(scan, sandbox, pages):
    sandbox.faults.add("503")
    scan(UNKNOWN)
    calls = pages()
    row = scan("ANOTHERCODE0001")
    assert (row.detail, pages()) == ("no_answer", calls)


def test_it_is_asked_again_when_the_silence_is_over(scan, sandbox):
    sandbox.faults.add("503", times=1)
    scan(UNKNOWN)
    Account.objects.update(silent_until=timezone.now())
    bought = sandbox.event.sell()
    assert scan(bought["external_id"]).result == "admitted"


@pytest.mark.parametrize(
    "fault", ["401", "403", "404", "429", "html", "truncated", "cut", "empty-list", "ignores-filters"]
)
def test_whatever_kiwify_answers_the_door_has_a_verdict(scan, sandbox, fault):
    sandbox.faults.add(fault)
    assert scan(UNKNOWN).result == "unknown"


def test_a_kiwify_that_ignores_what_was_asked_lets_nobody_in(scan, sandbox, event):
    sandbox.faults.add("ignores-filters")
    assert scan(UNKNOWN).detail == "not_found"
    assert not event.participants.exists()


def test_the_reserve_of_the_limit_is_for_the_door(scan, sandbox, settings, event):
    settings.KIWIFY_CALLS_PER_MINUTE = 12
    booked = [KiwifyCall(account=event.account, at=timezone.now()) for _ in range(10)]
    KiwifyCall.objects.bulk_create(booked)
    bought = sandbox.event.sell()
    assert scan(bought["external_id"]).result == "admitted"
    assert scan(UNKNOWN).detail == "no_answer"
    assert Account.objects.get().silent_until is None


def test_forged_codes_never_take_the_reads_their_calls(scan, sandbox, settings, pages):
    settings.KIWIFY_CALLS_PER_MINUTE = 12
    for number in range(10):
        scan(f"NOBODYHASTHIS{number:02}")
    assert sandbox.calls.count("token") + pages() == 4
    assert Account.objects.get().silent_until is None


def test_only_a_few_wait_for_kiwify_at_once(scan, sandbox):
    sandbox.faults.add("slow", seconds=1)
    details = []

    def scan_and_close(code):
        details.append(scan(code).detail)
        connection.close()

    codes = [f"NOBODYHASTHIS{number:02}" for number in range(8)]
    people = [threading.Thread(target=scan_and_close, args=[code]) for code in codes]
    for one in people:
        one.start()
    for one in people:
        one.join()
    assert details.count("no_answer") >= 4
    assert len(details) == 8
