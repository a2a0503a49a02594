from datetime import timedelta
from uuid import uuid4

import pytest

from participants.events import add_event
from participants.models import CheckIn, Membership

from .conftest import HTMX


@pytest.fixture
def undo_at(event):
    return lambda tablet, row, **headers: tablet.post(f"/e/{event.slug}/check-ins/{row.pk}/undo/", headers=headers)


def test_an_undo_is_told_and_the_counters_move(undo_at, tablet, let_in, arrive):
    answer = undo_at(tablet, let_in(arrive()), **HTMX)
    assert "DESFEITO" in answer.text
    assert "check-in-changed" in answer["HX-Trigger"]


def test_undoing_twice_is_harmless(undo_at, program, let_in, arrive):
    row = let_in(arrive())
    assert undo_at(program, row).json() == undo_at(program, row).json()
    assert CheckIn.objects.count() == 1


def test_somebody_else_is_told_to_call_the_lead(undo_at, tablet_of, caio, let_in, arrive):
    row = let_in(arrive())
    answer = undo_at(tablet_of(caio), row, Accept="application/json")
    assert (answer.status_code, answer.json()["error"]) == (409, "undo_not_yours")
    row.refresh_from_db()
    assert row.is_open


def test_after_ten_seconds_it_is_refused_with_a_sentence(undo_at, program, let_in, arrive):
    row = let_in(arrive())
    CheckIn.objects.update(recorded_at=row.recorded_at - timedelta(seconds=11))
    answer = undo_at(program, row)
    assert (answer.status_code, answer.json()["error"]) == (409, "undo_too_late")


def test_an_undo_of_nothing_is_not_found(program, event):
    assert program.post(f"/e/{event.slug}/check-ins/{uuid4()}/undo/").status_code == 404


def test_another_events_check_in_is_not_found(program, let_in, arrive, account, rita):
    row = let_in(arrive())
    other = add_event(product_id="product-2", name="Outro", account=account)
    Membership.objects.create(user=rita, event=other, role="organizer")
    assert program.post(f"/e/{other.slug}/check-ins/{row.pk}/undo/").status_code == 404


def test_looking_is_not_undoing(tablet, event, let_in, arrive):
    assert tablet.get(f"/e/{event.slug}/check-ins/{let_in(arrive()).pk}/undo/").status_code == 405


def test_a_stranger_may_not(undo_at, tablet_of, stranger, let_in, arrive):
    row = let_in(arrive())
    assert undo_at(tablet_of(stranger), row).status_code == 404
    row.refresh_from_db()
    assert row.is_open


def test_the_button_is_offered_for_as_long_as_it_works(tablet, event, let_in, arrive):
    row = let_in(arrive())
    assert "Desfazer" in tablet.get(f"/e/{event.slug}/").text
    CheckIn.objects.update(recorded_at=row.recorded_at - timedelta(seconds=10))
    assert "Desfazer" not in tablet.get(f"/e/{event.slug}/").text
