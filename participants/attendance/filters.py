"""What an organizer may ask of a list, parsed from the address: a wrong value is a sentence, and lists nobody."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..forms import PlainText
from ..models import CheckIn, Event, Membership, Result, Source
from ..models.events import must_be_of_our_years
from .log import LogWanted
from .people import PeopleWanted, Sort
from .states import State

ANY = [("", _("any"))]
GONE = _("There is no such choice any more. Choose another.")
ARRIVALS_ONLY = _("Who has not arrived has no gate, no person and no time. Leave those empty.")


class Chosen(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the event's own; SQLite has no room for keys of twenty digits."""

    def __init__(self, label: Any, widget: type[forms.Widget] | None = None) -> None:
        super().__init__(
            queryset=None, required=False, label=label, empty_label=_("any"), widget=widget,
            error_messages={"invalid_choice": GONE},
        )  # fmt: skip

    def to_python(self, value: Any) -> Any:
        if str(value).isdecimal() and len(str(value)) >= 19:
            raise forms.ValidationError(GONE, code="invalid_choice")
        return super().to_python(value)

    def label_from_instance(self, obj: Any) -> str:
        return (obj.get_short_name() or obj.username) if isinstance(obj, User) else str(obj)


class Moment(forms.DateTimeField):
    """A date and time of our years, in the time zone that is active: the event's."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, label=label, widget=widget, validators=[must_be_of_our_years])


def any_of(choices: type[State] | type[Result] | type[Source], label: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        required=False, label=label, choices=[*ANY, *choices.choices], error_messages={"invalid_choice": GONE}
    )


class Filters(forms.Form):
    """What both lists are filtered by: a search, and where, through whom and when somebody was let in.

    USUAL fields are always in sight, RARER ones folded until one of them is used, and KEPT ones never seen.
    """

    USUAL: Sequence[str] = ()
    RARER: Sequence[str] = ("checkpoint", "gate", "person", "since", "until")
    KEPT: Sequence[str] = ()

    q = PlainText(required=False, max_length=200, label=_("Search"), widget=forms.TextInput({"type": "search"}))
    checkpoint = Chosen(_("Checkpoint"))
    gate = forms.ChoiceField(required=False, label=_("Gate"), error_messages={"invalid_choice": GONE})
    person = Chosen(_("Let in by"))
    since = Moment(_("From"))
    until = Moment(_("Until"))

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(data, label_suffix="")
        self._event = event
        self._let_choose("checkpoint", event.checkpoints.all())
        self._let_choose("person", _staff(event))
        gates = event.tablets.order_by("gate").values_list("gate", flat=True).distinct()
        self.fields["gate"].choices = lambda: [*ANY, *((gate, gate) for gate in gates)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until <= since:
            raise forms.ValidationError(_("The time ends before it begins. Change “From” or “Until”."))
        return self.cleaned_data

    @property
    def sentence(self) -> str:
        """The first thing wrong, naming the field."""
        name, problems = next(iter(self.errors.items()))
        return str(problems[0]) if name == "__all__" else f"{self.fields[name].label}: {problems[0]}"

    @property
    def is_filtered(self) -> bool:
        return any(self.data.get(name) for name in self.fields if name not in {"sort", "after"})

    @property
    def usual(self) -> list[forms.BoundField]:
        return [self[name] for name in self.USUAL]

    @property
    def rarer(self) -> list[forms.BoundField]:
        return [self[name] for name in self.RARER]

    @property
    def kept(self) -> list[forms.BoundField]:
        return [self[name] for name in self.KEPT if self.data.get(name)]

    @property
    def is_rarer_used(self) -> bool:
        return any(self.data.get(name) for name in self.RARER)

    def lost_place(self) -> None:
        """The page that was asked for cannot be found again."""
        self.add_error(None, _("This place in the list is gone. Begin again at the start."))

    def _let_choose(self, name: str, choices: QuerySet[Any]) -> None:
        self.fields[name].queryset = choices  # type: ignore[attr-defined]


class PeopleFilters(Filters):
    """Participants: by their state, batch and arrival."""

    USUAL = ("state", "batch", "sort")

    state = any_of(State, _("State"))
    batch = Chosen(_("Batch"))
    sort = forms.ChoiceField(
        required=False, label=_("Sorted by"), choices=Sort.choices, error_messages={"invalid_choice": GONE}
    )
    after = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, label=_("Place in the list"), widget=forms.HiddenInput
    )

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(event, data)
        self._let_choose("batch", event.batches.all())

    def clean(self) -> dict[str, Any]:
        fields = super().clean()
        about_arrivals = any(fields.get(name) for name in ("gate", "person", "since", "until"))
        if about_arrivals and fields.get("state") in (State.NOT_ARRIVED, State.ONLY_THERE):
            raise forms.ValidationError(ARRIVALS_ONLY)
        return fields

    @property
    def wanted(self) -> PeopleWanted:
        return PeopleWanted(**_given(self))


class LogFilters(Filters):
    """Verdicts: by what they were and how they came, beside where, through whom and when."""

    USUAL = ("result", "source")
    RARER = ("checkpoint", "gate", "tablet", "person", "since", "until")
    KEPT = ("participant", "verdict")

    result = any_of(Result, _("Verdict"))
    source = any_of(Source, _("Source"))
    tablet = Chosen(_("Tablet"))
    participant = Chosen(_("Participant"), widget=forms.HiddenInput)
    verdict = forms.UUIDField(required=False, label=_("Verdict"), widget=forms.HiddenInput)
    after = forms.UUIDField(required=False, label=_("Place in the list"), widget=forms.HiddenInput)

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(event, data)
        self.fields["person"].label = _("By whom")
        self._let_choose("tablet", event.tablets.all())
        self._let_choose("participant", event.participants.all())

    @property
    def wanted(self) -> LogWanted:
        return LogWanted(**_given(self))


def _given(form: forms.Form) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if value not in (None, "")}


def _staff(event: Event) -> QuerySet[User]:
    """Everybody with a role at the event or a verdict in its log."""
    role = Exists(Membership.objects.filter(event=event, user=OuterRef("pk")))
    verdict = Exists(CheckIn.objects.filter(event=event, person=OuterRef("pk")))
    return User.objects.filter(Q(role) | Q(verdict)).order_by("first_name", "username")
