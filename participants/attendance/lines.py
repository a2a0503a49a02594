"""A verdict as a line of the log: what it was, where, through whom, by which clocks, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from django.contrib.auth.models import User
from django.utils.translation import gettext as _

from ..clock import time_of
from ..models import CheckIn, Closing, Result
from ..models.checkins import EVERYONE_OUT
from ..verdicts import Tone, reason_in_words, tone_of, word_of

# By how much two clocks may differ that are right.
RIGHT = timedelta(seconds=2)


@dataclass(frozen=True)
class Line:
    row: CheckIn

    @property
    def tone(self) -> Tone:
        return tone_of(self.row)

    @property
    def word(self) -> str:
        return word_of(self.row)

    @property
    def where(self) -> str:
        """Checkpoint, and the tablet or at least its gate: "Entrance · Gate B · 2"."""
        place = str(self.row.tablet) if self.row.tablet else self.row.gate
        return " · ".join(part for part in (self.row.checkpoint.name, place) if part)

    @property
    def by(self) -> str:
        return " · ".join(part for part in (name_of(self.row.person), self.row.get_source_display()) if part)

    @property
    def has_another_clock(self) -> bool:
        """Whether the tablet's clock says another time than ours did when we heard of it."""
        return abs(self.row.recorded_at - self.row.happened_at) > RIGHT

    @cached_property
    def why(self) -> list[str]:
        """What else made the verdict, and what became of it, one sentence each."""
        return [*self._reasons(), *self._afterwards()]

    def _reasons(self) -> Iterator[str]:
        row = self.row
        if self.tone == Tone.STOP and row.result != Result.REFUSED:
            yield _sentence(row.get_result_display())
        if row.overruled:
            yield _("A lead decided against “%(verdict)s”.") % {"verdict": row.get_overruled_display()}
        if row.detail:
            yield _sentence(row.get_detail_display())
        if row.other_event:
            yield _("The ticket is of %(event)s.") % {"event": row.other_event}
        if row.reason:
            yield _sentence(reason_in_words(row.reason))
        if row.earlier and row.result == Result.ALREADY_IN:
            when = time_of(row.earlier.happened_at, row.recorded_at)
            yield _("In since %(when)s.") % {"when": _after(when, row.earlier.gate, name_of(row.earlier.person))}

    def _afterwards(self) -> Iterator[str]:
        row = self.row
        if row.closed_at:
            how = _("Undone %(when)s.") if row.closed_how == Closing.UNDO else _("Left %(when)s.")
            reason = "" if row.closed_reason == EVERYONE_OUT else row.closed_reason
            yield how % {"when": _after(time_of(row.closed_at, row.recorded_at), name_of(row.closed_by), reason)}
        if row.settled_at:
            decided = _after(row.get_settled_how_display(), name_of(row.settled_by))
            yield _("A double: %(decided)s.") % {"decided": decided}


def name_of(person: User | None) -> str:
    return (person.get_short_name() or person.username) if person else ""


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _after(*parts: str) -> str:
    return ", ".join(part.rstrip(".") for part in parts if part)
