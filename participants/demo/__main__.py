import signal
import sys
from datetime import datetime

from participants.kiwify.sandbox import Sandbox
from participants.kiwify.sandbox.moments import utc_now

from .environment import environment, own_addresses
from .kept import Kept
from .processes import ROOT, DemoError, Program, manage, start, stop, wait_until_up, watch

VAR = ROOT / "var"
KEPT = VAR / "demo.json"
DATABASE = VAR / "demo.sqlite3"
EVENT_NAME = "Noite do Empreendedor"
ROLES = {"rita": "door", "lia": "lead", "otto": "organizer", "admin": "admin"}
MAY = {
    "door": "find people and check them in",
    "lead": "the same, and override",
    "organizer": "review attendance",
    "admin": "everything, in /admin/ too",
}


def main() -> int:
    for ending in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(ending, signal.default_int_handler)
    try:
        run(port=int(sys.argv[1]))
    except DemoError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def run(*, port: int) -> None:
    VAR.mkdir(exist_ok=True)
    known = KEPT.exists() and DATABASE.exists()
    kept = Kept.read(KEPT) if known else Kept.made_up(ROLES)
    with stand_in_kiwify(kept) as kiwify:
        hosts = own_addresses()
        settings = environment(kiwify=kiwify, database=DATABASE, secret_key=kept.secret_key, hosts=hosts)
        if known:
            manage("migrate", settings=settings)
        else:
            begin(kiwify, kept, settings)
        serve(port, settings, introduction(port, hosts, kept, kiwify))


def stand_in_kiwify(kept: Kept) -> Sandbox:
    """The same people at every start, and what happens from now on happens now."""
    sold_until = datetime.fromisoformat(kept.sold_until)
    kiwify = Sandbox(participants=2000, calls_per_minute=None, clock=lambda: sold_until)
    kiwify.event.clock = utc_now
    return kiwify


def begin(kiwify: Sandbox, kept: Kept, settings: dict[str, str]) -> None:
    """Make the database. What is kept is written last: a start that is cut short is begun again."""
    for leftover in VAR.glob(f"{DATABASE.name}*"):
        leftover.unlink()
    print("The database")
    manage("migrate", settings=settings)
    manage("add_event", kiwify.product_id, "--name", EVENT_NAME, settings=settings)
    for name, role in ROLES.items():
        event = [] if role == "admin" else ["--event", kiwify.product_id]
        words = ["create_user", name, "--role", role, *event, "--password-stdin"]
        manage(*words, settings=settings, typed=kept.passwords[name] + "\n")
    print(f"A first read of {len(kiwify.event)} people from a stand-in Kiwify")
    manage("sync", settings=settings)
    kept.write(KEPT)


def serve(port: int, settings: dict[str, str], words: str) -> None:
    gunicorn = f"-m gunicorn checkin_site.wsgi --bind 0.0.0.0:{port} --worker-class gthread --workers 2 --threads 8"
    options = ["--graceful-timeout", "3", "--no-control-socket"]
    programs: list[Program] = []
    try:
        programs.append(start("web server", *gunicorn.split(), *options, log=VAR / "web.log", settings=settings))
        programs.append(
            start("reader of Kiwify", "manage.py", "sync", "--follow", log=VAR / "sync.log", settings=settings)
        )
        wait_until_up(port, programs)
        print(words, flush=True)
        watch(programs)
    finally:
        for impatience in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(impatience, signal.SIG_IGN)
        stop(programs)


def introduction(port: int, hosts: list[str], kept: Kept, kiwify: Sandbox) -> str:
    sign_ins = [f"  {name:<7}{kept.passwords[name]:<16}{MAY[role]}" for name, role in ROLES.items()]
    return "\n".join(
        [
            "",
            f"Portaria is at http://localhost:{port}",
            *(f"  from a tablet on the same network: http://{host}:{port}" for host in hosts[:1]),
            "",
            f"  {'name':<7}{'password':<16}may do",
            *sign_ins,
            "",
            f"The stand-in Kiwify is at {kiwify.base_url}. Everything is kept in var/. Ctrl-C stops it all.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
