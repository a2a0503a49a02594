"""What is asked for: the columns, and the form of the file."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .columns import Column
from .kinds import Kind

SEMICOLON, COMMA, WORKBOOK = "csv", "csv-comma", "xlsx"
# Nobody may take these along by a careless tick.
WHOLE_CPF = "cpf"


class ExportForm(forms.Form):
    """`format`, and `column` for each one chosen; whole CPFs want a tick of their own."""

    format = forms.ChoiceField(
        label=_("Form"),
        choices=[
            (SEMICOLON, _("CSV with semicolons, as Excel in Brazil opens it")),
            (COMMA, _("CSV with commas")),
            (WORKBOOK, _("Excel workbook")),
        ],
        initial=SEMICOLON,
        widget=forms.RadioSelect,
    )
    column = forms.MultipleChoiceField(label=_("Columns"), required=False, widget=forms.CheckboxSelectMultiple)
    minded = forms.BooleanField(
        required=False,
        label=_(
            "I need whole CPFs for a purpose that the LGPD allows, share this file with nobody who does not need it, "
            "and delete it afterwards."
        ),
    )

    def __init__(self, kind: Kind, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = kind
        column = self.fields["column"]
        assert isinstance(column, forms.MultipleChoiceField)
        column.choices = [(one.name, one.title) for one in kind.columns]
        column.initial = [one.name for one in kind.columns if one.is_chosen]

    def clean_column(self) -> list[str]:
        chosen: list[str] = self.cleaned_data["column"]
        if not self._kind.is_chosen_from:
            return [one.name for one in self._kind.columns]
        if not chosen:
            raise forms.ValidationError(_("Choose at least one column."))
        return chosen

    def clean(self) -> dict[str, Any]:
        if WHOLE_CPF in self.cleaned_data.get("column", ()) and not self.cleaned_data.get("minded"):
            self.add_error("minded", _("Tick this, or leave whole CPFs out."))
        return self.cleaned_data

    @property
    def columns(self) -> Sequence[Column]:
        """Those that were chosen, in the order in which the file has them."""
        return [one for one in self._kind.columns if one.name in self.cleaned_data["column"]]
