"""Typing the ticks of a gate list back in, for organizers."""

from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods
from django.views.decorators.vary import vary_on_headers

from ..access import EventRequest, at_event
from ..models import Event, Role
from ..paper import Tick, TicksForm, tick_all
from ..verdicts import verdict_of


@require_http_methods(["GET", "POST"])
@vary_on_headers("HX-Request")
@at_event(Role.ORGANIZER)
def ticks(request: EventRequest, event: Event) -> HttpResponse:
    """The page with its lines; to a script, what came of the lines alone."""
    now = timezone.now()
    form = TicksForm(event, request.user, now, request.POST or None, initial={"id": uuid4()})
    context: dict[str, Any] = {"event": event, "form": form}
    if request.method == "GET":
        return render(request, "ticks.html", context)
    if form.is_valid():
        context["ticks"] = [(tick, tick.check_in and verdict_of(tick.check_in)) for tick in _tick_all(event, form, now)]
        form = context["form"] = _next_block(request, event, form, context["ticks"])
    template = "ticks.html#results" if request.htmx else "ticks.html"
    return render(request, template, context, status=400 if form.errors else 200)


def _tick_all(event: Event, form: TicksForm, now: Any) -> list[Tick]:
    asked = form.cleaned_data
    return tick_all(
        event, asked["lines"], id=asked["id"], checkpoint=asked["checkpoint"], person=form.who, now=now,
        happened_at=asked["at"],
    )  # fmt: skip


def _next_block(request: EventRequest, event: Event, form: TicksForm, ticks: list[tuple[Tick, Any]]) -> TicksForm:
    """The form for what follows: all as it was, and in it the lines that mean nobody yet."""
    again = "\n".join(tick.typed for tick, _verdict in ticks if tick.check_in is None)
    kept = {name: form.data.get(name) for name in ("checkpoint", "who", "at")}
    return TicksForm(event, request.user, timezone.now(), initial=kept | {"id": uuid4(), "lines": again})
