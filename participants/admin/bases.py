"""What the pages of this admin share."""

from collections.abc import Sequence
from typing import Any, cast, override

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import quote, unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import formats, timezone
from django.utils.decorators import method_decorator
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.views.decorators.http import require_POST

from ..templatetags.portaria import grouped


class Rows(ChangeList):
    """A list that fetches what stands beside its rows for this page alone, not in a join for all."""

    @override
    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        self.result_list = list(self.result_list)
        cast(Admin, self.model_admin).complete(self.result_list)


class OneAtATime(BaseModelAdmin):  # type: ignore[type-arg]
    """What a field points to is added or looked at from here, but not changed or deleted in passing."""

    @override
    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field


class Admin(OneAtATime, admin.ModelAdmin):  # type: ignore[type-arg]
    """An admin page of ours. `buttons` names the actions that also stand on an object's own page.

    They are POSTs of their own: Django runs its actions there in a transaction, and on SQLite that would keep
    everybody from checking in until Kiwify has answered.
    """

    buttons: Sequence[str] = ()
    list_per_page = 50
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    view_on_site = False
    empty_value_display = "—"

    @override
    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return Rows

    def complete(self, rows: list[Any]) -> None:
        """Give the rows of a page what their columns need."""

    @override
    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        title = {"title": capfirst(self.opts.verbose_name_plural)}
        return super().changelist_view(request, title | (extra_context or {}))

    @override
    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        if one := context.get("original"):
            context |= {"title": str(one), "subtitle": None}
        return super().render_change_form(request, context, *args, **kwargs)

    @override
    def get_urls(self) -> list[URLPattern]:
        button = path(
            "<path:object_id>/<slug:action>/now/",
            self.admin_site.admin_view(self.press),
            name=f"{self.opts.app_label}_{self.opts.model_name}_button",
        )
        return [button, *super().get_urls()]

    @method_decorator(require_POST)
    def press(self, request: HttpRequest, object_id: str, action: str) -> HttpResponseBase:
        """Do one of the `buttons` for one object, and go back to its page unless the action has an answer."""
        if action not in self.buttons:
            raise Http404
        chosen = get_object_or_404(self.get_queryset(request), pk=unquote(object_id))
        if not self.has_change_permission(request, chosen):
            raise PermissionDenied
        answer = getattr(self, action)(request, self.get_queryset(request).filter(pk=chosen.pk))
        return answer or redirect(page_of(chosen))


class ReadOnly(BaseModelAdmin):  # type: ignore[type-arg]
    """Everybody who may come here may look, and nobody may touch: another part of the app writes these."""

    @override
    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class ReadOnlyAdmin(ReadOnly, Admin):
    pass


class Inline(OneAtATime, admin.TabularInline):  # type: ignore[type-arg]
    extra = 0


class ReadOnlyInline(ReadOnly, Inline):
    pass


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
