from typing import Any, override

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import CheckIn, Closing, Result
from ..templatetags.portaria import short_code
from ..verdicts import reason_in_words
from .bases import ReadOnlyAdmin, link_to, moment, state
from .filters import EventFilter
from .finding import matching


@admin.register(CheckIn)
class CheckInAdmin(ReadOnlyAdmin):
    """The door's log: every verdict, newest first. Only the door writes here."""

    list_display = (
        "at",
        "shown_result",
        "who",
        "shown_code",
        "checkpoint",
        "gate",
        "person",
        "source",
        "shown_closing",
    )
    list_select_related = ("event", "checkpoint", "participant", "person", "closed_by")
    list_filter = (EventFilter, "result", "source")
    date_hierarchy = "recorded_at"
    ordering = ("-recorded_at",)
    search_fields = ("code",)
    search_help_text = _(
        "A participant, as in the list of participants; the whole code that was read; or who was at the door."
    )
    fieldsets = (
        (None, {"fields": (("shown_result", "who"), ("whole_code", "earlier_admission"))}),
        (
            _("Where and how"),
            {"fields": (("event", "checkpoint", "gate"), ("person", "source"), ("happened", "at"))},
        ),
        (_("Judgement"), {"fields": (("detail", "overruled"), ("shown_reason",))}),
        (_("Closed"), {"fields": (("closed", "closed_how"), ("closed_by", "closed_reason"))}),
    )

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CheckIn], search_term: str
    ) -> tuple[QuerySet[CheckIn], bool]:
        if not search_term:
            return queryset, False
        code, person = Q(code__iexact=search_term), Q(person__username__istartswith=search_term)
        return queryset.filter(code | person | matching(request, search_term, among="participant__")), False

    @admin.display(description=_("recorded"), ordering="recorded_at")
    def at(self, row: CheckIn) -> str:
        return moment(row.recorded_at)

    @admin.display(description=_("happened"))
    def happened(self, row: CheckIn) -> str:
        return moment(row.happened_at)

    @admin.display(description=_("closed"))
    def closed(self, row: CheckIn) -> str:
        return moment(row.closed_at)

    @admin.display(description=_("result"), ordering="result")
    def shown_result(self, row: CheckIn) -> SafeString:
        return verdict(row)

    @admin.display(description=_("participant"))
    def who(self, row: CheckIn) -> SafeString | str:
        return link_to(row.participant)

    @admin.display(description=_("code"))
    def shown_code(self, row: CheckIn) -> SafeString:
        return format_html('<span class="code">{}</span>', short_code(code_of(row)))

    @admin.display(description=_("code"))
    def whole_code(self, row: CheckIn) -> str:
        return code_of(row)

    @admin.display(description=_("earlier admission"))
    def earlier_admission(self, row: CheckIn) -> SafeString | str:
        return link_to(row.earlier)

    @admin.display(description=_("reason given"))
    def shown_reason(self, row: CheckIn) -> str:
        return reason_in_words(row.reason)

    @admin.display(description=_("closed"))
    def shown_closing(self, row: CheckIn) -> str:
        return closing(row)


def code_of(row: CheckIn) -> str:
    """The code that was read, or that of the person who was chosen."""
    return row.code or (row.participant.code if row.participant else "")


def verdict(row: CheckIn) -> SafeString:
    kinds: dict[str, Any] = {
        Result.ADMITTED: "good", Result.ALREADY_IN: "late", Result.LEFT: "quiet", Result.NOT_INSIDE: "late",
    }  # fmt: skip
    kind = "quiet" if row.closed_how == Closing.UNDO else kinds.get(row.result, "bad")
    return state(kind, row.get_result_display())


def closing(row: CheckIn) -> str:
    """How and when the admission ended, and through whom: "undone 22/11/2026 20:15:09, rita"."""
    ended = " ".join(part for part in (row.get_closed_how_display(), moment(row.closed_at)) if part)
    return f"{ended}, {row.closed_by}" if row.closed_by else ended
