"""For the same data, the stand-in Kiwify and we say the same, byte for byte; but for the check-ins we add."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from random import Random

import pytest
from pytest_django.live_server_helper import LiveServer

from participants.kiwify.sandbox import SAMPLE_PRODUCT_ID, Sandbox
from participants.kiwify.sandbox.sample import PUBLISHED
from participants.models import Event
from participants.sync import read_event

from .apis import Api, Row
from .conftest import api_of, event_read_from, on_real_connections

pytestmark = on_real_connections

NOW = datetime(2031, 5, 2, 21, 0, tzinfo=UTC)
EXACT = ("external_id", "batch_id", "phone", "cpf", "order_id")
DATES = ("created_at", "updated_at")


def each_page(rows: list[Row]) -> Iterator[dict[str, object]]:
    for size in (7, 10, 100):
        for number in range(1, len(rows) // size + 3):
            yield {"page_size": size, "page_number": number}


def each_filter(rows: list[Row]) -> Iterator[dict[str, object]]:
    for row in rows[::25]:
        yield from ({name: row[name]} for name in EXACT if row[name])
        for name in DATES:
            yield {f"{name}_start_date": row[name]}
            yield {f"{name}_end_date": row[name]}
            yield {f"{name}_start_date": str(row[name])[:10]}
            yield {f"{name}_end_date": str(row[name])[:10]}
    yield from ({"checked_in": value} for value in ("true", "false"))


def mixed(rows: list[Row]) -> Iterator[dict[str, object]]:
    """A hundred queries of several filters each, always the same ones."""
    random, filters = Random(7), list(each_filter(rows))
    for _ in range(100):
        query: dict[str, object] = {"page_size": random.choice([1, 10, 100])}
        for one in random.sample(filters, random.randint(2, 4)):
            query |= one
        yield query


@pytest.mark.parametrize("queries", [each_page, each_filter, mixed])
def test_every_answer_is_the_same(kiwify: Api, ours: Api, queries) -> None:
    found = 0
    for query in queries(kiwify.rows()):
        theirs = kiwify.ask(**query)
        assert ours.ask(**query).content == theirs.content, query
        found += bool(theirs.json()["data"]["participants"])
    assert found > 5


@pytest.mark.parametrize(
    "query",
    [
        {"page_size": "101"},
        {"page_number": "0"},
        {"page_number": "01"},
        {"page_number": "1" * 9},
        {"page_number": "1" * 10},
        {"checked_in": "True"},
        {"checked_in": ""},
        {"cpf": ""},
        {"cpf": "\x00"},
        {"order_id": "null"},
        {"external_id": "x" * 10_000},
        {"external_id": ["A", "B"]},
        {"created_at_start_date": "2031-05-01T10:00"},
        {"created_at_start_date": "2031-05-01 10:00"},
        {"created_at_end_date": "9999-12-31"},
        {"updated_at_end_date": "0001-01-01"},
        {"updated_at_end_date": ""},
    ],
)
def test_odd_queries_are_taken_or_refused_alike(kiwify: Api, ours: Api, query: dict[str, str]) -> None:
    theirs, reply = kiwify.ask(**query), ours.ask(**query)
    assert (reply.status_code, reply.content) == (theirs.status_code, theirs.content)


def test_refusals_are_the_same(kiwify: Api, ours: Api) -> None:
    for asked in (
        lambda api: api.mint(client_secret="wrong"),
        lambda api: api.call(headers={}),
        lambda api: api.call(headers=api.headers | {"x-kiwify-account-id": "somebody-else"}),
        lambda api: api.call(product_id="no-such-product"),
        lambda api: api.call("POST", product_id="no-such-product"),
    ):
        theirs, reply = asked(kiwify), asked(ours)
        assert (reply.status_code, reply.content) == (theirs.status_code, theirs.content)


def test_our_check_ins_are_the_only_difference(kiwify: Api, ours: Api) -> None:
    guests = kiwify.rows(checked_in="false")[:3]
    for guest in guests:
        ours.let_in(str(guest["id"]), NOW)
    expected = [row | {"checkin_at": "2031-05-02T21:00:00.000Z"} if row in guests else row for row in kiwify.rows()]
    assert ours.rows() == expected
    assert ours.rows(checked_in="true") == [row for row in expected if row["checkin_at"]]
    assert ours.ask().json()["data"]["total_checkin"] == kiwify.ask().json()["data"]["total_checkin"] + 3


def test_an_arrival_kiwify_took_back_is_none_of_ours_after_the_next_read(
    kiwify: Api, ours: Api, sandbox: Sandbox
) -> None:
    guest = kiwify.rows(checked_in="true")[0]
    sandbox.event.take_back_check_in(str(guest["id"]))
    read_event(Event.objects.get())
    assert ours.ask(page_size=100).content == kiwify.ask(page_size=100).content


def test_it_answers_while_kiwify_is_down(ours: Api, kiwify: Api, sandbox: Sandbox) -> None:
    before = kiwify.rows()
    sandbox.stop()
    assert ours.mint().status_code == 200
    assert ours.rows() == before


def test_the_published_example_is_served_as_it_was_published(
    sandbox: Sandbox, live_server: LiveServer, settings
) -> None:
    settings.KIWIFY_API_URL = sandbox.base_url
    api = api_of(event_read_from(sandbox, SAMPLE_PRODUCT_ID), live_server)
    published = json.loads(json.dumps(PUBLISHED))
    published["pagination"]["count"] = 3  # where the page says 10 over three rows
    assert api.ask().json() == published
