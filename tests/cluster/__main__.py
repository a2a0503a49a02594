"""`make cluster-test`: Portaria on several machines, made of network namespaces, that are lost one after the other.

Twenty check-ins a second come in all the while. At the end none that a tablet was told of is lost, no ticket was let in
twice, and every tablet is at work again without anybody's help. Needs root.
"""

import argparse
import os
import sys
import tempfile
import threading
from pathlib import Path

from .happenings import ALL, befall
from .programs import wait_until
from .report import keep, remarks, table
from .site import Site, running_site
from .tablets import Guests, Memory, Tablet
from .verdict import Verdict, judge


def main() -> int:
    wanted = arguments()
    if os.geteuid() != 0:
        print("Network namespaces take root: sudo make cluster-test", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="portaria-cluster-", delete=not wanted.keep) as folder:
        Path(folder).chmod(0o755)  # PostgreSQL's own user goes through it
        print(f"What the machines say is in {folder}.", flush=True)
        with running_site(Path(folder), people=wanted.people, tablets=wanted.tablets) as site:
            verdicts = live_through(site, wanted)
    problems = [problem for verdict in verdicts for problem in verdict.problems]
    print(f"\n{table(verdicts)}\n\n{remarks(verdicts)}")
    if not wanted.only and not problems:
        keep(verdicts, wanted.tablets)
    print("\n".join(problems[:20]) or "Nothing lost, nobody in twice, every tablet at work again.")
    return int(bool(problems))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.cluster", description="Several machines, lost one after the other.")
    parser.add_argument("--tablets", type=int, default=20, help="each lets one guest in a second")
    parser.add_argument("--people", type=int, default=12_000)
    parser.add_argument("--only", default="", help="words of the happenings to go through, separated by commas")
    parser.add_argument("--keep", action="store_true", help="keep what the machines said")
    return parser.parse_args()


def live_through(site: Site, wanted: argparse.Namespace) -> list[Verdict]:
    memory, stop = Memory(), threading.Event()
    threads = start_tablets(site, memory, stop)
    wait_until("everybody is let in", lambda: len(memory.told) > 10 * wanted.tablets, 60)
    verdicts = []
    for title, what in ALL.items():
        if any(word in title for word in wanted.only.split(",")):
            print(title, end=" … ", flush=True)
            verdicts.append(judge(befall(site, title, what), memory, site.primary, wanted.tablets))
            say(verdicts[-1])
    stop.set()
    for thread in threads:
        thread.join()
    return verdicts


def start_tablets(site: Site, memory: Memory, stop: threading.Event) -> list[threading.Thread]:
    door, guests = site.machines["door"], Guests(site.codes)
    tablets = [Tablet(n, site.address, site.door, cookies, memory) for n, cookies in enumerate(site.cookies)]
    threads = [door.thread(lambda one=one: one.let_in(guests, stop)) for one in tablets]
    threads += [door.thread(lambda one=one: one.poll(stop)) for one in tablets]
    for thread in threads:
        thread.start()
    return threads


def say(verdict: Verdict) -> None:
    print(f"{verdict.answered} answered, at most {verdict.longest_gap:.1f} s without an answer", flush=True)
    for problem in verdict.problems[:5]:
        print(f"  {problem}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
