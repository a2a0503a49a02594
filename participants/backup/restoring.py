"""A backup put in the database's place, with what was there before beside it."""

import os
import sqlite3
import stat
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from .contents import Contents, look_at
from .files import CannotKeep, sync, whole_file
from .sqlite import copy, database_path

BESIDE = ("-wal", "-shm")


class InUse(Exception):
    """Somebody has the database open; as far as that can be told, which is until a process first asks it anything."""


def restore(file: Path, now: datetime) -> tuple[Contents, Path | None]:
    """Put the backup in the place of our SQLite database; what it holds, and where the one of before is now.

    Raises NotOurs, InUse and CannotKeep, and has changed nothing then.
    """
    contents, database = look_at(file), database_path().resolve()
    refuse_if_in_use(database)
    moment = f"{now:%Y-%m-%d-%H%M%S}"
    ready, before = (database.with_name(f"{database.name}.{word}-{moment}") for word in ("restored", "before"))
    with whole_file(ready) as part:
        copy(file, part)
        if database.exists():
            _open_to_the_same(part, database.stat())
    try:
        kept = _set_aside(database, before)
        ready.rename(database)
        sync(database.parent)
    except OSError as problem:
        raise CannotKeep(f"{ready} is whole, and could not be put in place: {problem}.") from None
    return contents, kept


def refuse_if_in_use(database: Path) -> None:
    """Only who is alone with a database may end its log. Raises InUse."""
    if not database.exists():
        return
    try:
        with closing(sqlite3.connect(database, timeout=1)) as ours:
            ours.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as problem:
        # One that is damaged is what backups are for.
        if problem.sqlite_errorname.startswith("SQLITE_BUSY"):
            raise InUse from None


def _open_to_the_same(part: Path, was: os.stat_result) -> None:
    """As far as we may. The group first, so that no other ever reads it; the owner last, who alone sets the mode."""
    with suppress(PermissionError):
        os.chown(part, -1, was.st_gid)
        part.chmod(stat.S_IMODE(was.st_mode))
        os.chown(part, was.st_uid, -1)


def _set_aside(database: Path, before: Path) -> Path | None:
    """A log left behind goes along: it must never be taken for the new database's."""
    for ending in BESIDE:
        log = database.with_name(f"{database.name}{ending}")
        if log.exists():
            log.rename(before.with_name(f"{before.name}{ending}"))
    return database.rename(before) if database.exists() else None
