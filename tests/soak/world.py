"""What happens at Kiwify meanwhile: sales, changes, refunds, arrivals in Kiwify's own app. Most of it is announced."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from random import Random
from threading import Event as Flag
from uuid import UUID

from participants.kiwify.sandbox import Sandbox, identifiers, naming
from participants.kiwify.sandbox.event import Event
from participants.kiwify.sandbox.people import Row
from participants.kiwify.sandbox.sale import Happening

WEBHOOKS_THAT_COME = 0.8


class World:
    """Keeps happening until told to stop. `refused` are statuses other than 2xx that webhooks were answered with."""

    def __init__(self, sandbox: Sandbox, events: Sequence[Event], rng: Random) -> None:
        self._sandbox, self._events, self._rng = sandbox, events, rng
        self._gone: list[tuple[Event, Row]] = []
        self._batches = {event.product_id: dict(event.batches) for event in events}
        self.happened: Counter[str] = Counter()
        self.refused: list[str] = []
        self._what = {
            self.sell: 6,
            self.rename: 4,
            self.rename_in_silence: 2,
            self.change_code: 2,
            self.swap_codes: 1,
            self.move: 2,
            self.move_in_silence: 2,
            self.rename_batch: 0.3,
            self.withdraw: 2,
            self.refund: 1,
            self.dispute: 1,
            self.list_again: 2,
            self.let_in: 5,
            self.take_back: 2,
            self.button: 0.3,
        }

    def run(self, stop: Flag) -> None:
        while not stop.wait(self._rng.expovariate(8)):
            [what] = self._rng.choices(list(self._what), list(self._what.values()))
            event = self._rng.choice(self._events)
            with suppress(KeyError):  # the ticket went away between our look and now
                what(event)
                self.happened[what.__name__] += 1

    def sell(self, event: Event) -> None:
        rng = self._rng
        order = {"order_id": str(UUID(int=rng.getrandbits(128), version=4)) if rng.random() < 0.95 else None}
        batch = self._any_batch(event)
        for _ in range(rng.choice([1, 1, 2, 4])):
            event.sell(**batch, **order)
        self._announce("approved", event, order["order_id"])

    def rename(self, event: Event) -> None:
        name = naming.full_name(self._rng, naming.surname(self._rng))
        event.change(self._any(event), name=name, email=naming.email(self._rng, name))

    def rename_in_silence(self, event: Event) -> None:
        """Without a new `updated_at`: only a full read sees it."""
        row = event.row(self._any(event))
        name = naming.full_name(self._rng, naming.surname(self._rng))
        event.change(str(row["id"]), name=name, updated_at=row["updated_at"])

    def change_code(self, event: Event) -> None:
        event.change(self._any(event), external_id=identifiers.ticket_code(self._rng))

    def swap_codes(self, event: Event) -> None:
        one, other = event.row(self._any(event)), event.row(self._any(event))
        event.change(str(one["id"]), external_id=other["external_id"])
        event.change(str(other["id"]), external_id=one["external_id"])

    def move(self, event: Event) -> None:
        event.change(self._any(event), **self._any_batch(event))

    def move_in_silence(self, event: Event) -> None:
        row = event.row(self._any(event))
        event.change(str(row["id"]), updated_at=row["updated_at"], **self._any_batch(event))

    def rename_batch(self, event: Event) -> None:
        """Kiwify gives the batch another name on all its tickets, and says of none that it changed."""
        batches = self._batches[event.product_id]
        old = self._rng.choice(sorted(batches))
        new = f"{old.split(' (')[0]} ({self._rng.randrange(1000)})"
        key = batches[new] = batches.pop(old)
        for row in event.rows():
            if row["batch_id"] == key:
                with suppress(KeyError):
                    event.change(str(row["id"]), batch_name=new, updated_at=row["updated_at"])

    def withdraw(self, event: Event) -> None:
        self._gone.append((event, event.withdraw(self._any(event))))

    def refund(self, event: Event) -> None:
        if order_id := event.row(self._any(event))["order_id"]:
            if len(event.order(order_id)) > 6:
                return  # the company's forty would be a mass removal
            tickets = event.refund(order_id)
            self._gone += [(event, ticket) for ticket in tickets]
            self._announce("refunded", event, order_id, tickets)

    def dispute(self, event: Event) -> None:
        """A chargeback is announced, and the tickets stay."""
        self._announce("chargeback", event, event.row(self._any(event))["order_id"])

    def list_again(self, _event: Event) -> None:
        if self._gone:
            event, row = self._gone.pop(self._rng.randrange(len(self._gone)))
            self.bring_back(event, row)

    def bring_back(self, event: Event, row: Row) -> None:
        """As it was, or with a fresh `updated_at`; a renamed batch has its new name."""
        names = {key: name for name, key in self._batches[event.product_id].items()}
        row = row | {"batch_name": names.get(row["batch_id"], row["batch_name"])}
        event.sell(**row)
        if self._rng.random() < 0.5:
            event.change(str(row["id"]), phone=identifiers.phone(self._rng))

    def let_in(self, event: Event) -> None:
        event.check_in(self._any(event))

    def take_back(self, event: Event) -> None:
        inside = [row for row in event.rows() if row["checkin_at"]]
        if inside:
            event.take_back_check_in(str(self._rng.choice(inside)["id"]))

    def button(self, _event: Event) -> None:
        self._note(self._sandbox.press_test_button(), "the test button")

    def _any_batch(self, event: Event) -> dict[str, str]:
        name, key = self._rng.choice(sorted(self._batches[event.product_id].items()))
        return {"batch_name": name, "batch_id": key}

    def _any(self, event: Event) -> str:
        return str(self._rng.choice(event.rows())["id"])

    def _announce(
        self, what: Happening, event: Event, order_id: str | None, tickets: Sequence[Row] | None = None
    ) -> None:
        if order_id and self._rng.random() < WEBHOOKS_THAT_COME:
            wrapped = self._rng.random() < 0.2
            status = self._sandbox.notify(what, order_id, tickets=tickets, event=event, wrapped=wrapped)
            self._note(status, f"{what} {order_id}")

    def _note(self, status: int | None, what: str) -> None:
        self.happened["webhooks"] += 1
        if status is None or not 200 <= status < 300:
            self.refused.append(f"The webhook {what} was answered with {status}.")
