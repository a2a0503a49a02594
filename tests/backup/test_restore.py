import os
import sqlite3
import stat
from contextlib import closing

import pytest

from participants.backup import back_up
from participants.backup.contents import look_at
from tests.browser.conftest import running_site

ONE_MORE_MIGRATION = "INSERT INTO django_migrations (app, name, applied) VALUES"

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def backup(db, tmp_path, event):
    """A backup of what the test has made before it asks for one: `backup()`."""

    def backup():
        file = tmp_path / "kept.sqlite3"
        back_up(file)
        return file

    return backup


@pytest.fixture
def database(tmp_path):
    """Another machine's place for its database; nothing is there."""
    folder = tmp_path / "another"
    folder.mkdir()
    return folder / "portaria.sqlite3"


def change(file, sql):
    with closing(sqlite3.connect(file)) as database, database:
        database.execute(sql)


def test_a_backup_restored_elsewhere_is_a_site_with_everybody_in_it(
    backup, database, manage_on, tablet, arrive, let_in, entrance, requests_session
):
    ana = arrive("Ana Conceição")
    row, file = let_in(ana), backup()
    let_in(arrive("Came later"))
    done = manage_on(database, "restore", file)
    assert (done.returncode, "1 verdict" in done.stdout, "manage.py migrate" in done.stdout) == (0, True, True)
    assert manage_on(database, "migrate", "--check").returncode == 0
    with running_site(DATABASE_URL=f"sqlite:///{database}") as address:
        door = f"{address}{entrance.event.get_absolute_url()}"
        session = requests_session(door, tablet)
        counters = session.get(f"{door}counters/").json()
        asked = {"id": str(row.pk), "participant": ana.kiwify_id}
        again = session.post(f"{door}check-ins/", data=asked).json()
    assert (counters["checked_in"], again["id"], again["result"]) == (1, str(row.pk), "admitted")


def test_what_was_there_before_is_kept_beside_it(backup, database, manage_on, let_in):
    file = backup()
    manage_on(database, "restore", file)
    change(database, "UPDATE participants_event SET name = 'The one of before'")
    done = manage_on(database, "restore", file)
    [before] = database.parent.glob("*.before-*")
    assert str(before) in done.stdout
    with closing(sqlite3.connect(before)) as kept:
        assert kept.execute("SELECT name FROM participants_event").fetchall() == [("The one of before",)]
    assert sorted(database.parent.iterdir()) == sorted([database, before])


def test_a_link_goes_on_leading_to_the_database(backup, database, manage_on, tmp_path):
    link = tmp_path / "linked" / "portaria.sqlite3"
    link.parent.mkdir()
    link.symlink_to(database)
    database.write_bytes(b"no database at all" * 1000)
    assert manage_on(link, "restore", backup()).returncode == 0
    assert link.readlink() == database and look_at(database)
    assert [len(list(folder.iterdir())) for folder in (link.parent, database.parent)] == [1, 2]


def test_who_could_use_the_database_can_use_it_again(backup, database, manage_on):
    database.touch()
    database.chmod(0o664)
    if os.geteuid() == 0:
        os.chown(database, 10001, 10002)
    was = database.stat()
    assert manage_on(database, "restore", backup()).returncode == 0
    now = database.stat()
    assert (now.st_uid, now.st_gid, now.st_mode) == (was.st_uid, was.st_gid, was.st_mode)


def test_without_a_database_of_before_only_its_owner_may_use_it(backup, database, manage_on):
    manage_on(database, "restore", backup())
    assert stat.S_IMODE(database.stat().st_mode) == 0o600


def test_a_database_that_is_open_is_not_replaced(backup, database, manage_on):
    file = backup()
    manage_on(database, "restore", file)
    change(database, "PRAGMA journal_mode = WAL")
    with closing(sqlite3.connect(database)) as site:
        site.execute("SELECT count(*) FROM participants_event").fetchall()
        done = manage_on(database, "restore", file)
    assert (done.returncode, "in use" in done.stdout) == (1, True)
    assert list(database.parent.glob("*.before-*")) == []


def test_a_damaged_database_is_replaced_with_its_log(backup, database, manage_on):
    damaged = b"no database at all" * 1000
    database.write_bytes(damaged)
    log = database.with_name(f"{database.name}-wal")
    log.write_bytes(b"of before")
    assert manage_on(database, "restore", backup()).returncode == 0
    assert not log.exists()
    assert damaged in [kept.read_bytes() for kept in database.parent.glob("*.before-*")]


@pytest.mark.parametrize(
    ("sql", "said"),
    [
        (f"{ONE_MORE_MIGRATION} ('participants', '9999_later', '2030-01-01')", "newer"),
        ("DROP TABLE participants_checkin", "none of Portaria's"),
    ],
)
def test_a_database_that_this_version_cannot_use_is_refused(backup, database, manage_on, sql, said):
    file = backup()
    change(file, sql)
    done = manage_on(database, "restore", file)
    assert (done.returncode, said in done.stdout) == (1, True), done.stdout
    assert list(database.parent.iterdir()) == []


def test_what_an_app_left_behind_that_is_no_longer_ours_is_no_matter(backup, database, manage_on):
    file = backup()
    change(file, f"{ONE_MORE_MIGRATION} ('gone', '0001_initial', '2020-01-01')")
    assert manage_on(database, "restore", file).returncode == 0


@pytest.mark.parametrize("content", [b"", b"This is no database." * 100, None])
def test_a_file_that_is_no_database_is_refused(backup, database, manage_on, tmp_path, content):
    file = tmp_path / "other.sqlite3"
    if content is not None:
        file.write_bytes(content)
    done = manage_on(database, "restore", file)
    assert (done.returncode, "Nothing was changed" in done.stdout) == (1, True), done.stdout


def test_a_disk_without_room_changes_nothing(backup, database, manage_on):
    file = backup()
    manage_on(database, "restore", file)
    was = database.read_bytes()
    done = manage_on(database, "restore", file, largest_file=64 * 1024)
    assert (done.returncode, database.read_bytes() == was) == (1, True), done.stdout
    assert list(database.parent.iterdir()) == [database]
