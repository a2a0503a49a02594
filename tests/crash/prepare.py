"""The event whose people come, and those that are read meanwhile."""

from django.contrib.auth.models import User
from django.core.management import call_command

from participants.accounts import default_account
from participants.events import add_event
from participants.kiwify.sandbox import Sandbox
from participants.models import Event, Membership, Role
from participants.sync import read_event


def prepare(sandbox: Sandbox) -> tuple[Event, User]:
    call_command("migrate", verbosity=0)
    event = add_event(product_id=sandbox.product_id, name="Noite", account=default_account())
    read_event(event)
    person = User.objects.create_user("rita")
    Membership.objects.create(user=person, event=event, role=Role.DOOR)
    return event, person


def add_next(product_id: str) -> None:
    add_event(product_id=product_id, name=f"Being read {product_id[-4:]}", account=default_account())
