"""What a tablet tells of its lights, parsed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .lights import Light, State

A_CENTURY = 100 * 366 * 24 * 60 * 60 * 1000
TOLD = [light for light in Light if light != Light.LIST]


class LightsForm(forms.Form):
    """The lights that a tablet has tried, each with its state, and the numbers behind some of them."""

    clock_ms = forms.IntegerField(required=False, min_value=-A_CENTURY, max_value=A_CENTURY)
    connection_ms = forms.IntegerField(required=False, min_value=0, max_value=600_000)
    free_mb = forms.IntegerField(required=False, min_value=0, max_value=10**9)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        for light in TOLD:
            self.fields[light] = forms.ChoiceField(choices=State.choices, required=False)

    def clean(self) -> dict[str, Any]:
        unknown = set(self.data) - set(self.fields) - {"csrfmiddlewaretoken"}
        if unknown:
            raise forms.ValidationError(_("A tablet has no light of this name: %(name)s") % {"name": min(unknown)[:40]})
        if not self.errors and not self.told:
            raise forms.ValidationError(_("Tell at least one light."))
        return self.cleaned_data

    @property
    def told(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}

    @property
    def sentence(self) -> str:
        """The first thing wrong, naming the field."""
        field, problems = next(iter(self.errors.items()))
        return str(problems[0]) if field == "__all__" else f"{field}: {problems[0]}"
