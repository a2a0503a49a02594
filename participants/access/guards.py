"""Who a view is open to: people with a role at its event, the tablets paired with it, or organizers."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect

from .. import tablets
from ..models import Event, Role, Tablet
from .requests import READING, EventRequest, View, wants_json
from .roles import event_and_role, organizes
from .sign_in import open_to_tablets


class Archived(PermissionDenied):
    """The event is archived: nothing is done there, and whoever does not organize it sees nothing of it."""

    def __init__(self, event: Event, role: Role) -> None:
        self.event = event
        self.may_look = role.rank >= Role.ORGANIZER.rank
        super().__init__(self._why())

    def _why(self) -> str:
        if not self.may_look:
            return _("This event is over and archived: its door is closed.")
        if self.event.forgotten_at:
            return _(
                "Nothing can be changed at an archived event, and its people's personal data was erased, "
                "so it stays archived."
            )
        return _("Nothing can be changed at an archived event. Bring it back first.")


def at_event(role: Role) -> Callable[[View], View]:
    """Open a view of /e/<slug>/… to people with at least this role there; it gets the event, in its time zone.

    To strangers the event does not exist; a role that is too small is told so.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: EventRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            event, request.role = event_and_role(request.user, slug)
            request.person, request.is_locked = request.user, False
            return _guarded(view, role, request, event, kwargs)

        return guarded

    return decorate


def at_door(role: Role, *, locked_too: bool = False) -> Callable[[View], View]:
    """Open a view of /e/<slug>/… to people as `at_event` does, and to the tablets that are paired with the event.

    A tablet may what door staff may, and what a lead may while one has said to be there. One that is locked is sent
    to the page that asks who is there, unless the view is for locked ones too.
    """

    def decorate(view: View) -> View:
        for_people = at_event(role)(view)

        @wraps(view)
        def guarded(request: EventRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            tablet = request.tablet
            if tablet is None:
                return for_people(request, slug, **kwargs)
            if tablet.event.slug != slug:
                raise PermissionDenied(_("This tablet is paired with another event."))
            request.event = tablet.event
            _let_in_whoever_is_there(request, tablet)
            if request.is_locked and not locked_too:
                return _say_who_first(request, tablet)
            if not locked_too:
                tablets.note_work(tablet, timezone.now())
            return _guarded(view, role, request, tablet.event, kwargs)

        return open_to_tablets(guarded)

    return decorate


def for_organizers(view: View) -> View:
    """Open a view that is about no event to those who organize one, and to admins."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        if not organizes(request.user):
            raise PermissionDenied(_("This page is for organizers and admins."))
        return never_cache(view)(request, **kwargs)

    return guarded


def open_when_archived(view: View) -> View:
    """Let POSTs through to a view though its event is archived; every other page of it can only be read."""
    view.opens_when_archived = True  # type: ignore[attr-defined]
    return view


def _guarded(view: View, role: Role, request: EventRequest, event: Event, kwargs: dict[str, Any]) -> HttpResponseBase:
    request.event = event
    if request.role.rank < role.rank:
        raise PermissionDenied(_("This page is for somebody with another role at this event."))
    if not event.is_active and request.role.rank < Role.ORGANIZER.rank:
        if request.htmx and request.method in READING:
            # Nobody asked for anything: a page that was left open renews itself. It goes to where it is told why.
            return HttpResponseClientRedirect(event.get_absolute_url())
        raise Archived(event, request.role)
    if not (event.is_active or request.method in READING or hasattr(view, "opens_when_archived")):
        raise Archived(event, request.role)
    with timezone.override(event.timezone):
        # People's names: for this person's eyes, and in nobody's cache.
        return never_cache(view)(request, event, **kwargs)


def _let_in_whoever_is_there(request: EventRequest, tablet: Tablet) -> None:
    """The person at the tablet, and what they may do there: no more than a lead, whoever it is."""
    membership = tablets.who_is_at(tablet, timezone.now())
    if membership:
        role = min(Role(membership.role), Role.LEAD, key=lambda role: role.rank)
        request.person, request.role, request.is_locked = tablet.person, role, False
    else:
        request.person, request.role, request.is_locked = None, Role.DOOR, tablets.asks_who(tablet.event)


def _say_who_first(request: EventRequest, tablet: Tablet) -> HttpResponseBase:
    if wants_json(request):
        return JsonResponse({"error": "locked", "message": _("Say who you are first.")}, status=403)
    return HttpResponseClientRedirect(tablet.event.get_absolute_url()) if request.htmx else redirect(tablet.event)
