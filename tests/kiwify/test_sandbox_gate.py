"""Who gets past the gate, and how often."""

from collections.abc import Callable

import pytest
import requests

from participants.kiwify.sandbox import Sandbox
from participants.kiwify.sandbox.pace import Pace

type Ask = Callable[..., requests.Response]
type Mint = Callable[[], requests.Response]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer {token}"},
        {"Authorization": "Bearer {token}", "x-kiwify-account-id": "somebody-else"},
        {"Authorization": "Bearer made.up.token", "x-kiwify-account-id": "sandbox-account"},
        {"Authorization": "{token}", "x-kiwify-account-id": "sandbox-account"},
        {"x-kiwify-account-id": "sandbox-account"},
    ],
)
def test_a_call_without_the_right_headers_is_a_401(
    headers: dict[str, str], sandbox: Sandbox, session: requests.Session, mint: Mint
) -> None:
    token = mint().json()["access_token"]
    sent = {name: value.replace("{token}", token) for name, value in headers.items()}
    url = f"{sandbox.base_url}/events/{sandbox.product_id}/participants"
    reply = session.get(url, headers=sent, timeout=5)
    assert reply.status_code == 401
    assert reply.json().keys() == {"error", "message"}


def test_a_forgotten_token_is_a_401(ask: Ask, sandbox: Sandbox) -> None:
    assert ask().status_code == 200
    sandbox.tokens.forget()
    assert ask().status_code == 401


def test_an_expired_token_is_a_401(sandbox: Sandbox, request: pytest.FixtureRequest) -> None:
    sandbox.tokens.lifetime = -1
    ask: Ask = request.getfixturevalue("ask")
    assert ask().status_code == 401


def test_an_unknown_product_is_a_404(ask: Ask) -> None:
    reply = ask(product_id="no-such-product")
    assert (reply.status_code, reply.json()["error"]) == (404, "NotFound")


def test_calls_over_the_limit_are_a_429_without_retry_after(ask: Ask, sandbox: Sandbox) -> None:
    sandbox.pace.calls_per_minute = 3
    statuses = [ask().status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 429, 429]
    assert "Retry-After" not in ask().headers


def test_a_minute_later_calls_are_welcome_again() -> None:
    now = [0.0]
    pace = Pace(2, seconds=lambda: now[0])
    assert [pace.allow(), pace.allow(), pace.allow()] == [True, True, False]
    now[0] = 60.0
    assert pace.allow()


def test_kiwifys_own_limit_is_the_default() -> None:
    assert Sandbox(participants=0).pace.calls_per_minute == 100
