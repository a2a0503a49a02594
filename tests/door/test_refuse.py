from uuid import uuid4

import pytest
from django.utils import timezone, translation

from participants import door
from participants.verdicts import verdict_of


@pytest.fixture
def refuse(entrance, rita):
    def refuse(participant=None, *, code="", reason="age", **changes):
        details = {"id": uuid4(), "checkpoint": entrance, "person": rita, "now": timezone.now(), "reason": reason}
        return door.refuse(door.Claim(participant, code), **details | changes)

    return refuse


def test_a_refusal_does_not_burn_the_ticket(arrive, refuse, let_in):
    ana = arrive()
    assert refuse(ana).result == "refused"
    assert let_in(ana).result == "admitted"


@pytest.mark.parametrize(("reason", "words"), [("age", "Too young"), ("He bites", "He bites.")])
def test_it_says_why_in_words(arrive, refuse, reason, words):
    with translation.override("en"):
        verdict = verdict_of(refuse(arrive(), reason=reason))
    assert words in verdict.message
    assert verdict.word == "REFUSED"


def test_who_is_inside_stays_inside(arrive, refuse, let_in):
    row = let_in(ana := arrive())
    refuse(ana)
    row.refresh_from_db()
    assert row.is_open


def test_the_same_refusal_again_is_the_same_row(arrive, refuse, event):
    ana, id = arrive(), uuid4()
    assert refuse(ana, id=id) == refuse(ana, id=id)
    assert event.check_ins.count() == 1


def test_a_code_that_nobody_has_is_unknown(refuse):
    assert refuse(code="NOBODYHASTHIS00").result == "unknown"
