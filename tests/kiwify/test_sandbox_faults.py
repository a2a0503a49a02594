"""Misbehaviour on demand: what is answered, to which calls, how often."""

import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
import requests

from participants.kiwify.sandbox import Sandbox

type Ask = Callable[..., requests.Response]
type Mint = Callable[[], requests.Response]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 429])
def test_a_refusal_speaks_json(status: int, ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add(str(status), times=1)
    reply = ask()
    assert reply.status_code == status
    assert reply.json().keys() == {"error", "message"}
    assert ask().status_code == 200


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_broken_gateway_speaks_html(status: int, ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add(str(status))
    reply = ask()
    assert reply.status_code == status
    assert reply.headers["Content-Type"] == "text/html"
    assert reply.text.startswith("<!DOCTYPE html>")


def test_retry_after_may_be_seconds_or_anything(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("429", times=1, retry_after=2)
    sandbox.faults.add("503", times=1, retry_after="soon")
    assert [ask().headers["Retry-After"], ask().headers["Retry-After"]] == ["2", "soon"]


def test_retry_after_may_be_a_date(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("429", retry_after_date=30)
    at = parsedate_to_datetime(ask().headers["Retry-After"]).timestamp()
    assert 28 < at - time.time() <= 31


def test_a_fault_strikes_only_the_calls_it_is_on(ask: Ask, mint: Mint, sandbox: Sandbox) -> None:
    sandbox.faults.add("500", on="token")
    assert (ask().status_code, mint().status_code) == (200, 500)
    sandbox.faults.clear()
    sandbox.faults.add("500", on="any")
    assert (ask().status_code, mint().status_code) == (500, 500)


def test_a_400_on_the_token_says_the_credentials_are_dead(mint: Mint, sandbox: Sandbox) -> None:
    sandbox.faults.add("400", on="token")
    assert mint().json()["error"] == "auth_error"


def test_a_fault_may_strike_one_page_only(ask: Ask, sandbox: Sandbox) -> None:
    fault = sandbox.faults.add("500", page=2)
    assert [ask(page_number=number).status_code for number in (1, 2, 3, 2)] == [200, 500, 200, 500]
    assert fault.hits == 2


def test_counted_faults_queue_up_and_end(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("500", times=2)
    sandbox.faults.add("429", times=1)
    assert [ask().status_code for _ in range(4)] == [500, 500, 429, 200]
    assert sandbox.faults.active() == []


def test_standing_faults_strike_together(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("count", by=5)
    nulls = sandbox.faults.add("nulls")
    page = ask().json()
    assert page["pagination"]["count"] == 255
    assert page["data"]["participants"][0]["name"] is None
    sandbox.faults.remove(nulls)
    assert ask().json()["data"]["participants"][0]["created_at"] is not None


def test_html_with_200(ask: Ask, mint: Mint, sandbox: Sandbox) -> None:
    sandbox.faults.add("html", on="any")
    for reply in (ask(), mint()):
        assert reply.status_code == 200
        assert "<html>" in reply.text


def test_any_json_the_caller_likes(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.faults.add("body", body={"data": "full"}, times=1)
    sandbox.faults.add("body", body=None, status=418, times=1)
    assert ask().json() == {"data": "full"}
    assert (ask().status_code, ask().status_code) == (418, 200)


@pytest.mark.parametrize("value", [86400, -5, "soon", None, 10**15])
def test_expires_in_may_be_absurd(value: object, mint: Mint, sandbox: Sandbox) -> None:
    sandbox.faults.add("expires-in", value=value)
    assert mint().json()["expires_in"] == value


def test_expires_in_may_be_missing(mint: Mint, sandbox: Sandbox) -> None:
    sandbox.faults.add("expires-in")
    assert list(mint().json()) == ["access_token", "token_type", "scope"]


@pytest.mark.parametrize(
    ("name", "options", "sentence"),
    [
        ("unplugged", {}, "There is no fault 'unplugged'"),
        ("nulls", {"on": "token"}, "nulls can be on participants"),
        ("500", {"on": ["token"]}, "500 can be on any or participants or token"),
        ("500", {"times": 0}, "times must be a whole number"),
        ("500", {"on": "token", "page": 2}, "Only participants come in pages"),
        ("slow", {"seconds": "long"}, "seconds cannot be 'long'"),
        ("slow", {"seconds": -1}, "seconds cannot be negative"),
        ("slow", {"minutes": 1}, "slow: got an unexpected keyword argument 'minutes'"),
        ("body", {}, "body: missing a required"),
    ],
)
def test_a_fault_that_cannot_be_is_refused_with_a_sentence(
    name: str, options: dict[str, Any], sentence: str, sandbox: Sandbox
) -> None:
    with pytest.raises(ValueError, match=sentence):
        sandbox.faults.add(name, **options)
