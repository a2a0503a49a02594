from typing import override

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Note
from .bases import ReadOnlyAdmin
from .cells import link_to, moment
from .filters import EndFilter, EventFilter


@admin.register(Note)
class NoteAdmin(ReadOnlyAdmin):
    """What staff noted about somebody, an order or a batch; ended, never deleted."""

    list_display = ("text", "about", "event", "made", "made_by", "ended", "ended_by")
    list_filter = (EventFilter, EndFilter)
    search_fields = ("text", "order_id", "participant__name", "made_by__username")
    fields = ("text", "about", "event", ("made", "made_by"), ("ended", "ended_by"))

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Note]:
        return super().get_queryset(request).select_related("event", "participant", "batch", "made_by", "ended_by")

    @admin.display(description=_("about"))
    def about(self, note: Note) -> SafeString | str:
        return link_to(note.participant) or str(note.batch or note.order_id)

    @admin.display(description=_("made"))
    def made(self, note: Note) -> str:
        return moment(note.made_at)

    @admin.display(description=_("ended"))
    def ended(self, note: Note) -> str:
        return moment(note.ended_at)
