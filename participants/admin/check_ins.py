from typing import Any, cast, override

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import door
from ..attendance.doubles import waiting
from ..models import CheckIn, Closing, Result, Settling
from ..templatetags.portaria import short_code
from ..verdicts import reason_in_words
from .bases import ReadOnlyAdmin
from .cells import link_to, moment, state
from .filters import CheckpointFilter, DoubleFilter, EventFilter
from .finding import matching, plain


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
    list_filter = (EventFilter, CheckpointFilter, "result", "source", DoubleFilter)
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
            {"fields": (("event", "checkpoint", "gate"), ("person", "shown_tablet", "source"), ("happened", "at"))},
        ),
        (_("Judgement"), {"fields": (("detail", "other_event", "overruled"), ("shown_reason",))}),
        (_("Closed"), {"fields": (("closed", "closed_how"), ("closed_by", "closed_reason"))}),
        (_("Double"), {"fields": (("settled_how", "settled", "settled_by"),)}),
    )
    actions = ("settle_as_same", "settle_as_two", "settle_as_mistake")
    buttons = actions

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[CheckIn], search_term: str
    ) -> tuple[QuerySet[CheckIn], bool]:
        if not (text := plain(search_term)):
            return queryset, False
        staff = User.objects.filter(username__istartswith=text).values("pk")
        found = Q(person__in=staff) | matching(request, text, among="participant")
        # No code has blanks in it, and looking for one reads the whole log.
        return queryset.filter(found if " " in text else found | Q(code__iexact=text)), False

    @override
    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Any:
        row = super().get_object(request, object_id, from_field)
        if row:
            row.is_open_double = waiting(pk=row.pk).exists()
        return row

    @admin.action(permissions=["act"], description=_("Double: the same person, counted twice"))
    def settle_as_same(self, request: HttpRequest, rows: QuerySet[CheckIn]) -> None:
        self._settle(request, rows, Settling.SAME)

    @admin.action(permissions=["act"], description=_("Double: two people on one ticket"))
    def settle_as_two(self, request: HttpRequest, rows: QuerySet[CheckIn]) -> None:
        self._settle(request, rows, Settling.TWO)

    @admin.action(permissions=["act"], description=_("Double: a mistake at the door"))
    def settle_as_mistake(self, request: HttpRequest, rows: QuerySet[CheckIn]) -> None:
        self._settle(request, rows, Settling.MISTAKE)

    def _settle(self, request: HttpRequest, rows: QuerySet[CheckIn], how: Settling) -> None:
        """Decide about the doubles among these that wait; another decision is another page's, which shows the first."""
        person, now = cast(User, request.user), timezone.now()
        doubles = list(waiting(pk__in=rows.order_by().values("pk")))
        for row in doubles:
            door.settle(row, how, person=person, now=now)
        told = ngettext("%(count)s double is decided.", "%(count)s doubles are decided.", len(doubles))
        self.message_user(request, told % {"count": len(doubles)}, messages.SUCCESS if doubles else messages.WARNING)

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

    @admin.display(description=_("settled"))
    def settled(self, row: CheckIn) -> str:
        return moment(row.settled_at)

    @admin.display(description=_("tablet"))
    def shown_tablet(self, row: CheckIn) -> SafeString | str:
        return link_to(row.tablet)

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
