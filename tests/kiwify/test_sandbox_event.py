"""What may happen to tickets while they are being read."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest
import requests

from participants.kiwify.sandbox import Sandbox

type Ask = Callable[..., requests.Response]


def first_id(sandbox: Sandbox) -> str:
    return str(sandbox.event.rows()[0]["id"])


def test_a_sale_is_listed_at_once(ask: Ask, sandbox: Sandbox) -> None:
    sold = sandbox.event.sell(name="Ana Évora", batch_name="VIP")
    page = ask(external_id=sold["external_id"]).json()
    assert page["data"]["participants"] == [sold]
    assert page["data"]["issued_tickets"] == 251
    assert sold["batch_id"] == sandbox.event.batches["VIP"]


def test_a_sale_without_an_order_is_issued_and_not_sold(sandbox: Sandbox) -> None:
    before = sandbox.event.counters()
    sandbox.event.sell(order_id=None, batch_name="Cortesia")
    after = sandbox.event.counters()
    assert after["issued_tickets"] == before["issued_tickets"] + 1
    assert after["sold_tickets"] == before["sold_tickets"]


def test_a_withdrawn_ticket_is_listed_no_more_until_it_is_sold_again(ask: Ask, sandbox: Sandbox) -> None:
    row = sandbox.event.withdraw(first_id(sandbox))
    assert ask(external_id=row["external_id"]).json()["pagination"]["count"] == 0
    sandbox.event.sell(**row)
    assert ask(external_id=row["external_id"]).json()["data"]["participants"] == [row]


def test_a_rename_moves_updated_at_and_nothing_else(sandbox: Sandbox) -> None:
    before = sandbox.event.rows()[0]
    after = sandbox.event.rename(first_id(sandbox), "João d'Ávila")
    assert str(after["updated_at"]) > str(before["updated_at"])
    assert after == before | {"name": "João d'Ávila", "updated_at": after["updated_at"]}


def test_two_changes_at_the_same_moment_both_move_updated_at() -> None:
    noon = datetime(2031, 5, 2, 12, tzinfo=UTC)
    event = Sandbox(participants=1, clock=lambda: noon).event
    [row] = event.rows()
    once, twice = (event.rename(str(row["id"]), name) for name in ("Bia", "Léo"))
    assert once["updated_at"] == "2031-05-02T12:00:00.000Z"
    assert twice["updated_at"] == "2031-05-02T12:00:00.001Z"


def test_a_changed_row_is_what_the_next_page_shows(ask: Ask, sandbox: Sandbox) -> None:
    ask()
    changed = sandbox.event.change(first_id(sandbox), cpf=None, phone="11987654321")
    assert ask().json()["data"]["participants"][0] == changed


def test_a_check_in_by_kiwifys_own_app_comes_and_goes(ask: Ask, sandbox: Sandbox) -> None:
    count = sandbox.event.counters()["total_checkin"]
    at = datetime(2031, 5, 2, 22, 15, tzinfo=UTC)
    arrived = sandbox.event.check_in(first_id(sandbox), at)
    assert arrived["checkin_at"] == "2031-05-02T22:15:00.000Z"
    assert ask().json()["data"]["total_checkin"] == count + 1
    assert sandbox.event.take_back_check_in(first_id(sandbox))["checkin_at"] is None
    assert ask().json()["data"]["total_checkin"] == count


def test_what_makes_no_sense_is_refused(sandbox: Sandbox) -> None:
    with pytest.raises(KeyError):
        sandbox.event.check_in("nobody")
    with pytest.raises(ValueError, match="has no nickname"):
        sandbox.event.sell(nickname="Zezé")
    with pytest.raises(ValueError, match="listed already"):
        sandbox.event.sell(id=first_id(sandbox))
    with pytest.raises(ValueError, match="never changes"):
        sandbox.event.change(first_id(sandbox), id="other")
    with pytest.raises(ValueError, match="cannot be null"):
        sandbox.event.change(first_id(sandbox), created_at=None)


def test_sales_and_refunds_from_many_threads_while_pages_are_read(ask: Ask, sandbox: Sandbox) -> None:
    def sell_and_refund(_: int) -> None:
        kept, refunded = sandbox.event.sell(), sandbox.event.sell()
        sandbox.event.check_in(str(kept["id"]))
        sandbox.event.withdraw(str(refunded["id"]))

    with ThreadPoolExecutor(8) as threads:
        done = threads.map(sell_and_refund, range(200))
        sizes = {len(ask(page_size=100, page_number=1).json()["data"]["participants"]) for _ in range(20)}
        list(done)
    assert sizes == {100}
    assert ask(page_size=100).json()["data"]["issued_tickets"] == 450 == len(sandbox.event.rows())


def test_more_events_may_be_added_and_removed(ask: Ask, sandbox: Sandbox) -> None:
    other = sandbox.add_event("another-product", participants=5, name="Café da manhã")
    assert ask(product_id="another-product").json()["data"]["participants"] == other.rows()
    sandbox.remove_event("another-product")
    assert ask(product_id="another-product").status_code == 404
