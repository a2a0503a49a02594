"""Tablets, for leads and organizers: which there are and how they are, pairing one, moving one, ending one."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from .. import tablets as pairing
from ..access import EventRequest, at_event
from ..models import Ending, Event, Role, Tablet
from ..tablets.forms import PlaceForm
from .page_version import page_version
from .qr import qr_of


@require_safe
@at_event(Role.LEAD)
def tablets(request: EventRequest, event: Event) -> HttpResponse:
    """All that are paired; to htmx, the list alone."""
    return _tablets(request, event, PlaceForm(event))


@require_POST
@at_event(Role.ORGANIZER)
def invite(request: EventRequest, event: Event) -> HttpResponse:
    """Make an invitation for one tablet, and show it."""
    asked = PlaceForm(event, request.POST)
    if not asked.is_valid():
        return _tablets(request, event, asked, status=400)
    made = pairing.invite(**asked.cleaned_data, person=request.user, now=timezone.now())
    return redirect("tablet-invitation", slug=event.slug, id=made.pk)


@require_safe
@at_event(Role.ORGANIZER)
def invitation(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """An invitation as a QR code and in words, until a tablet has used it; to htmx, what became of it."""
    one = get_object_or_404(event.pairings.select_related("tablet", "checkpoint"), pk=id)
    context = {"event": event, "pairing": one, "is_open": one.is_open_at(timezone.now())}
    if request.htmx:
        unchanged = HttpResponse(status=204)
        return unchanged if context["is_open"] else render(request, "tablet_invitation.html#outcome", context)
    address = request.build_absolute_uri(reverse("accept-invitation", args=[pairing.token_of(one)]))
    pair_at = request.build_absolute_uri(reverse("pair"))
    shown = {"qr": qr_of(address), "words": pairing.words_of(one), "pair_at": pair_at}
    return render(request, "tablet_invitation.html", context | shown)


@require_safe
@at_event(Role.LEAD)
def tablet(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """One of them, to be moved or ended."""
    one = get_object_or_404(event.tablets.paired(), pk=id)
    now_at = {"gate": one.gate, "checkpoint": one.checkpoint_id}
    return _tablet(request, event, one, PlaceForm(event, initial=now_at))


@require_POST
@at_event(Role.ORGANIZER)
def move(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """Put a tablet at another gate or checkpoint. It shows so at its next poll."""
    one = get_object_or_404(event.tablets.paired(), pk=id)
    asked = PlaceForm(event, request.POST)
    if not asked.is_valid():
        return _tablet(request, event, one, asked, status=400)
    pairing.move(one, **asked.cleaned_data)
    return redirect("tablets", slug=event.slug)


@require_POST
@at_event(Role.LEAD)
def end(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """End a pairing at once: whoever holds that tablet sees nothing from its next request on."""
    tablet = get_object_or_404(event.tablets.all(), pk=id)
    pairing.end(tablet, Ending.REVOKED, person=request.user, now=timezone.now())
    return redirect("tablets", slug=event.slug)


def _tablets(request: EventRequest, event: Event, form: PlaceForm, status: int = 200) -> HttpResponse:
    now = timezone.now()
    everyone = event.tablets.select_related("event", "checkpoint", "person", "ended_by")
    context = {
        "event": event,
        "tablets": [tablet for tablet in everyone.paired() if pairing.is_paired(tablet, now)],
        "ended": everyone.exclude(ended_at=None).order_by("-ended_at")[:10],
        "invitations": event.pairings.select_related("checkpoint").filter(used_at=None, expires_at__gt=now),
        "form": form,
        "may_pair": request.role == Role.ORGANIZER,
        "version": page_version(),
    }
    template = "tablets.html#list" if request.htmx else "tablets.html"
    return render(request, template, context, status=status)


def _tablet(request: EventRequest, event: Event, tablet: Tablet, form: PlaceForm, status: int = 200) -> HttpResponse:
    context = {"event": event, "tablet": tablet, "form": form if request.role == Role.ORGANIZER else None}
    return render(request, "tablet.html", context, status=status)
