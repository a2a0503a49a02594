"""The key that makes a browser a tablet: unguessable, kept by us as a hash, and changed every quarter of an hour.

The next key is handed out beside the one in use and takes over when it comes back, so that an answer lost on the way
locks nobody out. Who copies a key is noticed when it changes: one of the two then has an old one, and a tablet whose
old and new keys are both in use is ended; so is one whose next keys never come back.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.crypto import constant_time_compare

from ..models import Ending, Tablet
from ..unhurried import if_not_busy
from .lasting import is_paired

CHANGES_AFTER = timedelta(minutes=15)
# A new key that has not come back by then was lost with its answer: another is made.
LOST_AFTER = timedelta(minutes=1)
# So many lost ones in a row do not get lost: somebody else takes them, who holds the same key.
LOSES_AT_MOST = 10
# Requests that were under way while the key changed.
STILL_GOOD_FOR = timedelta(minutes=1)
# A tablet that was switched off may wake up with the key before; not while the new one is at work.
IN_USE_WITHIN = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Recognised:
    """The tablet that holds a key, and the key to hand it next, if it is time."""

    tablet: Tablet
    next_key: str | None = None


def new_key() -> tuple[str, str]:
    """A secret for a tablet, and its hash for us."""
    secret = secrets.token_urlsafe(32)
    return secret, hash_of(secret)


def hash_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def browser_of(user_agent: str) -> str:
    """What stays the same of a browser when it is updated: its name and its machine's, not their versions."""
    return hash_of(re.sub(r"[\d._]+", "", user_agent))


def cookie_of(tablet: Tablet, secret: str) -> str:
    """What the tablet keeps: which one it is, and its secret."""
    return f"{tablet.pk.hex}.{secret}"


def has_ended(cookie: str, *, now: datetime) -> bool:
    """Whether a cookie is of no tablet that is paired: not merely shown by another browser, or too old."""
    tablet = _tablet(cookie.partition(".")[0])
    return tablet is None or not is_paired(tablet, now)


def recognise(cookie: str, *, browser: str, now: datetime) -> Recognised | None:
    """The paired tablet that holds this cookie, in the browser it was paired in; None for anything else."""
    id, _, secret = cookie.partition(".")
    tablet = _tablet(id)
    if tablet is None or not is_paired(tablet, now) or not constant_time_compare(tablet.browser, browser):
        return None
    shown = hash_of(secret)
    if constant_time_compare(shown, tablet.key_hash):
        return Recognised(tablet, _next_key(tablet, now))
    if tablet.next_key_hash and constant_time_compare(shown, tablet.next_key_hash):
        _change(tablet, shown, now)
        return Recognised(tablet)
    if tablet.old_key_hash and constant_time_compare(shown, tablet.old_key_hash):
        return _with_the_old_key(tablet, shown, now)
    return None


def _tablet(id: str) -> Tablet | None:
    try:
        key = UUID(hex=id)
    except ValueError:
        return None
    return Tablet.objects.select_related("event", "checkpoint", "person").filter(pk=key).first()


def _next_key(tablet: Tablet, now: datetime) -> str | None:
    if now - tablet.key_since < CHANGES_AFTER:
        return None
    if tablet.next_key_at and timedelta(0) <= now - tablet.next_key_at < LOST_AFTER:
        return None
    if tablet.lost_keys >= LOSES_AT_MOST:
        _end_as_copied(tablet, now)
        return None
    secret, hashed = new_key()
    made = Tablet.objects.filter(pk=tablet.pk, key_hash=tablet.key_hash, next_key_at=tablet.next_key_at)
    lost = tablet.lost_keys + bool(tablet.next_key_hash)
    is_kept = 0
    with if_not_busy():
        is_kept = made.update(next_key_hash=hashed, next_key_at=now, lost_keys=lost)
    return secret if is_kept else None


def _change(tablet: Tablet, hashed: str, now: datetime) -> None:
    """This key is the one in use from now on; of two requests that bring it first, one changes it."""
    changed = Tablet.objects.filter(pk=tablet.pk, key_hash=tablet.key_hash)
    with if_not_busy():
        changed.update(
            old_key_hash=tablet.key_hash, key_hash=hashed, key_since=now, seen_at=now,
            next_key_hash="", next_key_at=None, lost_keys=0,
        )  # fmt: skip


def _with_the_old_key(tablet: Tablet, hashed: str, now: datetime) -> Recognised | None:
    if now - tablet.key_since < STILL_GOOD_FOR:
        return Recognised(tablet)
    if now - tablet.seen_at < IN_USE_WITHIN:
        _end_as_copied(tablet, now)
        return None
    _change(tablet, hashed, now)
    return Recognised(tablet)


def _end_as_copied(tablet: Tablet, now: datetime) -> None:
    Tablet.objects.filter(pk=tablet.pk, ended_at=None).update(ended_at=now, ended_how=Ending.COPIED)
