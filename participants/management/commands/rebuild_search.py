from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participants import search
from participants.models import Event


class Command(BaseCommand):
    help = "Make everybody findable anew, while the doors go on: after a mishap, as every read keeps the search right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--event", metavar="PRODUCT_ID", help="this event alone; all active ones where left out")

    def handle(self, *, event: str | None, **options: Any) -> None:
        # An archived event has left the search.
        events = Event.objects.filter(is_active=True).order_by("pk")
        if event and not (events := events.filter(product_id=event)):
            raise CommandError(f"No active event has the product id {event}.")
        for one in events:
            self.stdout.write(f"{one}: {search.rebuild(one)} people can be found.")
