import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import jwt
import pytest
from hypothesis import given

from participants.kiwify.errors import CredentialsDead, NotUnderstood, TokenStale
from participants.kiwify.token import Token, parse_token

from .conftest import make_client
from .test_parse_page import json_values

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_a_token_is_minted_once_and_used_for_every_page(client, sandbox):
    list(client.pages(sandbox.product_id))
    assert sandbox.calls.count("token") == 1


def test_twenty_threads_mint_one_token(sandbox, keeper):
    client = make_client(sandbox, keeper, [], sleep=time.sleep)
    sandbox.faults.add("slow", on="token", seconds=0.2)
    with ThreadPoolExecutor(20) as threads:
        pages = list(threads.map(lambda _: client.page(sandbox.product_id), range(20)))
    assert len(pages) == 20
    assert sandbox.calls.count("token") == 1


def test_a_kept_token_serves_after_a_restart(client, sandbox, keeper, naps):
    client.page(sandbox.product_id)
    make_client(sandbox, keeper, naps).page(sandbox.product_id)
    assert sandbox.calls.count("token") == 1


def test_a_token_is_renewed_five_minutes_early(client, sandbox, keeper):
    client.page(sandbox.product_id)
    keeper.kept = Token(keeper.kept.value, datetime.now(UTC) + timedelta(minutes=4))
    client.page(sandbox.product_id)
    assert sandbox.calls.count("token") == 2


def test_a_token_that_kiwify_forgot_is_minted_again_once(client, sandbox):
    client.page(sandbox.product_id)
    sandbox.tokens.forget()
    assert client.page(sandbox.product_id).participants
    assert sandbox.calls.count("token") == 2


def test_a_wrong_account_is_told_after_one_fresh_token(sandbox, keeper, naps):
    client = make_client(sandbox, keeper, naps, account_id="somebody-else")
    with pytest.raises(TokenStale, match="account id"):
        client.page(sandbox.product_id)
    assert sandbox.calls.count("token") == 2


def test_wrong_credentials_are_dead_and_not_tried_again(sandbox, keeper, naps):
    client = make_client(sandbox, keeper, naps, client_secret="hush-hush")
    with pytest.raises(CredentialsDead) as problem:
        client.page(sandbox.product_id)
    assert problem.value.permanent
    assert "hush-hush" not in str(problem.value)
    assert (sandbox.calls.count("token"), naps) == (1, [])


def test_checking_credentials_mints_whatever_is_kept(client, sandbox):
    client.check_credentials()
    client.check_credentials()
    assert sandbox.calls.count("token") == 2


@pytest.mark.parametrize(
    ("expires_in", "life"),
    [
        (86400, timedelta(hours=24)),
        ("86400", timedelta(hours=24)),
        (7200.0, timedelta(hours=2)),
        (None, timedelta(hours=1)),
        ("soon", timedelta(hours=1)),
        (-5, timedelta(hours=1)),
        (0, timedelta(hours=1)),
        (True, timedelta(hours=1)),
        (1e300, timedelta(hours=1)),
        (96 * 3600, timedelta(hours=24)),
    ],
)
def test_the_life_told_is_believed_within_reason(expires_in, life):
    token = parse_token({"access_token": "opaque", "expires_in": expires_in}, now=NOW)
    assert token.expires_at == NOW + life


def test_the_smaller_of_the_life_told_and_the_jwts_own_counts():
    value = jwt.encode({"exp": NOW + timedelta(hours=3)}, "k" * 32)
    assert parse_token({"access_token": value, "expires_in": 86400}, now=NOW).expires_at == NOW + timedelta(hours=3)


def test_a_token_never_shows_itself():
    assert "sesame" not in repr(Token("sesame", NOW))


@given(json_values)
def test_whatever_the_token_endpoint_says_only_the_named_error_comes_out(body):
    try:
        assert parse_token(body, now=NOW).expires_at > NOW
    except NotUnderstood as problem:
        assert problem.permanent
