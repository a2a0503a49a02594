"""Attention notes: what staff must see before anything else about a participant, an order or a batch."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.contrib.auth.models import User
from django.db import transaction
from django.db.models import Q

from .models import Event, Note, Participant


class About(StrEnum):
    PARTICIPANT = "participant"
    ORDER = "order"
    BATCH = "batch"


class NothingToNote(Exception):
    """This participant has no order, or no batch, that a note could be about."""


@transaction.atomic
def add_note(participant: Participant, about: About, text: str, *, person: User, now: datetime) -> Note:
    """Note something about this participant, their order or their batch; the same again is the same note.

    Raises NothingToNote.
    """
    # Whoever notes something at this event at the same moment waits here.
    event = Event.objects.select_for_update(no_key=True).get(pk=participant.event_id)
    target = _target(participant, about)
    same = Note.objects.filter(**target, event=event, text=text, ended_at=None).first()
    if same:
        return same
    if not event.has_notes:
        Event.objects.filter(pk=event.pk).update(has_notes=True)
    return Note.objects.create(**target, event=event, text=text, made_by=person, made_at=now)


def _target(participant: Participant, about: About) -> dict[str, Any]:
    if about == About.ORDER and participant.order_id:
        return {"order_id": participant.order_id}
    if about == About.BATCH and participant.batch:
        return {"batch": participant.batch}
    if about == About.PARTICIPANT:
        return {"participant": participant}
    raise NothingToNote


def end_note(note: Note, *, person: User, now: datetime) -> None:
    """The note is no longer shown; it stays in the log. Twice is harmless."""
    Note.objects.filter(pk=note.pk, ended_at=None).update(ended_at=now, ended_by=person)


def erase_texts(event: Event) -> None:
    """What was noted may name people, and goes with their data; that something was noted, and by whom, stays."""
    Note.objects.filter(event=event).update(text="")


def notes_on(event: Event, participants: Sequence[Participant]) -> dict[int, list[Note]]:
    """The notes that stand about these participants, their orders and their batches, by participant's key.

    An event that never had a note costs no query.
    """
    if not event.has_notes or not participants:
        return {}
    orders = {one.order_id for one in participants if one.order_id}
    batches = {one.batch_id for one in participants if one.batch_id}
    about = Q(participant__in=participants) | Q(order_id__in=orders) | Q(batch__in=batches)
    standing = list(Note.objects.filter(about, event=event, ended_at=None).select_related("made_by"))
    return {one.pk: notes for one in participants if (notes := [note for note in standing if _concerns(note, one)])}


def _concerns(note: Note, participant: Participant) -> bool:
    if note.participant_id:
        return note.participant_id == participant.pk
    return note.order_id == participant.order_id if note.order_id else note.batch_id == participant.batch_id
