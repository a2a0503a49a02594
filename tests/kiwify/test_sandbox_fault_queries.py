"""Faults in how a query is taken: fewer rows allowed, filters not known."""

from collections.abc import Callable

import pytest
import requests

from participants.kiwify.sandbox import Sandbox

type Ask = Callable[..., requests.Response]


def test_pages_above_the_most_are_refused(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("page-size", most=50)
    reply = ask(page_size=51)
    assert (reply.status_code, reply.json()["error"]) == (400, "ValidationError")
    assert reply.json()["message"] == "page_size must not be greater than 50"


def test_pages_up_to_the_most_are_shown(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("page-size", most=50)
    assert len(ask(page_size=50).json()["data"]["participants"]) == 50
    assert len(ask().json()["data"]["participants"]) == 10


def test_the_page_size_that_goes_without_saying_may_be_too_large_too(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("page-size", most=5)
    assert [ask().status_code, ask(page_size=5).status_code] == [400, 200]


@pytest.mark.parametrize("page_size", ["many", "0", "-1", "101"])
def test_a_senseless_page_size_is_refused_as_ever(page_size: str, ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("page-size", most=50)
    assert ask(page_size=page_size).json()["error"] == "ValidationError"


def test_the_most_is_a_number(sandbox: Sandbox) -> None:
    with pytest.raises(ValueError, match="most cannot be 'few'"):
        sandbox.faults.add("page-size", most="few")


@pytest.mark.parametrize(
    "filters",
    [
        {"order_id": "nobody's"},
        {"checked_in": "true"},
        {"updated_at_start_date": "2999-01-01"},
        {"created_at_end_date": "soon"},
    ],
)
def test_filters_that_are_not_known_filter_nothing(filters: dict[str, str], ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("ignores-filters")
    assert ask(**filters).json()["pagination"]["count"] == 250


def test_paging_counts_where_filters_do_not(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("ignores-filters")
    page = ask(page_size=100, page_number=3, cpf="1").json()
    assert page["pagination"] == {"count": 250, "page_number": 3, "page_size": 100}
    assert len(page["data"]["participants"]) == 50
