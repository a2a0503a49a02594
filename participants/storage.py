"""Whether the database can be written, the room it has, and whether it knows how large its tables are."""

import secrets
import shutil
from pathlib import Path

from django.db import DatabaseError, connection

from .unhurried import impatient

# Only a write shows that a disk is full, or that this is a replica. SQLite leaves out one that changes nothing, and
# keeps a number for whoever may want one; PostgreSQL writes a row as it is.
TOUCH = "UPDATE django_migrations SET app = app WHERE id = (SELECT min(id) FROM django_migrations)"
TOUCH_SQLITE = "PRAGMA user_version = {number}"
# Full, not to be written, or broken; the last is PostgreSQL's disk_full. Asking again helps nobody then.
TAKES_NOTHING = (
    *("SQLITE_FULL", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_CORRUPT", "SQLITE_NOTADB"),
    "53100",
)
BUSY = ("SQLITE_BUSY", "55P03")  # the second is PostgreSQL's lock_not_available


def can_be_written() -> bool:
    """Whether the database takes a write now. One that is busy with somebody else's does."""
    try:
        with impatient(), connection.cursor() as cursor:
            cursor.execute(_touch())
    except DatabaseError as problem:
        return code_of(problem).startswith(BUSY)
    return True


def _touch() -> str:
    return TOUCH_SQLITE.format(number=secrets.randbits(31)) if connection.vendor == "sqlite" else TOUCH


def takes_nothing(problem: BaseException | None) -> bool:
    """Whether this is the error of a database that a person has to look after before it takes anything again."""
    return isinstance(problem, DatabaseError) and code_of(problem).startswith(TAKES_NOTHING)


def code_of(problem: BaseException) -> str:
    """The database's own code of an error, such as SQLITE_FULL, SQLITE_BUSY_SNAPSHOT or 25006; "" where it has none."""
    cause = problem.__cause__ or problem
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "sqlstate", None) or ""


def learn_sizes_of(*tables: str) -> None:
    """Have PostgreSQL look at tables that grow: it plans by their size, and by itself it looks a minute later.

    Nobody waits for it, nor it for anybody. Nothing is done within a transaction, nor on SQLite.
    """
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE (SKIP_LOCKED) {', '.join(tables)}")


def log_bytes() -> int | None:
    """The size of SQLite's write-ahead log; None where there is none."""
    try:
        return Path(f"{connection.settings_dict['NAME']}-wal").stat().st_size if _is_a_file() else None
    except OSError:
        return None


def free_bytes() -> int | None:
    """The room on the disk that SQLite writes to; None for another database."""
    try:
        return shutil.disk_usage(Path(connection.settings_dict["NAME"]).parent).free if _is_a_file() else None
    except OSError:
        return None


def _is_a_file() -> bool:
    return connection.vendor == "sqlite" and connection.settings_dict["NAME"] != ":memory:"
