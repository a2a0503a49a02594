"""SQLite's backup is a copy that we make ourselves."""

import sqlite3
import stat
import threading
from contextlib import closing

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from participants.backup import back_up, sqlite, usual_place

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "kept.sqlite3"


def verdicts_in(file):
    with closing(sqlite3.connect(file)) as database:
        return {id for (id,) in database.execute("SELECT id FROM participants_checkin")}


def test_a_backup_holds_all_that_was_committed(file, arrive, let_in, capsys):
    rows = [let_in(arrive()) for _ in range(3)]
    call_command("backup", str(file))
    assert verdicts_in(file) == {row.pk.hex for row in rows}
    assert "1 event, 3 participants, 3 verdicts" in capsys.readouterr().out


def test_people_are_let_in_while_it_is_made(file, arrive, let_in):
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


def test_it_is_one_file_that_only_its_owner_may_read(file, event):
    call_command("backup", str(file))
    assert list(file.parent.iterdir()) == [file]
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_without_a_name_it_goes_beside_the_database():
    place = usual_place(timezone.now())
    assert (place.parent, place.suffix) == (sqlite.database_path().parent, ".sqlite3")


def test_a_full_disk_is_told_and_leaves_nothing(file, event, manage_on):
    done = manage_on(sqlite.database_path(), "backup", file, largest_file=64 * 1024)
    assert (done.returncode, "disk is full" in done.stdout or "I/O error" in done.stdout) == (1, True), done.stdout
    assert list(file.parent.iterdir()) == []


def test_a_damaged_database_leaves_no_backup(file, tmp_path, event, manage_on):
    damaged = tmp_path / "folder" / "damaged.sqlite3"
    damaged.parent.mkdir()
    back_up(damaged)
    with damaged.open("r+b") as pages:
        pages.seek(8192)
        pages.write(b"\xff" * 200_000)
    done = manage_on(damaged, "backup", file)
    assert (done.returncode, "damaged" in done.stdout or "malformed" in done.stdout) == (1, True), done.stdout
    assert not file.exists()
