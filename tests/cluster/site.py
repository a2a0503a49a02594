"""The whole site on its machines: two web servers behind a proxy, two followers, Kiwify, and two databases."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from participants.kiwify.sandbox import Sandbox
from tests.bench.site import ROOT, environment, manage

from . import programs
from .network import Machine, network
from .postgres import NAME, USER, Database
from .programs import SITE, Program

MACHINES = ("db-a", "db-b", "web-1", "web-2", "follower-1", "follower-2", "proxy", "kiwify", "door")
KIWIFYS_PORT = 8900


@dataclass(slots=True)
class Site:
    machines: dict[str, Machine]
    kiwify: Sandbox
    primary: Database
    copy: Database
    webs: list[Program]
    followers: list[Program]
    door: str
    cookies: list[str]
    codes: list[str]

    @property
    def address(self) -> str:
        return self.machines["proxy"].address

    def readers(self) -> list[Program]:
        """The followers that have a line to Kiwify open."""
        assert self.kiwify._server
        callers = {line.getpeername()[0] for line in list(self.kiwify._server._open)}
        return [one for one in self.followers if one.machine.address in callers]


@contextmanager
def running_site(folder: Path, *, people: int, tablets: int) -> Iterator[Site]:
    with ExitStack() as running:
        machines = running.enter_context(network(*MACHINES))
        kiwify = running.enter_context(_kiwify(machines["kiwify"], people))
        env = _environment(machines, kiwify)
        primary, copy = _databases(machines, folder, env, running)
        door, cookies = _fill(kiwify, machines, env, primary, tablets)
        webs = [programs.web(machines[name], env, folder) for name in ("web-1", "web-2")]
        followers = [programs.follower(machines[name], env, folder) for name in ("follower-1", "follower-2")]
        for program in (*webs, *followers, programs.proxy(machines["proxy"], webs, env, folder)):
            program.start()
            running.callback(program.leave)
        codes = [str(row["external_id"]) for row in kiwify.event.rows()]
        yield Site(machines, kiwify, primary, copy, webs, followers, door, cookies, codes)


@contextmanager
def _kiwify(machine: Machine, people: int) -> Iterator[Sandbox]:
    sandbox = Sandbox(participants=people, calls_per_minute=None, host=machine.address, port=KIWIFYS_PORT)
    listens = machine.thread(lambda: sandbox.start() and None)
    listens.start()
    listens.join()
    try:
        yield sandbox
    finally:
        sandbox.stop()


def _environment(machines: dict[str, Machine], kiwify: Sandbox) -> dict[str, str]:
    hosts = ",".join(machines[name].address for name in ("db-a", "db-b"))
    return environment(
        {
            "DJANGO_SETTINGS_MODULE": "checkin_site.settings",
            "DATABASE_URL": f"postgres://{USER}@{hosts}/{NAME}?target_session_attrs=read-write",
            "ALLOWED_HOSTS": SITE,
            "KIWIFY_API_URL": kiwify.base_url,
            "KIWIFY_CLIENT_ID": kiwify.client_id,
            "KIWIFY_CLIENT_SECRET": kiwify.client_secret,
            "KIWIFY_ACCOUNT_ID": kiwify.account_id,
            "no_proxy": "*",
            "PYTHONUNBUFFERED": "1",
        }
    )


def _databases(
    machines: dict[str, Machine], folder: Path, env: dict[str, str], running: ExitStack
) -> tuple[Database, Database]:
    primary, copy = (Database(machines[name], folder, env) for name in ("db-a", "db-b"))
    for one in (primary, copy):
        running.callback(one.kill)
    primary.create()
    copy.copy(primary)
    return primary, copy


def _fill(
    kiwify: Sandbox, machines: dict[str, Machine], env: dict[str, str], primary: Database, tablets: int
) -> tuple[str, list[str]]:
    """The event, read once, and its tablets."""
    by_socket = env | {"DATABASE_URL": primary.by_socket}
    manage("migrate", settings=by_socket)
    manage(
        "create_user", "ada", "--role", "admin", "--password-stdin", settings=by_socket, typed="a-long-word-for-ada\n"
    )
    manage("add_event", kiwify.product_id, "--name", "Festa", settings=by_socket)
    machines["follower-1"].run(sys.executable, "manage.py", "sync", env=env, cwd=ROOT)
    inside = (sys.executable, "-m", "tests.bench.within_django", "tests.cluster.prepare", str(tablets))
    prepared = json.loads(machines["door"].run(*inside, env=env, cwd=ROOT))
    return prepared["door"], prepared["cookies"]
