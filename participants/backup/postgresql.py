"""PostgreSQL's own backup: pg_dump reads one moment of the database, beside which everybody goes on."""

import os
import subprocess
from pathlib import Path
from shutil import which

from django.db import connection
from psycopg.pq import Conninfo

from checkin_site import postgresql

from .files import CannotKeep, whole_file


def back_up(to: Path) -> None:
    """See `participants.backup.back_up`."""
    program = which("pg_dump")
    if program is None:
        raise CannotKeep(
            "There is no pg_dump on this machine. Where there is one, run: "
            'pg_dump --format=custom --file=portaria.dump "$DATABASE_URL"'
        )
    with whole_file(to) as part:
        words = [program, "--format=custom", f"--file={part}"]
        done = subprocess.run(words, env=os.environ | _where(), capture_output=True, text=True, check=False)  # noqa: S603
        if done.returncode:
            raise CannotKeep(f"pg_dump did not do it: {_last_line(done.stderr)}")


def how_to_restore(file: Path) -> str:
    return (
        "A backup of PostgreSQL is put back by its own program. Stop the site, then run: "
        f'pg_restore --clean --if-exists --no-owner --dbname="$DATABASE_URL" {file}'
    )


def _where() -> dict[str, str]:
    """Our connection as PostgreSQL's programs know it: in its library's variables, not in a list of processes."""
    told, ours = connection.get_connection_params(), postgresql.options({})
    # What we want of a session at the door is not for a dump, which may wait for its disk; what the address says is.
    told = {word: value for word, value in told.items() if value and ours.get(word) != value}
    names = {word.keyword.decode(): word.envvar.decode() for word in Conninfo.get_defaults() if word.envvar}
    return {names[word]: str(value) for word, value in told.items() if word in names}


def _last_line(said: str) -> str:
    return (said.strip().splitlines() or ["it did not say why."])[-1]
