"""What it costs that a commit is on both databases, measured from a web server's machine."""

import time
from statistics import median

import psycopg

from .postgres import NAME, USER
from .site import Site

COMMITS = 300


def cost_of_commits(site: Site) -> tuple[float, float]:
    """Median milliseconds of a commit that waits for one disk, and of one that waits for both, taken in turn."""
    taken: dict[str, list[float]] = {"local": [], "on": []}

    def measure() -> None:
        address = site.primary.machine.address
        with psycopg.connect(host=address, user=USER, dbname=NAME, autocommit=True) as connection:
            connection.execute("CREATE TABLE scratch (number int)")
            for number in range(COMMITS):
                for waits_for, times in taken.items():
                    connection.execute(f"SET synchronous_commit = {waits_for}")  # type: ignore[call-overload]
                    began = time.perf_counter()
                    connection.execute("INSERT INTO scratch VALUES (%s)", [number])
                    times.append(time.perf_counter() - began)
            connection.execute("DROP TABLE scratch")

    measuring = site.webs[0].machine.thread(measure)
    measuring.start()
    measuring.join()
    return median(taken["local"]) * 1000, median(taken["on"]) * 1000
