from typing import Any, override

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..models import Checkpoint
from .bases import ReadOnlyAdmin
from .cells import link_to, moment
from .filters import EventFilter


@admin.register(Checkpoint)
class CheckpointAdmin(ReadOnlyAdmin):
    """All of them, to be found. They are changed on the page of their event."""

    list_display = ("name", "its_event", "admits", "opens", "closes", "has_exit")
    list_select_related = ("event",)
    list_filter = (EventFilter, "has_exit")
    search_fields = ("name", "event__name")
    ordering = ("event", "position", "pk")
    fields = ("name", "its_event", "position", "admits", ("opens", "closes"), "has_exit")

    @override
    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).prefetch_related("batches")

    @admin.display(description=_("event"), ordering="event__name")
    def its_event(self, checkpoint: Checkpoint) -> SafeString | str:
        return link_to(checkpoint.event)

    @admin.display(description=_("batches admitted"))
    def admits(self, checkpoint: Checkpoint) -> str:
        return ", ".join(str(batch) for batch in checkpoint.batches.all()) or str(_("all"))

    @admin.display(description=_("opens"), ordering="opens_at")
    def opens(self, checkpoint: Checkpoint) -> str:
        return moment(checkpoint.opens_at)

    @admin.display(description=_("closes"), ordering="closes_at")
    def closes(self, checkpoint: Checkpoint) -> str:
        return moment(checkpoint.closes_at)
