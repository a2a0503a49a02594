from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants.models import SyncRun

from .conftest import list_of, page_of


@pytest.fixture
def read(event):
    """One read of the event, as it was kept: `read("held", missing=50)`."""

    def read(status="done", **fields):
        began = timezone.now()
        ended = began + timedelta(seconds=1.25)
        return SyncRun.objects.create(event=event, status=status, started_at=began, finished_at=ended, **fields)

    return read


def test_a_read_is_listed_with_its_numbers_and_how_long_it_took(desk, read):
    read(listed=2000, added=1234)
    page = desk.get(list_of(SyncRun)).text
    for told in ("2,000", "1,234", "1.2 s"):
        assert told in page


def test_a_failed_read_says_why_and_what_to_do(desk, read):
    run = read("failed", error="token_stale", reason="Kiwify refuses a fresh token.")
    for there in (list_of(SyncRun), page_of(run)):
        assert "Copy the account id from the page in Kiwify" in desk.get(there).text


def test_a_held_read_says_how_many_are_missing(desk, read):
    read("held", missing=1200)
    assert "Kiwify no longer lists 1,200 tickets" in desk.get(list_of(SyncRun)).text


def test_reads_are_filtered_by_event_and_status(desk, event, read):
    read("done")
    failed = read("failed")
    answer = desk.get(list_of(SyncRun, event=event.pk, status="failed"))
    assert answer.context["cl"].result_list == [failed]


def test_a_running_read_has_no_end_yet(desk, event):
    run = SyncRun.objects.create(event=event, started_at=timezone.now())
    assert desk.get(page_of(run)).status_code == 200


def test_reads_are_not_changed_here(desk, read):
    run = read()
    assert desk.post(page_of(run), {"status": "failed"}).status_code == 403
    assert desk.post(reverse("admin:participants_syncrun_delete", args=[run.pk])).status_code == 403


def test_more_reads_cost_no_more_queries(desk, read):
    read()
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(SyncRun))
    for _ in range(10):
        read("failed", error="unavailable")
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(SyncRun))
    assert len(with_many) == len(with_one)
