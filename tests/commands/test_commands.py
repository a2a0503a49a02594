import io
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import quote

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import connection

from participants.models import Event, Membership, Participant, SyncRun, Tally

from ..read.conftest import sandbox_event  # noqa: F401

ROOT = Path(__file__).parents[2]


@pytest.fixture
def call(capsys):
    """What a command prints: `call("sync", "--full")`."""

    def call(*words):
        call_command(*words)
        return capsys.readouterr().out

    return call


def test_add_event_makes_an_event_with_an_entrance(call, account):
    assert "/e/noite-feliz/" in call("add_event", "product-9", "--name", "Noite Feliz")
    assert Event.objects.get().checkpoints.count() == 1


def test_add_event_twice_names_the_one_there_is(call, event):
    with pytest.raises(CommandError, match="Noite do Empreendedor"):
        call("add_event", event.product_id, "--name", "Again")


def test_two_events_of_one_name_get_two_addresses(call, account):
    for number in range(3):
        call("add_event", f"product-{number}", "--name", "Festa")
    assert set(Event.objects.values_list("slug", flat=True)) == {"festa", "festa-2", "festa-3"}


@pytest.mark.parametrize(
    ("product", "name"), [("", "X"), ("with blank", "X"), ("p" * 100, "X"), ("p", ""), ("p", "n" * 300)]
)
def test_add_event_refuses_what_cannot_be(call, account, product, name):
    with pytest.raises(CommandError):
        call("add_event", product, "--name", name)
    assert not Event.objects.exists()


def test_add_event_without_an_account_says_how_to_connect_one(call, db):
    with pytest.raises(CommandError, match="KIWIFY_CLIENT_ID"):
        call("add_event", "product-9", "--name", "X")


def test_sync_reads_and_tells(call, sandbox_event):  # noqa: F811
    assert "250 listed, 250 added" in call("sync")
    assert "250 listed, 0 added" in call("sync", "--event", sandbox_event.product_id, "--full")


def test_sync_of_nothing_says_what_to_do(call, db):
    with pytest.raises(CommandError, match="add_event"):
        call("sync")


def test_sync_that_fails_ends_with_one_clear_line(call, sandbox_event, sandbox):  # noqa: F811
    sandbox.faults.add("404")
    with pytest.raises(CommandError, match="Noite: Kiwify knows no event"):
        call("sync")


def test_sync_reads_the_other_events_though_one_fails(call, sandbox_event, sandbox):  # noqa: F811
    Event.objects.create(account=sandbox_event.account, product_id="gone", name="A gone one", slug="gone")
    with pytest.raises(CommandError, match="A gone one"):
        call("sync")
    assert Participant.objects.count() == 250


def test_create_user_prints_a_password_once(call, event):
    printed = call("create_user", "rita", "--role", "door", "--event", event.product_id)
    assert User.objects.get().check_password(printed.split()[-1])
    assert Membership.objects.get().role == "door"


def test_create_user_takes_a_password_from_standard_input(call, event, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO("porta-1234\n"))
    call("create_user", "rita", "--role", "lead", "--password-stdin")
    assert User.objects.get().check_password("porta-1234")


def test_create_user_warns_of_a_weak_password(call, event, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO("123\n"))
    call_command("create_user", "rita", "--role", "lead", "--password-stdin")
    assert "easy to guess" in capsys.readouterr().err


def test_create_user_takes_capitals_for_the_same_person(call, event, rita):
    call("create_user", "RITA", "--role", "lead")
    assert list(User.objects.values_list("username", flat=True)) == ["rita"]


def test_create_user_gives_somebody_another_role_and_keeps_the_password(call, event, rita):
    call("create_user", "rita", "--role", "lead", "--event", event.product_id)
    assert (Membership.objects.get().role, User.objects.get().check_password("porta-1234")) == ("lead", True)


def test_create_user_makes_an_admin_without_an_event(call, db):
    call("create_user", "ada", "--role", "admin")
    assert User.objects.get().is_superuser


def test_create_user_asks_where_when_there_are_two_events(call, event, account):
    call("add_event", "product-2", "--name", "Outro")
    with pytest.raises(CommandError, match="--event"):
        call("create_user", "rita", "--role", "door")
    assert not User.objects.exists()


@pytest.mark.parametrize("name", ["", "a b", "x" * 200])
def test_create_user_refuses_names_nobody_can_type(call, event, name):
    with pytest.raises(CommandError):
        call("create_user", name, "--role", "door")


@pytest.fixture
def follower(sandbox_event, sandbox):  # noqa: F811
    """`manage.py sync --follow`, as a process of its own."""
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "DATABASE_URL": database_url(),
        "KIWIFY_API_URL": sandbox.base_url,
    }
    follower = subprocess.Popen([sys.executable, "manage.py", "sync", "--follow"], cwd=ROOT, env=environment)
    yield follower
    follower.kill()
    follower.wait()


@pytest.mark.django_db(transaction=True)
def test_follow_reads_again_and_leaves_on_sigterm(follower):
    wait_until(lambda: SyncRun.objects.filter(status=SyncRun.Status.DONE).exists())
    follower.send_signal(signal.SIGTERM)
    assert follower.wait(timeout=5) == 0
    assert Participant.objects.count() == 250


@pytest.mark.django_db(transaction=True)
def test_follow_leaves_on_sigterm_while_it_waits_for_kiwify(sandbox, follower):
    sandbox.faults.add("429", retry_after=60)
    wait_until(lambda: sandbox.calls.count("participants") > 0)
    time.sleep(0.5)
    follower.send_signal(signal.SIGTERM)
    assert follower.wait(timeout=5) == 0
    assert not Participant.objects.exists()


def database_url():
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{settings['NAME']}"
    return f"postgres://{settings['USER']}@{quote(settings['HOST'], safe='')}/{settings['NAME']}"


def wait_until(done, seconds=20):
    gives_up = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < gives_up, "waited for too long"
        time.sleep(0.1)


def test_recount_names_what_it_put_right(call, let_in, arrive, event):
    let_in(arrive())
    assert call("recount") == "Noite do Empreendedor: the tallies are right.\n"
    Tally.objects.filter(checkpoint=None).update(inside=9)
    assert "1 came, now 1; 9 inside, now 1." in call("recount", "--event", event.product_id)


def test_recount_refuses_an_event_that_there_is_not(call, db):
    with pytest.raises(CommandError, match="product-9"):
        call("recount", "--event", "product-9")


@pytest.mark.django_db
def test_a_role_before_any_event_says_that_one_must_be_added():
    with pytest.raises(CommandError, match="add_event"):
        call_command("create_user", "rita", "--role", "door")
