"""The links with which somebody chooses the time and the step that the board's chart shows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ..attendance import STEPS, Span, Window


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    query: str
    is_chosen: bool


def query_of(asked: Mapping[str, Any]) -> str:
    """What was asked, as an address has it: a form that is valid gives the same window again."""
    return urlencode({name: _written(value) for name, value in asked.items() if value})


def spans(asked: Mapping[str, Any]) -> Sequence[Choice]:
    labels = {
        Span.HOUR: _("Last hour"),
        Span.THREE_HOURS: _("3 hours"),
        Span.EVENING: _("Whole evening"),
        Span.ALL: _("Since the first"),
    }
    chosen = None if asked.get("since") else asked.get("span") or Span.EVENING
    step = {"step": asked.get("step")}
    return [Choice(label, query_of({"span": span} | step), span == chosen) for span, label in labels.items()]


def steps(asked: Mapping[str, Any], window: Window) -> Sequence[Choice]:
    """The one in use is marked, also where it was not asked for; those that make too many bars are left out."""
    labels = {step: _("%(step)s min") % {"step": step} for step in STEPS[:-1]} | {STEPS[-1]: _("1 h")}
    return [
        Choice(labels[step], query_of({**asked, "step": step}), step == window.step)
        for step in STEPS
        if window.could_have(step)
    ]


def _written(value: datetime | str | int) -> str:
    return f"{timezone.localtime(value):%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else str(value)
