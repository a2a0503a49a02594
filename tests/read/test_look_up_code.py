"""A code that nobody has here, asked of Kiwify while somebody waits at the door."""

import pytest
from django.utils import timezone

from participants import archiving
from participants.kiwify.client import Client
from participants.kiwify.errors import Unavailable
from participants.models import CheckIn, Participant, SyncRun


@pytest.fixture
def sold(read, sandbox):
    """A ticket sold after the last read."""
    read()
    return sandbox.event.sell(name="Íris Recém-Chegada")


def test_a_ticket_sold_a_moment_ago_is_taken_in(look_up, sold, sandbox_event):
    assert look_up(sold["external_id"])
    assert sandbox_event.participants.get(kiwify_id=sold["id"]).name == "Íris Recém-Chegada"
    assert SyncRun.objects.first().kind == SyncRun.Kind.CODE


def test_the_case_of_a_code_does_not_matter(look_up, sold, sandbox, sandbox_event):
    sandbox.faults.add("ignores-filters")
    assert not look_up(sold["external_id"].lower())
    sandbox.faults.clear()
    assert look_up(sold["external_id"])


def test_a_code_that_kiwify_does_not_know_leaves_no_trace(look_up, read):
    read()
    assert not look_up("NOBODYHASTHIS00")
    assert not SyncRun.objects.filter(kind=SyncRun.Kind.CODE).exists()


def test_an_event_archived_while_kiwify_was_asked_takes_nobody_in(look_up, sold, sandbox_event, copy, monkeypatch):
    before, page = copy(), Client.page

    def archived_meanwhile(*asked, **how):
        answer = page(*asked, **how)
        archiving.archive(sandbox_event, person=None, now=timezone.now())
        return answer

    monkeypatch.setattr(Client, "page", archived_meanwhile)
    assert not look_up(sold["external_id"])
    assert copy() == before


def test_a_list_that_was_not_filtered_is_not_taken_in(look_up, sold, sandbox, copy):
    before = copy()
    sandbox.faults.add("ignores-filters")
    assert not look_up("NOBODYHASTHIS00")
    assert copy() == before


def test_a_kiwify_that_refuses_pages_of_a_hundred_is_asked_for_less(look_up, sold, sandbox):
    sandbox.faults.add("page-size", most=50)
    assert look_up(sold["external_id"])


def test_an_arrival_at_kiwify_comes_with_its_ticket(look_up, sold, sandbox):
    sandbox.event.check_in(sold["id"])
    look_up(sold["external_id"])
    assert CheckIn.objects.filter(participant__kiwify_id=sold["id"]).count() == 1


def test_a_withdrawn_ticket_that_kiwify_lists_again_is_back(look_up, read, sandbox, sandbox_event):
    read()
    gone = sandbox.event.withdraw(sandbox.event.rows()[0]["id"])
    read(), read()
    sandbox.event.sell(**gone)
    assert look_up(gone["external_id"])
    assert sandbox_event.participants.get(kiwify_id=gone["id"]).withdrawn_at is None


def test_no_answer_changes_nothing(look_up, sold, sandbox, copy, monkeypatch):
    monkeypatch.setattr("time.sleep", lambda seconds: None)
    before = copy()
    sandbox.faults.add("html")
    with pytest.raises(Unavailable):
        look_up(sold["external_id"])
    assert copy() == before


def test_a_look_up_says_nothing_of_how_fresh_the_copy_is(look_up, sold, sandbox_event):
    sandbox_event.refresh_from_db()
    before = sandbox_event.read_at
    look_up(sold["external_id"])
    sandbox_event.refresh_from_db()
    assert (sandbox_event.read_at, Participant.objects.count()) == (before, 251)
