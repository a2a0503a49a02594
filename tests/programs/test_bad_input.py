"""Queries that make no sense get Kiwify's status and body: never a page for people, never a 500."""

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participants import programs
from participants.views import kiwify_api

from .conftest import Ask, Guest

ADDRESS = "/v1/events/product-1/participants"
DATES = [f"{which}_at_{side}_date" for which in ("created", "updated") for side in ("start", "end")]
EXACT = ["external_id", "batch_id", "phone", "cpf", "order_id"]


def is_validation_error(reply: HttpResponse) -> bool:
    body = reply.json()
    return (reply.status_code, body["error"], list(body)) == (400, "ValidationError", ["error", "message"])


@pytest.mark.parametrize("name", ["page_number", "page_size"])
@pytest.mark.parametrize(
    "value",
    ["0", "-1", "+1", "1.5", "1e3", "0x1", "", " 1", "1 ", "1\n", "abc", "٣", "²", "1_0", "\x00", "1\x00",
     "true", str(10**30), "9" * 10_000, "0" * 10_000],
)  # fmt: skip
def test_a_number_that_is_none_is_a_validation_error(name: str, value: str, ask: Ask) -> None:
    reply = ask(**{name: value})
    assert is_validation_error(reply)
    assert name in reply.json()["message"]


def test_more_than_a_hundred_rows_are_not_to_be_had(ask: Ask) -> None:
    assert ask(page_size=100).status_code == 200
    assert is_validation_error(ask(page_size=101))


@pytest.mark.parametrize("number", ["999999999", "0000000001", "0" * 10_000 + "2"])
def test_a_number_may_be_large_or_have_zeros_in_front(number: str, ask: Ask) -> None:
    assert ask(page_number=number).json()["pagination"]["page_number"] == int(number.lstrip("0"))


@pytest.mark.parametrize("value", ["", "yes", "1", "0", "TRUE", "null", "true ", "\x00", "x" * 10_000])
def test_a_boolean_that_is_none_is_a_validation_error(value: str, ask: Ask) -> None:
    assert is_validation_error(ask(checked_in=value))


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize(
    "value",
    ["", "yesterday", "20310501", "2031-13-01", "2031-02-30", "2031-05-01 10:00", "2031-05-01T", "2031-W01-1",
     "0000-01-01", "10000-01-01", "-001-01-01", "2031-05-01T25:00", "2031-05-01T10:00:00+99:00", "1777777777",
     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2031-05-01\x00", "2031-05-01T\x00",
     "٢٠٣١-٠٥-٠١", "2031-05-01T" + "0" * 10_000],
)  # fmt: skip
def test_a_date_that_is_none_is_a_validation_error(name: str, value: str, ask: Ask) -> None:
    assert is_validation_error(ask(**{name: value}))


@pytest.mark.parametrize("name", DATES)
@pytest.mark.parametrize("value", ["0001-01-01", "1582-10-10", "9999-12-31", "9999-12-31T23:59:59.999999Z"])
def test_an_absurd_date_is_still_a_date(name: str, value: str, ask: Ask, guest: Guest) -> None:
    guest()
    listed = name.endswith("start_date") == (value < "2026")
    assert ask(**{name: value}).json()["pagination"]["count"] == listed


def test_of_a_parameter_sent_twice_the_last_counts(ask: Ask, guest: Guest) -> None:
    guest(code="A")
    assert ask(external_id=["B", "A"]).json()["pagination"]["count"] == 1
    assert ask(external_id=["A", "B"]).json()["pagination"]["count"] == 0
    assert ask(page_size=["x", "5"]).json()["pagination"]["page_size"] == 5
    assert is_validation_error(ask(page_size=["5", "x"]))


def test_unknown_parameters_are_ignored(ask: Ask) -> None:
    assert ask(sort="name", name="\x00", **{"page_size[]": "x"}).json() == ask().json()


def test_a_thousand_parameters_are_too_many(ask: Ask) -> None:
    assert is_validation_error(ask(**{f"x{number}": "" for number in range(1001)}))


@pytest.mark.parametrize("query", ["%", "%zz", "&&==&", "cpf", "cpf=%ff%fe", "cpf=%ed%a0%80", ";", "\x00"])
def test_a_query_that_is_hardly_one_is_answered(query: str, client: Client, headers: dict) -> None:
    reply = client.generic("GET", ADDRESS, QUERY_STRING=query, headers=headers)
    assert reply.status_code == 200
    assert reply.json()["pagination"]["count"] == 0


@pytest.mark.parametrize("value", ["' OR '1'='1", "%", "_", "*", "null", "0 OR 1=1"])
@pytest.mark.parametrize("name", EXACT)
def test_a_value_is_only_a_value(name: str, value: str, ask: Ask, guest: Guest) -> None:
    guest(code="A", order_id="B", cpf="12345678901", phone="11987654321")
    assert ask(**{name: value}).json()["pagination"]["count"] == 0


def test_another_address_is_a_404_in_json() -> None:
    reply = kiwify_api.nothing_there(RequestFactory().post("/v1/sales"))
    assert (reply.status_code, reply["Content-Type"]) == (404, "application/json; charset=utf-8")


anything = st.text(max_size=40) | st.sampled_from(["1", "true", "2026-05-01", "2026-05-01T10:00:00.5Z"])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from(["page_number", "page_size", "checked_in", *DATES, *EXACT]), anything))
def test_whatever_is_asked_is_answered_in_kiwifys_form(ask: Ask, monkeypatch, query: dict[str, str]) -> None:
    monkeypatch.setattr(programs, "CALLS_PER_MINUTE", 1_000_000)
    reply = ask(**{name: value.encode("utf-8", "surrogatepass") for name, value in query.items()})
    assert reply.status_code in (200, 400)
    assert list(reply.json()) in (["pagination", "data"], ["error", "message"])
