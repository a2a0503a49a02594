from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from tqdm import tqdm

from participants.following import follow
from participants.kiwify.errors import KiwifyError
from participants.models import Event, SyncRun
from participants.sync import read_event


class Command(BaseCommand):
    help = "Read the participants of every active event from Kiwify, or of one."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--event", metavar="PRODUCT_ID", help="this event only")
        parser.add_argument("--full", action="store_true", help="read every ticket; today each read does")
        parser.add_argument("--follow", action="store_true", help="keep reading until SIGTERM")

    def handle(self, **options: Any) -> None:
        events = Event.objects.filter(is_active=True).select_related("account")
        if options["event"]:
            events = events.filter(product_id=options["event"])
        if options["follow"]:
            follow(events, self.tell)
            return
        if not events:
            raise CommandError(
                "There is no such active event. Add one with: manage.py add_event PRODUCT_ID --name NAME"
            )
        if problems := [problem for event in events if (problem := self.read(event))]:
            raise CommandError(" ".join(problems))

    def read(self, event: Event) -> str | None:
        """Read one event and tell of it; the problem in a sentence where it failed."""
        with tqdm(desc=event.name, unit="", disable=None, leave=False) as bar:
            try:
                run = read_event(event, progress=lambda rows, hint: show(bar, rows, hint))
            except KiwifyError as problem:
                return f"{event}: {problem}"
            except DatabaseError as problem:
                return f"{event}: the database did not keep the read ({type(problem).__name__})."
        self.tell(run)
        return None

    def tell(self, run: SyncRun) -> None:
        self.stdout.write(
            f"{run.event}: {run.listed} listed, {run.added} added, {run.changed} changed, "
            f"{run.withdrawn} withdrawn, {run.arrivals} arrivals at Kiwify. {run.reason}".rstrip()
        )


def show(bar: "tqdm[Any]", rows: int, hint: int | None) -> None:
    bar.total = max(rows, hint or 0)
    bar.update(rows - bar.n)
