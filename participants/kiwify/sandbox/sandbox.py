"""The stand-in Kiwify as a whole: its events, its gate, its faults, and the server in its thread."""

import threading
from collections.abc import Sequence
from types import TracebackType
from typing import Self

from .answers import Asked, Reply
from .api import Api, Listed
from .box_office import BoxOffice
from .calls import CallLog
from .control import Control
from .event import Clock, Event
from .faults import Faults
from .moments import utc_now
from .pace import Pace
from .people import Row
from .sale import Happening, Order, made_up_sale, sale
from .sample import SAMPLE_PRODUCT_ID, SampleEvent
from .server import Server
from .tokens import DEMO_CREDENTIALS, Credentials, Tokens
from .webhook import Webhook

DEMO_PRODUCT_ID = "b6d0f5a2-31c4-4e6f-8f1e-7a9c52d84e10"
DEMO_EVENT_NAME = "Noite do Empreendedor"
NOTICE_STOP_SECONDS = 0.02


class Sandbox:
    """Kiwify for one account. Starts with `start()` or `with`; may be stopped and started again on its port.

    `calls_per_minute` None is no limit. `expires_in_number` sends the token's life as a number, not a string.
    `clock` dates the made-up sales (the 60 days before now) and what happens later; tokens keep real time.
    Port 0 takes a free one. `start` raises OSError when it cannot listen. `webhook` may be set at any time.
    """

    def __init__(
        self,
        *,
        participants: int = 2000,
        seed: int = 7,
        calls_per_minute: int | None = 100,
        host: str = "127.0.0.1",
        port: int = 0,
        credentials: Credentials = DEMO_CREDENTIALS,
        expires_in_number: bool = False,
        clock: Clock = utc_now,
        log_requests: bool = False,
        webhook: Webhook | None = None,
    ) -> None:
        self.host, self.port, self.seed, self.clock = host, port, seed, clock
        self.credentials = credentials
        self.log_requests = log_requests
        self.webhook = webhook
        self.tokens = Tokens(expires_in_number=expires_in_number)
        self.pace = Pace(calls_per_minute)
        self.calls = CallLog()
        self.faults = Faults()
        self.events: dict[str, Listed] = {SAMPLE_PRODUCT_ID: SampleEvent()}
        self.event = self.add_event(DEMO_PRODUCT_ID, participants=participants, name=DEMO_EVENT_NAME)
        self._api = Api(events=self.events, credentials=credentials, tokens=self.tokens, pace=self.pace)
        self._control = Control(
            events=self.events,
            calls=self.calls,
            faults=self.faults,
            box_office=BoxOffice(self.event, self.notify),
        )
        self._server: Server | None = None

    @property
    def base_url(self) -> str:
        return f"http://{self.host}:{self.port}/v1"

    @property
    def product_id(self) -> str:
        return self.event.product_id

    @property
    def client_id(self) -> str:
        return self.credentials.client_id

    @property
    def client_secret(self) -> str:
        return self.credentials.client_secret

    @property
    def account_id(self) -> str:
        return self.credentials.account_id

    def add_event(self, product_id: str, *, participants: int = 100, name: str = "Outro evento") -> Event:
        """One more event with a crowd of its own; an event already there under that id is replaced."""
        seed = f"{self.seed}/{product_id}"
        event = Event(product_id, participants=participants, name=name, seed=seed, clock=self.clock)
        self.events[product_id] = event
        return event

    def remove_event(self, product_id: str) -> None:
        """Kiwify no longer knows the product: 404."""
        del self.events[product_id]

    def notify(
        self,
        happening: Happening,
        order_id: str,
        *,
        tickets: Sequence[Row] | None = None,
        event: Event | None = None,
        wrapped: bool = False,
    ) -> int | None:
        """Send the webhook about an order, with its tickets as listed now or as given; None if none is set.

        Returns the receiver's last status, 0 if nobody answered. Raises KeyError for an unknown happening.
        """
        event = event or self.event
        order = Order(order_id, store_id=self.account_id, product_id=event.product_id, product_name=event.name)
        tickets = event.order(order_id) if tickets is None else tickets
        return self._send(sale(happening, order, tickets=tickets, at=self.clock()), wrapped=wrapped)

    def press_test_button(self, *, wrapped: bool = False) -> int | None:
        """Send the made-up sale of Kiwify's test button. Returns as `notify` does."""
        return self._send(made_up_sale(store_id=self.account_id, at=self.clock()), wrapped=wrapped)

    def _send(self, body: object, *, wrapped: bool) -> int | None:
        if self.webhook is None:
            return None
        return self.webhook.send_wrapped(body) if wrapped else self.webhook.send(body)

    def start(self) -> Self:
        self._server = Server((self.host, self.port), self._answer, log_requests=self.log_requests)
        self.port = self._server.server_port
        serve = threading.Thread(
            target=self._server.serve_forever, args=[NOTICE_STOP_SECONDS], name="sandbox", daemon=True
        )
        serve.start()
        return self

    def stop(self) -> None:
        """Hang up on everybody; harmless when stopped already."""
        server, self._server = self._server, None
        if server:
            server.shutdown()
            server.server_close()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _answer(self, asked: Asked) -> Reply:
        if asked.path == "/sandbox" or asked.path.startswith("/sandbox/"):
            return self._control.answer(asked)
        self.calls.record(asked)
        return self.faults.answer(asked, self._api.answer)
