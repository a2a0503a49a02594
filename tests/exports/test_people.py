"""One row for each ticket, with its arrival."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from participants import door
from participants.models import Attention, Batch, CheckIn, Participant, Source

EIGHT = datetime(2026, 11, 22, 23, tzinfo=UTC)


def column(rows, title="Name"):
    at = rows[0].index(title)
    return [row[at] for row in rows[1:]]


def test_a_row_says_who_and_when(read_csv, arrive, let_in, make_tablet, entrance):
    let_in(arrive("Ana", code="HO2V9K3LQWEDUBH"), happened_at=EIGHT, tablet=make_tablet("Portão B"))
    rows = read_csv(column=["name", "batch", "code", "state", "arrived", "checkpoint", "gate", "by", "how", "entries"])
    assert rows[1] == [
        "Ana", "Lote 1", "HO2V9K3LQWEDUBH", "inside", "2026-11-22 20:00:00", entrance.name, "Portão B",
        "Rita", "search", "1",
    ]  # fmt: skip


def test_they_come_by_name(read_csv, arrive):
    for name in ("Caio", "Ana", "Bia"):
        arrive(name)
    assert column(read_csv(column=["name"])) == ["Ana", "Bia", "Caio"]


def test_only_the_chosen_columns_are_there_in_their_own_order(read_csv, arrive):
    arrive("Ana")
    assert read_csv(column=["code", "name"])[0] == ["Name", "Code"]


def test_states(read_csv, arrive, let_in, withdrawn, entrance):
    arrive("1 out"), arrive("2 gone", **withdrawn)
    arrive("3 refund", attention=Attention.REFUNDED, attention_at=timezone.now())
    let_in(arrive("4 in"))
    let_in(left := arrive("5 left"))
    CheckIn.objects.filter(participant=left).update(closed_at=EIGHT, closed_how="exit")
    assert column(read_csv(column=["name", "state"]), "State") == [
        "not arrived", "cancelled", "refund reported", "inside", "left",
    ]  # fmt: skip


def test_an_entry_that_was_undone_is_no_arrival(read_csv, arrive, let_in, rita):
    door.undo(let_in(arrive("Ana")), person=rita, now=timezone.now())
    assert column(read_csv(column=["state"]), "State") == ["not arrived"]


def test_the_first_of_several_entries_counts(read_csv, arrive, let_in, entrance, rita):
    type(entrance).objects.update(has_exit=True)
    entrance.refresh_from_db()
    ana = arrive("Ana")
    let_in(ana, happened_at=EIGHT, checkpoint=entrance)
    door.check_out(
        door.Claim(ana), id=uuid4(), checkpoint=entrance, person=rita, source=Source.SEARCH, now=timezone.now()
    )
    let_in(ana, happened_at=EIGHT + timedelta(hours=1), checkpoint=entrance)
    rows = read_csv(column=["arrived", "entries", "state", "left"])
    assert rows[1] == ["inside", "2026-11-22 20:00:00", "2", ""]


@pytest.mark.parametrize(("asked", "expected"), [
    ({}, ["Ana", "Bia", "Caio"]),
    ({"state": "arrived"}, ["Ana"]),
    ({"q": "ana"}, ["Ana"]),
    ({"state": "not_arrived"}, ["Bia"]),
    ({"state": "withdrawn"}, ["Caio"]),
])  # fmt: skip
def test_it_is_filtered_by_state(read_csv, arrive, let_in, withdrawn, asked, expected):
    let_in(arrive("Ana")), arrive("Bia"), arrive("Caio", **withdrawn)
    assert column(read_csv(column=["name"], **asked)) == expected


def test_and_by_batch_and_checkpoint(read_csv, event, arrive, let_in):
    vip = event.checkpoints.create(name="VIP")
    let_in(arrive("Ana", batch="VIP"), checkpoint=vip), let_in(arrive("Bia", batch="VIP")), let_in(arrive("Caio"))
    batch = Batch.objects.get(name="VIP").pk
    assert column(read_csv(column=["name"], batch=batch, state="arrived")) == ["Ana", "Bia"]
    assert column(read_csv(column=["name"], checkpoint=vip.pk, state="arrived")) == ["Ana"]


def test_numbers_of_people_stay_readable(read_csv, arrive):
    arrive("Ana", cpf="01234567809", phone="+5511987653509", email="ana@x.br")
    rows = read_csv(column=["cpf", "phone", "email", "masked_cpf"], minded="on")
    assert rows[1] == ["•••.345.678-••", "ana@x.br", "(11) 98765-3509", "012.345.678-09"]


def test_a_foreign_phone_is_defused(read_csv, arrive):
    arrive("Ana", phone="+351912345678")
    assert read_csv(column=["phone"])[1] == ["'+351912345678"]


def test_arrivals_for_kiwify(read_csv, arrive, let_in):
    let_in(arrive("Ana", email="ana@x.br", code="HO2V9K3LQWEDUBH"), happened_at=EIGHT), arrive("Bia")
    assert read_csv("arrivals") == [
        ["Name", "E-mail", "Code", "First arrival"], ["Ana", "ana@x.br", "HO2V9K3LQWEDUBH", "2026-11-22 20:00:00"],
    ]  # fmt: skip


def test_it_takes_few_queries_however_many_they_are(take, desk, arrive, let_in, django_assert_max_num_queries):
    for number in range(30):
        let_in(arrive(f"Ana {number:02}"))
    with django_assert_max_num_queries(20):
        file = take(column=["name", "batch", "by", "checkpoint"]).getvalue()
    assert file.count(b"Ana") == 30


def test_a_workbook_has_the_same_rows(read_xlsx, arrive, let_in):
    let_in(arrive("Ana"), happened_at=EIGHT)
    found = read_xlsx(column=["name", "arrived"])
    assert (found["A1"], found["B1"], found["A2"], found["B2"]) == ("Name", "First arrival", "Ana", 46348.833333333)


def test_people_of_other_events_are_not_there(read_csv, arrive, event, account):
    from participants.events import add_event

    other = add_event(product_id="p-2", name="Outro", account=account)
    Participant.objects.create(event=other, kiwify_id="x", name="Alheia")
    arrive("Ana")
    assert column(read_csv(column=["name"])) == ["Ana"]
