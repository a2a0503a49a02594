"""Making and changing a checkpoint."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Checkpoint


class CheckpointForm(forms.ModelForm):  # type: ignore[type-arg]
    """A checkpoint of the instance's event; moments are in the event's time zone."""

    class Meta:
        model = Checkpoint
        fields = ("name", "position", "batches", "opens_at", "closes_at", "has_exit")
        labels = {"position": _("Place in the list")}
        widgets = {
            "batches": forms.CheckboxSelectMultiple,
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        batches = cast(forms.ModelMultipleChoiceField, self.fields["batches"])  # type: ignore[type-arg]
        batches.queryset = self.instance.event.batches.all()

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.instance.event.checkpoints.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(_("This event has a checkpoint of this name already."))
        return name
