"""Invitations for tablets, and staff with PINs: main(PRODUCT_ID, NUMBER) prints them as JSON."""

import json

from django.contrib.auth.models import User
from django.utils import timezone

from participants import tablets
from participants.models import Event, Membership, Role

from .tablet import ORGANIZER

STAFF, AT_A_GATE = 20, 10
PIN = "2580"


def main(product_id: str, number: str) -> None:
    event = Event.objects.get(product_id=product_id)
    tokens = [token(event, one) for one in range(int(number))]
    print(json.dumps({"tokens": tokens, "staff": staff(event), "pin": PIN}))


def token(event: Event, number: int) -> str:
    checkpoint, organizer = event.checkpoints.get(), User.objects.get(username=ORGANIZER)
    gate = f"Portão {number // AT_A_GATE + 1}"
    return tablets.token_of(tablets.invite(checkpoint=checkpoint, gate=gate, person=organizer, now=timezone.now()))


def staff(event: Event) -> list[int]:
    """The keys by which they say who they are."""
    made = []
    for number in range(STAFF):
        person = User.objects.create(username=f"porta-{number}")
        membership = Membership.objects.create(user=person, event=event, role=Role.DOOR)
        tablets.set_pin(membership, PIN)
        made.append(membership.pk)
    return made
