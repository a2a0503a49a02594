from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from participants import archiving
from participants.management.days import days
from participants.models import Event

ELSEWHERE = (
    "Backups, and the .before-… files beside the database, still hold everybody: throw them away in their time, and"
    " forget again after an older one was restored."
)


class Command(BaseCommand):
    help = "Erase names, e-mails, CPFs and phones of an archived event for good. Tickets, verdicts and counts stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("product_id", metavar="PRODUCT_ID", nargs="?")
        which.add_argument(
            "--archived-for", metavar="DAYS", type=days, help="every event that was archived so many days ago"
        )

    def handle(self, *, product_id: str | None, archived_for: int | None, **options: Any) -> None:
        now = timezone.now()
        if product_id is None:
            events = list(archiving.to_forget(archived_for or 0, now=now))
        else:
            events = list(Event.objects.filter(product_id=product_id))
            if not events:
                raise CommandError("There is no such event.")
        for event in events:
            try:
                people = archiving.forget(event, now=now)
            except archiving.NotArchived:
                raise CommandError(f"{event} is not archived. Archive it first: manage.py archive_event") from None
            self.stdout.write(f"{event}: the personal data of {people} people was erased.")
        self.stdout.write(ELSEWHERE if events else "No such event has personal data left to erase.")
