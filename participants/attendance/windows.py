"""Which time somebody looks at, and in which steps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models.events import must_be_of_our_years
from .arrivals import Arrivals

STEPS = (1, 5, 15, 60)
# More bars than these cannot be told apart; so many are easy to read.
MOST_BARS, EASY_BARS = 500, 75
LONGEST = timedelta(minutes=STEPS[-1] * MOST_BARS)


class Span(StrEnum):
    HOUR = "hour"
    THREE_HOURS = "three_hours"
    EVENING = "evening"
    ALL = "all"


# An evening that is over stays in sight as it was; one that goes on is shown up to now.
OVER_AFTER = timedelta(hours=3)
LENGTHS = {
    Span.HOUR: timedelta(hours=1),
    Span.THREE_HOURS: timedelta(hours=3),
    Span.EVENING: timedelta(hours=12),
    Span.ALL: LONGEST,
}


class WindowForm(forms.Form):
    """`span`, or `since` and `until` in the event's own time; and `step`, in minutes. All may be left out."""

    span = forms.TypedChoiceField(
        choices=[(one, one) for one in Span], coerce=Span, required=False, empty_value=Span.EVENING,
        label=gettext_lazy("Which time is shown"),
    )  # fmt: skip
    since = forms.DateTimeField(required=False, validators=[must_be_of_our_years], label=gettext_lazy("From"))
    until = forms.DateTimeField(required=False, validators=[must_be_of_our_years], label=gettext_lazy("Until"))
    step = forms.TypedChoiceField(
        choices=[(one, one) for one in STEPS], coerce=int, required=False, empty_value=None,
        label=gettext_lazy("Length of a step"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if bool(since) != bool(until) and not self.errors:
            raise forms.ValidationError(_("Give both times, from and until."))
        if since and until and not since < until <= since + LONGEST:
            raise forms.ValidationError(_("Choose an end after the beginning, at most 20 days later."))
        if since:
            self.cleaned_data["span"] = None
        return self.cleaned_data

    @property
    def asked(self) -> dict[str, Any]:
        """Nothing, where anything is wrong."""
        return self.cleaned_data if self.is_valid() else {}

    @property
    def sentence(self) -> str:
        """The first thing wrong, naming the field."""
        field, problems = next(iter(self.errors.items()))
        return str(problems[0]) if field == "__all__" else f"{self[field].label}: {problems[0]}"


@dataclass(frozen=True, slots=True)
class Window:
    """From `since` up to `until`, both at the turn of a step of so many minutes."""

    since: datetime
    until: datetime
    step: int

    @property
    def steps(self) -> Iterator[tuple[datetime, datetime]]:
        """The beginning and the end of each."""
        for number in range((self.until - self.since) // self._length):
            yield self.since + number * self._length, self.since + (number + 1) * self._length

    def could_have(self, step: int) -> bool:
        """Whether this time, in steps of so many minutes, can be told apart on a chart."""
        return _bars(self.until - self.since, step) <= MOST_BARS

    def start_of(self, moment: datetime) -> datetime:
        return self.since + (moment - self.since) // self._length * self._length

    @property
    def _length(self) -> timedelta:
        return timedelta(minutes=self.step)


def window_of(asked: dict[str, Any], arrivals: Arrivals, now: datetime) -> Window:
    """The window that a valid form asks for; a step that would make too many bars is made longer."""
    since, until = _ends(asked, arrivals, now)
    step = _step(asked.get("step"), until - since)
    first = max(floor(since, step), floor(until, step) - LONGEST)
    return Window(first, max(floor(until, step), first) + timedelta(minutes=step), step)


def floor(moment: datetime, step: int) -> datetime:
    """The turn of the step before it, by the clock on the wall."""
    local = timezone.localtime(moment)
    return local.replace(minute=local.minute // step * step, second=0, microsecond=0).astimezone(UTC)


def _ends(asked: dict[str, Any], arrivals: Arrivals, now: datetime) -> tuple[datetime, datetime]:
    if asked.get("since") and asked.get("until"):
        return asked["since"], asked["until"] - timedelta(microseconds=1)
    span = asked.get("span") or Span.EVENING
    moments = [minute for minute, _gate in arrivals]
    last = max(moments, default=now)
    until = last if span in (Span.EVENING, Span.ALL) and now - last > OVER_AFTER else now
    earliest = until - LENGTHS[span]
    if span in (Span.HOUR, Span.THREE_HOURS):
        return earliest, until
    return max(earliest, min(moments, default=until - LENGTHS[Span.HOUR])), until


def _step(asked: int | None, length: timedelta) -> int:
    """The step asked for, or the first with few bars; in any case one that makes not too many."""
    most = MOST_BARS if asked else EASY_BARS
    return next((step for step in STEPS if step >= (asked or 1) and _bars(length, step) < most), STEPS[-1])


def _bars(length: timedelta, step: int) -> float:
    return length / timedelta(minutes=step)
