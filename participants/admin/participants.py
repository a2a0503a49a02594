from typing import Any, override
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Min, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .. import clock
from ..models import Changed, CheckIn, Participant, ParticipantChange
from ..templatetags.portaria import masked_cpf, short_code
from .bases import ReadOnlyAdmin, ReadOnlyInline
from .cells import moment, page_of, state
from .check_ins import closing, verdict
from .filters import ArrivalFilter, BatchFilter, EventFilter, chosen_event
from .finding import matching, plain


class CheckInsOfOne(ReadOnlyInline):
    model = CheckIn
    fields = ("happened", "shown_result", "checkpoint", "gate", "person", "source", "shown_closing")
    readonly_fields = fields
    ordering = ("-recorded_at",)

    @override
    def get_queryset(self, request: HttpRequest) -> QuerySet[CheckIn]:
        return super().get_queryset(request).select_related("checkpoint", "person", "closed_by")

    @admin.display(description=_("happened"))
    def happened(self, row: CheckIn) -> SafeString:
        return format_html('<a href="{}">{}</a>', page_of(row), moment(row.happened_at))

    @admin.display(description=_("result"))
    def shown_result(self, row: CheckIn) -> SafeString:
        return verdict(row)

    @admin.display(description=_("closed"))
    def shown_closing(self, row: CheckIn) -> str:
        return closing(row)


class ChangesOfOne(ReadOnlyInline):
    """What reads found otherwise than before, masked as the rest of the page is."""

    model = ParticipantChange
    fields = ("when", "what", "was", "became")
    readonly_fields = fields

    @admin.display(description=_("when"))
    def when(self, change: ParticipantChange) -> str:
        return moment(change.at)

    @admin.display(description=_("before"))
    def was(self, change: ParticipantChange) -> str:
        return masked(change.what, change.before)

    @admin.display(description=_("after"))
    def became(self, change: ParticipantChange) -> str:
        return masked(change.what, change.after)


@admin.register(Participant)
class ParticipantAdmin(ReadOnlyAdmin):
    """Kiwify's to change: here one looks. CPF, e-mail and phone are masked, as on every screen."""

    list_select_related = ("batch", "event")
    list_filter = (EventFilter, BatchFilter, ArrivalFilter)
    ordering = ("sorts_as", "pk")
    search_fields = ("name",)
    search_help_text = _(
        "In one event: name, e-mail, CPF, phone, code, order or batch, from two letters. "
        "In all events: the whole code, or how a name or an e-mail begins."
    )
    inlines = (CheckInsOfOne, ChangesOfOne)
    fieldsets = (
        (None, {"fields": (("event", "batch"), ("arrival", "door", "story"))}),
        (_("Ticket"), {"fields": (("code", "kiwify_id"), "whole_order")}),
        (_("Person"), {"fields": (("cpf_masked", "email_masked", "phone_masked"),)}),
        (
            _("At Kiwify"),
            {
                "fields": (
                    ("kiwify_created_at", "kiwify_updated_at", "kiwify_checkin_at"),
                    ("missing_since", "withdrawn_at"),
                )
            },
        ),
    )

    @override
    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        columns = ("shown_name", "batch", "cpf_masked", "code_shortened", "order", "arrival")
        return columns if chosen_event(request) else (*columns, "event")

    @override
    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Participant], search_term: str
    ) -> tuple[QuerySet[Participant], bool]:
        text = plain(search_term)
        return (queryset.filter(matching(request, text)) if text else queryset), False

    def complete(self, rows: list[Any]) -> None:
        admissions = CheckIn.objects.filter(participant__in=[one.pk for one in rows]).standing()
        firsts = admissions.order_by().values_list("participant").annotate(Min("happened_at"))
        arrived = dict(firsts)
        for one in rows:
            one.arrived_at = arrived.get(one.pk)

    @admin.display(description=_("name"), ordering="sorts_as")
    def shown_name(self, one: Participant) -> str:
        return str(one)

    @admin.display(description="CPF")
    def cpf_masked(self, one: Participant) -> str:
        return masked(Changed.CPF, one.cpf)

    @admin.display(description=_("e-mail"))
    def email_masked(self, one: Participant) -> str:
        return masked(Changed.EMAIL, one.email)

    @admin.display(description=_("phone"))
    def phone_masked(self, one: Participant) -> str:
        return masked(Changed.PHONE, one.phone)

    @admin.display(description=_("code"))
    def code_shortened(self, one: Participant) -> SafeString:
        return format_html('<span class="code">{}</span>', short_code(one.code))

    @admin.display(description=_("order"))
    def order(self, one: Participant) -> SafeString | str:
        return link_to_order(one, short_code(one.order_id))

    @admin.display(description=_("order"))
    def whole_order(self, one: Participant) -> SafeString | str:
        return link_to_order(one, one.order_id)

    @admin.display(description=_("arrival"))
    def arrival(self, one: Any) -> SafeString:
        if one.arrived_at:
            return state("good", clock.time_of(one.arrived_at, timezone.now()))
        return state("bad", _("withdrawn")) if one.withdrawn_at else state("quiet", _("not arrived"))

    @admin.display(description=_("door"))
    def door(self, one: Participant) -> SafeString | str:
        if not one.code:
            return ""
        there = f"{one.event.get_absolute_url()}?{urlencode({'q': one.code})}"
        return format_html('<a href="{}">{}</a>', there, _("Find them at the door"))

    @admin.display(description=_("story"))
    def story(self, one: Participant) -> SafeString:
        there = reverse("person", args=[one.event.slug, one.pk])
        return format_html('<a href="{}">{}</a>', there, _("Everything about them, nothing masked"))


def masked(kind: str, whole: str) -> str:
    """Enough to compare with what somebody says."""
    if not whole:
        return ""
    match kind:
        case Changed.CPF:
            return masked_cpf(whole)
        case Changed.EMAIL:
            local, at, host = whole.partition("@")
            return f"{local[:1]}•••{at}{host}"
        case Changed.PHONE:
            return f"•••• {whole[-4:]}"
    return whole


def link_to_order(one: Participant, text: str) -> SafeString | str:
    """To everybody on it."""
    query = {"event": one.event_id, "order_id": one.order_id}
    everybody = reverse("admin:participants_participant_changelist", query=query)
    return format_html('<a class="code" href="{}">{}</a>', everybody, text) if text else ""
