"""Choosing among an event's own things, by key: what has vanished meanwhile, or was never there, is told so."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

GONE = _("This is no longer there. Choose again.")
LONGEST_KEY = 18  # SQLite has no room for keys of twenty digits.


class OneOf(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the event's own."""

    default_error_messages = {"invalid_choice": GONE}

    def to_python(self, value: Any) -> Any:
        if len(str(value or "")) > LONGEST_KEY:
            raise forms.ValidationError(GONE)
        return super().to_python(value)


class SomeOf(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Some of the event's own."""

    default_error_messages = {"invalid_choice": GONE, "invalid_pk_value": GONE}
    widget = forms.CheckboxSelectMultiple

    def clean(self, value: Any) -> Any:
        if any(len(str(one)) > LONGEST_KEY for one in value or []):
            raise forms.ValidationError(GONE)
        return super().clean(value)
