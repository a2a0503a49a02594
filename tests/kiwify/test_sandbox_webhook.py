"""The stand-in Kiwify announces its sales as Kiwify does."""

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from participants.kiwify.sandbox import Sandbox, Webhook
from participants.kiwify.sandbox.people import Row
from participants.kiwify.sandbox.sale import Happening
from participants.kiwify.webhook import Hint, Kind, hint_of

from .receiver import Receiver, listening

TOKEN = "sesame"


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with listening() as receiver:
        yield receiver


@pytest.fixture
def kiwify(receiver: Receiver) -> Sandbox:
    """Its webhook set, and not serving: announcing needs no server."""
    late = datetime(2031, 5, 3, 1, 30, tzinfo=UTC)
    return Sandbox(participants=150, clock=lambda: late, webhook=Webhook(f"{receiver.url}?shop=1", TOKEN))


def order_of(kiwify: Sandbox) -> list[Row]:
    """The company of forty, on one order."""
    [(order_id, _)] = Counter(row["order_id"] for row in kiwify.event.rows()).most_common(1)
    return kiwify.event.order(str(order_id))


def hint(receiver: Receiver) -> Hint:
    asked = receiver.received[-1]
    return hint_of(asked.body, signature=asked.query.get("signature", ""), tokens=[TOKEN])


def body(receiver: Receiver) -> dict[str, Any]:
    value: dict[str, Any] = json.loads(receiver.received[-1].body)
    return value


@pytest.mark.parametrize("happening", ["approved", "refunded", "chargeback"])
@pytest.mark.parametrize("wrapped", [False, True])
def test_what_is_announced_is_understood(
    happening: Happening, wrapped: bool, kiwify: Sandbox, receiver: Receiver
) -> None:
    order_id = str(order_of(kiwify)[0]["order_id"])
    assert kiwify.notify(happening, order_id, wrapped=wrapped) == 200
    assert hint(receiver) == Hint(Kind(happening), order_id, kiwify.product_id, kiwify.account_id, is_test=False)


def test_the_signature_stands_in_the_query_behind_what_is_there(kiwify: Sandbox, receiver: Receiver) -> None:
    kiwify.notify("approved", "1f6b")
    [asked] = receiver.received
    assert (asked.method, asked.path, asked.headers["Content-Type"]) == ("POST", "/hook", "application/json")
    assert list(asked.query) == ["shop", "signature"]


def test_a_sale_tells_of_its_tickets_in_cents_and_in_brasilias_time(kiwify: Sandbox, receiver: Receiver) -> None:
    tickets = [kiwify.event.sell(order_id="1f6b", name="Ana Évora"), kiwify.event.sell(order_id="1f6b")]
    kiwify.notify("approved", "1f6b")
    told = body(receiver)
    assert [ticket["external_id"] for ticket in told["event_tickets"]] == [row["external_id"] for row in tickets]
    assert (told["created_at"], told["refunded_at"]) == ("2031-05-02 22:30", None)
    assert told["Customer"]["first_name"] == "Ana"
    assert told["Commissions"]["charge_amount"] == 2 * 9700


def test_a_refund_tells_of_the_tickets_that_were(kiwify: Sandbox, receiver: Receiver) -> None:
    order_id = str(order_of(kiwify)[0]["order_id"])
    tickets = kiwify.event.refund(order_id)
    kiwify.notify("refunded", order_id, tickets=tickets)
    told = body(receiver)
    assert len(told["event_tickets"]) == len(tickets) == 40
    assert (told["order_status"], told["refunded_at"]) == ("refunded", "2031-05-02 22:30")


def test_an_order_without_tickets_has_no_customer(kiwify: Sandbox, receiver: Receiver) -> None:
    kiwify.notify("approved", "1f6b")
    assert (body(receiver)["Customer"], body(receiver)["event_tickets"]) == (None, [])
    assert hint(receiver).order_id == "1f6b"


def test_the_test_button_sends_a_sale_that_nobody_made(kiwify: Sandbox, receiver: Receiver) -> None:
    assert kiwify.press_test_button() == 200
    assert body(receiver)["Customer"]["full_name"] == "John Doe"
    assert hint(receiver).is_test
    assert hint(receiver).product_id != kiwify.product_id


def test_a_sale_of_another_product_is_announced_too(kiwify: Sandbox, receiver: Receiver) -> None:
    other = kiwify.add_event("another-product", participants=1)
    kiwify.notify("approved", str(other.rows()[0]["order_id"]), event=other)
    assert hint(receiver).product_id == "another-product"


def test_without_a_webhook_nothing_is_announced() -> None:
    kiwify = Sandbox(participants=1)
    assert (kiwify.notify("approved", "1f6b"), kiwify.press_test_button()) == (None, None)


def test_what_fails_is_sent_again_as_it_was(kiwify: Sandbox, receiver: Receiver) -> None:
    receiver.statuses = [500, 404, 204]
    assert kiwify.notify("approved", "1f6b") == 204
    assert len({asked.body for asked in receiver.received}) == 1
    assert len(receiver.received) == 3


def test_after_five_tries_the_last_answer_is_told(kiwify: Sandbox, receiver: Receiver) -> None:
    receiver.statuses = [503]
    assert kiwify.notify("approved", "1f6b") == 503
    assert len(receiver.received) == 5


def test_a_redirect_is_not_followed_and_no_success(kiwify: Sandbox, receiver: Receiver) -> None:
    receiver.statuses, receiver.headers = [307], {"Location": "/elsewhere"}
    assert kiwify.notify("approved", "1f6b") == 307
    assert {asked.path for asked in receiver.received} == {"/hook"}


def test_where_nobody_answers_the_status_is_0() -> None:
    assert Sandbox(participants=1, webhook=Webhook("http://127.0.0.1:9/")).press_test_button() == 0


def test_an_unknown_happening_is_refused(kiwify: Sandbox) -> None:
    with pytest.raises(KeyError):
        kiwify.notify("forgotten", "1f6b")  # type: ignore[arg-type]


@pytest.mark.parametrize("url", ["", "portaria", "ftp://portaria/", "http://", "http://[", "http://x:99999999/"])
def test_what_is_no_address_is_refused(url: str) -> None:
    with pytest.raises(ValueError):
        Webhook(url, TOKEN)


def test_a_webhook_does_not_show_its_token() -> None:
    assert TOKEN not in repr(Webhook("http://localhost/", TOKEN))
