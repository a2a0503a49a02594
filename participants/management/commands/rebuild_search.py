from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from participants import search
from participants.models import Event


class Command(BaseCommand):
    help = "Make everybody findable anew, while the doors go on: after a mishap, as every read keeps the search right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--event", metavar="ADDRESS", help="the event at /e/ADDRESS/ only")

    def handle(self, **options: Any) -> None:
        wanted = {"slug": options["event"]} if options["event"] else {}
        # An archived event has left the search.
        events = Event.objects.filter(is_active=True, **wanted).order_by("pk")
        if wanted and not events:
            raise CommandError(f"No active event has the address /e/{options['event']}/.")
        for event in events:
            self.stdout.write(f"{event}: {search.rebuild(event)} people can be found.")
