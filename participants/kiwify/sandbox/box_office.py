"""Sales and refunds during a rehearsal: a ticket comes or goes, and Kiwify's webhook says so."""

from collections.abc import Mapping
from typing import Any, Protocol

from .answers import Asked, RefusalError, Reply, ok
from .bodies import json_object
from .event import Event
from .moments import bound
from .people import Row
from .sale import Happening

DATES = ("created_at", "updated_at", "checkin_at")


class Notify(Protocol):
    def __call__(self, happening: Happening, order_id: str, /, *, tickets: list[Row] | None = None) -> int | None: ...


class BoxOffice:
    """Answers with what was done and, as `webhook`, the status the receiver gave; null where none was sent."""

    def __init__(self, event: Event, notify: Notify) -> None:
        self.event = event
        self.notify = notify

    def sell(self, asked: Asked) -> Reply:
        """Sell one ticket with the fields sent, of those a participant has. One without an order is a courtesy."""
        wanted = json_object(asked.body or b"{}", "BadSale", '{"name": "Ana Lima", "batch_name": "VIP"}')
        try:
            ticket = self.event.sell(**_fields(wanted))
        except ValueError as error:
            raise RefusalError(400, "BadSale", str(error)) from error
        order_id = ticket["order_id"]
        # Courtesies fire no webhook.
        return ok({"ticket": ticket, "webhook": self.notify("approved", order_id) if order_id else None}, 201)

    def refund(self, asked: Asked) -> Reply:
        """Withdraw the tickets of one order."""
        wanted = json_object(asked.body, "BadRefund", '{"order_id": "1f6b…"}')
        order_id = wanted.get("order_id")
        if not isinstance(order_id, str) or not order_id:
            raise RefusalError(400, "BadRefund", "order_id must be the id of an order")
        try:
            tickets = self.event.refund(order_id)
        except KeyError:
            raise RefusalError(404, "NotFound", "No ticket is listed under this order") from None
        return ok({"tickets": tickets, "webhook": self.notify("refunded", order_id, tickets=tickets)})


def _fields(wanted: Mapping[str, Any]) -> dict[str, str | None]:
    """What to sell; dates come out as the listing writes them. Raises ValueError."""
    for name, value in wanted.items():
        if not isinstance(value, str | None):
            raise ValueError(f"{name} must be text or null")
    return {name: _date(name, value) if value and name in DATES else value for name, value in wanted.items()}


def _date(name: str, text: str) -> str:
    try:
        return bound(text)
    except ValueError as error:
        raise ValueError(f"{name} must be an ISO 8601 date") from error
