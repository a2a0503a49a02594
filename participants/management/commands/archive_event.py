from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from participants import archiving
from participants.management.days import days
from participants.models import Event


class Command(BaseCommand):
    help = "Archive an event that is over, or all that are; or bring one back."

    def add_arguments(self, parser: ArgumentParser) -> None:
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("product_id", metavar="PRODUCT_ID", nargs="?")
        which.add_argument("--over-for", metavar="DAYS", type=days, help="every event that ended so many days ago")
        parser.add_argument("--back", action="store_true", help="bring it back, with an open door")

    def handle(self, *, product_id: str | None, over_for: int | None, back: bool, **options: Any) -> None:
        now = timezone.now()
        if product_id is None:
            if back:
                raise CommandError("Say which event is to come back.")
            for over in archiving.over_since(now - timedelta(days=over_for or 0)):
                self.archive(over)
        elif (event := Event.objects.filter(product_id=product_id).first()) is None:
            raise CommandError("There is no such event.")
        elif back:
            self.bring_back(event)
        else:
            self.archive(event)

    def archive(self, event: Event) -> None:
        try:
            archiving.archive(event, person=None, now=timezone.now())
        except archiving.UnderWay:
            raise CommandError(f"{event}: it is its time. Archive it when it is over.") from None
        archiving.index_or_leave(event)
        self.stdout.write(f"Archived “{event}”.")

    def bring_back(self, event: Event) -> None:
        try:
            archiving.bring_back(event)
        except archiving.Forgotten:
            raise CommandError(f"{event} stays archived: its people's data was erased.") from None
        archiving.index_or_leave(event)
        self.stdout.write(f"“{event}” is active, at {event.get_absolute_url()}.")
