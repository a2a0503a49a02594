"""An event: its page, and its line in the list."""

from contextlib import suppress
from typing import Any, Protocol, override

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..accounts import NoAccount, default_account
from ..events import add_first_checkpoint
from ..models import Checkpoint, Event, SyncRun
from ..templatetags.portaria import grouped
from .cells import moment, number, page_of
from .event_actions import EventActions
from .filters import ArchiveFilter
from .of_events import BatchInline, CheckpointInline
from .people import PeopleInline
from .states import EventState, states_of

SETTINGS = (
    "name",
    "slug",
    "product_id",
    "account",
    "timezone",
    ("starts_at", "ends_at"),
    "colour",
    ("capacity", "warns_at"),
    "asks_who",
)
TOTALS = tuple(number(Event, name) for name in ("max_tickets", "issued_tickets", "sold_tickets", "available"))
NUMBERS = (*TOTALS, "checked_in", "last_read", "archived", "archived_by", "forgotten")


class WithState(Protocol):
    pk: int
    state: EventState


@admin.register(Event)
class EventAdmin(EventActions):
    list_display = ("name", "checked_in", *TOTALS, "read", "tablets", "open_doubles", "door")
    search_fields = ("name", "product_id", "slug")
    list_filter = (ArchiveFilter,)
    autocomplete_fields = ("account",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (CheckpointInline, BatchInline, PeopleInline)

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Event]:
        return super().get_queryset(request).select_related("reading")

    def complete(self, rows: list[Any]) -> None:
        for event, its_state in zip(rows, states_of(rows), strict=True):
            event.state = its_state

    @override
    def get_fieldsets(self, request: HttpRequest, obj: Event | None = None) -> Any:
        settings = (None, {"fields": SETTINGS})
        if obj is None:
            return (settings,)
        tickets = (_("Tickets"), {"fields": (TOTALS, ("checked_in", "last_read"))})
        archive = (_("Archive"), {"fields": (("archived", "archived_by", "forgotten"),)})
        return (settings, tickets) if obj.is_active else (settings, tickets, archive)

    @override
    def get_readonly_fields(self, request: HttpRequest, obj: Event | None = None) -> Any:
        # Another product would be another event: its read would withdraw everybody here.
        return (*NUMBERS, "product_id") if obj and obj.participants.exists() else NUMBERS

    @override
    def get_prepopulated_fields(self, request: HttpRequest, obj: Event | None = None) -> dict[str, Any]:
        return {} if obj else super().get_prepopulated_fields(request, obj)

    @override
    def get_inlines(self, request: HttpRequest, obj: Event | None) -> Any:
        return self.inlines if obj else ()

    @override
    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        initial: dict[str, Any] = {}
        with suppress(NoAccount):
            initial["account"] = default_account().pk
        return initial | super().get_changeform_initial_data(request)

    @override
    def save_model(self, request: HttpRequest, obj: Event, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if not change:
            add_first_checkpoint(obj)

    @override
    def response_add(self, request: HttpRequest, obj: Event, post_url_continue: str | None = None) -> Any:
        """On to its page, where the people, the checkpoints and the first read are."""
        if "_save" not in request.POST or IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        added = _("%(event)s is added. Read it now, and give people their roles here.") % {"event": obj}
        self.message_user(request, added, messages.SUCCESS)
        return redirect(page_of(obj))

    @override
    def has_delete_permission(self, request: HttpRequest, obj: Event | None = None) -> bool:
        """One added by mistake may go; one that has been read has people who rely on it."""
        return obj is not None and not obj.participants.exists() and super().has_delete_permission(request, obj)

    @override
    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        objects, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return objects, counts, lacking - {SyncRun._meta.verbose_name, Checkpoint._meta.verbose_name}, protected

    @admin.display(description=_("archived"))
    def archived(self, event: Event) -> str:
        return moment(event.archived_at)

    @admin.display(description=_("personal data erased"))
    def forgotten(self, event: Event) -> str:
        return moment(event.forgotten_at)

    @admin.display(description=_("door"))
    def door(self, event: Event) -> SafeString:
        if not event.is_active:
            return format_html('<a href="{}">{}</a>', reverse("attendance", args=[event.slug]), _("Archived"))
        return format_html('<a href="{}">{}</a>', event.get_absolute_url(), _("Open"))

    @admin.display(description=_("checked in"))
    def checked_in(self, event: WithState) -> SafeString:
        there = reverse("admin:participants_participant_changelist", query={"event": event.pk, "arrival": "arrived"})
        percent = event.state.percent_in
        return format_html(
            '<a href="{}">{}</a>{}',
            there,
            grouped(event.state.checked_in),
            "" if percent is None else f" · {percent} %",
        )

    @admin.display(description=_("tablets"))
    def tablets(self, event: WithState) -> SafeString | str:
        return event.state.shown_tablets

    @admin.display(description=_("open doubles"))
    def open_doubles(self, event: WithState) -> SafeString | str:
        return event.state.shown_doubles

    @admin.display(description=_("last read"), ordering="read_at")
    def last_read(self, event: WithState) -> SafeString:
        return event.state.shown_read

    @admin.display(description=_("last read"), ordering="read_at")
    def read(self, event: WithState) -> SafeString:
        """In short, for the list."""
        return event.state.brief_read
