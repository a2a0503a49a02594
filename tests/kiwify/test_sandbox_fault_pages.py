"""Pages that are wrong: rows twice, rows lost, numbers that lie, nothing where something should be."""

from collections.abc import Callable

import pytest
import requests

from participants.kiwify.sandbox import Sandbox

type Ask = Callable[..., requests.Response]


def read_all(ask: Ask) -> list[str]:
    ids: list[str] = []
    for number in range(1, 10):
        ids += [row["id"] for row in ask(page_size=100, page_number=number).json()["data"]["participants"]]
    return ids


def everybody(sandbox: Sandbox) -> list[str | None]:
    return [row["id"] for row in sandbox.event.rows()]


def test_duplicates_list_a_row_of_the_page_before_again_and_lose_nobody(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("duplicates")
    ids, truth = read_all(ask), everybody(sandbox)
    assert ids[:102] == [*truth[:100], truth[99], truth[100]]
    assert list(dict.fromkeys(ids)) == truth
    assert len(ids) == 250 + 2


def test_drift_loses_a_row_between_pages(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("drift")
    truth = everybody(sandbox)
    assert read_all(ask) == truth[:100] + truth[101:]


def test_drift_the_other_way_shows_a_row_twice(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("drift", rows=-1)
    truth = everybody(sandbox)
    assert read_all(ask) == truth[:100] + truth[99:]


def test_the_same_page_for_ever(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("same-page")
    assert read_all(ask) == everybody(sandbox)[:100] * 9
    assert ask(page_number=7).json()["pagination"]["page_number"] == 7


@pytest.mark.parametrize(("by", "count"), [(-240, 10), (1000, 1250), (-1000, 0)])
def test_a_count_that_lies(by: int, count: int, ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("count", by=by)
    assert ask().json()["pagination"] == {"count": count, "page_number": 1, "page_size": 10}


def test_data_as_an_empty_list(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("empty-list")
    assert ask().json()["data"] == []


def test_counters_missing(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("no-counters")
    assert list(ask().json()["data"]) == ["participants"]


def test_null_everywhere_but_the_id(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("nulls")
    row = ask().json()["data"]["participants"][0]
    assert {field for field, value in row.items() if value is not None} == {"id"}
    assert len(row) == 12


def test_a_page_fault_leaves_a_refusal_alone(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("nulls")
    assert ask(page_size=101).json()["error"] == "ValidationError"
