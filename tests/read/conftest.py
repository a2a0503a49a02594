from collections.abc import Callable
from typing import Any

import pytest

from participants.accounts import default_account
from participants.events import add_event
from participants.kiwify.sandbox import Sandbox
from participants.models import Event, SyncRun
from participants.sync import read_event


@pytest.fixture
def sandbox_event(sandbox: Sandbox, settings: Any, db: None) -> Event:
    """The sandbox's event, connected as the environment would and not read yet."""
    settings.KIWIFY_API_URL = sandbox.base_url
    settings.KIWIFY_CLIENT_ID = sandbox.client_id
    settings.KIWIFY_CLIENT_SECRET = sandbox.client_secret
    settings.KIWIFY_ACCOUNT_ID = sandbox.account_id
    settings.KIWIFY_CALLS_PER_MINUTE = 10_000
    return add_event(product_id=sandbox.product_id, name="Noite", account=default_account())


@pytest.fixture
def read(sandbox_event: Event) -> Callable[..., SyncRun]:
    """Read the sandbox's event over real HTTP, as `manage.py sync` would."""
    return lambda **options: read_event(sandbox_event, **options)
