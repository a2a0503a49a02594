"""Inside Django: the event's tablets, paired; what they need to know is printed as JSON."""

import json
import secrets
import sys

from django.contrib.auth.models import User
from django.utils import timezone

from participants import tablets
from participants.models import Event

from .tablets import BROWSER


def main(how_many: str) -> int:
    event = Event.objects.get()
    json.dump(
        {"door": event.get_absolute_url(), "cookies": [_pair(event, n) for n in range(int(how_many))]}, sys.stdout
    )
    return 0


def _pair(event: Event, number: int) -> str:
    now, admin = timezone.now(), User.objects.get()
    checkpoint = event.checkpoints.get()
    invitation = tablets.invite(checkpoint=checkpoint, gate=f"Portão {number % 4 + 1}", person=admin, now=now)
    tablet, secret = tablets.pair(invitation, browser=tablets.browser_of(BROWSER), now=now)
    token = secrets.token_hex(16)
    return f"tablet={tablets.cookie_of(tablet, secret)}; csrftoken={token}"
