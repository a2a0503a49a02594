"""SQLite's own backup, of a site that is open.

In one step: it is one look at the database, beside which everybody reads and writes, and 100 MB take a second. In
many steps it begins anew after every write of somebody else's, and while people are let in it never ends.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from .contents import Contents, NotOurs, look_at
from .files import CannotKeep, whole_file


def database_path() -> Path:
    return Path(connection.settings_dict["NAME"])


def back_up(to: Path) -> Contents:
    """See `participants.backup.back_up`."""
    database = database_path()
    if not database.is_file():
        raise CannotKeep(f"There is no database at {database} to back up.")
    with whole_file(to) as part:
        copy(database, part)
        try:
            return look_at(part)
        except NotOurs as problem:
            raise CannotKeep(f"The copy of {database} was not kept, as it {problem}.") from None


def copy(database: Path, to: Path) -> None:
    """A copy in one file, with all that is committed, whoever writes meanwhile. Raises CannotKeep."""
    try:
        with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(to)) as target:
            target.execute("PRAGMA synchronous = OFF")  # its file is synced when it is whole
            source.backup(target)
            target.execute("PRAGMA journal_mode = DELETE")  # or it would want a log beside it
    except sqlite3.Error as problem:
        raise CannotKeep(f"{database} could not be copied: {problem}.") from None
