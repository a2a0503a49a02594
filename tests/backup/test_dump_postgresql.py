"""PostgreSQL has programs of its own for backups: one makes them, the other is told of."""

import subprocess
from unittest.mock import Mock, patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept.sqlite3"


def test_postgresql_is_dumped_by_its_own_program(file, arrive, let_in):
    let_in(arrive())
    call_command("backup", str(file))
    listed = subprocess.run(["pg_restore", "--list", file], capture_output=True, text=True, check=True).stdout
    assert "participants_checkin" in listed


def test_without_pg_dump_one_sentence_says_what_to_run(file, event, monkeypatch):
    monkeypatch.setattr("participants.backup.postgresql.which", lambda _: None)
    with pytest.raises(CommandError, match="pg_dump --format=custom"):
        call_command("backup", str(file))
    assert not file.exists()


def test_pg_dump_goes_the_way_that_the_address_says(file, event, monkeypatch):
    said = {"sslmode": "verify-full", "sslrootcert": "/ca.pem", "target_session_attrs": "read-write"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", connection.settings_dict["OPTIONS"] | said)
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hush-hush")
    with patch("participants.backup.postgresql.subprocess.run", return_value=Mock(returncode=0)) as run:
        call_command("backup", str(file))
    told = run.call_args.kwargs["env"]
    assert (told["PGSSLMODE"], told["PGSSLROOTCERT"], told["PGTARGETSESSIONATTRS"]) == tuple(said.values())
    assert told["PGPASSWORD"] == "hush-hush" and "hush-hush" not in str(run.call_args.args)
    assert "PGOPTIONS" not in told


def test_one_sentence_says_what_to_run_for_putting_it_back(event):
    with pytest.raises(CommandError, match="pg_restore --clean"):
        call_command("restore", "portaria.dump")
