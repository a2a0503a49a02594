"""Pages: their shape, their order, their filters, and the queries that are refused."""

import json
from collections.abc import Callable
from typing import Any

import pytest
import requests

from participants.kiwify.sandbox import SAMPLE_PRODUCT_ID, Sandbox
from participants.kiwify.sandbox.sample import PUBLISHED

type Ask = Callable[..., requests.Response]


def rows(reply: requests.Response) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = reply.json()["data"]["participants"]
    return found


def test_a_page_has_the_published_keys_in_the_published_order(ask: Ask) -> None:
    page = ask().json()
    assert list(page) == list(PUBLISHED)
    assert list(page["pagination"]) == list(PUBLISHED["pagination"])
    assert list(page["data"]) == list(PUBLISHED["data"])
    assert list(page["data"]["participants"][0]) == list(PUBLISHED["data"]["participants"][0])


def test_ten_rows_are_a_page_unless_another_size_is_asked_for(ask: Ask) -> None:
    assert ask().json()["pagination"] == {"count": 250, "page_number": 1, "page_size": 10}
    assert len(rows(ask())) == 10
    assert len(rows(ask(page_size=100))) == 100


def test_pages_together_list_everybody_once_in_order_of_sale(ask: Ask, sandbox: Sandbox) -> None:
    listed = [row for number in (1, 2, 3, 4) for row in rows(ask(page_size=100, page_number=number))]
    assert listed == sandbox.event.rows()
    assert listed == sorted(listed, key=lambda row: (row["created_at"], row["id"]))


def test_counters_are_of_the_whole_event_whatever_is_filtered(ask: Ask, sandbox: Sandbox) -> None:
    counters = ask(checked_in="true").json()["data"]
    everybody = sandbox.event.rows()
    assert counters["issued_tickets"] == len(everybody)
    assert counters["sold_tickets"] == sum(row["order_id"] is not None for row in everybody)
    assert counters["total_checkin"] == sum(row["checkin_at"] is not None for row in everybody)
    assert counters["available"] == counters["max_tickets"] - len(everybody)


@pytest.mark.parametrize("field", ["external_id", "batch_id", "phone", "cpf", "order_id"])
def test_an_exact_filter_lists_the_rows_that_have_the_value(field: str, ask: Ask, sandbox: Sandbox) -> None:
    value = next(row[field] for row in reversed(sandbox.event.rows()) if row[field])
    expected = [row for row in sandbox.event.rows() if row[field] == value]
    reply = ask(page_size=100, **{field: value})
    assert reply.json()["pagination"]["count"] == len(expected)
    assert rows(reply) == expected[:100]


@pytest.mark.parametrize(("asked", "arrived"), [("true", True), ("false", False)])
def test_checked_in_splits_the_list(asked: str, arrived: bool, ask: Ask, sandbox: Sandbox) -> None:
    expected = [row for row in sandbox.event.rows() if (row["checkin_at"] is not None) is arrived]
    assert rows(ask(page_size=100, checked_in=asked)) == expected[:100]


def test_filters_narrow_one_another(ask: Ask, sandbox: Sandbox) -> None:
    vip = sandbox.event.batches["VIP"]
    for row in sandbox.event.rows():
        if row["batch_id"] == vip:
            arrived = sandbox.event.check_in(str(row["id"]))
    assert rows(ask(batch_id=vip, checked_in="true", cpf=arrived["cpf"])) == [arrived]
    assert rows(ask(batch_id=vip, checked_in="false")) == []


@pytest.mark.parametrize("field", ["created_at", "updated_at"])
def test_a_date_is_midnight_utc_and_the_end_is_exclusive(field: str, ask: Ask, sandbox: Sandbox) -> None:
    before, start, end = (
        sandbox.event.sell(**{field: at})
        for at in ("2031-05-01T23:59:59.999Z", "2031-05-02T00:00:00.000Z", "2031-05-03T00:00:00.000Z")
    )
    query = {f"{field}_start_date": "2031-05-02", f"{field}_end_date": "2031-05-03"}
    assert rows(ask(**query)) == [start]
    assert before in rows(ask(page_size=100, **{f"{field}_start_date": "2031-05-01"}))
    assert end in rows(ask(page_size=100, **{f"{field}_start_date": "2031-05-01"}))


@pytest.mark.parametrize("bound", ["2031-05-02T10:00:00.500Z", "2031-05-02T07:00:00.500-03:00"])
def test_a_full_timestamp_cuts_exactly(bound: str, ask: Ask, sandbox: Sandbox) -> None:
    sandbox.event.sell(created_at="2031-05-02T10:00:00.499Z")
    at = sandbox.event.sell(created_at="2031-05-02T10:00:00.500Z")
    assert rows(ask(created_at_start_date=bound)) == [at]
    assert at not in rows(ask(created_at_start_date="2031-05-02", created_at_end_date=bound))


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": 101},
        {"page_size": 0},
        {"page_size": "ten"},
        {"page_size": ""},
        {"page_number": 0},
        {"page_number": -1},
        {"page_number": "1.5"},
        {"checked_in": "yes"},
        {"checked_in": ""},
        {"created_at_start_date": "yesterday"},
        {"created_at_end_date": "2031-13-01"},
        {"updated_at_start_date": "20310501"},
        {"updated_at_end_date": "0001-01-01T00:00:00+14:00"},
    ],
)
def test_a_query_that_makes_no_sense_is_a_400_validation_error(query: dict[str, object], ask: Ask) -> None:
    reply = ask(**query)
    assert (reply.status_code, reply.json()["error"]) == (400, "ValidationError")
    assert next(iter(query)) in reply.json()["message"]


def test_unknown_parameters_are_ignored(ask: Ask) -> None:
    assert ask(sort="name", name="Ana").json() == ask().json()


def test_a_page_past_the_end_is_empty(ask: Ask) -> None:
    reply = ask(page_number=99)
    assert rows(reply) == []
    assert reply.json()["pagination"]["count"] == 250


def test_the_published_example_is_served_as_it_was_published(ask: Ask) -> None:
    assert json.loads(ask(product_id=SAMPLE_PRODUCT_ID, checked_in="true").text) == PUBLISHED
    assert PUBLISHED["pagination"]["count"] == 10
    assert len(PUBLISHED["data"]["participants"]) == 3


def test_the_published_example_ends_after_its_page(ask: Ask) -> None:
    assert rows(ask(product_id=SAMPLE_PRODUCT_ID, page_number=2)) == []
