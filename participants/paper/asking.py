"""What is asked of a gate list, and of ticks that are typed back in."""

from datetime import datetime
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ..choices import OneOf, SomeOf
from ..forms import PlainText
from ..models import Batch, Checkpoint, Event
from ..models.events import must_be_of_our_years

MOST_GATES, LONGEST_GATE = 26, 40
MOST_LINES, LONGEST_LINE = 500, 64


class AtCheckpoint(forms.Form):
    """At one of the event's checkpoints, the first where none is chosen."""

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._checkpoints = event.checkpoints.all()
        first = self._checkpoints.first()
        self.fields["checkpoint"] = OneOf(
            self._checkpoints, required=False, label=_("Checkpoint"), empty_label=None, initial=first
        )

    def clean_checkpoint(self) -> Checkpoint:
        checkpoint: Checkpoint | None = self.cleaned_data["checkpoint"] or self._checkpoints.first()
        if checkpoint is None:
            raise forms.ValidationError(_("This event has no checkpoint yet."))
        return checkpoint


class GateListForm(AtCheckpoint):
    """The gates that share the list, the batches on it, and the checkpoint at which who is in is ticked already."""

    gates = PlainText(
        required=False,
        max_length=2_000,
        label=_("Gates"),
        help_text=_("Separated by commas. Each gets its own letters, about as many people each. Left empty: one list."),
    )

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        self.fields["checkpoint"].help_text = _("Who is in there already is ticked on the list.")
        self.fields["batch"] = SomeOf(event.batches.all(), required=False, label=_("Batches"))

    def clean_gates(self) -> list[str]:
        names = [name.strip() for name in self.cleaned_data["gates"].replace("\n", ",").split(",")]
        gates = list(dict.fromkeys(name for name in names if name)) or [""]
        if len(gates) > MOST_GATES:
            raise forms.ValidationError(_("At most %(most)s gates.") % {"most": MOST_GATES})
        if any(len(name) > LONGEST_GATE for name in gates):
            raise forms.ValidationError(_("A gate's name has at most %(most)s letters.") % {"most": LONGEST_GATE})
        return gates

    @property
    def batches(self) -> list[Batch]:
        return list(self.cleaned_data["batch"])


class OneOfStaff(OneOf):
    def label_from_instance(self, obj: Any) -> str:
        return str(obj.get_full_name() or obj.username)


class TicksForm(AtCheckpoint):
    """A block of ticks: at which checkpoint, whose they were, and when by the paper; one number or code a line."""

    id = forms.UUIDField()
    at = forms.DateTimeField(
        required=False, label=_("Time on the paper"), validators=[must_be_of_our_years],
        help_text=_("For every line until it is changed. Left empty: now."),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    lines = PlainText(label=_("Numbers or codes"), max_length=MOST_LINES * (LONGEST_LINE + 2))

    def __init__(self, event: Event, person: User, now: datetime, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        self._person, self._now = person, now
        staff = User.objects.filter(Q(memberships__event=event) | Q(pk=person.pk)).distinct().order_by("first_name")
        self.fields["who"] = OneOfStaff(
            staff, required=False, label=_("Ticked by"), empty_label=None, initial=person.pk
        )
        self.order_fields(["checkpoint", "who", "at", "lines"])

    def clean_at(self) -> datetime | None:
        at: datetime | None = self.cleaned_data["at"]
        if at and at > self._now:
            raise forms.ValidationError(_("This is still to come. The time on the paper has been."))
        return at

    def clean_lines(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines()]
        lines = [line[:LONGEST_LINE] for line in lines if line]
        if len(lines) > MOST_LINES:
            raise forms.ValidationError(_("At most %(most)s lines at once.") % {"most": MOST_LINES})
        return lines

    @property
    def who(self) -> User:
        who: User = self.cleaned_data["who"] or self._person
        return who
