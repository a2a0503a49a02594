from collections.abc import Callable, Iterator

import pytest
import requests

from participants.kiwify.sandbox import Sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """A running stand-in Kiwify without a limit, for one test."""
    with Sandbox(participants=250, seed=7, calls_per_minute=None) as sandbox:
        yield sandbox


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
