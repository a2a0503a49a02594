import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from participants.access_log import record_access
from participants.models import AccessEntry, Seen

from .conftest import list_of, page_of


@pytest.fixture
def looked(event, rita):
    """Rita saw a participant's page."""

    def looked(participant):
        return record_access(
            event, Seen.PARTICIPANT, person=rita, people=1, now=timezone.now(), details=participant.kiwify_id
        )

    return looked


def test_it_says_who_saw_whom(desk, arrive, looked):
    ana = arrive("Ana")
    row = looked(ana)
    for there in (list_of(AccessEntry), page_of(row)):
        assert page_of(ana) in desk.get(there).text
        assert "rita" in desk.get(there).text


def test_it_says_what_was_taken_away(desk, event, rita):
    record_access(event, Seen.EXPORT, person=rita, people=1234, now=timezone.now(), details="people.csv")
    page = desk.get(list_of(AccessEntry, what="export")).text
    assert "1,234" in page
    assert "people.csv" in page


def test_nobody_adds_changes_or_deletes(desk, arrive, looked):
    row = looked(arrive())
    assert desk.get(reverse("admin:participants_accessentry_add")).status_code == 403
    assert desk.post(page_of(row), {"people": 0}).status_code == 403
    assert desk.post(reverse("admin:participants_accessentry_delete", args=[row.pk])).status_code == 403


def test_more_entries_cost_no_more_queries(desk, arrive, looked):
    looked(arrive())
    with CaptureQueriesContext(connection) as with_one:
        desk.get(list_of(AccessEntry))
    for _ in range(8):
        looked(arrive())
    with CaptureQueriesContext(connection) as with_many:
        desk.get(list_of(AccessEntry))
    assert len(with_many) == len(with_one)
