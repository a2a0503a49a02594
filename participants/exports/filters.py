"""Which rows are wanted, as the screens ask it."""

from typing import Any

from django import forms
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from ..choices import OneOf, SomeOf
from ..models import Batch, CheckIn, Checkpoint, Event, Participant, Result
from ..models.events import must_be_of_our_years


class Filter(forms.Form):
    """What all filters ask: at which checkpoint, and of which batches. Nothing chosen is everything."""

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        checkpoints, batches = event.checkpoints.all(), event.batches.all()
        self.fields["checkpoint"] = OneOf(
            checkpoints, required=False, label=_("Checkpoint"), empty_label=_("All checkpoints")
        )
        self.fields["batch"] = SomeOf(batches, required=False, label=_("Batches"))

    @property
    def checkpoint(self) -> Checkpoint | None:
        checkpoint: Checkpoint | None = self.cleaned_data["checkpoint"]
        return checkpoint

    @property
    def batches(self) -> list[Batch]:
        return list(self.cleaned_data["batch"])

    @property
    def in_words(self) -> str:
        """What was asked, as in an address, for the access log: names and keys, and nobody's data."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return " ".join(f"{name}={_in_address(value)}" for name, value in chosen.items())


EVERYBODY, ARRIVED, INSIDE, NOT_ARRIVED, WITHDRAWN = "", "arrived", "inside", "not_arrived", "withdrawn"


class ArrivalsFilter(Filter):
    """Which of those who arrived: at the checkpoint, if one is chosen, and of which batches."""

    @property
    def state(self) -> str:
        return ARRIVED

    def people(self, event: Event) -> QuerySet[Participant]:
        people = event.participants.all()
        if self.batches:
            people = people.filter(batch__in=self.batches)
        return self._in_state(event, people)

    def _in_state(self, event: Event, people: QuerySet[Participant]) -> QuerySet[Participant]:
        standing = CheckIn.objects.standing().filter(event=event, participant=OuterRef("pk"))
        if self.checkpoint:
            standing = standing.filter(checkpoint=self.checkpoint)
        match self.state:
            case "arrived":
                return people.filter(Exists(standing))
            case "inside":
                return people.filter(Exists(standing.filter(closed_at=None)))
            case "not_arrived":
                return people.filter(~Exists(standing), withdrawn_at=None)
            case "withdrawn":
                return people.exclude(withdrawn_at=None)
        return people


class PeopleFilter(ArrivalsFilter):
    """Which participants: as with arrivals, and by where they are."""

    def __init__(self, event: Event, *args: Any, **kwargs: Any) -> None:
        super().__init__(event, *args, **kwargs)
        states = [
            (EVERYBODY, _("Everybody")),
            (ARRIVED, _("Who arrived")),
            (INSIDE, _("Who is inside now")),
            (NOT_ARRIVED, _("Who has not arrived")),
            (WITHDRAWN, _("Cancelled tickets")),
        ]
        self.fields["state"] = forms.ChoiceField(required=False, label=_("Who"), choices=states)
        self.order_fields(["state"])

    @property
    def state(self) -> str:
        state: str = self.cleaned_data["state"]
        return state


class LogFilter(Filter):
    """Which verdicts: by result, and by when they happened, in the event's time zone."""

    result = forms.ChoiceField(required=False, label=_("Verdict"), choices=[("", _("All verdicts")), *Result.choices])
    since = forms.DateTimeField(
        required=False, label=_("From"), validators=[must_be_of_our_years],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip
    until = forms.DateTimeField(
        required=False, label=_("Until"), validators=[must_be_of_our_years],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until <= since:
            self.add_error("until", _("This is before the beginning."))
        return self.cleaned_data

    def check_ins(self, event: Event) -> QuerySet[CheckIn]:
        asked = {
            "checkpoint": self.checkpoint,
            "participant__batch__in": self.batches,
            "result": self.cleaned_data["result"],
            "happened_at__gte": self.cleaned_data["since"],
            "happened_at__lt": self.cleaned_data["until"],
        }
        return CheckIn.objects.filter(event=event, **{name: value for name, value in asked.items() if value})


def _in_address(value: Any) -> str:
    if isinstance(value, str):
        return value
    if hasattr(value, "isoformat"):
        return str(value.isoformat())
    return ",".join(str(one.pk) for one in ([value] if isinstance(value, Checkpoint) else value))
