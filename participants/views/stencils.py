"""Pieces of a template that come many times on one page: a list of twelve rows costs little more than one row."""

import re
from collections.abc import Mapping
from functools import cache
from html import escape

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

BLANK = re.compile("\0(.+?)\0")


class Stencils:
    """The partials of a template, with the values that are the same wherever they are filled in.

    Such a partial is a template like any other, except that it cannot compute with a value: it is rendered once for
    each language, with a blank for every value.
    """

    def __init__(self, template: str, **same: object) -> None:
        self._template, self._forms = template, dict[str, str]()
        self._same = Same({name: value.replace("%", "%%") for name, value in _escaped(same).items()})

    def fill(self, partial: str, **values: object) -> SafeString:
        """The partial with these values in its blanks, escaped where they are not safe."""
        if partial not in self._forms:
            self._forms[partial] = _cut(f"{self._template}#{partial}", get_language()) % self._same
        return SafeString(self._forms[partial] % _escaped(values))


class Same(dict[str, str]):
    """Leaves the blank for whatever is another in each."""

    def __missing__(self, name: str) -> str:
        return f"%({name})s"


class Blanks(dict[str, str]):
    """Has a blank for whatever a template asks for."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> str:
        return f"\0{name}\0"


def _escaped(values: Mapping[str, object]) -> dict[str, str]:
    return {name: value if isinstance(value, SafeString) else escape(str(value)) for name, value in values.items()}


def _cut_now(partial: str, language: str | None) -> str:
    """The partial as what `%` fills in twice: with what is the same in all, and with each one's own."""
    return BLANK.sub(r"%(\1)s", render_to_string(partial, Blanks()).strip().replace("%", "%%%%"))


# Whoever works on a template wants to see it as it is now.
_cut = _cut_now if settings.DEBUG else cache(_cut_now)
