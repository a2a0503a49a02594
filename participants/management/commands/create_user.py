import sys
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import User
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from participants.models import Event, Role
from participants.people import ADMIN, give_role


class Command(BaseCommand):
    help = "Make a person who can sign in, or give one who exists a role at another event."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("name", metavar="NAME")
        parser.add_argument("--role", required=True, choices=[*Role.values, ADMIN])
        parser.add_argument("--event", metavar="PRODUCT_ID", help="where; may be left out while there is only one")
        parser.add_argument("--password-stdin", action="store_true", help="read the password from standard input")

    def handle(self, *, name: str, role: str, event: str | None, password_stdin: bool, **options: Any) -> None:
        password = sys.stdin.readline().rstrip("\r\n") if password_stdin else None
        if password == "":
            raise CommandError("No password came on standard input.")
        try:
            user, made_up = give_role(name=name, role=role, event=chosen_event(event), password=password)
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        if password:
            warn_of_a_weak(password, user, self.stderr.write)
        self.stdout.write(f"{user} may now sign in as {role}{', with the new password' if password else ''}.")
        if made_up:
            self.stdout.write(f"Password, shown this once: {made_up}")


def warn_of_a_weak(password: str, user: User, say: Callable[[str], None]) -> None:
    try:
        validate_password(password, user)
    except ValidationError as problem:
        say(f"This password is easy to guess. {' '.join(problem.messages)}")


def chosen_event(product_id: str | None) -> Event | None:
    events = list(Event.objects.filter(product_id=product_id) if product_id else Event.objects.all()[:2])
    if product_id and not events:
        raise CommandError(f"There is no event with the product id {product_id}. Add it with: manage.py add_event")
    return events[0] if len(events) == 1 else None
