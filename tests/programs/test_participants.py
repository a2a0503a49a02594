"""The list a program gets: rows, arrivals, totals, filters and pages, out of our own database."""

from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse

from participants import door
from participants.models import Batch, CheckIn, Checkpoint, Event

from .conftest import Ask, Guest, LetIn

DOORS_OPEN = datetime(2026, 5, 2, 21, 0, tzinfo=UTC)


def rows(reply: HttpResponse) -> list[dict]:
    return reply.json()["data"]["participants"]


def ids(reply: HttpResponse) -> list[str]:
    return [row["id"] for row in rows(reply)]


def close(check_in: CheckIn, how: str) -> None:
    CheckIn.objects.filter(pk=check_in.pk).update(closed_at=DOORS_OPEN, closed_how=how)
    door.recount(check_in.event)


def test_a_row_is_written_as_kiwify_writes_it(ask: Ask, guest: Guest, event: Event) -> None:
    batch = Batch.objects.create(event=event, kiwify_id="batch-1", name="Lote 1")
    sold_at = datetime(2023, 11, 24, 10, 30, 4, 855999, tzinfo=UTC)
    guest(
        kiwify_id="id", code="CODE", batch=batch, name="Zoë", email="a@b.c", cpf="64365501194",
        phone="8229453509", order_id="order", kiwify_created_at=sold_at, kiwify_updated_at=sold_at,
    )  # fmt: skip
    assert list(rows(ask())[0].items()) == [
        ("id", "id"), ("external_id", "CODE"), ("batch_id", "batch-1"), ("batch_name", "Lote 1"),
        ("name", "Zoë"), ("email", "a@b.c"), ("cpf", "64365501194"), ("phone", "8229453509"),
        ("order_id", "order"), ("checkin_at", None),
        ("created_at", "2023-11-24T10:30:04.855Z"), ("updated_at", "2023-11-24T10:30:04.855Z"),
    ]  # fmt: skip


def test_what_we_do_not_know_is_null(ask: Ask, guest: Guest) -> None:
    guest(kiwify_id="id", kiwify_created_at=None, kiwify_updated_at=None)
    row = rows(ask())[0]
    assert row.pop("id") == "id"
    assert set(row.values()) == {None}


def test_a_batch_without_an_id_is_told_by_name(ask: Ask, guest: Guest, event: Event) -> None:
    guest(batch=Batch.objects.create(event=event, name="Cortesia"))
    assert (rows(ask())[0]["batch_id"], rows(ask())[0]["batch_name"]) == (None, "Cortesia")


def test_totals_are_those_of_the_last_read(ask: Ask, event: Event) -> None:
    Event.objects.update(max_tickets=10, available=7, issued_tickets=3, sold_tickets=2)
    data = ask().json()["data"]
    assert list(data.items()) == [
        ("max_tickets", 10), ("available", 7), ("issued_tickets", 3), ("sold_tickets", 2),
        ("total_checkin", 0), ("participants", []),
    ]  # fmt: skip


def test_totals_nobody_told_us_are_null_and_not_zero(ask: Ask) -> None:
    data = ask().json()["data"]
    told = [data[name] for name in ("max_tickets", "available", "issued_tickets", "sold_tickets")]
    assert told == [None] * 4
    assert data["total_checkin"] == 0


def test_an_arrival_shows_at_once(ask: Ask, guest: Guest, let_in: LetIn) -> None:
    let_in(guest(), DOORS_OPEN)
    guest()
    assert [row["checkin_at"] for row in rows(ask())] == ["2026-05-02T21:00:00.000Z", None]
    assert ask().json()["data"]["total_checkin"] == 1


def test_the_first_arrival_counts_whatever_the_checkpoint(ask: Ask, guest: Guest, let_in: LetIn, event: Event) -> None:
    ana, vip = guest(), Checkpoint.objects.create(event=event, name="VIP")
    let_in(ana, DOORS_OPEN + timedelta(hours=1))
    let_in(ana, DOORS_OPEN, vip)
    assert rows(ask())[0]["checkin_at"] == "2026-05-02T21:00:00.000Z"
    assert ask().json()["data"]["total_checkin"] == 1


def test_an_undone_arrival_is_no_arrival(ask: Ask, guest: Guest, let_in: LetIn) -> None:
    ana = guest()
    close(let_in(ana, DOORS_OPEN), "undo")
    assert rows(ask())[0]["checkin_at"] is None
    assert ask().json()["data"]["total_checkin"] == 0
    let_in(ana, DOORS_OPEN + timedelta(minutes=5))
    assert rows(ask())[0]["checkin_at"] == "2026-05-02T21:05:00.000Z"


def test_who_left_again_still_came(ask: Ask, guest: Guest, let_in: LetIn) -> None:
    close(let_in(guest(), DOORS_OPEN), "exit")
    assert rows(ask())[0]["checkin_at"] == "2026-05-02T21:00:00.000Z"
    assert ids(ask(checked_in="true")) == ["id-0"]


def test_a_refused_scan_is_no_arrival(ask: Ask, guest: Guest, let_in: LetIn, event: Event) -> None:
    vip = Checkpoint.objects.create(event=event, name="VIP")
    vip.batches.add(Batch.objects.create(event=event, name="VIP"))
    assert let_in(guest(), DOORS_OPEN, vip).result == "wrong_checkpoint"
    assert rows(ask())[0]["checkin_at"] is None
    assert ids(ask(checked_in="true")) == []


