"""What stands in a cell of these pages: a number, a moment, a state, a link."""

from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.utils import quote
from django.db.models import Model
from django.urls import reverse
from django.utils import formats, timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from ..templatetags.portaria import grouped


def page_of(one: Model) -> str:
    return reverse(f"admin:{one._meta.app_label}_{one._meta.model_name}_change", args=[quote(one.pk)])


def link_to(one: Model | None) -> SafeString | str:
    return format_html('<a href="{}">{}</a>', page_of(one), one) if one else ""


def number(model: type[Model], name: str) -> Any:
    """A column for a count of this model, with the language's separator for thousands."""

    @admin.display(description=cast(Any, model._meta.get_field(name)).verbose_name, ordering=name)
    def number(one: Any) -> str:
        return grouped(getattr(one, name))

    number.__name__ = f"number_{name}"
    return number


def moment(at: Any) -> str:
    """A date and time to the second, in the shortest form of the language."""
    if at is None:
        return ""
    local = timezone.localtime(at)
    return f"{formats.date_format(local, 'SHORT_DATE_FORMAT')} {formats.date_format(local, 'H:i:s')}"


def state(kind: str, text: object) -> SafeString:
    """A word with the shape and colour of its kind: good, late, bad, quiet."""
    return format_html('<span class="state is-{}">{}</span>', kind, text)
