from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participants import door
from participants.models import Event


class Command(BaseCommand):
    help = "Count the log of check-ins anew, and put right the tallies that differ from it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--event", metavar="PRODUCT_ID", help="this event alone; all where left out")

    def handle(self, *, event: str | None, **options: Any) -> None:
        events = Event.objects.filter(product_id=event) if event else Event.objects.all()
        if event and not events:
            raise CommandError(f"There is no event with the product id {event}.")
        for one in events:
            differences = door.recount(one)
            for difference in differences:
                self.stdout.write(f"{one}: {difference}")
            if not differences:
                self.stdout.write(f"{one}: the tallies are right.")
