"""A PostgreSQL on a machine: the primary, its copy, and how one becomes the other."""

import signal
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import chown
from typing import Any

import psycopg

from .network import NETWORK, Machine
from .processes import kill_all_of

USER, NAME = "portaria", "portaria"
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name))
AS_OWNER = ("setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups")  # it refuses to run as root
# As any PostgreSQL that is copied to another, and one that notices within seconds that the other is gone.
SETTINGS = """
listen_addresses = '*'
wal_log_hints = on
wal_sender_timeout = 5s
wal_receiver_timeout = 5s
wal_retrieve_retry_interval = 500ms
wal_keep_size = 256MB
"""


class Database:
    def __init__(self, machine: Machine, folder: Path, env: dict[str, str]) -> None:
        self.machine, self._env = machine, env
        self._folder = folder / machine.name
        self._data, self._log = self._folder / "data", self._folder / "log"
        self._process: subprocess.Popen[bytes] | None = None
        self._folder.mkdir()
        chown(self._folder, "postgres")

    def create(self) -> None:
        self._do("initdb", "--username", USER, "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8")
        with (self._data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        with (self._data / "pg_hba.conf").open("a") as admitted:
            admitted.write(f"host all,replication all {NETWORK}0/24 trust\n")
        self.start()
        self.ask(f"CREATE DATABASE {NAME}", database="postgres")

    def copy(self, primary: "Database") -> None:
        """Become a copy of the primary that follows it."""
        self._do("pg_basebackup", "--checkpoint", "fast", "--write-recovery-conf", "--dbname", self._link(primary))
        self.start()

    def start(self) -> None:
        words = (*AS_OWNER, str(PROGRAMS / "postgres"), "-D", str(self._data), "-k", str(self._folder))
        self._process = self.machine.start(*words, env=self._env, log=self._log)
        deadline = time.monotonic() + 30
        while not self.answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"PostgreSQL did not start:\n{self._log.read_text()[-2000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        assert self._process
        self._process.send_signal(signal.SIGINT)
        self._process.wait(30)

    def kill(self) -> None:
        """All of it at once, as a power cut does."""
        if self._process:
            kill_all_of(self._process.pid)
            self._process.wait(30)

    def promote(self) -> None:
        self.ask("SELECT pg_promote()")

    def wait_for_copy(self, copy: "Database") -> None:
        """From now on a commit is answered when this copy has it too."""
        self.ask(f"ALTER SYSTEM SET synchronous_standby_names = '\"{copy.machine.name}\"'")
        self.ask("SELECT pg_reload_conf()")
        deadline = time.monotonic() + 30
        while self.ask("SELECT sync_state FROM pg_stat_replication") != [("sync",)]:
            if time.monotonic() > deadline:
                raise RuntimeError(f"{copy.machine.name} does not follow {self.machine.name}.")
            time.sleep(0.1)

    def rejoin(self, primary: "Database") -> None:
        """One that was the primary goes back to where the new one left it, and follows that."""
        primary.ask("CHECKPOINT")
        self._do("pg_rewind", "--source-server", self._link(primary), "--write-recovery-conf")
        self.start()

    def answers(self) -> bool:
        try:
            return self.ask("SELECT 1", database="postgres") == [(1,)]
        except psycopg.OperationalError:
            return False

    def ask(self, sql: str, values: Sequence[Any] = (), *, database: str = NAME) -> list[tuple[Any, ...]]:
        """Over its socket, which no cable is needed for."""
        with psycopg.connect(host=str(self._folder), user=USER, dbname=database, autocommit=True) as connection:
            rows = connection.execute(sql, values)  # type: ignore[call-overload]
            return rows.fetchall() if rows.description else []

    @contextmanager
    def held(self, sql: str) -> Iterator[None]:
        """What this locks stays locked for so long."""
        with psycopg.connect(host=str(self._folder), user=USER, dbname=NAME) as connection:
            connection.execute(sql)  # type: ignore[call-overload]
            yield

    def check_ins(self) -> int:
        [(number,)] = self.ask("SELECT count(*) FROM participants_checkin")
        return int(number)

    @property
    def by_socket(self) -> str:
        return f"postgres://{USER}@{str(self._folder).replace('/', '%2F')}/{NAME}"

    def _link(self, primary: "Database") -> str:
        return f"host={primary.machine.address} user={USER} dbname=postgres application_name={self.machine.name}"

    def _do(self, program: str, *words: str) -> None:
        words = (*AS_OWNER, str(PROGRAMS / program), "-D", str(self._data), *words)
        self.machine.run(*words, env=self._env, cwd=self._folder)
