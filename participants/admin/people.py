"""People who sign in, and their roles. An admin may do everything everywhere and needs no role."""

from typing import Any, override

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from ..models import Membership
from .bases import Admin, Chooser, Inline, NamedFormSet

# Rights come from a role at an event, or from being an admin: there are no groups.
admin.site.unregister((User, Group))


class Known(Chooser):
    """What its row names is known with the row, and is not asked for again."""

    row: Membership | None = None

    @override
    def optgroups(self, name: str, value: Any, attr: Any = None) -> Any:
        one = getattr(self.row, self.field.name, None) if self.row else None
        if one is None or value != [str(one.pk)]:
            return super().optgroups(name, value, attr)
        return [(None, [self.create_option(name, one.pk, str(one), True, 0)], 0)]


class RoleFormSet(NamedFormSet):
    @override
    def add_fields(self, form: Any, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            if isinstance(chooser := getattr(field.widget, "widget", None), Known):
                chooser.row = form.instance if form.instance.pk else None


class RoleInline(Inline):
    model = Membership
    formset = RoleFormSet

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        return super().get_queryset(request).select_related("user", "event")

    @override
    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.autocomplete_fields:
            kwargs["widget"] = Known(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)


class PeopleInline(RoleInline):
    """Who works at an event."""

    autocomplete_fields = ("user",)
    verbose_name, verbose_name_plural = _("person with a role"), _("people with a role here")


class RolesInline(RoleInline):
    """Where somebody works."""

    autocomplete_fields = ("event",)


class PersonForm(UserChangeForm):  # type: ignore[type-arg]
    class Meta(UserChangeForm.Meta):
        labels = {"is_superuser": _("Admin")}
        help_texts = {"is_superuser": _("May do everything at every event, and may come in here.")}


@admin.register(User)
class PersonAdmin(Admin, UserAdmin):  # type: ignore[type-arg]
    form = PersonForm
    fieldsets = (
        (None, {"fields": ("username", "password", "first_name", "last_name", "email")}),
        (_("Rights"), {"fields": ("is_active", "is_superuser")}),
        (_("Seen"), {"fields": ("last_login", "date_joined")}),
    )
    readonly_fields = ("last_login", "date_joined")
    inlines = (RolesInline,)
    list_display = ("username", "full_name", "roles", "admin_too", "is_active", "last_login")
    list_filter = ("is_superuser", "is_active", "memberships__event")

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("memberships__event")

    @override
    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        return self.inlines if obj else ()

    @override
    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        obj.is_staff = obj.is_superuser
        super().save_model(request, obj, form, change)

    @admin.display(description=_("name"), ordering="first_name")
    def full_name(self, user: User) -> str:
        return user.get_full_name()

    @admin.display(description=_("admin"), ordering="is_superuser", boolean=True)
    def admin_too(self, user: User) -> bool:
        return user.is_superuser

    @admin.display(description=_("roles"))
    def roles(self, user: User) -> str:
        roles = user.memberships.all()
        return ", ".join(f"{role.event} ({role.get_role_display()})" for role in roles)
