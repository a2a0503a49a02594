from io import StringIO

import pytest
from django.core.management.base import CommandError

from participants.kiwify.sandbox import SAMPLE_PRODUCT_ID, Sandbox
from participants.management.commands import sandbox as command


def run(out: StringIO | None = None, **options: object) -> None:
    wanted = {"host": "127.0.0.1", "port": 0, "participants": 20, "seed": 7, "calls_per_minute": 100}
    command.Command(stdout=out or StringIO()).handle(verbosity=1, **wanted | options)  # type: ignore[arg-type]


def test_it_prints_what_the_site_needs_to_find_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "wait_for_interrupt", lambda: None)
    out = StringIO()
    run(out)
    assert "KIWIFY_API_URL=http://127.0.0.1:" in out.getvalue()
    assert "KIWIFY_CLIENT_ID=sandbox-client" in out.getvalue()
    assert "Noite do Empreendedor, 20 participants" in out.getvalue()
    assert SAMPLE_PRODUCT_ID in out.getvalue()


def test_a_taken_port_is_one_clear_line() -> None:
    with Sandbox(participants=1) as other, pytest.raises(CommandError, match="Address already in use"):
        run(port=other.port)


def test_an_impossible_port_is_one_clear_line() -> None:
    with pytest.raises(CommandError, match=r"Cannot listen on 127.0.0.1:99999"):
        run(port=99_999)
