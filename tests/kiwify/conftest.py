from collections.abc import Callable, Iterator

import pytest
import requests

from participants.kiwify.client import Client
from participants.kiwify.http import Patience
from participants.kiwify.sandbox import Sandbox

from .memory import MemoryKeeper


@pytest.fixture
def session() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False  # a proxy set on this machine is not for loopback
        yield session


@pytest.fixture
def mint(sandbox: Sandbox, session: requests.Session) -> Callable[[], requests.Response]:
    """Ask for a token with the right credentials."""
    credentials = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret}
    return lambda: session.post(f"{sandbox.base_url}/oauth/token", data=credentials, timeout=5)


@pytest.fixture
def ask(
    sandbox: Sandbox, session: requests.Session, mint: Callable[[], requests.Response]
) -> Callable[..., requests.Response]:
    """Ask for a page of participants with a good token: `ask(page_size=100, product_id=...)`."""
    token = mint().json()["access_token"]
    headers = {"Authorization": f"Bearer {token}", "x-kiwify-account-id": sandbox.account_id}

    def ask(product_id: str = sandbox.product_id, **query: object) -> requests.Response:
        url = f"{sandbox.base_url}/events/{product_id}/participants"
        params = {name: str(value) for name, value in query.items()}
        return session.get(url, params=params, headers=headers, timeout=5)

    return ask


@pytest.fixture
def keeper() -> MemoryKeeper:
    return MemoryKeeper()


@pytest.fixture
def naps() -> list[float]:
    """How long the client slept, in seconds, without the sleeping."""
    return []


@pytest.fixture
def client(sandbox: Sandbox, keeper: MemoryKeeper, naps: list[float]) -> Client:
    return make_client(sandbox, keeper, naps)


def make_client(sandbox: Sandbox, keeper: MemoryKeeper, naps: list[float], **changes: object) -> Client:
    settings = {
        "base_url": sandbox.base_url,
        "account_id": sandbox.account_id,
        "client_id": sandbox.client_id,
        "client_secret": sandbox.client_secret,
        "keeper": keeper,
        "patience": Patience(read=0.3, whole_answer=0.6),
        "sleep": naps.append,
    }
    return Client(**settings | changes)
