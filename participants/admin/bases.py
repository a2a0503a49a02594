"""What the pages of this admin share."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any, cast, override

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AutocompleteSelect, RelatedFieldWidgetWrapper
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import BaseInlineFormSet, CheckboxSelectMultiple
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from .cells import page_of
from .finding import plain
from .rows import Rows


class Chooser(AutocompleteSelect):
    """Finds while one types. What an address or a form names here that can be nothing is chosen as nothing."""

    @override
    def build_attrs(self, base_attrs: Any, extra_attrs: Any = None) -> Any:
        # While nothing is chosen, this is all that a screen reader can say of it.
        return super().build_attrs(base_attrs, extra_attrs) | {"data-placeholder": gettext("Choose")}

    @override
    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        return super().optgroups(name, [one for one in value if fits(self.field, one)], attr)


class OneAtATime(BaseModelAdmin):  # type: ignore[type-arg]
    """What a field points to is added or looked at from here, but not changed or deleted in passing."""

    @override
    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_change_related = field.widget.can_delete_related = False
        return field

    @override
    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs.setdefault("widget", Chooser(db_field, self.admin_site))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


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

    def has_act_permission(self, request: HttpRequest) -> bool:
        """Where nobody changes anything by hand, an admin may still do what the pages of an event let people do."""
        return cast(User, request.user).is_superuser

    def complete(self, rows: list[Any]) -> None:
        """Give the rows of a list, or the one of a page, what is shown beside them."""

    @override
    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        one = super().get_object(request, object_id, from_field)
        self.complete([one] if one else [])
        return one

    @override
    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return super().get_search_results(request, queryset, plain(search_term))

    @override
    def response_action(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Without the keys among those chosen that can be nobody's."""
        sent: Any = request.POST.copy()
        sent.setlist(
            ACTION_CHECKBOX_NAME, [key for key in sent.getlist(ACTION_CHECKBOX_NAME) if fits(self.opts.pk, key)]
        )
        request.POST = sent
        return super().response_action(request, *args, **kwargs)

    @override
    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What an address fills in for a new one, as far as it can be that."""
        fields = {field.name: field for field in self.opts.fields}
        initial = super().get_changeform_initial_data(request)
        return {name: value for name, value in initial.items() if name in fields and fits(fields[name], value)}

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
        chosen = self.get_object(request, unquote(object_id))
        if chosen is None:
            raise Http404
        allowed = getattr(self, action).allowed_permissions
        if not any(getattr(self, f"has_{permission}_permission")(request) for permission in allowed):
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


class NamedFormSet(BaseInlineFormSet):  # type: ignore[type-arg]
    """Fields in a table have no label of their own: each is told by its column's name."""

    @override
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget = getattr(field.widget, "widget", field.widget)
            if not isinstance(widget, CheckboxSelectMultiple):
                widget.attrs["aria-label"] = capfirst(field.label or "")


class Inline(OneAtATime, admin.TabularInline):  # type: ignore[type-arg]
    formset = NamedFormSet
    extra = 0


class ReadOnlyInline(ReadOnly, Inline):
    can_delete = False


def fits(field: Any, value: Any) -> bool:
    """Whether a column can hold this at all."""
    column = field.target_field if field.is_relation else field
    with suppress(ValidationError, ValueError):
        column.run_validators(column.to_python(value))
        return True
    return False
