# ruff: noqa: T201 # a program for the terminal
import signal
import sys
from datetime import datetime
from typing import NoReturn

from participants.kiwify.sandbox import Sandbox, Webhook
from participants.kiwify.sandbox.moments import utc_now

from .environment import environment, own_addresses
from .kept import Kept
from .processes import VAR, DemoError, Processes, manage

ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
KEPT = VAR / "demo.json"
DATABASE = VAR / "demo.sqlite3"
EVENT_NAME = "Noite do Empreendedor"
ROLES = {"rita": "door", "lia": "lead", "otto": "organizer", "admin": "admin"}
MAY = {
    "door": "door staff: find people and check them in",
    "lead": "lead: decide against a verdict, undo later, watch the board",
    "organizer": "organizer: board, people, tablets, staff, exports, set-up",
    "admin": "everything, in /admin/ too",
}
GUNICORN = (
    "-m gunicorn checkin_site.wsgi --worker-class gthread --workers 2 --threads 8 --graceful-timeout 3 "
    "--keep-alive 75 --no-control-socket --bind 0.0.0.0:{port}"
)


def main() -> int:
    for ending in ENDINGS:
        signal.signal(ending, leave)
    try:
        run(port=int(sys.argv[1]))
    except KeyboardInterrupt:
        return 0
    except DemoError as problem:
        print(problem, file=sys.stderr)
    return 1


def leave(*_: object) -> NoReturn:
    for ending in ENDINGS:  # a second Ctrl-C would leave processes behind
        signal.signal(ending, signal.SIG_IGN)
    raise KeyboardInterrupt


def run(*, port: int) -> None:
    VAR.mkdir(exist_ok=True)
    known = KEPT.exists() and DATABASE.exists()
    kept = Kept.read(KEPT) if known else Kept.made_up(ROLES)
    hosts = own_addresses()
    with stand_in_kiwify(kept) as kiwify:
        settings = environment(kiwify=kiwify, database=DATABASE, secret_key=kept.secret_key, hosts=hosts)
        if known:
            manage("migrate", settings=settings)
        else:
            begin(kiwify, kept, settings)
        with Processes(settings) as processes:
            processes.start("web", *GUNICORN.format(port=port).split())
            processes.start("sync", "manage.py", "sync", "--follow")
            processes.wait_for_site(port)
            tell = f"http://127.0.0.1:{port}/kiwify/webhook/{kiwify.account_id}/"
            kiwify.webhook = Webhook(tell, settings["KIWIFY_WEBHOOK_TOKEN"])
            print(introduction(port, hosts, kept, kiwify))
            processes.watch()


def stand_in_kiwify(kept: Kept) -> Sandbox:
    """The same people at every start; what happens from then on happens now."""
    sold_until = datetime.fromisoformat(kept.sold_until)
    kiwify = Sandbox(participants=2000, calls_per_minute=None, clock=lambda: sold_until)
    kiwify.event.clock = utc_now
    return kiwify


def begin(kiwify: Sandbox, kept: Kept, settings: dict[str, str]) -> None:
    """Make the database. What is kept is written last: a start that was cut short is begun again."""
    for leftover in VAR.glob(f"{DATABASE.name}*"):
        leftover.unlink()
    print("The database")
    manage("migrate", settings=settings)
    manage("add_event", kiwify.product_id, "--name", EVENT_NAME, settings=settings)
    for name, role in ROLES.items():
        words = ["create_user", name, "--role", role, "--password-stdin"]
        manage(*words, settings=settings, typed=kept.passwords[name] + "\n")
    print(f"A first read of {len(kiwify.event)} people from a stand-in Kiwify")
    manage("sync", settings=settings)
    kept.write(KEPT)


def introduction(port: int, hosts: list[str], kept: Kept, kiwify: Sandbox) -> str:
    row = "  {:<7}{:<16}{}".format
    return "\n".join(
        [
            "",
            f"Portaria is at http://localhost:{port}",
            f"  from a tablet on the same network: http://{hosts[0]}:{port}",
            "",
            row("name", "password", "may"),
            *(row(name, kept.passwords[name], MAY[role]) for name, role in ROLES.items()),
            "",
            f"The stand-in Kiwify is at {kiwify.base_url}. Sell a ticket there, and find it at the door:",
            f'  curl {kiwify.base_url.removesuffix("/v1")}/sandbox/sales -d \'{{"name": "Ana Nova"}}\'',
            "The data is in var/. Ctrl-C stops it all.",
        ]
    )


if __name__ == "__main__":
    sys.exit(main())
