"""Everything that is measured on one database: `python -m tests.bench.one_database PARTICIPANTS FIGURES`."""

import json
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import psycopg

from . import asked, kiwify, lookups, processes, site, timing, weight
from .asked import Kind
from .follower import Watcher, follower, follower_in_a_full_read
from .kiwify import LATE_PRODUCT_ID, SMALL, SMALL_PRODUCT_ID, Kiwify
from .reads import read, read_alone
from .tablet import PASSWORD, PERSON, Pass, sign_in

SLUG, SMALL_SLUG, LATE_SLUG = "festa", "outra", "mais-uma"
MOST_PEOPLE = 2_000
FEW = 10
CROWDED = {asked.FLOOR, asked.TWO_LETTERS, asked.ONE_WORD, asked.TAPPED, asked.COUNTERS}


def main() -> None:
    participants, figures = int(sys.argv[1]), Path(sys.argv[2])
    with Kiwify(participants) as stand_in:
        figures.write_text(json.dumps(measure(stand_in, participants)))


def measure(stand_in: Kiwify, participants: int) -> dict[str, Any]:
    settings = site.environment(stand_in.settings)
    postmaster = postmaster_pid()
    begin(stand_in, settings)
    reading = partial(read, settings=settings, database_pid=postmaster)
    reads = [
        reading(f"{SMALL:,}, the first time", SMALL_PRODUCT_ID),
        reading(f"{SMALL:,}, unchanged", SMALL_PRODUCT_ID),
        reading(f"{participants:,}, the first time", stand_in.product_id),
        reading(f"{participants:,}, unchanged", stand_in.product_id),
    ]
    say("half of them arrive")
    outside, people = stand_in.do(kiwify.let_half_in, MOST_PEOPLE)
    reads.append(reading(f"{participants:,}, half of them have arrived", stand_in.product_id))
    know_the_tables()
    changes = reads_of_changes(stand_in, participants, partial(read_alone, "changes", settings=settings))
    with site.server(settings) as (web, port):
        signed_in = sign_in(port, SLUG)
        names = {"product_id": stand_in.product_id, "account_id": settings["KIWIFY_ACCOUNT_ID"]}
        kinds = asked.kinds(SLUG, signed_in.checkpoint, outside, people, **names)
        cpu = cpu_of(web, postmaster)
        return {
            "reads": reads,
            "changes": changes,
            "one_client": one_client(signed_in, kinds, cpu),
            "many_clients": many_clients(signed_in, kinds, cpu),
            "check_in_beside_reads": {
                "An unchanged read": beside_a_read(signed_in, kinds, partial(reading, "", stand_in.product_id)),
                "A first read": beside_a_read(signed_in, kinds, partial(reading, "", LATE_PRODUCT_ID)),
            },
            "look_ups": look_ups(signed_in, stand_in),
            "sales": sales(signed_in, sign_in(port, SMALL_SLUG), stand_in, participants, settings, port),
            "web_memory_mb": processes.memory_mb(web),
            "door_page": weight.door_page(signed_in, f"/e/{SLUG}/"),
        }


def one_client(signed_in: Pass, kinds: Sequence[Kind], cpu: timing.Cpu) -> list[dict[str, Any]]:
    say("one client")
    return timing.one_client(signed_in, kinds, cpu)


def many_clients(signed_in: Pass, kinds: Sequence[Kind], cpu: timing.Cpu) -> list[dict[str, Any]]:
    say("many clients")
    return timing.many_clients(signed_in, [one for one in kinds if one.name in CROWDED], cpu)


def reads_of_changes(
    stand_in: Kiwify, participants: int, reading: Callable[[str, str], dict[str, Any]]
) -> list[dict[str, Any]]:
    say("reads of changes")
    product_id = stand_in.product_id
    figures = [
        reading(f"{SMALL:,}, nothing changed", SMALL_PRODUCT_ID),
        reading(f"{participants:,}, nothing changed", product_id),
    ]
    stand_in.do(kiwify.change, FEW)
    return [*figures, reading(f"{participants:,}, {FEW} changed", product_id)]


def look_ups(signed_in: Pass, stand_in: Kiwify) -> list[dict[str, Any]]:
    say("look-ups")
    ask = partial(asked.check_in, SLUG, signed_in.checkpoint)
    return lookups.measured(signed_in, ask, stand_in)


def sales(
    large: Pass, small: Pass, stand_in: Kiwify, participants: int, settings: Mapping[str, str], port: int
) -> list[dict[str, Any]]:
    """The webhook comes last: after it the tablet of the large event has seen all."""
    say("from a sale to the door")
    product_id = stand_in.product_id
    sell_small = partial(stand_in.do, kiwify.sell, SMALL_PRODUCT_ID)
    sell = partial(stand_in.do, kiwify.sell, product_id)
    sell_and_say = partial(stand_in.do, kiwify.sell_and_say, product_id, port)
    at_small, at_large = Watcher(SMALL_SLUG, small), Watcher(SLUG, large)
    with follower(SMALL_PRODUCT_ID, settings):
        figures = [at_small.several(f"{SMALL:,}", sell_small)]
    with follower(product_id, settings):
        figures.append(at_large.several(f"{participants:,}", sell))
        figures.append(at_large.several(f"{participants:,}, with a webhook", sell_and_say))
    with follower_in_a_full_read(product_id, settings):
        figures.append(at_large.several(f"{participants:,}, while all of it is being read", sell))
    return figures


def beside_a_read(signed_in: Pass, kinds: Sequence[Kind], reading: Callable[[], object]) -> dict[str, float]:
    say("check-ins beside a read")
    check_in = next(one for one in kinds if one.name == asked.TAPPED)
    return timing.beside(signed_in, check_in, reading)


def cpu_of(web: int, postmaster: int | None) -> timing.Cpu:
    pids = [web, postmaster] if postmaster else [web]
    return lambda: sum(map(processes.cpu_seconds, pids))


def begin(stand_in: Kiwify, settings: Mapping[str, str]) -> None:
    say("the database")
    site.manage("migrate", settings=settings)
    products = {stand_in.product_id: SLUG, SMALL_PRODUCT_ID: SMALL_SLUG, LATE_PRODUCT_ID: LATE_SLUG}
    for product_id, name in products.items():
        site.manage("add_event", product_id, "--name", name, settings=settings)
        words = ["create_user", PERSON, "--role", "door", "--event", product_id, "--password-stdin"]
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
