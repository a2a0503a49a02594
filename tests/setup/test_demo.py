"""The parts of `make demo`, without the site."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path

import dj_database_url
import pytest

from participants.demo import processes
from participants.demo.environment import environment, own_addresses
from participants.demo.kept import Kept
from participants.demo.processes import DemoError, Processes, manage
from participants.kiwify.sandbox import Sandbox

DEAF = "import signal, time; signal.signal(15, signal.SIG_IGN); print('deaf', flush=True); time.sleep(60)"


@pytest.fixture(autouse=True)
def var(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(processes, "VAR", tmp_path)
    return tmp_path


@pytest.fixture
def ours() -> Iterator[Processes]:
    with Processes(os.environ) as ours:
        yield ours


def wait_for(log: Path, text: str) -> None:
    deadline = time.monotonic() + 10
    while text not in (log.read_text() if log.exists() else ""):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_what_is_kept_comes_back_and_is_for_its_owner_only(tmp_path: Path) -> None:
    kept = Kept.made_up(["rita", "lia"])
    kept.write(tmp_path / "demo.json")
    assert Kept.read(tmp_path / "demo.json") == kept
    assert (tmp_path / "demo.json").stat().st_mode & 0o077 == 0


def test_passwords_and_keys_are_made_up_each_time() -> None:
    one, other = Kept.made_up(["rita", "lia"]), Kept.made_up(["rita", "lia"])
    assert one.secret_key != other.secret_key
    assert len({*one.passwords.values(), *other.passwords.values()}) == 4


def test_the_settings_are_the_demos_own_whatever_is_around(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("SECRET_KEY", "DATABASE_URL", "KIWIFY_CLIENT_SECRET", "DEBUG", "USE_HTTPS", "no_proxy"):
        monkeypatch.setenv(name, "from around")
    kiwify = Sandbox(participants=1)
    database = tmp_path / "50%20 não é nada.sqlite3"
    settings = environment(kiwify=kiwify, database=database, secret_key="k", hosts=["10.0.0.5"])
    assert "from around" not in settings.values()
    assert settings["ALLOWED_HOSTS"] == "localhost,127.0.0.1,10.0.0.5"
    assert dj_database_url.parse(settings["DATABASE_URL"])["NAME"] == str(database)


def test_a_machine_without_a_network_still_has_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreachable(*_: object) -> None:
        raise OSError(101, "Network is unreachable")

    monkeypatch.setattr(socket.socket, "connect", unreachable)
    assert own_addresses() == [socket.gethostname()]


def test_a_command_that_fails_is_named_with_its_last_words() -> None:
    with pytest.raises(DemoError, match=r"(?s)Unknown command: 'nonsense'.*manage.py nonsense failed\.$"):
        manage("nonsense", settings=os.environ)


def test_a_program_that_stops_is_named_with_its_last_words(ours: Processes) -> None:
    ours.start("printer", "-c", "print('out of paper')")
    with pytest.raises(DemoError, match=r"(?s)    out of paper\nprinter stopped by itself"):
        ours.watch()


def test_a_site_that_cannot_start_is_not_waited_for(ours: Processes, free_port: int) -> None:
    ours.start("web", "-c", "raise SystemExit(3)")
    with pytest.raises(DemoError, match="web stopped by itself"):
        ours.wait_for_site(free_port)


def test_a_site_that_never_answers_is_given_up(
    ours: Processes, free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "START_SECONDS", 0.2)
    ours.start("web", "-c", "import time; time.sleep(60)")
    with pytest.raises(DemoError, match="did not answer"):
        ours.wait_for_site(free_port)


def test_all_stop_within_five_seconds_even_the_deaf(var: Path) -> None:
    with Processes(os.environ) as ours:
        ours.start("deaf", "-c", DEAF)
        ours.start("willing", "-c", "import time; time.sleep(60)")
        wait_for(var / "deaf.log", "deaf")
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert [process.returncode for process in ours.running.values()] == [-signal.SIGKILL, -signal.SIGTERM]
