"""Making and changing a checkpoint."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .models import Checkpoint

NAME_IS_TAKEN = _("This event has a checkpoint of this name already.")


class Batches(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Batches by key; SQLite has no room for keys of twenty digits."""

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or [] if len(str(one)) < 19])


class CheckpointForm(forms.ModelForm):  # type: ignore[type-arg]
    """A checkpoint of the instance's event; moments are in the event's time zone."""

    class Meta:
        model = Checkpoint
        fields = ("name", "position", "batches", "opens_at", "closes_at", "has_exit")
        labels = {"position": _("Place in the list")}
        widgets = {
            "opens_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
            "closes_at": forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["batches"]
        self.fields["batches"] = Batches(
            queryset=self.instance.event.batches.all(), required=False, widget=forms.CheckboxSelectMultiple,
            label=field.label, help_text=field.help_text,
        )  # fmt: skip

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if self.instance.event.checkpoints.filter(name=name).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError(NAME_IS_TAKEN)
        return name

    def save_or_say(self) -> bool:
        """Save; whether it went. Somebody else may take the name between our look and our writing."""
        try:
            with transaction.atomic():
                self.save()
        except IntegrityError:
            self.add_error("name", NAME_IS_TAKEN)
            return False
        return True
