"""What befalls the machines, one after the other, while people come in."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from .commits import COMMITS, cost_of_commits
from .programs import wait_until
from .site import Site

A_WHILE, QUIET = 10.0, 12.0
NOTICED_AFTER = 5.0


@dataclass(frozen=True, slots=True)
class Happening:
    """`remarks` are figures that only this one has."""

    title: str
    began: float
    ended: float
    remarks: tuple[str, ...]


type What = Callable[[Site], str | None]


def befall(site: Site, title: str, what: What) -> Happening:
    """Let it happen; in the quiet time behind it everything has to recover by itself."""
    began = time.monotonic()
    remark = what(site)
    time.sleep(QUIET)
    return Happening(title, began, time.monotonic(), (remark,) if remark else ())


def written_by_one(site: Site) -> None:
    time.sleep(A_WHILE)


def written_by_both(site: Site) -> str:
    site.primary.wait_for_copy(site.copy)
    here, both = cost_of_commits(site)
    return f"a commit takes {here:.1f} ms on one database and {both:.1f} ms on both, medians of {COMMITS} in turn"


def webs_replaced(site: Site) -> None:
    """As in an upgrade: told to leave and started again, one after the other."""
    for web in site.webs:
        web.leave()
        web.start()
        time.sleep(A_WHILE / 2)


def web_killed(site: Site) -> None:
    site.webs[0].kill()
    time.sleep(A_WHILE)
    site.webs[0].start()


def web_cut_off(site: Site) -> None:
    """While check-ins of both servers stand in line for the tally, so that some get it and cannot let it go."""
    with site.primary.held("SELECT 1 FROM participants_tally FOR UPDATE"):
        time.sleep(1)
        site.webs[1].machine.unplug()
    time.sleep(A_WHILE)
    site.webs[1].machine.plug_in()


def follower_lost_in_a_read(site: Site) -> str:
    """The one that reads is cut off while it holds the lease."""
    site.kiwify.faults.add("slow", seconds=3.0)
    wait_until("somebody reads", lambda: len(site.readers()) == 1, 60)
    [lost] = site.readers()
    lost.machine.unplug()
    site.kiwify.faults.clear()
    took = wait_until("another reads", lambda: any(one is not lost for one in site.readers()), 120)
    lost.machine.plug_in()
    return f"the other follower took the event over after {took:.0f} s"


def database_restarted(site: Site) -> str:
    began = time.monotonic()
    site.primary.stop()
    site.primary.start()
    return f"it was away for {time.monotonic() - began:.1f} s"


def web_starts_without_database(site: Site) -> None:
    site.primary.stop()
    site.webs[0].kill()
    site.webs[0].start()
    time.sleep(A_WHILE)
    site.primary.start()


def copy_cut_off(site: Site) -> None:
    site.copy.machine.unplug()
    time.sleep(A_WHILE)
    site.copy.machine.plug_in()


def primary_lost(site: Site) -> str:
    """Its cable is out before the copy is promoted, and stays out: whoever promotes makes sure of that."""
    site.primary.machine.unplug()
    site.primary.kill()
    time.sleep(NOTICED_AFTER)
    site.primary, site.copy = site.copy, site.primary
    site.primary.promote()
    return f"promoted {NOTICED_AFTER:g} s after the loss"


def old_primary_as_it_was(site: Site) -> str:
    """The mistake: it is started as a primary again, within reach of everybody."""
    site.copy.start()
    before = site.copy.check_ins()
    site.copy.machine.plug_in()
    site.webs[0].kill()
    site.webs[0].start()  # and asks the first address first
    time.sleep(A_WHILE)
    answered = site.copy.check_ins() - before
    site.copy.machine.unplug()
    site.copy.kill()
    return f"it answered {answered} check-ins"


def old_primary_follows(site: Site) -> str:
    site.copy.machine.plug_in()
    site.copy.rejoin(site.primary)
    site.primary.wait_for_copy(site.copy)
    return "commits wait for both again"


ALL: dict[str, What] = {
    "Nothing; one database": written_by_one,
    "Nothing; a commit is on both databases": written_by_both,
    "Both web servers replaced, one after the other": webs_replaced,
    "A web server killed, and started 10 s later": web_killed,
    "A web server cut off for 10 s, in the midst of check-ins": web_cut_off,
    "The follower cut off in the midst of a read": follower_lost_in_a_read,
    "The database restarted": database_restarted,
    "The database away for 10 s, and a web server started meanwhile": web_starts_without_database,
    "The copy cut off for 10 s": copy_cut_off,
    "The primary lost, and the copy promoted": primary_lost,
    "The old primary started as it was, and a web server anew": old_primary_as_it_was,
    "The old primary made a copy of the new": old_primary_follows,
}
