from typing import Any, override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from ..models import ApiClient
from ..programs import create_program
from .bases import Admin
from .cells import page_of


@admin.register(ApiClient)
class ProgramAdmin(Admin):
    """Programs that read participants from us. A secret is shown on the page that made it, and no other."""

    list_display = ("name", "event", "client_id", "is_active", "created_at")
    list_select_related = ("event",)
    list_filter = ("is_active",)
    autocomplete_fields = ("event",)
    actions = ("deactivate",)

    @override
    def get_fields(self, request: HttpRequest, obj: ApiClient | None = None) -> tuple[str, ...]:
        return ("name", "event", "client_id", "is_active", "created_at") if obj else ("name", "event")

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: ApiClient | None = None) -> tuple[str, ...]:
        return ("event", "client_id", "created_at") if obj else ()

    @override
    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        program, obj.secret = create_program(name=obj.name, event=obj.event)
        obj.pk, obj.client_id = program.pk, program.client_id

    @override
    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        # Not a redirect with a message: messages are kept in a cookie, and the secret is kept nowhere.
        context = self.admin_site.each_context(request) | {
            "title": _("%(program)s may now read %(event)s") % {"program": obj, "event": obj.event},
            "opts": self.opts,
            "program": obj,
            "page": page_of(obj),
        }
        return TemplateResponse(request, "admin/participants/apiclient/made.html", context)

    @admin.action(permissions=["change"], description=_("Deactivate"))
    def deactivate(self, request: HttpRequest, programs: QuerySet[ApiClient]) -> None:
        programs.update(is_active=False)
        self.message_user(request, _("From now on they are refused. Activate them again on their own pages."))
