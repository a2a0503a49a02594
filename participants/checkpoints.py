"""Making and changing a checkpoint."""

from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from .editing import Attentive, Outcome
from .models import Checkpoint

NAME_IS_TAKEN = _("This event has a checkpoint of this name already.")


class Batches(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Batches by key; SQLite has no room for keys of twenty digits."""

    def clean(self, value: Any) -> Any:
        return super().clean([one for one in value or [] if len(str(one)) < 19])


class CheckpointForm(Attentive, forms.ModelForm):  # type: ignore[type-arg]
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


def keep_checkpoint(checkpoint: Checkpoint, data: Any) -> tuple[CheckpointForm, Outcome]:
    """Save what was typed, unless it is wrong or somebody was faster: with this checkpoint, or with its name."""
    form = CheckpointForm(data, instance=checkpoint)
    try:
        with transaction.atomic():
            if checkpoint.pk:
                form = CheckpointForm(
                    data, instance=Checkpoint.objects.select_for_update(no_key=True).get(pk=checkpoint.pk)
                )
            return form, form.try_to_save()
    except IntegrityError:
        form.add_error("name", NAME_IS_TAKEN)
        return form, Outcome.WRONG
