"""What comes in at the door, parsed: one request to check somebody in."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from . import door
from .by_hand import Columns, rows
from .door import Claim
from .kiwify.wire import BELIEVABLE_YEARS
from .models import Checkpoint, Event, Participant
from .notes import About
from .orders import Mate


class PlainText(forms.CharField):
    """Text that any database can store: half a surrogate pair, which JSON may carry, becomes a question mark."""

    def to_python(self, value: Any) -> str:
        return str(super().to_python(value)).encode(errors="replace").decode()


class AtCheckpoint(forms.Form):
    """What all forms of the door share: the checkpoint, the event's first where left out; and the first thing wrong."""

    checkpoint = forms.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def __init__(
        self, event: Event, data: Any, checkpoint_at: Callable[[int | None], Checkpoint | None] | None = None
    ) -> None:
        super().__init__(data)
        self._event = event
        self._checkpoint_at = checkpoint_at or partial(checkpoint_of, event)

    def clean_checkpoint(self) -> Checkpoint:
        wanted = self.cleaned_data.get("checkpoint")
        checkpoint = self._checkpoint_at(wanted)
        if checkpoint is None:
            raise forms.ValidationError(_("This event has no such checkpoint. Reload the page."))
        return checkpoint

    @property
    def sentence(self) -> str:
        """The first thing wrong, naming the field."""
        field, problems = next(iter(self.errors.items()))
        return str(problems[0]) if field == "__all__" else f"{field}: {problems[0]}"


class CheckInForm(AtCheckpoint):
    """`id` and either `code` or `participant` (Kiwify's id); `checkpoint` is the event's first where left out.

    `overrule` is a lead's reason to let somebody in whom the verdict would stop.
    """

    id = forms.UUIDField()
    code = PlainText(required=False, max_length=1_000)
    participant = PlainText(required=False, max_length=64)
    happened_at = forms.CharField(required=False, max_length=40)
    overrule = PlainText(required=False, max_length=200)

    def clean_happened_at(self) -> datetime | None:
        if not (told := self.cleaned_data["happened_at"]):
            return None
        moment = _moment(told)
        if moment is None or moment.year not in BELIEVABLE_YEARS:
            raise forms.ValidationError(_("happened_at is a date and time as in 2026-11-22T20:15:00-03:00."))
        return moment

    def clean(self) -> dict[str, Any]:
        fields = self.cleaned_data
        if not self.errors and bool(fields.get("code")) == bool(fields.get("participant")):
            raise forms.ValidationError(_("Send either a code or a participant."))
        return fields

    @property
    def id_asked(self) -> UUID:
        id: UUID = self.cleaned_data["id"]
        return id

    @property
    def claim(self) -> Claim:
        """Who it is about. Somebody of another event, or of none, is claimed by a code that nobody has."""
        chosen, code = self.cleaned_data["participant"], self.cleaned_data["code"]
        if not chosen:
            return Claim(code=code)
        found = door.claims_by_id(self.cleaned_data["checkpoint"], [chosen])
        return found.get(chosen) or Claim(code=chosen)

    @property
    def reason_to_overrule(self) -> str:
        reason: str = self.cleaned_data["overrule"]
        return reason


class RefusalForm(CheckInForm):
    """As a check-in, with the reason: a key of the list, or staff's own words."""

    reason = PlainText(max_length=200)


class OrderForm(AtCheckpoint):
    """`id`, `order` (Kiwify's id), and either `participant` for each one chosen, or `all`."""

    id = forms.UUIDField()
    order = PlainText(max_length=64)
    all = forms.BooleanField(required=False)

    def tickets(self, mates: Sequence[Mate]) -> list[Participant]:
        """Those of the order who were chosen, whatever the verdict on them; or all that are outside.

        Who was let in by this very request, sent before, is among all: asking again is the same answer.
        """
        if self.cleaned_data["all"]:
            before = door.answered([mate.participant for mate in mates], id=self.cleaned_data["id"])
            return [mate.participant for mate in mates if mate.can_enter or mate.participant.pk in before]
        chosen = self._chosen()
        return [mate.participant for mate in mates if mate.participant.kiwify_id in chosen]

    def clean(self) -> dict[str, Any]:
        if not self.errors and not self.cleaned_data["all"] and not self._chosen():
            raise forms.ValidationError(_("Choose who comes in."))
        return self.cleaned_data

    def _chosen(self) -> set[str]:
        return set(cast(QueryDict, self.data).getlist("participant"))


class NoteForm(AtCheckpoint):
    """`participant` (Kiwify's id), what it is `about`, and the `text`."""

    participant = PlainText(max_length=64)
    about = forms.TypedChoiceField(choices=[(about, about) for about in About], coerce=About)
    text = PlainText(max_length=200)

    def clean_participant(self) -> Participant:
        wanted = self.cleaned_data["participant"]
        participant = self._event.participants.select_related("batch").filter(kiwify_id=wanted).first()
        if participant is None:
            raise forms.ValidationError(_("Nobody at this event has this id. Reload the page."))
        return participant


def _moment(told: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(told)
        return (moment if moment.tzinfo else timezone.make_aware(moment)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


# Asked for at every tap, and with what everybody asks of it then: whether it admits some batches only.
CHECKPOINT = Columns("c", Checkpoint)
CHECKPOINTS = f"""
    SELECT {CHECKPOINT},
        EXISTS (SELECT 1 FROM {Checkpoint.batches.through._meta.db_table} b WHERE b.checkpoint_id = c.id)
    FROM {Checkpoint._meta.db_table} c WHERE c.event_id = %s
"""  # noqa: S608


def checkpoint_of(event: Event, wanted: int | str | None) -> Checkpoint | None:
    """The event's checkpoint of this number, or its first where none is wanted; None where there is no such one."""
    if not wanted:
        return _checkpoint(event, "ORDER BY c.position, c.id LIMIT 1")
    if str(wanted).isdecimal() and len(str(wanted)) < 19:
        return _checkpoint(event, "AND c.id = %s", int(wanted))
    return None


def _checkpoint(event: Event, which: str, *params: int) -> Checkpoint | None:
    for row in rows(f"{CHECKPOINTS} {which}", [event.pk, *params]):
        checkpoint: Checkpoint = CHECKPOINT.made_of(row[:-1], {})
        checkpoint.event, checkpoint.has_batches = event, bool(row[-1])  # type: ignore[attr-defined]
        return checkpoint
    return None
