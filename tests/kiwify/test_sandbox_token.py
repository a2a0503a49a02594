import time
from collections.abc import Callable

import jwt
import pytest
import requests

from participants.kiwify.sandbox import Sandbox

type Mint = Callable[[], requests.Response]


def test_good_credentials_get_a_bearer_token_that_is_a_jwt(mint: Mint) -> None:
    token = mint().json()
    claims = jwt.decode(token["access_token"], options={"verify_signature": False})
    assert token["token_type"] == "Bearer"
    assert token["expires_in"] == "86400"
    assert "events" in token["scope"].split()
    assert claims["exp"] == pytest.approx(time.time() + 86_400, abs=5)


def test_expires_in_may_be_a_number(mint: Mint, sandbox: Sandbox) -> None:
    sandbox.tokens.expires_in_number = True
    assert mint().json()["expires_in"] == 86_400


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"client_id": "sandbox-client"},
        {"client_id": "sandbox-client", "client_secret": "wrong"},
        {"client_id": "other", "client_secret": "sandbox-secret"},
    ],
)
def test_wrong_credentials_are_a_400_auth_error(
    form: dict[str, str], sandbox: Sandbox, session: requests.Session
) -> None:
    reply = session.post(f"{sandbox.base_url}/oauth/token", data=form, timeout=5)
    assert reply.status_code == 400
    assert reply.json()["error"] == "auth_error"


def test_credentials_sent_as_json_are_refused(sandbox: Sandbox, session: requests.Session) -> None:
    body = {"client_id": sandbox.client_id, "client_secret": sandbox.client_secret}
    reply = session.post(f"{sandbox.base_url}/oauth/token", json=body, timeout=5)
    assert (reply.status_code, reply.json()["error"]) == (400, "auth_error")


def test_every_mint_is_counted(mint: Mint, sandbox: Sandbox) -> None:
    first, second = mint(), mint()
    assert first.json()["access_token"] != second.json()["access_token"]
    assert sandbox.calls.count("token") == 2


def test_the_credentials_are_the_demo_ones(sandbox: Sandbox) -> None:
    assert (sandbox.client_id, sandbox.account_id) == ("sandbox-client", "sandbox-account")
