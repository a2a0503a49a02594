"""Programs that read an event in Kiwify's form: main(PRODUCT_ID, NUMBER) prints a token of each as JSON."""

import json

from django.utils import timezone

from participants.models import Event
from participants.programs import create_program, mint_token


def main(product_id: str, number: str) -> None:
    event = Event.objects.get(product_id=product_id)
    made = [create_program(name=f"Programa {one}", event=event)[0] for one in range(int(number))]
    print(json.dumps([mint_token(program, now=timezone.now()) for program in made]))
