from datetime import timedelta

import pytest
from django.utils import timezone, translation

from participants import door
from participants.models import Checkpoint, Source
from participants.verdicts import Tone, verdict_of


@pytest.fixture(autouse=True)
def in_english():
    with translation.override("en"):
        yield


def test_an_admission_says_so_and_which_wristband(let_in, arrive):
    verdict = verdict_of(let_in(arrive(batch="VIP")))
    assert (verdict.tone, verdict.word, verdict.label) == (Tone.IN, "ENTERED", "VIP")
    assert verdict.message == "Let them in."


def test_an_admission_counts_the_orders_others(let_in, arrive):
    family = [arrive(order_id="order-1") for _ in range(4)]
    assert verdict_of(let_in(family[0])).message == "Order of 4: 3 are still outside."
    for one in family[1:3]:
        let_in(one)
    assert verdict_of(let_in(family[3])).message == "Order of 4: everybody is in."


def test_tickets_without_an_order_are_nobodys_family(let_in, arrive):
    arrive(order_id=""), arrive(order_id="")
    assert verdict_of(let_in(arrive(order_id=""))).message == "Let them in."


def test_already_in_says_when_where_and_by_whom(let_in, arrive, caio, make_tablet):
    ana, now = arrive(), timezone.now()
    let_in(ana, person=caio, tablet=make_tablet("Gate B"), now=now - timedelta(minutes=38))
    verdict = verdict_of(let_in(ana, now=now))
    assert verdict.tone == Tone.AGAIN
    assert verdict.message == "38 min ago, Gate B, by Caio. Ask for a document or call the lead."


def test_the_same_person_within_a_minute_is_a_calm_repeat(let_in, arrive):
    ana, now = arrive(), timezone.now()
    let_in(ana, now=now)
    assert (
        verdict_of(let_in(ana, now=now + timedelta(seconds=59))).message
        == "You let them in 59 s ago. If it is the same person, all is well."
    )
    assert "document" in verdict_of(let_in(ana, now=now + timedelta(seconds=61))).message


def test_an_arrival_at_kiwify_is_told_as_such(let_in, arrive, event):
    now = timezone.now()
    ana = arrive(kiwify_checkin_at=now - timedelta(minutes=5))
    door.take_in_arrivals_at_kiwify(event, now=now)
    assert verdict_of(let_in(ana, now=now)).message.startswith("5 min ago, in Kiwify's own app. ")


def test_a_wrong_place_names_the_right_one(let_in, arrive, event, make_batch):
    vip = Checkpoint.objects.create(event=event, name="VIP lounge", position=1)
    vip.batches.add(make_batch("VIP"))
    verdict = verdict_of(let_in(arrive(batch="Lote 1"), checkpoint=vip))
    assert (verdict.tone, verdict.label) == (Tone.STOP, "Wrong place")
    assert verdict.message == "A Lote 1 ticket enters at: Entrance. Send them there."


def test_a_withdrawn_ticket_says_since_when(let_in, arrive, withdrawn):
    message = verdict_of(let_in(arrive(**withdrawn))).message
    assert message.startswith("Kiwify has not listed this ticket since ")
    assert "ticket desk" in message


@pytest.mark.parametrize(("people", "label"), [(0, "Unknown code"), (2, "Code not unique")])
def test_a_code_that_is_nobodys_or_somebody_elses_too_says_what_to_do(let_in, arrive, people, label):
    for _ in range(people):
        arrive(code="SAME")
    verdict = verdict_of(let_in(code="SAME"))
    assert (verdict.tone, verdict.label) == (Tone.STOP, label)
    assert "Search by name" in verdict.message


def test_an_undone_admission_is_told_as_undone(let_in, arrive, rita):
    row = let_in(arrive())
    verdict = verdict_of(door.undo(row, person=rita, now=row.recorded_at))
    assert (verdict.tone, verdict.word) == (Tone.UNDONE, "UNDONE")


def test_verdicts_speak_portuguese(let_in, arrive):
    with translation.override("pt-br"):
        assert verdict_of(let_in(arrive())).word == "ENTROU"


def test_programs_get_the_same_words(let_in, arrive):
    ana = arrive(batch="VIP")
    told = verdict_of(let_in(ana, source=Source.SCAN)).as_json()
    assert (told["result"], told["participant"], told["message"]) == (
        "admitted",
        ana.kiwify_id,
        "Let them in.",
    )
    assert told["undone"] is False
