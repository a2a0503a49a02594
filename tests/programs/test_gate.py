"""Who may read an event's participants, and who is turned away."""

import base64
import json
from datetime import timedelta

import jwt
import pytest
from django.conf import LazySettings
from django.contrib.auth.models import User
from django.test import Client
from django.utils import timezone

from participants import programs
from participants.events import add_event
from participants.models import Account, ApiClient, Event

from .conftest import Ask

ADDRESS = "/v1/events/product-1/participants"


def test_a_token_and_its_account_open_the_list(ask: Ask) -> None:
    assert ask().status_code == 200
    assert "no-store" in ask()["Cache-Control"]


def test_an_archived_event_is_not_there_until_it_is_brought_back(ask: Ask, event: Event) -> None:
    Event.objects.update(is_active=False)
    assert (ask().status_code, ask().json()) == (404, ask("another").json())
    Event.objects.update(is_active=True)
    assert ask().status_code == 200


@pytest.mark.parametrize(
    "changed",
    [
        {"Authorization": ""},
        {"Authorization": "Bearer"},
        {"Authorization": "Bearer made.up.token"},
        {"Authorization": "Bearer " + "x" * 10_000},
        {"Authorization": "Bearer \xff\xfe\x00"},
        {"Authorization": "Basic c2FuZGJveDpzZWNyZXQ="},
        {"x-kiwify-account-id": ""},
        {"x-kiwify-account-id": "somebody-else"},
        {"x-kiwify-account-id": "ACC-1"},
    ],
)
def test_without_the_right_headers_it_is_a_401(changed: dict, headers: dict, ask: Ask) -> None:
    headers |= changed
    reply = ask()
    assert (reply.status_code, list(reply.json())) == (401, ["error", "message"])
    assert reply.json()["error"] == "unauthorized"


@pytest.mark.parametrize("missing", ["Authorization", "x-kiwify-account-id"])
def test_a_missing_header_is_a_401(missing: str, headers: dict, ask: Ask) -> None:
    del headers[missing]
    assert ask().status_code == 401


def test_the_scheme_may_be_written_in_small_letters(headers: dict, ask: Ask) -> None:
    headers["Authorization"] = headers["Authorization"].replace("Bearer", "bearer")
    assert ask().status_code == 200


def test_a_token_signed_with_another_key_is_a_401(
    program: ApiClient, headers: dict, ask: Ask, settings: LazySettings
) -> None:
    claims = {"sub": program.client_id, "exp": timezone.now() + timedelta(hours=1)}
    for key in (settings.SECRET_KEY, "x" * 32):
        headers["Authorization"] = "Bearer " + jwt.encode(claims, key, algorithm="HS256")
        assert ask().status_code == 401


def test_an_unsigned_token_is_a_401(program: ApiClient, headers: dict, ask: Ask) -> None:
    headers["Authorization"] = "Bearer " + jwt.encode({"sub": program.client_id}, None, algorithm="none")
    assert ask().status_code == 401


def test_a_token_whose_head_is_a_bomb_is_a_401(headers: dict, ask: Ask) -> None:
    bomb = base64.urlsafe_b64encode(b"[" * 60_000).decode().rstrip("=")
    headers["Authorization"] = f"Bearer {bomb}.e30.eA"
    assert ask().status_code == 401


def test_a_deactivated_program_loses_access_at_once(ask: Ask, program: ApiClient) -> None:
    assert ask().status_code == 200
    ApiClient.objects.filter(pk=program.pk).update(is_active=False)
    assert ask().status_code == 401


def test_a_deleted_program_loses_access_at_once(ask: Ask, program: ApiClient) -> None:
    ApiClient.objects.all().delete()
    assert ask().status_code == 401


def test_another_event_does_not_exist_for_the_program(ask: Ask, account: Account) -> None:
    add_event(product_id="product-2", name="Outro evento", account=account)
    reply = ask("product-2")
    assert (reply.status_code, reply.json()["error"]) == (404, "NotFound")
    assert reply.json() == ask("no-such-product").json()


@pytest.mark.parametrize("product_id", ["%00", "%ff", "product-1%20", "PRODUCT-1", "x" * 3000, "'--"])
def test_a_strange_product_id_is_a_404(product_id: str, ask: Ask) -> None:
    reply = ask(product_id)
    assert (reply.status_code, reply.json()["error"]) == (404, "NotFound")


def test_a_session_has_no_rights_here(admin_client: Client, event: Event) -> None:
    assert admin_client.get(ADDRESS).status_code == 401
    assert admin_client.get(ADDRESS, headers={"x-kiwify-account-id": "acc-1"}).status_code == 401


def test_a_session_is_neither_asked_for_nor_touched(
    admin_client: Client, headers: dict, event: Event, django_assert_num_queries
) -> None:
    with django_assert_num_queries(5) as asked:
        reply = admin_client.get(ADDRESS, headers=headers)
    assert "django_session" not in str(asked.captured_queries)
    assert "Cookie" not in reply.get("Vary", "")
    assert not reply.cookies


@pytest.mark.parametrize("method", ["POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_only_get_reads_the_list(method: str, headers: dict, event: Event) -> None:
    reply = Client(enforce_csrf_checks=True).generic(method, ADDRESS, headers=headers)
    assert (reply.status_code, reply["Allow"]) == (405, "GET")
    assert reply["Content-Type"].startswith("application/json")


def test_a_role_at_the_event_opens_nothing_here(client: Client, event: Event) -> None:
    user = User.objects.create_user("ana")
    event.memberships.create(user=user, role="organizer")
    client.force_login(user)
    assert json.loads(client.get(ADDRESS).content)["error"] == "unauthorized"


def test_a_token_of_a_program_survives_others(ask: Ask, event: Event) -> None:
    other, _secret = programs.create_program(name="Outro", event=event)
    ApiClient.objects.filter(pk=other.pk).update(is_active=False)
    assert ask().status_code == 200
