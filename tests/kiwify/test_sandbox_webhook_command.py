from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from participants.kiwify.sandbox import Sandbox, Webhook
from participants.management.commands import sandbox as command


def started_with(monkeypatch: pytest.MonkeyPatch, *options: str) -> Webhook | None:
    """The webhook of the sandbox that the command starts with these options."""
    webhooks: list[Webhook | None] = []
    monkeypatch.setattr(Sandbox, "start", lambda sandbox: webhooks.append(sandbox.webhook))
    monkeypatch.setattr(command, "wait_for_interrupt", lambda: None)
    call_command("sandbox", "--port=0", "--participants=1", *options, stdout=StringIO())
    return webhooks[0]


def test_a_webhook_is_set_with_its_token(monkeypatch: pytest.MonkeyPatch) -> None:
    webhook = started_with(monkeypatch, "--webhook=http://localhost:8000/hook", "--webhook-token=sesame")
    assert webhook == Webhook("http://localhost:8000/hook", "sesame")


def test_without_one_nothing_is_announced(monkeypatch: pytest.MonkeyPatch) -> None:
    assert started_with(monkeypatch) is None


@pytest.mark.parametrize("url", ["portaria", "http://["])
def test_what_is_no_address_is_one_clear_line(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CommandError, match="--webhook"):
        started_with(monkeypatch, f"--webhook={url}")
