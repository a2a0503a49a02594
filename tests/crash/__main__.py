"""`make crash-test`: the site and its follower are killed in mid-flood, again and again, on one database.

In each round the follower reads an event for the first time, so that it writes all the while.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from pathlib import Path

import django

from participants.kiwify.sandbox import Sandbox
from tests.bench.site import environment

TICKETS, BEING_READ = 400, 1_500


def main() -> int:
    wanted = arguments()
    with tempfile.TemporaryDirectory(prefix="portaria-crash-") as folder, kiwify(wanted.times) as sandbox:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/crash.sqlite3")
        os.environ |= environment(settings_of(sandbox))
        django.setup()
        return deal(sandbox, wanted, Path(folder) / "log")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.crash", description="kill -9 in mid-flood.")
    parser.add_argument("--times", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=2.0, help="how long a flood may last before the blow")
    return parser.parse_args()


@contextmanager
def kiwify(times: int) -> Iterator[Sandbox]:
    """One event whose people come, and one to be read in each round."""
    with Sandbox(participants=times * TICKETS, seed=7, calls_per_minute=None) as sandbox:
        for number in range(times):
            sandbox.add_event(f"00000000-0000-4000-8000-{number:012}", participants=BEING_READ)
        yield sandbox


def settings_of(sandbox: Sandbox) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "checkin_site.settings",  # the site itself, without the bench's own page
        "KIWIFY_API_URL": sandbox.base_url,
        "KIWIFY_CLIENT_ID": sandbox.client_id,
        "KIWIFY_CLIENT_SECRET": sandbox.client_secret,
        "KIWIFY_ACCOUNT_ID": sandbox.account_id,
    }


def deal(sandbox: Sandbox, wanted: argparse.Namespace, log: Path) -> int:
    """Models can be imported from here on."""
    from .prepare import add_next, prepare
    from .rounds import door_of, rounds
    from .site import Site

    event, person = prepare(sandbox)
    tickets = [row["id"] for row in sandbox.event.rows() if not row["checkin_at"]]
    lots = [list(some) for some in batched(tickets[: wanted.times * TICKETS], TICKETS)][: wanted.times]
    others = iter([product for product in sandbox.events if product != sandbox.product_id])
    problems, acknowledged = [], 0
    with Site(os.environ, log) as site:
        door = door_of(site, event, person)
        for number, lot in enumerate(lots, start=1):
            add_next(next(others))
            [one] = rounds(site, event, door, [lot], seconds=wanted.seconds, beside=("sync", "--follow"))
            print(
                f"{number:3} {one.asked:5} asked {one.acknowledged:5} acknowledged {one.kept:3} kept and not told "
                f"{one.slowest * 1000:6.0f} ms the slowest {len(one.problems):3} problems",
                flush=True,
            )
            problems += one.problems
            acknowledged += one.acknowledged
    return tell(acknowledged, problems, log)


def tell(acknowledged: int, problems: Sequence[str], log: Path) -> int:
    said = log.read_text()
    problems = [*problems, *(line for line in said.splitlines() if "database is locked" in line)]
    good = f"{acknowledged} check-ins were acknowledged. All are there, and nobody is in twice."
    print("\n".join(problems[:20]) or good)
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
