"""What comes in about tablets, parsed: where one stands, and who says to be at it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Checkpoint, Event, Membership
from .contact import Contact
from .pins import staff_of


class PlaceForm(forms.Form):
    """Where a tablet stands: its `gate` in the organizer's words, and one of the event's checkpoints."""

    gate = forms.CharField(label=_("Gate"), max_length=40)
    checkpoint = forms.ModelChoiceField(
        Checkpoint.objects.none(), label=_("Checkpoint"), empty_label=None,
        error_messages={"invalid_choice": _("This event has no such checkpoint. Reload the page.")},
    )  # fmt: skip

    def __init__(self, event: Event, data: Any = None, *, initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial, label_suffix="")
        checkpoints: Any = self.fields["checkpoint"]
        checkpoints.queryset = event.checkpoints.all()

    def clean_gate(self) -> str:
        gate: str = " ".join(self.cleaned_data["gate"].split())
        if not gate.isprintable():
            raise forms.ValidationError(_("Write the gate's name in letters and digits."))
        return gate


class ContactForm(forms.Form):
    """What a tablet tells of itself with a poll. What cannot be so is taken as not told."""

    version = forms.CharField(max_length=40, required=False)
    battery = forms.IntegerField(min_value=0, max_value=100, required=False)
    charging = forms.NullBooleanField(required=False)

    @property
    def contact(self) -> Contact:
        self.is_valid()
        told = self.cleaned_data
        return Contact(told.get("version", ""), told.get("battery"), told.get("charging"))


class WhoForm(forms.Form):
    """Who says to be at a tablet: one of the event's `person`s with a PIN, by key, and the `pin`."""

    person = forms.ModelChoiceField(
        Membership.objects.none(),
        error_messages={"required": _("Choose your name."), "invalid_choice": _("Choose your name.")},
    )
    pin = forms.CharField(max_length=4, error_messages={"required": _("Type your PIN.")})

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(data)
        people: Any = self.fields["person"]
        people.queryset = staff_of(event)

    @property
    def sentence(self) -> str:
        """The first thing wrong."""
        return str(next(iter(self.errors.values()))[0])
