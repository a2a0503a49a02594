"""Two people who edit one thing at once: the second is told what the first has changed, and nothing is lost unseen.

A form sends along what it showed. Where that is so no more it is not saved, but comes again with what is new.
"""

import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django import forms
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.text import capfirst

type Sent = list[str]


class Outcome(StrEnum):
    SAVED = "saved"
    WRONG = "wrong"
    OVERTAKEN = "overtaken"


@dataclass(frozen=True, slots=True)
class News:
    """What somebody else has changed meanwhile, and what it is now, both in words."""

    label: str
    now: str


class Attentive:
    """Makes a ModelForm notice that its instance was changed since the form was shown.

    Give it an instance that is locked, or was read in the transaction in which it is saved. `secrets` are fields
    that show nothing.
    """

    secrets: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.news: list[News] = []
        self._form.fields["shown"] = forms.CharField(
            required=False, widget=forms.HiddenInput, initial=lambda: json.dumps(self._stands)
        )

    def try_to_save(self) -> Outcome:
        """Save what was typed, unless it is wrong or somebody was faster; then `news` says what they changed."""
        if not self._form.is_valid():
            return Outcome.WRONG
        if overtaken := self._overtaken():
            self._take_over(overtaken)
            return Outcome.OVERTAKEN
        self._form.save()
        return Outcome.SAVED

    @property
    def _form(self) -> Any:
        return self

    @cached_property
    def _stands(self) -> dict[str, Sent]:
        """Each field as a browser would send it if nobody typed."""
        return {name: self._standing(name) for name in self._form.fields if name not in ("shown", *self.secrets)}

    def _overtaken(self) -> list[str]:
        """The fields that were changed meanwhile, and not to what is typed here."""
        if self._form.instance._state.adding:
            return []
        shown = self._shown()
        return [
            name for name, now in self._stands.items() if shown.get(name) != now and self._typed(name) != now
        ]  # fmt: skip

    def _take_over(self, overtaken: list[str]) -> None:
        """Show their changes where nothing was typed, and keep what was typed."""
        shown, data = self._shown(), self._form.data.copy()
        for name in overtaken:
            if self._typed(name) == shown.get(name):
                data.setlist(name, self._stands[name])
        data["shown"] = json.dumps(self._stands)
        self._form.data = data
        self.news = [News(capfirst(self._form[name].label), self._in_words(name)) for name in overtaken]

    def _shown(self) -> dict[str, Sent]:
        try:
            shown = json.loads(self._form.data.get("shown", ""))
        except ValueError:
            return {}
        return shown if isinstance(shown, dict) else {}

    def _standing(self, name: str) -> Sent:
        field = self._form.fields[name]
        value = self._form.get_initial_for_field(field, name)
        if not isinstance(field.widget, forms.CheckboxInput):
            value = field.widget.format_value(field.prepare_value(value))
        return _as_sent(value)

    def _typed(self, name: str) -> Sent:
        widget = self._form.fields[name].widget
        return _as_sent(widget.value_from_datadict(self._form.data, self._form.files, self._form.add_prefix(name)))

    def _in_words(self, name: str) -> str:
        field = self._form.fields[name]
        if isinstance(field, forms.DateTimeField):
            moment = field.prepare_value(self._form.get_initial_for_field(field, name))
            return formats.date_format(moment, "SHORT_DATETIME_FORMAT") if moment else "—"
        words = {str(value): str(label) for value, label in getattr(field, "choices", ())}
        return ", ".join(words.get(one, one) for one in self._stands[name]) or "—"


def _as_sent(value: object) -> Sent:
    if isinstance(value, list | tuple):
        return sorted(str(one) for one in value if one not in ("", None))
    if isinstance(value, bool):
        return ["on"] if value else []
    return [] if value in ("", None) else [str(value)]
