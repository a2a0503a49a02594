"""A refund told by webhook stops the ticket until a full read has decided; a lead may decide before."""

import pytest
from django.utils import timezone, translation

from participants import door
from participants.models import Role
from participants.search import find
from participants.verdicts import verdict_of


@pytest.fixture
def doubtful(arrive):
    return arrive("Ana", attention="refunded", attention_at=timezone.now())


def test_a_ticket_under_refund_is_stopped_and_says_why(doubtful, let_in):
    row = let_in(doubtful)
    assert (row.result, row.detail) == ("withdrawn", "refunded")
    with translation.override("pt-br"):
        assert "reembolso" in verdict_of(row).message


def test_the_verdict_says_the_same_after_the_matter_is_settled(doubtful, let_in):
    row = let_in(doubtful)
    said = verdict_of(row).message
    type(doubtful).objects.update(attention="", attention_at=None)
    row.refresh_from_db()
    assert verdict_of(row).message == said


def test_its_row_has_no_button(doubtful, event, entrance):
    (hit,) = find(event, entrance, "Ana").hits
    assert not hit.can_enter


def test_a_lead_lets_them_in_with_a_reason(tap, tablet_of, make_person, doubtful, event):
    answer = tap(tablet_of(make_person("lia", Role.LEAD)), doubtful, overrule="Refund was a mistake, Otto says")
    row = event.check_ins.get()
    assert (row.result, row.overruled, row.reason) == (
        "admitted",
        "withdrawn",
        "Refund was a mistake, Otto says",
    )
    assert "Refund was a mistake" in answer.text


def test_door_staff_may_not(tap, tablet, doubtful, event):
    assert "coordenação" in tap(tablet, doubtful, overrule="Please").text
    assert not event.check_ins.exists()


def test_only_a_lead_is_offered_it(tap, tablet, tablet_of, make_person, doubtful):
    assert 'name="overrule"' not in tap(tablet, doubtful).text
    assert 'name="overrule"' in tap(tablet_of(make_person("lia", Role.LEAD)), doubtful).text


def test_who_is_in_is_not_let_in_twice(doubtful, let_in):
    let_in(doubtful, overrule="A mistake")
    assert let_in(doubtful, overrule="A mistake").result == "already_in"


def test_a_good_ticket_needs_no_overruling(arrive, let_in):
    row = let_in(arrive(), overrule="To be sure")
    assert (row.result, row.overruled, row.reason) == ("admitted", "", "")


def test_a_decision_is_another_asking_than_the_verdict_it_overrules(doubtful, let_in):
    stopped = let_in(doubtful)
    with pytest.raises(door.IdReused):
        let_in(doubtful, id=stopped.pk, overrule="A mistake")
    decided = let_in(doubtful, overrule="A mistake")
    assert let_in(doubtful, id=decided.pk, overrule="A mistake") == decided


def test_nobody_is_overruled_into_a_ticket_that_is_not_there(let_in):
    assert let_in(code="NOBODYHASTHIS00", overrule="He is my cousin").result == "unknown"