def test_checked_in_splits_the_list(ask: Ask, guest: Guest, let_in: LetIn) -> None:
    ana, _bia = guest(), guest()
    let_in(ana, DOORS_OPEN)
    assert ids(ask(checked_in="true")) == ["id-0"]
    assert ids(ask(checked_in="false")) == ["id-1"]
    assert ids(ask()) == ["id-0", "id-1"]


def test_a_withdrawn_ticket_is_not_listed(ask: Ask, guest: Guest) -> None:
    guest(withdrawn_at=DOORS_OPEN, missing_since=DOORS_OPEN)
    guest(missing_since=DOORS_OPEN)
    assert ids(ask()) == ["id-1"]
    assert ask().json()["pagination"]["count"] == 1


def test_a_withdrawn_guest_who_came_is_counted_as_at_the_door(ask: Ask, guest: Guest, let_in: LetIn) -> None:
    ana = guest()
    let_in(ana, DOORS_OPEN)
    ana.missing_since = ana.withdrawn_at = DOORS_OPEN
    ana.save()
    assert ask().json()["data"]["total_checkin"] == 1
    assert ids(ask(checked_in="true")) == []


@pytest.mark.parametrize("name", ["cpf", "phone"])
def test_numbers_are_compared_as_digits(name: str, ask: Ask, guest: Guest) -> None:
    guest(**{name: "64365501194"})
    guest(**{name: "64365501195"})
    assert ids(ask(**{name: "643.655.011-94"})) == ["id-0"]
    assert ids(ask(**{name: "64365501194"})) == ["id-0"]
    assert ids(ask(**{name: "6436550119"})) == []
    assert ids(ask(**{name: "none"})) == []


@pytest.mark.parametrize("name", ["external_id", "batch_id", "order_id", "cpf", "phone"])
@pytest.mark.parametrize("value", ["", " ", "\x00", "x" * 10_000])
def test_an_empty_or_impossible_value_is_nobodys(name: str, value: str, ask: Ask, guest: Guest) -> None:
    guest()
    reply = ask(**{name: value})
    assert (reply.status_code, ids(reply), reply.json()["pagination"]["count"]) == (200, [], 0)


def test_dates_cut_with_their_start_and_without_their_end(ask: Ask, guest: Guest) -> None:
    for _ in range(3):
        guest()
    span = {"created_at_start_date": "2026-05-01T12:01:00Z", "created_at_end_date": "2026-05-01T12:02:00Z"}
    assert ids(ask(**span)) == ["id-1"]
    assert ids(ask(created_at_start_date="2026-05-01", created_at_end_date="2026-05-02")) == ids(ask())
    assert ids(ask(created_at_end_date="2026-05-01")) == ids(ask(updated_at_start_date="2026-05-02")) == []


def test_a_date_alone_is_midnight_utc_and_an_offset_counts(ask: Ask, guest: Guest) -> None:
    guest(kiwify_updated_at=datetime(2026, 5, 1, 0, 0, tzinfo=UTC))
    assert ids(ask(updated_at_start_date="2026-05-01")) == ["id-0"]
    assert ids(ask(updated_at_start_date="2026-04-30T21:00:00-03:00")) == ["id-0"]
    assert ids(ask(updated_at_start_date="2026-04-30T21:00:00.001-03:00")) == []


def test_another_events_people_are_not_listed(ask: Ask, guest: Guest, event: Event, let_in: LetIn) -> None:
    let_in(guest(kiwify_id="ours"), DOORS_OPEN)
    other = Event.objects.create(account=event.account, product_id="product-2", name="Outro", slug="outro")
    other.participants.create(kiwify_id="theirs")
    assert ids(ask()) == ["ours"]


def test_rows_come_in_order_of_sale_and_then_of_id(ask: Ask, guest: Guest) -> None:
    for id in ("c", "a", "b"):
        guest(kiwify_id=id, kiwify_created_at=DOORS_OPEN)
    guest(kiwify_id="first")
    assert ids(ask()) == ["first", "a", "b", "c"]


def test_pages_list_everybody_once(ask: Ask, guest: Guest) -> None:
    everybody = [guest().kiwify_id for _ in range(7)]
    pages = [ids(ask(page_size=3, page_number=number)) for number in (1, 2, 3, 4)]
    assert pages == [everybody[0:3], everybody[3:6], everybody[6:], []]
    past_the_end = ask(page_size=3, page_number=4).json()["pagination"]
    assert past_the_end == {"count": 7, "page_number": 4, "page_size": 3}


def test_ten_rows_are_a_page_unless_another_size_is_asked_for(ask: Ask, guest: Guest) -> None:
    for _ in range(12):
        guest()
    assert ask().json()["pagination"] == {"count": 12, "page_number": 1, "page_size": 10}
    assert len(ids(ask())) == 10
    assert len(ids(ask(page_size=100))) == 12


@pytest.mark.parametrize("query", [{}, {"checked_in": "true"}, {"checked_in": "false", "batch_id": "b"}])
def test_a_page_costs_seven_queries_however_many_rows(
    query: dict, ask: Ask, guest: Guest, let_in: LetIn, event: Event, django_assert_num_queries
) -> None:
    batch = Batch.objects.create(event=event, kiwify_id="b", name="Lote 1")
    for _ in range(20):
        let_in(guest(batch=batch), DOORS_OPEN)
        guest(batch=batch)
    with django_assert_num_queries(7):
        # the program, its call, the door's numbers, how many match, the rows, their arrivals
        assert len(ids(ask(page_size=100, **query))) in (20, 40)
