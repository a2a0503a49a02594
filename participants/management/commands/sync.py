import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.db.models import QuerySet
from tqdm import tqdm

from participants.following import follow, when_told_to_stop
from participants.kiwify.errors import KiwifyError
from participants.leases import LeaseLost
from participants.models import Event, SyncRun
from participants.schedule import active_events
from participants.sync import BeingRead, read_event

PATIENCE = 120.0


class Command(BaseCommand):
    help = "Read the participants of every active event from Kiwify, or of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--event", metavar="PRODUCT_ID", help="this event only")
        parser.add_argument("--full", action="store_true", help="read every ticket, as one read by hand always does")
        parser.add_argument(
            "--follow", action="store_true", help="keep reading until SIGTERM: changes often, every ticket now and then"
        )

    def handle(self, **options: Any) -> None:
        def wanted() -> QuerySet[Event]:
            events = active_events().select_related("account")
            return events.filter(product_id=options["event"]) if options["event"] else events

        if options["follow"]:
            # Where the log is for programs, it tells of each read by itself.
            follow(wanted, self.tell if settings.LOG_FORMAT == "plain" else not_twice, when_told_to_stop())
            return
        events = list(wanted())
        if not events:
            raise CommandError(
                "There is no such active event. Add one with: manage.py add_event PRODUCT_ID --name NAME"
            )
        if problems := [problem for event in events if (problem := self.read(event))]:
            raise CommandError(" ".join(problems))

    def read(self, event: Event) -> str | None:
        """Read one event and tell of it; the problem in a sentence where it failed."""
        try:
            with tqdm(desc=event.name, unit="", disable=None, leave=False) as bar:
                self.tell(read_when_free(event, bar))
        except KiwifyError as problem:
            return f"{event}: {problem}"
        except (BeingRead, LeaseLost):
            return f"{event}: another process is reading it. Try again in a minute."
        except DatabaseError as problem:
            return f"{event}: the database did not keep the read ({type(problem).__name__})."
        return None

    def tell(self, run: SyncRun) -> None:
        self.stdout.write(
            f"{run.event}: {run.listed} listed, {run.added} added, {run.changed} changed, "
            f"{run.withdrawn} withdrawn, {run.arrivals} arrivals at Kiwify. {run.reason}".rstrip()
        )


def not_twice(run: SyncRun) -> None: ...


def read_when_free(event: Event, bar: "tqdm[Any]") -> SyncRun:
    """Read the event, after whoever reads it now."""
    gives_up = time.monotonic() + PATIENCE
    while True:
        try:
            return read_event(event, progress=lambda rows, hint: show(bar, rows, hint))
        except BeingRead:
            if time.monotonic() > gives_up:
                raise
            time.sleep(0.2)


def show(bar: "tqdm[Any]", rows: int, hint: int | None) -> None:
    bar.total = max(rows, hint or 0)
    bar.update(rows - bar.n)
