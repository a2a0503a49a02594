import errno
import os
import sqlite3
import stat
import subprocess
import threading
from contextlib import closing
from unittest.mock import Mock, patch

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from participants.backup import CannotKeep, back_up, sqlite, usual_place
from participants.backup.files import whole_file

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def on_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has a program of its own for this.")


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept.sqlite3"


def verdicts_in(file):
    with closing(sqlite3.connect(file)) as database:
        return {id for (id,) in database.execute("SELECT id FROM participants_checkin")}


def test_a_backup_holds_all_that_was_committed(on_sqlite, file, arrive, let_in, capsys):
    rows = [let_in(arrive()) for _ in range(3)]
    call_command("backup", str(file))
    assert verdicts_in(file) == {row.pk.hex for row in rows}
    assert "1 event, 3 participants, 3 verdicts" in capsys.readouterr().out


def test_people_are_let_in_while_it_is_made(on_sqlite, file, arrive, let_in):
    before, stop, after = [let_in(arrive()) for _ in range(5)], threading.Event(), []

    def go_on():
        while not stop.is_set():
            after.append(let_in(code="NOBODY"))
        connection.close()

    door = threading.Thread(target=go_on)
    door.start()
    contents = back_up(file)
    stop.set()
    door.join()
    assert {row.pk.hex for row in before} <= verdicts_in(file) <= {row.pk.hex for row in [*before, *after]}
    assert contents.check_ins == len(verdicts_in(file))


def test_it_is_one_file_that_only_its_owner_may_read(on_sqlite, file, event):
    call_command("backup", str(file))
    assert list(file.parent.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_name_it_goes_beside_the_database(on_sqlite):
    place = usual_place(timezone.now())
    assert (place.parent, place.suffix) == (sqlite.database_path().parent, ".sqlite3")


def test_nothing_is_overwritten(file, event):
    file.write_text("the only one")
    with pytest.raises(CommandError, match="already"):
        call_command("backup", str(file))
    assert file.read_text() == "the only one"


@pytest.fixture(params=["links", "no links"])
def disk(request, monkeypatch):
    """One whose files may have several names, or one such as a stick's, where they may not."""

    def refused(*_):
        raise PermissionError(errno.EPERM, "Operation not permitted")

    if request.param == "no links":
        monkeypatch.setattr("pathlib.Path.hardlink_to", refused)


def test_a_new_file_has_one_name(disk, file):
    with whole_file(file) as part:
        part.write_text("all of it")
    assert (file.read_text(), list(file.parent.iterdir())) == ("all of it", [file])


def test_a_file_that_came_meanwhile_is_not_overwritten(disk, file):
    with pytest.raises(CannotKeep, match="already"), whole_file(file):
        file.write_text("the only one")
    assert file.read_text() == "the only one"
    assert list(file.parent.iterdir()) == [file]


def test_a_folder_that_is_missing_is_told(file, event):
    with pytest.raises(CommandError, match="No such file"):
        call_command("backup", str(file.parent / "missing" / file.name))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_told(file, event):
    file.parent.chmod(0o500)
    with pytest.raises(CommandError, match="Permission denied"):
        call_command("backup", str(file))


def test_a_full_disk_is_told_and_leaves_nothing(on_sqlite, file, event, manage_on):
    done = manage_on(sqlite.database_path(), "backup", file, largest_file=64 * 1024)
    assert (done.returncode, "disk is full" in done.stdout or "I/O error" in done.stdout) == (1, True), done.stdout
    assert list(file.parent.iterdir()) == []


def test_a_damaged_database_leaves_no_backup(on_sqlite, file, tmp_path, event, manage_on):
    damaged = tmp_path / "folder" / "damaged.sqlite3"
    damaged.parent.mkdir()
    back_up(damaged)
    with damaged.open("r+b") as pages:
        pages.seek(8192)
        pages.write(b"\xff" * 200_000)
    done = manage_on(damaged, "backup", file)
    assert (done.returncode, "damaged" in done.stdout or "malformed" in done.stdout) == (1, True), done.stdout
    assert not file.exists()


def test_postgresql_is_dumped_by_its_own_program(file, arrive, let_in):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is copied by itself.")
    let_in(arrive())
    call_command("backup", str(file))
    listed = subprocess.run(["pg_restore", "--list", file], capture_output=True, text=True, check=True).stdout
    assert "participants_checkin" in listed


def test_without_pg_dump_one_sentence_says_what_to_run(file, event, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is copied by itself.")
    monkeypatch.setattr("participants.backup.postgresql.which", lambda _: None)
    with pytest.raises(CommandError, match="pg_dump --format=custom"):
        call_command("backup", str(file))
    assert not file.exists()


def test_pg_dump_goes_the_way_that_the_address_says(file, event, monkeypatch):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is copied by itself.")
    said = {"sslmode": "verify-full", "sslrootcert": "/ca.pem", "target_session_attrs": "read-write"}
    monkeypatch.setitem(connection.settings_dict, "OPTIONS", connection.settings_dict["OPTIONS"] | said)
    monkeypatch.setitem(connection.settings_dict, "PASSWORD", "hush-hush")
    with patch("participants.backup.postgresql.subprocess.run", return_value=Mock(returncode=0)) as run:
        call_command("backup", str(file))
    told = run.call_args.kwargs["env"]
    assert (told["PGSSLMODE"], told["PGSSLROOTCERT"], told["PGTARGETSESSIONATTRS"]) == tuple(said.values())
    assert told["PGPASSWORD"] == "hush-hush" and "hush-hush" not in str(run.call_args.args)
    assert "PGOPTIONS" not in told
