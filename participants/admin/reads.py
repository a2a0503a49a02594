from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ..kiwify_wording import outcome_of
from ..models import SyncRun
from .bases import ReadOnlyAdmin
from .cells import moment, number, state
from .filters import EventFilter

COUNTS = tuple(number(SyncRun, name) for name in ("listed", "added", "changed", "missing", "withdrawn", "arrivals"))
KINDS = {SyncRun.Status.DONE: "good", SyncRun.Status.HELD: "late", SyncRun.Status.FAILED: "bad"}


@admin.register(SyncRun)
class ReadAdmin(ReadOnlyAdmin):
    """What every read did."""

    list_display = ("started", "status_and_why", "kind", "event", "took", *COUNTS)
    list_select_related = ("event",)
    list_filter = (EventFilter, "status", "kind")
    date_hierarchy = "started_at"
    readonly_fields = COUNTS
    fieldsets = (
        (None, {"fields": (("event", "kind"), "shown_status", "outcome", "started", "took")}),
        (_("Tickets"), {"fields": (COUNTS, ("duplicates", "pages"))}),
        (_("For whoever looks after Portaria"), {"fields": ("error", "reason")}),
    )

    @admin.display(description=_("started"), ordering="started_at")
    def started(self, run: SyncRun) -> str:
        return moment(run.started_at)

    @admin.display(description=_("status"), ordering="status")
    def shown_status(self, run: SyncRun) -> SafeString:
        return state(KINDS.get(SyncRun.Status(run.status), "quiet"), run.get_status_display())

    @admin.display(description=_("took"))
    def took(self, run: SyncRun) -> str:
        if run.finished_at is None:
            return ""
        return _("%(seconds)s s") % {"seconds": f"{(run.finished_at - run.started_at).total_seconds():.1f}"}

    @admin.display(description=_("what came of it"))
    def outcome(self, run: SyncRun) -> str:
        return outcome_of(run)

    @admin.display(description=_("status"), ordering="status")
    def status_and_why(self, run: SyncRun) -> SafeString:
        if run.status == SyncRun.Status.DONE:
            return self.shown_status(run)
        return format_html('{}<span class="why">{}</span>', self.shown_status(run), outcome_of(run))
