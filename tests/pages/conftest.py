from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from participants.models import Participant

HTMX = {"HX-Request": "true"}


@pytest.fixture
def tap(event: Any) -> Callable[..., HttpResponse]:
    """Tap "let in" at somebody's tablet, as htmx would: `tap(tablet, ana)`."""

    def tap(tablet: Client, participant: Participant | None = None, **form: Any) -> HttpResponse:
        if participant:
            form["participant"] = participant.kiwify_id
        return tablet.post(f"/e/{event.slug}/check-ins/", {"id": uuid4()} | form, headers=HTMX)

    return tap
