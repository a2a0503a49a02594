"""Who may do what at which event. Nothing is open unless a view says so."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from .models import Event, Membership, Role


class EventRequest(HttpRequest):
    """A request of somebody who has a role at the event it is about."""

    htmx: HtmxDetails
    user: User
    role: Role


class SignInRequired(LoginRequiredMiddleware):
    """Default deny. A page goes to the sign-in; htmx leaves the page it was on; a program gets a 401."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:  # type: ignore[override]
        if wants_json(request):
            message = _("Sign in first.")
            return JsonResponse({"error": "not_signed_in", "message": message}, status=401)
        if request.headers.get("HX-Request"):
            page = quote(_path_of_the_page(request))
            return HttpResponseClientRedirect(f"{reverse('sign-in')}?next={page}")
        return super().handle_no_permission(request, view_func)


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def at_event(role: Role) -> Callable[[Callable[..., HttpResponseBase]], Callable[..., HttpResponseBase]]:
    """Open a view of /e/<slug>/… to people with at least this role there; it gets the event, in its time zone.

    To strangers the event does not exist; a role that is too small is told so.
    """

    def decorate(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: EventRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            event, request.role = _event_and_role(request.user, slug)
            if request.role.rank < role.rank:
                raise PermissionDenied(_("This page is for somebody with another role at this event."))
            if not event.is_active and request.role.rank < Role.ORGANIZER.rank:
                raise PermissionDenied(_("The door of this event is closed."))
            with timezone.override(event.timezone):
                # People's names: for this person's eyes, and in nobody's cache.
                return never_cache(view)(request, event, **kwargs)

        return guarded

    return decorate


def events_of(user: User | AnonymousUser) -> list[Event]:
    """The events somebody may work at now, by name; admins may at all."""
    active = Event.objects.filter(is_active=True)
    if not user.is_superuser:
        active = active.filter(memberships__user=cast(User, user))
    return list(active.order_by("name"))


def _event_and_role(user: User, slug: str) -> tuple[Event, Role]:
    if user.is_superuser:
        event = Event.objects.filter(slug=slug).first()
        if event:
            return event, Role.ORGANIZER
    else:
        membership = Membership.objects.select_related("event").filter(user=user, event__slug=slug).first()
        if membership:
            return membership.event, Role(membership.role)
    raise Http404


def _path_of_the_page(request: HttpRequest) -> str:
    try:
        return cast(EventRequest, request).htmx.current_url_abs_path or reverse("events")
    except ValueError:
        return reverse("events")
