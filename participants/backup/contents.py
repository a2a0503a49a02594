"""What a database file holds: whether it is sound, whether it is ours, and of which version."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.apps import apps
from django.db.migrations.loader import MigrationLoader


class NotOurs(Exception):
    """The file is no database of Portaria's that this version can use; the message says why: "is damaged: …"."""


@dataclass(frozen=True, slots=True)
class Contents:
    events: int
    participants: int
    check_ins: int

    @property
    def in_words(self) -> str:
        counted = {"event": self.events, "participant": self.participants, "verdict": self.check_ins}
        return ", ".join(f"{number} {one}{'' if number == 1 else 's'}" for one, number in counted.items())


def look_at(path: Path) -> Contents:
    """What the database in this file holds, every page and index of it looked at. Raises NotOurs."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            return _contents(database)
    except sqlite3.DatabaseError as problem:
        raise NotOurs(f"is no sound SQLite database: {problem}") from None


def _contents(database: sqlite3.Connection) -> Contents:
    [(found,)] = database.execute("PRAGMA integrity_check(1)")
    if found != "ok":
        raise NotOurs(f"is damaged: {found}")
    if not _has_our_tables(database):
        raise NotOurs("is a database, but none of Portaria's")
    if newer := sorted(_migrations(database) - _migrations_of_ours()):
        raise NotOurs(f"was made by a newer Portaria than this one, which does not know {'.'.join(newer[0])}")
    return Contents(*(_count(database, table) for table in ("event", "participant", "checkin")))


def _has_our_tables(database: sqlite3.Connection) -> bool:
    names = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    return names >= {"django_migrations", "participants_event", "participants_participant", "participants_checkin"}


def _migrations(database: sqlite3.Connection) -> set[tuple[str, str]]:
    """Those of apps that are still ours: one that was taken out leaves its behind."""
    labels = {app.label for app in apps.get_app_configs()}
    rows = database.execute("SELECT app, name FROM django_migrations")
    return {(app, name) for app, name in rows if app in labels}


def _migrations_of_ours() -> set[tuple[str, str]]:
    return set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations or ())


def _count(database: sqlite3.Connection, table: str) -> int:
    [(rows,)] = database.execute(f"SELECT count(*) FROM participants_{table}")  # noqa: S608 # one of three
    return int(rows)
