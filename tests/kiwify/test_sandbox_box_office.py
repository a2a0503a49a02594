"""Sales and refunds over HTTP, for rehearsals with `manage.py sandbox`."""

from collections.abc import Callable, Iterator

import pytest
import requests

from participants.kiwify.sandbox import Sandbox, Webhook
from participants.kiwify.webhook import Kind, hint_of

from .receiver import Receiver, listening

type Ask = Callable[..., requests.Response]


@pytest.fixture
def receiver(sandbox: Sandbox) -> Iterator[Receiver]:
    with listening() as receiver:
        sandbox.webhook = Webhook(receiver.url, "sesame")
        yield receiver


@pytest.fixture
def post(sandbox: Sandbox, session: requests.Session) -> Callable[[str, bytes], requests.Response]:
    address = sandbox.base_url.removesuffix("/v1") + "/sandbox"
    return lambda what, body: session.post(f"{address}/{what}", data=body, timeout=5)


def kinds(receiver: Receiver) -> list[Kind]:
    return [
        hint_of(asked.body, signature=asked.query["signature"], tokens=["sesame"]).kind for asked in receiver.received
    ]


def test_a_ticket_is_sold_listed_and_announced(post: Ask, ask: Ask, receiver: Receiver) -> None:
    reply = post("sales", '{"name": "Ana Évora", "batch_name": "VIP", "cpf": null}'.encode())
    ticket = reply.json()["ticket"]
    assert (reply.status_code, reply.json()["webhook"]) == (201, 200)
    assert (ticket["name"], ticket["batch_name"], ticket["cpf"]) == ("Ana Évora", "VIP", None)
    assert ask(external_id=ticket["external_id"]).json()["data"]["participants"] == [ticket]
    assert kinds(receiver) == [Kind.APPROVED]


def test_an_order_is_refunded_with_all_its_tickets(post: Ask, ask: Ask, receiver: Receiver) -> None:
    for _ in range(2):
        post("sales", b'{"order_id": "1f6b"}')
    reply = post("refunds", b'{"order_id": "1f6b"}')
    assert (reply.status_code, len(reply.json()["tickets"]), reply.json()["webhook"]) == (200, 2, 200)
    assert ask(order_id="1f6b").json()["pagination"]["count"] == 0
    assert kinds(receiver) == [Kind.APPROVED, Kind.APPROVED, Kind.REFUNDED]


def test_a_courtesy_is_not_announced(post: Ask, receiver: Receiver) -> None:
    assert post("sales", b'{"order_id": null, "batch_name": "Cortesia"}').json()["webhook"] is None
    assert receiver.received == []


def test_without_a_webhook_or_a_body_a_ticket_is_sold_all_the_same(post: Ask, sandbox: Sandbox) -> None:
    assert post("sales", b"").json()["webhook"] is None
    assert len(sandbox.event) == 251


def test_a_receiver_who_fails_is_told_and_the_sale_stands(post: Ask, receiver: Receiver, sandbox: Sandbox) -> None:
    receiver.statuses = [500]
    assert post("sales", b"{}").json()["webhook"] == 500
    assert len(sandbox.event) == 251


def test_dates_are_listed_as_kiwify_writes_them(post: Ask) -> None:
    ticket = post("sales", b'{"created_at": "2031-05-02T19:30:00-03:00"}').json()["ticket"]
    assert ticket["created_at"] == "2031-05-02T22:30:00.000Z"


def test_half_a_surrogate_pair_breaks_no_page(post: Ask, ask: Ask) -> None:
    ticket = post("sales", b'{"name": "\\ud83d"}').json()["ticket"]
    assert ask(external_id=ticket["external_id"]).json()["data"]["participants"] == [ticket]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"7", "Send a JSON object"),
        (b"{", "The body is not JSON"),
        (b"[" * 200_000, "The body is not JSON"),
        (b'{"name": 7}', "name must be text or null"),
        (b'{"name": ["Ana"]}', "name must be text or null"),
        (b'{"nickname": "Nana"}', "a participant has no nickname"),
        (b'{"self": "Nana"}', "a participant has no self"),
        (b'{"\\ud800": "Nana"}', "a participant has no"),
        (b'{"id": null}', "id cannot be null"),
        (b'{"updated_at": "soon"}', "updated_at must be an ISO 8601 date"),
    ],
)
def test_a_sale_that_cannot_be_gets_a_clear_sentence(body: bytes, sentence: str, post: Ask, sandbox: Sandbox) -> None:
    reply = post("sales", body)
    assert (reply.status_code, reply.json()["error"]) == (400, "BadSale")
    assert reply.json()["message"].startswith(sentence)
    assert len(sandbox.event) == 250


def test_a_ticket_is_not_sold_twice(post: Ask, sandbox: Sandbox) -> None:
    reply = post("sales", b'{"id": "%s"}' % str(sandbox.event.rows()[0]["id"]).encode())
    assert (reply.status_code, "is listed already" in reply.json()["message"]) == (400, True)


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b'{"order_id": null}', b'{"order_id": ""}', b'{"order_id": [1]}'])
def test_a_refund_of_nothing_is_refused(body: bytes, post: Ask, sandbox: Sandbox) -> None:
    reply = post("refunds", body)
    assert (reply.status_code, reply.json()["error"]) == (400, "BadRefund")
    assert len(sandbox.event) == 250


def test_a_refund_of_an_unknown_order_is_not_found(post: Ask, receiver: Receiver) -> None:
    reply = post("refunds", b'{"order_id": "1f6b"}')
    assert (reply.status_code, reply.json()["error"]) == (404, "NotFound")
    assert receiver.received == []
