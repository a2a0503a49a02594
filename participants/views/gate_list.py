"""The gate list, for organizers: asked for on one page, and sent as pages of A4 while they are made."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from ..access import EventRequest, at_event
from ..access_log import record_access
from ..models import Event, Role, Seen
from ..paper import GateListForm, gate_lists, pages


@require_GET
@at_event(Role.ORGANIZER)
def gate_list(request: EventRequest, event: Event) -> HttpResponse:
    """How the list is to be split; at first among the gates where tablets are."""
    gates = event.tablets.paired().order_by("gate").values_list("gate", flat=True).distinct()
    return _page(request, event, GateListForm(event, initial={"gates": ", ".join(gates)}))


@require_GET
@at_event(Role.ORGANIZER)
def sheets(request: EventRequest, event: Event) -> HttpResponseBase:
    """The pages to print. What cannot be, and a list of nobody, goes back to the form."""
    form = GateListForm(event, request.GET)
    lists = gate_lists(event, form.cleaned_data["gates"], form.batches) if form.is_valid() else []
    if not lists:
        if form.is_valid():
            form.add_error(None, _("Nobody is on this list, so there is nothing to print."))
        return _page(request, event, form, status=400)
    people = sum(len(one.keys) for one in lists)
    batches = ",".join(str(one.pk) for one in form.batches)
    details = f"gates={len(lists)}" + (f" batch={batches}" if batches else "")
    record_access(event, Seen.GATE_LIST, person=request.user, people=people, now=timezone.now(), details=details)
    context = {"event": event, "lists": lists, "people": people, "checkpoint": form.cleaned_data["checkpoint"]}
    return StreamingHttpResponse(_sheets(request, context))


def _sheets(request: EventRequest, context: dict[str, Any]) -> Iterator[str]:
    """They are made after the request, whose language and time zone have gone by then."""
    context |= {"printed_at": timezone.now(), "printed_by": request.user.get_full_name() or request.user.username}
    draw = partial(_draw, request, context, translation.get_language(), context["event"].timezone)
    yield draw("top")
    for gate_list in context["lists"]:
        for page in pages(context["event"], context["checkpoint"], gate_list):
            yield draw("page", page=page)
    yield draw("end")


def _draw(
    request: EventRequest, context: dict[str, Any], language: str | None, zone: str, part: str, **more: Any
) -> str:
    with translation.override(language), timezone.override(zone):
        return render_to_string(f"gate_list_print.html#{part}", context | more, request)


def _page(request: EventRequest, event: Event, form: GateListForm, status: int = 200) -> HttpResponse:
    return render(request, "gate_list.html", {"event": event, "form": form}, status=status)
