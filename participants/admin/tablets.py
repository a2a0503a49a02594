from typing import cast, override

from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .. import clock, tablets
from ..models import Ending, Tablet
from ..templatetags.portaria import contact, lights_not_green
from .bases import ReadOnlyAdmin
from .cells import link_to, moment, state
from .filters import EndFilter, EventFilter

KINDS_OF_CONTACT = {"there": "good", "late": "late", "lost": "bad"}
KINDS_OF_LIGHT = {tablets.State.AMBER: "late", tablets.State.RED: "bad"}
LOW = 20


@admin.register(Tablet)
class TabletAdmin(ReadOnlyAdmin):
    """Tablets at the gates, as they told of themselves last. They are paired and moved on the pages of their event."""

    list_display = ("__str__", "event", "checkpoint", "last_contact", "who", "charge", "shown_lights", "ending")
    list_select_related = ("event", "checkpoint", "person", "ended_by")
    list_filter = (EventFilter, EndFilter)
    ordering = ("-seen_at",)
    search_fields = ("gate", "person__username", "person__first_name")
    fieldsets = (
        (None, {"fields": (("event", "checkpoint", "gate", "number"), ("last_contact", "who"))}),
        (_("How it is"), {"fields": (("charge", "version"), "shown_lights")}),
        (_("Pairing"), {"fields": (("paired", "paired_by"), "ending")}),
    )
    actions = ("end_pairing",)
    buttons = actions

    @admin.action(permissions=["act"], description=_("End the pairing"))
    def end_pairing(self, request: HttpRequest, chosen: QuerySet[Tablet]) -> None:
        ended, now = list(chosen.filter(ended_at=None)), timezone.now()
        for tablet in ended:
            tablets.end(tablet, Ending.REVOKED, person=cast(User, request.user), now=now)
        told = ngettext("%(count)s pairing is ended.", "%(count)s pairings are ended.", len(ended))
        self.message_user(request, told % {"count": len(ended)}, messages.SUCCESS)

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[Tablet]:
        return super().get_queryset(request).select_related("event")

    @admin.display(description=_("last contact"), ordering="seen_at")
    def last_contact(self, tablet: Tablet) -> SafeString:
        paired = tablets.is_paired(tablet, timezone.now())
        kind = KINDS_OF_CONTACT[contact(tablet.seen_at)] if paired else "quiet"
        return state(kind, clock.ago(tablet.seen_at, timezone.now()))

    @admin.display(description=_("person"))
    def who(self, tablet: Tablet) -> SafeString | str:
        return link_to(tablet.person)

    @admin.display(description=_("battery"), ordering="battery")
    def charge(self, tablet: Tablet) -> SafeString | str:
        if tablet.battery is None:
            return ""
        is_low = tablet.battery < LOW and not tablet.is_charging
        told = (
            f"{tablet.battery} %"
            if not tablet.is_charging
            else _("%(percent)s %%, charging") % {"percent": tablet.battery}
        )
        return state("bad" if is_low else "good", told)

    @admin.display(description=_("lights"))
    def shown_lights(self, tablet: Tablet) -> SafeString:
        """Those that are not green; what was not tried is on the tablet's own page."""
        if tablet.lights_at is None:
            return state("quiet", _("Not checked yet"))
        troubled = [one for one in lights_not_green(tablet) if one.state in KINDS_OF_LIGHT]
        shown = [(state(KINDS_OF_LIGHT[one.state], one.light.label),) for one in troubled]
        return format_html_join(mark_safe("<br>"), "{}", shown) or state("good", _("Nothing wrong"))

    @admin.display(description=_("paired"))
    def paired(self, tablet: Tablet) -> str:
        return moment(tablet.paired_at)

    @admin.display(description=_("ended"), ordering="ended_at")
    def ending(self, tablet: Tablet) -> str:
        """How, when and by whom: "ended at the tablet 22/11/2026 20:15:09, rita"."""
        ended = f"{tablet.get_ended_how_display()} {moment(tablet.ended_at)}".strip()
        return f"{ended}, {tablet.ended_by}" if tablet.ended_by else ended
