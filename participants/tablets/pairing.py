"""Pairing: an organizer's invitation, shown as a QR code or as three words, makes one browser a tablet of the event.

What an invitation shows is made of our secret key and its own id, so that the organizer's page can show it again;
what is looked for is its hash.
"""

import hashlib
from datetime import datetime, timedelta

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import QuerySet
from django.utils.crypto import salted_hmac

from .. import throttles
from ..models import Checkpoint, Pairing, Tablet
from ..people import organizes
from . import words
from .keys import hash_of, new_key
from .places import save_with_a_number

LASTS = timedelta(minutes=10)
# Wrong words from one address, and from anywhere: a guess has one chance in sixteen million.
GUESSES = {"pairing words {}": 20, "pairing words": 300}
GUESSES_WITHIN = timedelta(minutes=10)


class NoSuchInvitation(Exception):
    """Nobody was invited with this, or long ago."""


class InvitationOver(Exception):
    """This invitation was used already, or its ten minutes are over."""


def invite(*, checkpoint: Checkpoint, gate: str, person: User, now: datetime) -> Pairing:
    """An invitation for one tablet to stand at this gate and check in at this checkpoint, for ten minutes."""
    pairing = Pairing(
        event_id=checkpoint.event_id, checkpoint=checkpoint, gate=gate, made_at=now, made_by=person,
        expires_at=now + LASTS,
    )  # fmt: skip
    pairing.token_hash = hash_of(token_of(pairing))
    pairing.words_hash = hash_of(words_of(pairing))
    pairing.save(force_insert=True)
    return pairing


def token_of(pairing: Pairing) -> str:
    """What the QR code's address ends with."""
    return salted_hmac("participants.tablets.pairing", pairing.pk.hex, algorithm="sha256").hexdigest()[:40]


def words_of(pairing: Pairing) -> str:
    digest = hashlib.sha256(f"words {token_of(pairing)}".encode()).digest()
    return words.in_words(int.from_bytes(digest[:3]))


def invitation(token: str, *, now: datetime) -> Pairing:
    """The open invitation of this token. Raises NoSuchInvitation and InvitationOver."""
    pairing = _invitations().filter(token_hash=hash_of(token)).first()
    if pairing is None:
        raise NoSuchInvitation
    if not (pairing.is_open_at(now) and pairing.event.is_active and organizes(pairing.made_by, pairing.event)):
        raise InvitationOver
    return pairing


def invitation_in_words(typed: str, *, address: str, now: datetime) -> Pairing:
    """The open invitation of these words, typed at this address. Raises NoSuchInvitation, throttles.TriedTooOften."""
    tries = {key.format(address): most for key, most in GUESSES.items()}
    for key, most in tries.items():
        throttles.book(key, most=most, within=GUESSES_WITHIN, now=now)
    hashed = hash_of(words.normal(typed))
    pairing = _invitations().filter(words_hash=hashed, used_at=None, expires_at__gt=now).first()
    if pairing is None:
        raise NoSuchInvitation
    for key in tries:
        throttles.give_back(key)
    return pairing


def pair(pairing: Pairing, *, browser: str, now: datetime) -> tuple[Tablet, str]:
    """The invited tablet, and the key that makes this browser it; of two that accept at once, one is.

    Raises InvitationOver.
    """
    secret, hashed = new_key()
    with transaction.atomic():
        open_still = Pairing.objects.filter(pk=pairing.pk, used_at=None, expires_at__gt=now)
        if not open_still.update(used_at=now):
            raise InvitationOver
        tablet = Tablet(
            event_id=pairing.event_id, checkpoint_id=pairing.checkpoint_id, gate=pairing.gate, paired_at=now,
            paired_by_id=pairing.made_by_id, key_hash=hashed, key_since=now, browser=browser, seen_at=now,
        )  # fmt: skip
        save_with_a_number(tablet)
        Pairing.objects.filter(pk=pairing.pk).update(tablet=tablet)
    return tablet, secret


def _invitations() -> QuerySet[Pairing]:
    return Pairing.objects.select_related("event", "checkpoint", "made_by")
