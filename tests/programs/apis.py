"""The endpoint as a program sees it, over HTTP: the stand-in Kiwify and ours look the same from here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import requests

from participants.kiwify.client import Client
from participants.kiwify.token import Token

type Row = dict[str, str | None]


@dataclass
class Api:
    base_url: str
    client_id: str
    client_secret: str
    account_id: str
    product_id: str
    let_in: Callable[[str, datetime], object]
    """Admit the participant with this id, at this moment, as the door of this API does."""
    session: requests.Session = field(default_factory=requests.Session)

    def __post_init__(self) -> None:
        self.session.trust_env = False  # a proxy set on this machine is not for loopback

    def mint(self, **form: str) -> requests.Response:
        key = {"client_id": self.client_id, "client_secret": self.client_secret}
        return self.session.post(f"{self.base_url}/oauth/token", data=key | form, timeout=10)

    @cached_property
    def headers(self) -> dict[str, str]:
        token = self.mint().json()["access_token"]
        return {"Authorization": f"Bearer {token}", "x-kiwify-account-id": self.account_id}

    def call(self, method: str = "GET", product_id: str = "", **parts: Any) -> requests.Response:
        url = f"{self.base_url}/events/{product_id or self.product_id}/participants"
        return self.session.request(method, url, timeout=10, **{"headers": self.headers} | parts)

    def ask(self, **query: object) -> requests.Response:
        return self.call(params=query)

    def rows(self, **query: object) -> list[Row]:
        """The matching rows of every page."""
        return [row for page in self.pages(**query) for row in page["data"]["participants"]]

    def pages(self, **query: object) -> Iterator[dict[str, Any]]:
        for number in range(1, 1000):
            page = self.ask(page_size=100, page_number=number, **query).json()
            yield page
            if len(page["data"]["participants"]) < 100:
                return

    def client(self) -> Client:
        """Our own client of Kiwify, pointed at this API."""
        return Client(
            base_url=self.base_url,
            account_id=self.account_id,
            client_id=self.client_id,
            client_secret=self.client_secret,
            keeper=Pocket(),
            sleep=lambda _seconds: None,
        )


class Pocket:
    """Keeps one client's token, and lets it call as often as it likes."""

    kept: Token | None = None

    def token(self) -> Token | None:
        return self.kept

    def keep_token(self, token: Token) -> None:
        self.kept = token

    def claim_minting(self) -> bool:
        return True

    def end_minting(self) -> None:
        pass

    def reserve_call(self) -> float:
        return 0.0


def a_second_after(row: Row) -> str:
    assert row["created_at"] is not None
    return (datetime.fromisoformat(row["created_at"]) + timedelta(seconds=1)).isoformat()
