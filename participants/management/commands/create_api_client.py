from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from participants.models import Event
from participants.programs import create_program


class Command(BaseCommand):
    help = "Make a key with which a program reads an event's participants from us as it would from Kiwify."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME", help="what the program is called here")
        parser.add_argument("--event", metavar="PRODUCT_ID", required=True, help="the event it may read")

    def handle(self, *, name: str, event: str, **_options: Any) -> None:
        try:
            program, secret = create_program(name=name, event=Event.objects.get(product_id=event))
        except Event.DoesNotExist:
            raise CommandError(f"There is no event {event}. Add it with: manage.py add_event") from None
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self.stdout.write(f"“{program}” may now read “{program.event}”. The secret is shown this once.")
        self.stdout.write(f"client_id: {program.client_id}")
        self.stdout.write(f"client_secret: {secret}")
        self.stdout.write(f"x-kiwify-account-id: {program.event.account.account_id}")
