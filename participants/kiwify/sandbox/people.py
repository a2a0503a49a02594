"""The made-up crowd of an event: orders of one to six, a company of forty, courtesies, a few early arrivals.

All is drawn from one seeded generator, so that the same seed is the same crowd on every machine.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain, islice
from random import Random

from . import identifiers, naming
from .moments import iso

type Row = dict[str, str | None]

BATCHES = ("Lote 1", "Lote 2", "VIP", "Cortesia")
SALES_DAYS = 60
FIRST_BATCH_DAYS = 25
COMPANY_SIZE = 40
EARLY_ARRIVALS = 12
ORDER_SIZES, ORDER_WEIGHTS = (1, 2, 3, 4, 5, 6), (60, 20, 9, 6, 3, 2)


@dataclass(frozen=True, kw_only=True)
class Contact:
    email: str | None
    cpf: str | None
    phone: str | None


def batch_ids(rng: Random) -> dict[str, str]:
    """The event's batches, name to uuid."""
    return {name: identifiers.new_uuid(rng) for name in BATCHES}


def crowd(count: int, *, rng: Random, batches: Mapping[str, str], now: datetime) -> list[Row]:
    """`count` participants, their tickets sold in the 60 days before `now`; a dozen have arrived."""
    company = _company_order(rng, batches, now) if count >= 3 * COMPANY_SIZE else iter(())
    rows = list(islice(chain(company, _orders(rng, batches, now)), count))
    for row in rng.sample(rows, min(EARLY_ARRIVALS, count // 10)):
        row["checkin_at"] = row["updated_at"] = iso(now - timedelta(seconds=rng.randrange(60, 3600)))
    return rows


def ticket(
    rng: Random, *, batch: tuple[str, str], name: str | None, order: str | None, contact: Contact, at: str
) -> Row:
    """One participant in Kiwify's key order; `batch` is its name and id, `at` the ISO moment of sale."""
    batch_name, batch_id = batch
    return {
        "id": identifiers.new_uuid(rng),
        "external_id": identifiers.ticket_code(rng),
        "batch_id": batch_id,
        "batch_name": batch_name,
        "name": name,
        "email": contact.email,
        "cpf": contact.cpf,
        "phone": contact.phone,
        "order_id": order,
        "checkin_at": None,
        "created_at": at,
        "updated_at": at,
    }


def one_buyer(rng: Random, *, batch: tuple[str, str], at: datetime) -> Row:
    """Somebody who bought a single ticket at `at`."""
    return next(_family_order(rng, 1, batch, at))


def _orders(rng: Random, batches: Mapping[str, str], now: datetime) -> Iterator[Row]:
    while True:
        at = now - timedelta(seconds=rng.uniform(7200, SALES_DAYS * 86400))
        if rng.random() < 0.025:
            yield _courtesy(rng, batches, at)
        else:
            [size] = rng.choices(ORDER_SIZES, ORDER_WEIGHTS)
            yield from _family_order(rng, size, _batch_on_sale(rng, batches, now - at), at)


def _batch_on_sale(rng: Random, batches: Mapping[str, str], ago: timedelta) -> tuple[str, str]:
    by_age = "Lote 1" if ago.days >= SALES_DAYS - FIRST_BATCH_DAYS else "Lote 2"
    name = "VIP" if rng.random() < 0.08 else by_age
    return name, batches[name]


def _family_order(rng: Random, size: int, batch: tuple[str, str], at: datetime) -> Iterator[Row]:
    """One order: its people share a surname, and half the time the buyer's e-mail, CPF and phone too."""
    family, order, shared = naming.surname(rng), identifiers.new_uuid(rng), rng.random() < 0.5
    buyer: Contact | None = None
    for seat in range(size):
        name = naming.full_name(rng, family)
        buyer = buyer if buyer and shared else _contact(rng, naming.email(rng, name))
        sold_at = iso(at + timedelta(milliseconds=7 * seat))
        yield ticket(rng, batch=batch, name=name, order=order, contact=buyer, at=sold_at)


def _company_order(rng: Random, batches: Mapping[str, str], now: datetime) -> Iterator[Row]:
    """Forty colleagues on one order, all under the buyer's e-mail and CPF."""
    order, at = identifiers.new_uuid(rng), iso(now - timedelta(days=12, hours=3))
    contact = _contact(rng, naming.company_email(rng))
    for _ in range(COMPANY_SIZE):
        name = naming.full_name(rng, naming.surname(rng))
        yield ticket(rng, batch=("Lote 2", batches["Lote 2"]), name=name, order=order, contact=contact, at=at)


def _courtesy(rng: Random, batches: Mapping[str, str], at: datetime) -> Row:
    name = naming.full_name(rng, naming.surname(rng))
    batch, contact = ("Cortesia", batches["Cortesia"]), _contact(rng, naming.email(rng, name))
    return ticket(rng, batch=batch, name=name, order=None, contact=contact, at=iso(at))


def _contact(rng: Random, email: str) -> Contact:
    return Contact(
        email=None if rng.random() < 0.015 else email,
        cpf=None if rng.random() < 0.03 else identifiers.cpf(rng),
        phone=None if rng.random() < 0.02 else identifiers.phone(rng),
    )
