"""The database that DATABASE_URL names: its processes, and what its own housekeeping would do in time."""

import os

import psycopg

from . import processes


def is_postgresql() -> bool:
    return os.environ["DATABASE_URL"].startswith("postgres")


def postmaster_pid() -> int | None:
    if not is_postgresql():
        return None
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return processes.parent_of(connection.info.backend_pid)


def know_the_tables() -> None:
    """What PostgreSQL's own autovacuum does within minutes of a large read, now, so that each run is alike."""
    if is_postgresql():
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
