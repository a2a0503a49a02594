"""Everything that is measured on one database: `python -m tests.bench.one_database PARTICIPANTS FIGURES`."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from . import asked, processes, site, timing, weight
from .asked import Kind
from .kiwify import SMALL, SMALL_PRODUCT_ID, Kiwify
from .reads import read
from .tablet import PASSWORD, PERSON, Pass, sign_in

SLUG = "festa"
MOST_PEOPLE = 2_000
CROWDED = {asked.FLOOR, asked.TWO_LETTERS, asked.ONE_WORD, asked.TAPPED, asked.COUNTERS}


def main() -> None:
    participants, figures = int(sys.argv[1]), Path(sys.argv[2])
    with Kiwify(participants) as kiwify:
        figures.write_text(json.dumps(measure(kiwify, participants)))


def measure(kiwify: Kiwify, participants: int) -> dict[str, Any]:
    settings = site.environment(kiwify.settings)
    postmaster = postmaster_pid()
    begin(kiwify, settings)
    reading = partial(read, settings=settings, database_pid=postmaster)
    reads = [
        reading(f"{SMALL:,}, the first time", SMALL_PRODUCT_ID),
        reading(f"{SMALL:,}, unchanged", SMALL_PRODUCT_ID),
        reading(f"{participants:,}, the first time", kiwify.product_id),
        reading(f"{participants:,}, unchanged", kiwify.product_id),
    ]
    say("half of them arrive")
    outside, people = kiwify.let_half_in(MOST_PEOPLE)
    reads.append(reading(f"{participants:,}, half of them have arrived", kiwify.product_id))
    know_the_tables()
    with site.server(settings) as (web, port):
        signed_in = sign_in(port, SLUG)
        kinds = asked.kinds(SLUG, signed_in.checkpoint, outside, people)
        cpu = cpu_of(web, postmaster)
        return {
            "reads": reads,
            "one_client": one_client(signed_in, kinds, cpu),
            "many_clients": many_clients(signed_in, kinds, cpu),
            "check_in_beside_a_read": beside_a_read(signed_in, kinds, partial(reading, "", kiwify.product_id)),
            "web_memory_mb": processes.memory_mb(web),
            "door_page": weight.door_page(signed_in, f"/e/{SLUG}/"),
        }


def one_client(signed_in: Pass, kinds: Sequence[Kind], cpu: timing.Cpu) -> list[dict[str, Any]]:
    say("one client")
    return timing.one_client(signed_in, kinds, cpu)


def many_clients(signed_in: Pass, kinds: Sequence[Kind], cpu: timing.Cpu) -> list[dict[str, Any]]:
    say("many clients")
    return timing.many_clients(signed_in, [one for one in kinds if one.name in CROWDED], cpu)


def beside_a_read(signed_in: Pass, kinds: Sequence[Kind], reading: Callable[[], object]) -> dict[str, float]:
    say("check-ins beside a read")
    check_in = next(one for one in kinds if one.name == asked.TAPPED)
    return timing.beside(signed_in, check_in, reading)


def cpu_of(web: int, postmaster: int | None) -> timing.Cpu:
    pids = [web, postmaster] if postmaster else [web]
    return lambda: sum(map(processes.cpu_seconds, pids))


def begin(kiwify: Kiwify, settings: Mapping[str, str]) -> None:
    say("the database")
    site.manage("migrate", settings=settings)
    site.manage("add_event", SMALL_PRODUCT_ID, "--name", "Outra", settings=settings)
    site.manage("add_event", kiwify.product_id, "--name", SLUG, settings=settings)
    words = ["create_user", PERSON, "--role", "door", "--event", kiwify.product_id, "--password-stdin"]
    site.manage(*words, settings=settings, typed=f"{PASSWORD}\n")


def know_the_tables() -> None:
    """What PostgreSQL's own autovacuum does within minutes of a large read, now, so that each run is alike."""
    if is_postgresql():
        with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")


def postmaster_pid() -> int | None:
    if not is_postgresql():
        return None
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        return processes.parent_of(connection.info.backend_pid)


def is_postgresql() -> bool:
    return os.environ["DATABASE_URL"].startswith("postgres")


def say(what: str) -> None:
    print(f"  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
