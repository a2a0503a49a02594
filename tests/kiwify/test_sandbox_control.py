"""Faults over HTTP, for rehearsals with `manage.py sandbox`."""

from collections.abc import Callable

import pytest
import requests

from participants.kiwify.sandbox import SAMPLE_PRODUCT_ID, Sandbox

type Ask = Callable[..., requests.Response]


@pytest.fixture
def address(sandbox: Sandbox) -> str:
    return sandbox.base_url.removesuffix("/v1") + "/sandbox"


def test_a_fault_is_turned_on_seen_and_turned_off(address: str, ask: Ask, session: requests.Session) -> None:
    added = session.post(f"{address}/faults", json={"fault": "429", "times": 3, "retry_after": 2}, timeout=5)
    assert added.status_code == 201
    assert ask().headers["Retry-After"] == "2"
    [active] = session.get(address, timeout=5).json()["faults"]
    assert (active["fault"], active["times_left"], active["hits"]) == ("429", 2, 1)
    assert session.delete(f"{address}/faults", timeout=5).json() == {"cleared": 1}
    assert ask().status_code == 200


def test_the_overview_lists_products_and_counts_calls(
    address: str, ask: Ask, session: requests.Session, sandbox: Sandbox
) -> None:
    ask()
    overview = session.get(address, timeout=5).json()
    products = {product["product_id"]: product for product in overview["products"]}
    assert products.keys() == {sandbox.product_id, SAMPLE_PRODUCT_ID}
    assert products[sandbox.product_id]["name"] == "Noite do Empreendedor"
    assert products[sandbox.product_id]["issued_tickets"] == 250
    assert overview["calls"] == {"token": 1, "participants": 1, "other": 0}


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"429", "Send a JSON object"),
        (b"{", "The body is not JSON"),
        (b"\xff", "The body is not JSON"),
        (b"{}", "There is no fault ''"),
        (b'{"fault": "429", "retry_after": true}', "retry_after cannot be True"),
        (b'{"fault": "429", "wait": 2}', "429: got an unexpected keyword argument 'wait'"),
        (b'{"fault": "429", "times": "many"}', "times must be a whole number from 1, not 'many'"),
    ],
)
def test_a_bad_request_gets_a_clear_sentence(
    body: bytes, sentence: str, address: str, session: requests.Session
) -> None:
    reply = session.post(f"{address}/faults", data=body, timeout=5)
    assert reply.status_code == 400
    assert reply.json()["message"].startswith(sentence)


def test_other_addresses_say_what_there_is(address: str, session: requests.Session) -> None:
    reply = session.get(f"{address}/faults", timeout=5)
    assert reply.status_code == 404
    assert "POST /sandbox/faults" in reply.json()["message"]
