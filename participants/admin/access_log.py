from typing import Any, override

from django.contrib import admin
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import AccessEntry, Participant, Seen
from ..templatetags.portaria import grouped
from .bases import ReadOnlyAdmin
from .cells import link_to, moment
from .filters import EventFilter


@admin.register(AccessEntry)
class AccessEntryAdmin(ReadOnlyAdmin):
    """Who saw or took away people's data. Written before the first byte leaves, and never changed."""

    list_display = ("when", "who", "what", "how_many", "about", "event")
    list_select_related = ("event", "person")
    list_filter = (EventFilter, "what")
    date_hierarchy = "at"
    search_fields = ("person__username", "person__first_name", "details")
    fields = (("when", "who"), ("what", "how_many"), "about", "event")

    @override
    def complete(self, rows: list[Any]) -> None:
        """An entry keeps nobody's name: whose page it was is looked up while they are still here."""
        seen = {row.details for row in rows if row.what == Seen.PARTICIPANT}
        known = Participant.objects.filter(event__in={row.event_id for row in rows}, kiwify_id__in=seen)
        people = {(one.event_id, one.kiwify_id): one for one in known}
        for row in rows:
            row.participant = people.get((row.event_id, row.details))

    @admin.display(description=_("when"), ordering="at")
    def when(self, row: AccessEntry) -> str:
        return moment(row.at)

    @admin.display(description=_("person"), ordering="person__username")
    def who(self, row: AccessEntry) -> SafeString | str:
        return link_to(row.person)

    @admin.display(description=_("people"), ordering="people")
    def how_many(self, row: AccessEntry) -> str:
        return grouped(row.people)

    @admin.display(description=_("details"))
    def about(self, row: Any) -> SafeString | str:
        return link_to(row.participant) or row.details
