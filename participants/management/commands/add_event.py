from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from participants.accounts import NoAccount, default_account
from participants.events import AlreadyAdded, add_event
from participants.models import Account


class Command(BaseCommand):
    help = "Add a Kiwify event product, so that its participants are read and its door opens."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("product_id", metavar="PRODUCT_ID")
        parser.add_argument("--name", required=True, help="the event's name, as staff know it")
        parser.add_argument("--account", metavar="ACCOUNT_ID", help="a Kiwify account other than the default one")

    def handle(self, *, product_id: str, name: str, account: str | None, **options: Any) -> None:
        try:
            chosen = Account.objects.get(account_id=account) if account else default_account()
            event = add_event(product_id=product_id, name=name, account=chosen)
        except Account.DoesNotExist:
            raise CommandError(f"There is no Kiwify account {account}. Add it in the admin first.") from None
        except (NoAccount, AlreadyAdded) as problem:
            raise CommandError(str(problem)) from None
        except ValidationError as problem:
            raise CommandError(" ".join(problem.messages)) from None
        self.stdout.write(f"Added “{event}” at {event.get_absolute_url()}. Read it with: manage.py sync")
