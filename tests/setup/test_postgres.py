"""The throw-away PostgreSQL of `make test`."""

import subprocess
from pathlib import Path
from urllib.parse import unquote

import psycopg

from .conftest import ROOT


def with_postgres(*command: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [ROOT / "tests/with_postgres.sh", *command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def directory(database_url: str) -> Path:
    return Path(unquote(database_url.removeprefix("postgres://portaria@").removesuffix("/postgres\n")))


def test_it_is_there_for_the_command_and_gone_afterwards() -> None:
    process = with_postgres("sh", "-c", "echo $DATABASE_URL; read until_told")
    assert process.stdout
    url = process.stdout.readline()
    with psycopg.connect(url.strip()) as connection:
        row = connection.execute("SHOW fsync").fetchone()
    assert row == ("off",)
    assert directory(url).is_dir()
    process.communicate("go on\n", timeout=30)
    assert not directory(url).exists()


def test_it_passes_on_how_the_command_ended_and_is_gone_all_the_same() -> None:
    process = with_postgres("sh", "-c", "echo $DATABASE_URL; exit 7")
    url, _ = process.communicate(timeout=30)
    assert process.returncode == 7
    assert not directory(url).exists()
