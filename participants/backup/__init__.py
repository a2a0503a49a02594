"""The whole database as one file, taken while the site is open, and put back.

Of SQLite a copy made by its own backup, in one step; PostgreSQL has a program of its own for each way.
"""

from datetime import datetime
from pathlib import Path

from django.db import connection

from . import postgresql, sqlite
from .contents import Contents, NotOurs
from .files import CannotKeep
from .postgresql import how_to_restore
from .restoring import InUse, restore

__all__ = ["CannotKeep", "Contents", "InUse", "NotOurs", "back_up", "how_to_restore", "restore", "usual_place"]


def back_up(to: Path) -> Contents | None:
    """Write all of the database as it is at one moment to this file, and look at what was written.

    The file is there whole or not at all, and only its owner may read it. What it holds, of SQLite; None of
    PostgreSQL, whose own form it has. Raises CannotKeep.
    """
    if connection.vendor == "sqlite":
        return sqlite.back_up(to)
    postgresql.back_up(to)
    return None


def usual_place(now: datetime) -> Path:
    """Where a backup goes that nobody has named: beside SQLite's file, which is kept, or here."""
    name = f"portaria-{now:%Y-%m-%d-%H%M%S}"
    return (
        sqlite.database_path().with_name(f"{name}.sqlite3") if connection.vendor == "sqlite" else Path(f"{name}.dump")
    )
