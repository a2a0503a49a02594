"""A sale as Kiwify's webhook tells it: flat, money in cents, dates in Brasília's time. Source: kiwify.md."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import uuid4

from .moments import brasilia
from .people import Row

type Happening = Literal["approved", "refunded", "chargeback"]

CENTS_A_TICKET = 9700
CENTS_OF_FEE = 1120
TICKET_FIELDS = ("id", "external_id", "name", "email", "phone", "cpf", "batch_name")

# What each happening is called: the webhook's type, and the order's status from then on.
HAPPENINGS: Mapping[str, tuple[str, str]] = {
    "approved": ("order_approved", "paid"),
    "refunded": ("order_refunded", "refunded"),
    "chargeback": ("chargeback", "chargedback"),
}
JOHN_DOE = {
    "full_name": "John Doe",
    "first_name": "John",
    "email": "johndoe@example.com",
    "mobile": "5511999999999",
    "CPF": "11144477735",
}


@dataclass(frozen=True)
class Order:
    id: str
    store_id: str
    product_id: str
    product_name: str


def sale(happening: Happening, order: Order, *, tickets: Sequence[Row], at: datetime) -> dict[str, Any]:
    """The body about an order to which something happens; `tickets` are its participants, the buyer first.

    Without tickets `Customer` is null, as Kiwify's may be. Raises KeyError for an unknown happening.
    """
    return _about(happening, order, sold_at=_sold_at(tickets) or at, at=at) | {
        "Customer": _customer(tickets[0]) if tickets else None,
        "Commissions": _money(len(tickets)),
        "event_tickets": [{name: ticket[name] for name in TICKET_FIELDS} for ticket in tickets],
    }


def made_up_sale(*, store_id: str, at: datetime) -> dict[str, Any]:
    """What Kiwify's test button sends: an approved order that nobody made."""
    order = Order(str(uuid4()), store_id=store_id, product_id=str(uuid4()), product_name="Example product")
    return _about("approved", order, sold_at=at, at=at) | {"Customer": JOHN_DOE, "Commissions": _money(1)}


def _about(happening: Happening, order: Order, *, sold_at: datetime, at: datetime) -> dict[str, Any]:
    event_type, status = HAPPENINGS[happening]
    return {
        "order_id": order.id,
        "order_ref": order.id[:7].upper(),
        "order_status": status,
        "payment_method": "pix",
        "store_id": order.store_id,
        "created_at": brasilia(sold_at),
        "updated_at": brasilia(at),
        "approved_date": brasilia(sold_at),
        "refunded_at": None if status == "paid" else brasilia(at),
        "webhook_event_type": event_type,
        "Product": {"product_id": order.product_id, "product_name": order.product_name},
    }


def _sold_at(tickets: Sequence[Row]) -> datetime | None:
    return datetime.fromisoformat(str(tickets[0]["created_at"])) if tickets else None


def _customer(buyer: Row) -> dict[str, str | None]:
    name = buyer["name"]
    return {
        "full_name": name,
        "first_name": name.split(" ")[0] if name else None,
        "email": buyer["email"],
        "mobile": buyer["phone"],
        "CPF": buyer["cpf"],
    }


def _money(tickets: int) -> dict[str, Any]:
    paid, fee = tickets * CENTS_A_TICKET, tickets * CENTS_OF_FEE
    return {"charge_amount": paid, "kiwify_fee": fee, "my_commission": paid - fee, "currency": "BRL"}
