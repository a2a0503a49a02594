"""Inviting people with a password of their own: an organizer shows a link, and whoever opens it first accepts."""

from uuid import UUID

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import User
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from .. import invitations
from ..access import EventRequest, at_event
from ..invitations.welcoming import WelcomeForm
from ..models import Event, Invitation, Role
from .problems import problem
from .qr import qr_of
from .staff import StaffForm, show_staff

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_POST
@at_event(Role.ORGANIZER)
def invite(request: EventRequest, event: Event) -> HttpResponse:
    """Make an invitation, and show its link."""
    form = StaffForm(request.POST, label_suffix="")
    if not form.is_valid():
        return show_staff(request, event, form, status=400)
    made = invitations.invite(**form.cleaned_data, event=event, person=request.user, now=timezone.now())
    return redirect("person-invitation", slug=event.slug, id=made.pk)


@require_safe
@at_event(Role.ORGANIZER)
def invitation(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """The link, to be copied or scanned, until somebody has used it."""
    one = get_object_or_404(event.invitations.select_related("membership__user"), pk=id)
    context = {"event": event, "invitation": one, "is_open": one.is_open_at(timezone.now())}
    if context["is_open"]:
        link = request.build_absolute_uri(reverse("welcome", args=[invitations.token_of(one)]))
        context |= {"link": link, "qr": qr_of(link)}
    return render(request, "invitation.html", context)


@require_POST
@at_event(Role.ORGANIZER)
def withdraw(request: EventRequest, event: Event, id: UUID) -> HttpResponse:
    """The link is worth nothing from now on. One that was used stays."""
    event.invitations.filter(pk=id, used_at=None).delete()
    return redirect("staff", slug=event.slug)


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def welcome(request: HttpRequest, token: str) -> HttpResponse:
    """What somebody was invited to; with a POST they accept, as who is signed in here or as somebody new."""
    try:
        one = invitations.invitation_of(token, now=timezone.now())
        if request.user.is_authenticated:
            return _known(request, one)
        return _new(request, one)
    except invitations.NoSuchInvitation:
        return problem(request, code="no_link", status=404)
    except invitations.InvitationOver:
        return problem(request, code="link_over", status=410)


def _known(request: HttpRequest, one: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, "welcome.html", {"invitation": one})
    invitations.accept(one, User.objects.get(pk=str(request.user.pk)), now=timezone.now())
    return redirect(one.event)


def _new(request: HttpRequest, one: Invitation) -> HttpResponse:
    form = WelcomeForm(request.POST or None, initial={"name": one.name}, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            membership = invitations.accept(one, form.user, now=timezone.now())
        except IntegrityError:  # somebody took the name between our look and our writing
            form.tell_that_it_is_taken()
        else:
            login(request, membership.user, backend=BACKEND)
            return redirect(one.event)
    return render(request, "welcome.html", {"invitation": one, "form": form}, status=400 if form.is_bound else 200)
