"""What organizers set of an event by hand: its name, time, colour and places, and the colours of its batches."""

from functools import cache
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..editing import Attentive, Outcome
from ..models import Batch, Colour, Event

MOMENTS = {
    name: forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    for name in ("starts_at", "ends_at")
}
OF_BRAZIL = {
    "America/Sao_Paulo": _("Brasília, São Paulo, Rio"),
    "America/Bahia": _("Bahia"),
    "America/Recife": _("Pernambuco"),
    "America/Fortaleza": _("Ceará, Maranhão, Rio Grande do Norte"),
    "America/Belem": _("Pará"),
    "America/Maceio": _("Alagoas, Sergipe"),
    "America/Campo_Grande": _("Mato Grosso do Sul"),
    "America/Cuiaba": _("Mato Grosso"),
    "America/Manaus": _("Amazonas"),
    "America/Porto_Velho": _("Rondônia"),
    "America/Boa_Vista": _("Roraima"),
    "America/Rio_Branco": _("Acre"),
    "America/Noronha": _("Fernando de Noronha"),
}
GONE = _("A batch is no longer there. Reload the page, and choose the colours again.")


@cache
def zone_names() -> frozenset[str]:
    return frozenset(available_timezones())


def time_zones() -> list[tuple[Any, Any]]:
    """Those of Brazil by what lies there, and all the others by their names."""
    elsewhere = sorted(name for name in zone_names() - OF_BRAZIL.keys() if "/" in name)
    return [(_("Brazil"), list(OF_BRAZIL.items())), (_("Elsewhere"), [(name, name) for name in ["UTC", *elsewhere]])]


class EventForm(forms.ModelForm):  # type: ignore[type-arg]
    """Of an event; its moments are in the time zone that is chosen beside them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        self.fields["timezone"] = forms.ChoiceField(label=self.fields["timezone"].label, choices=time_zones)

    def full_clean(self) -> None:
        chosen = self.data.get("timezone")
        with timezone.override(chosen if chosen in zone_names() else self.instance.timezone):
            super().full_clean()


class SetUpForm(Attentive, EventForm):
    """An event with its batches' colours, each in a field `batch-<key>`."""

    class Meta:
        model = Event
        fields = ("name", "starts_at", "ends_at", "timezone", "colour", "capacity", "warns_at")
        widgets = MOMENTS
        labels = {"warns_at": _("Capacity warning, %")}

    def __init__(self, data: Any = None, *, instance: Event) -> None:
        self.batches = {f"batch-{batch.pk}": batch for batch in instance.batches.all()}
        super().__init__(data and self._with_new_batches(data), instance=instance)
        for name, batch in self.batches.items():
            self.fields[name] = forms.ChoiceField(label=str(batch), choices=Colour.choices, initial=batch.colour)

    def _with_new_batches(self, data: Any) -> Any:
        """A batch that came after the form was shown keeps the colour that it has."""
        data = data.copy()
        for name, batch in self.batches.items():
            data.setdefault(name, batch.colour)
        return data

    def clean(self) -> dict[str, Any]:
        if {name for name in self.data if name.startswith("batch-")} - self.batches.keys():
            raise forms.ValidationError(GONE)
        super().clean()
        return self.cleaned_data

    def save(self, commit: bool = True) -> Event:
        for name, batch in self.batches.items():
            if batch.colour != self.cleaned_data[name]:
                batch.colour = self.cleaned_data[name]
                batch.save(update_fields=["colour"])
        self.instance.save(update_fields=self._meta.fields)
        event: Event = self.instance
        return event

    @property
    def of_the_event(self) -> list[forms.BoundField]:
        return [field for field in self.visible_fields() if field.name not in self.batches]

    @property
    def of_batches(self) -> list[tuple[Batch, forms.BoundField]]:
        return [(batch, self[name]) for name, batch in self.batches.items()]


@transaction.atomic
def set_up(event: Event, data: Any) -> tuple[SetUpForm, Outcome]:
    """Save what an organizer typed of the event, unless it is wrong or somebody was faster."""
    form = SetUpForm(data, instance=Event.objects.select_for_update(no_key=True).get(pk=event.pk))
    return form, form.try_to_save()
