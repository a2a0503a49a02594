"""Setting up without a shell: every test here goes through HTTP, and Kiwify is the sandbox over HTTP too."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from participants.kiwify.sandbox import Sandbox
from participants.models import Account, Event, Role

ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def otto(make_person: Callable[..., User]) -> User:
    """An organizer of the event, who connected no account."""
    return make_person("otto", Role.ORGANIZER)


@pytest.fixture
def ada(db: None) -> User:
    """An admin."""
    return User.objects.create_superuser("ada", password="porta-1234")


@pytest.fixture
def at_desk() -> Callable[[User], Client]:
    """A browser, in English, at which somebody has signed in."""

    def at_desk(user: User) -> Client:
        client = Client(headers=ENGLISH)
        client.force_login(user)
        return client

    return at_desk


@pytest.fixture
def desk(at_desk: Callable[[User], Client], otto: User) -> Client:
    return at_desk(otto)


@pytest.fixture
def kiwify(sandbox: Sandbox, settings: Any) -> Sandbox:
    """The sandbox, as the Kiwify that this site reads."""
    settings.KIWIFY_API_URL = sandbox.base_url
    settings.KIWIFY_CALLS_PER_MINUTE = 1_000
    return sandbox


@pytest.fixture
def key(kiwify: Sandbox) -> dict[str, str]:
    """What Kiwify shows where a key is made."""
    return {
        "name": "Loja", "account_id": kiwify.account_id, "client_id": kiwify.client_id,
        "client_secret": kiwify.client_secret,
    }  # fmt: skip


@pytest.fixture
def connected(key: dict[str, str], otto: User) -> Account:
    """The sandbox's account, which otto has connected."""
    return Account.objects.create(**key, connected_by=otto)


def messages_of(answer: Any) -> list[str]:
    return [str(message) for message in answer.context["messages"]]


def setup_of(event: Event) -> str:
    return f"{event.get_absolute_url()}setup/"
