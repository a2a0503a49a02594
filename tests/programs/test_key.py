"""A program's key and the token it is changed for."""

from datetime import timedelta

import jwt
import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone

from participants import programs
from participants.models import ApiClient

from .conftest import Ask

type Key = tuple[ApiClient, str]


@pytest.fixture
def post(client: Client):
    """Send a form as Kiwify wants it: urlencoded."""

    def post(body: str | bytes, content_type: str = "application/x-www-form-urlencoded"):
        return client.generic("POST", "/v1/oauth/token", body, content_type)

    return post


def test_a_right_key_gets_a_bearer_token_for_a_day(post, key: Key) -> None:
    program, secret = key
    reply = post(f"client_id={program.client_id}&client_secret={secret}")
    token = reply.json()
    claims = jwt.decode(token.pop("access_token"), options={"verify_signature": False})
    assert reply.status_code == 200
    assert token == {"token_type": "Bearer", "expires_in": "86400", "scope": "events"}
    assert claims["exp"] == pytest.approx((timezone.now() + timedelta(days=1)).timestamp(), abs=5)


def test_a_token_is_never_cached(post, key: Key) -> None:
    program, secret = key
    assert "no-store" in post(f"client_id={program.client_id}&client_secret={secret}")["Cache-Control"]


def test_a_key_needs_no_csrf_token_and_leaves_no_cookie(key: Key) -> None:
    program, secret = key
    reply = Client(enforce_csrf_checks=True).post(
        "/v1/oauth/token",
        f"client_id={program.client_id}&client_secret={secret}",
        content_type="application/x-www-form-urlencoded",
    )
    assert reply.status_code == 200
    assert not reply.cookies


@pytest.mark.parametrize(
    "form",
    [
        "",
        "client_id={id}",
        "client_secret={secret}",
        "client_id={id}&client_secret=wrong",
        "client_id={id}&client_secret={secret}x",
        "client_id={id}&client_secret={secret}&client_secret=wrong",
        "client_id=nobody&client_secret={secret}",
        "client_id=%00&client_secret={secret}",
        "client_id={id}%00&client_secret={secret}",
        "client_id={id}&client_secret=%ff%fe%00",
        "client_id={id}&client_secret=" + "9" * 10_000,
        "\x00\x01\x02",
        "&".join(["client_id={id}"] * 1001),
    ],
)
def test_a_wrong_key_is_a_400_auth_error(form: str, post, key: Key) -> None:
    program, secret = key
    reply = post(form.replace("{id}", program.client_id).replace("{secret}", secret))
    assert (reply.status_code, list(reply.json())) == (400, ["error", "message"])
    assert reply.json()["error"] == "auth_error"


@pytest.mark.parametrize(
    "content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain", "", "a/b"]
)
def test_a_key_in_another_form_is_a_400_auth_error(content_type: str, post, key: Key) -> None:
    program, secret = key
    reply = post(f"client_id={program.client_id}&client_secret={secret}", content_type)
    assert (reply.status_code, reply.json()["error"]) == (400, "auth_error")


@pytest.mark.parametrize("charset", ["utf-16", "iso-8859-1", "no-such-charset"])
def test_a_form_in_another_charset_is_answered_in_json(charset: str, post, key: Key) -> None:
    program, secret = key
    form = f"client_id={program.client_id}&client_secret={secret}"
    reply = post(form, f"application/x-www-form-urlencoded; charset={charset}")
    assert reply.status_code in (200, 400)
    assert reply["Content-Type"].startswith("application/json")


def test_a_body_of_megabytes_is_a_400_auth_error(post, db: None) -> None:
    reply = post(b"client_id=" + b"x" * 3_000_000)
    assert (reply.status_code, reply.json()["error"]) == (400, "auth_error")


def test_a_deactivated_programs_key_is_refused(post, key: Key) -> None:
    program, secret = key
    ApiClient.objects.update(is_active=False)
    assert post(f"client_id={program.client_id}&client_secret={secret}").json()["error"] == "auth_error"


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_post_gets_a_token(method: str, client: Client, db: None) -> None:
    reply = client.generic(method, "/v1/oauth/token")
    assert (reply.status_code, reply["Allow"]) == (405, "POST")
    assert reply["Content-Type"].startswith("application/json")


def test_the_secret_is_not_in_the_database(key: Key) -> None:
    program, secret = key
    kept = ApiClient.objects.values().get(pk=program.pk)
    assert all(secret not in str(value) for value in kept.values())


def test_every_key_is_another_one(event, key: Key) -> None:
    other, secret = programs.create_program(name="Painel", event=event)
    assert other.client_id != key[0].client_id
    assert secret != key[1]
    assert len(secret) == 64  # 256 bits


def test_a_token_of_yesterday_is_refused(headers: dict[str, str], program: ApiClient, ask: Ask) -> None:
    yesterday = timezone.now() - programs.TOKEN_LIFE - timedelta(seconds=1)
    headers["Authorization"] = f"Bearer {programs.mint_token(program, now=yesterday)}"
    assert ask().status_code == 401


def test_a_token_outlives_the_rotation_of_the_secret_key(ask: Ask, settings: LazySettings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-key-" + "abcdefghijklmnopqrstuvwxyz" * 2
    assert ask().status_code == 200


def test_a_token_dies_with_the_secret_key_it_was_signed_with(ask: Ask, settings: LazySettings) -> None:
    settings.SECRET_KEY = "another-key-" + "abcdefghijklmnopqrstuvwxyz" * 2
    assert ask().status_code == 401


def test_a_key_outlives_the_secret_key(post, key: Key, settings: LazySettings) -> None:
    settings.SECRET_KEY = "another-key-" + "abcdefghijklmnopqrstuvwxyz" * 2
    assert post(f"client_id={key[0].client_id}&client_secret={key[1]}").status_code == 200
