"""Who may do what at which event. Nothing is open unless a view says so.

People sign in and have a role at an event. A paired tablet has no account: it opens the door of its event and nothing
else, for whoever said there with a PIN who they are.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import quote, urlsplit, urlunsplit

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from . import tablets
from .models import Event, Membership, Role, Tablet

TABLET_COOKIE = "tablet"
A_MONTH = 60 * 60 * 24 * 30
READING = ("GET", "HEAD")

type View = Callable[..., HttpResponseBase]


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


class EventRequest(HttpRequest):
    """A request of somebody who has a role at the event it is about, or of a tablet that is paired with it.

    `person` is who acts: who is signed in, or who said to be at the tablet, if anybody did.
    """

    htmx: HtmxDetails
    event: Event
    user: User
    person: User | None
    tablet: Tablet | None
    is_locked: bool
    role: Role


class SignInRequired(LoginRequiredMiddleware):
    """Default deny. A page goes to the sign-in; htmx leaves the page it was on; a program gets a 401.

    A paired tablet, where nobody is signed in, goes through to what is open to tablets.
    """

    def process_view(
        self, request: HttpRequest, view_func: Any, view_args: Any, view_kwargs: Any
    ) -> HttpResponseBase | None:
        request.tablet = None  # type: ignore[attr-defined]
        if not getattr(view_func, "login_required", True) or request.user.is_authenticated:
            return None
        tablet = tablet_of(request)
        if tablet is None:
            return self.handle_no_permission(request, view_func)
        if not getattr(view_func, "opens_to_tablets", False):
            raise PermissionDenied(_("This tablet opens the door and nothing else. Sign in on another device."))
        return None

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseBase:  # type: ignore[override]
        # A tablet whose pairing has ended is no stranger: it is told how it becomes one of ours again.
        was_a_tablet = TABLET_COOKIE in request.COOKIES
        where = reverse("pair" if was_a_tablet else "sign-in")
        if wants_json(request):
            message = _("This tablet is no longer paired.") if was_a_tablet else _("Sign in first.")
            return JsonResponse({"error": "not_signed_in", "message": message}, status=401)
        if request.headers.get("HX-Request"):
            return HttpResponseClientRedirect(f"{where}?next={quote(_path_of_the_page(request))}")
        if was_a_tablet:
            return redirect(where)
        if request.method not in ("GET", "HEAD"):
            # What was asked cannot be asked by going there: back to the page it was asked on.
            return redirect_to_login(_path_of_the_page(request), where)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        tablet, key = getattr(request, "tablet", None), getattr(request, "next_tablet_key", None)
        if tablet and key:
            remember_tablet(response, tablet, key)
        return response


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def tablet_of(request: HttpRequest) -> Tablet | None:
    """The paired tablet that asks; its next key, if there is one for it, goes with the answer."""
    cookie = request.COOKIES.get(TABLET_COOKIE)
    recognised = cookie and tablets.recognise(
        cookie, browser=tablets.browser_of(request.headers.get("User-Agent", "")), now=timezone.now()
    )
    if not recognised:
        return None
    request.tablet, request.next_tablet_key = recognised.tablet, recognised.next_key  # type: ignore[attr-defined]
    return recognised.tablet


def remember_tablet(response: HttpResponseBase, tablet: Tablet, key: str) -> None:
    """Give a browser the key that makes it this tablet, where no script can read it."""
    cast(HttpResponse, response).set_cookie(
        TABLET_COOKIE, tablets.cookie_of(tablet, key), max_age=A_MONTH, samesite="Lax", httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget_tablet(response: HttpResponseBase) -> None:
    cast(HttpResponse, response).delete_cookie(TABLET_COOKIE, samesite="Lax")


def at_event(role: Role) -> Callable[[View], View]:
    """Open a view of /e/<slug>/… to people with at least this role there; it gets the event, in its time zone.

    To strangers the event does not exist; a role that is too small is told so.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def guarded(request: EventRequest, slug: str, **kwargs: Any) -> HttpResponseBase:
            event, request.role = _event_and_role(request.user, slug)
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


def open_to_tablets(view: View) -> View:
    """Let paired tablets through to a view that knows what to do with them."""
    view.opens_to_tablets = True  # type: ignore[attr-defined]
    return view


def organizes(user: User | AnonymousUser) -> bool:
    """Whether somebody may add events and connect accounts: organizers of any event, and admins."""
    if user.is_superuser:
        return True
    return Membership.objects.filter(user=cast(User, user), role=Role.ORGANIZER).exists()


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


def events_of(user: User | AnonymousUser) -> list[Event]:
    """The events somebody may work at now, by name; admins may at all."""
    active = Event.objects.filter(is_active=True)
    if not user.is_superuser:
        active = active.filter(memberships__user=cast(User, user))
    return list(active.order_by("name"))


def had_events(user: User | AnonymousUser) -> bool:
    """Whether somebody has a role at an archived event."""
    return Event.objects.filter(is_active=False, memberships__user=cast(User, user)).exists()


def archived_events_of(user: User | AnonymousUser) -> QuerySet[Event]:
    """The archived events whose attendance somebody may look at, the latest first: organizers theirs, admins all."""
    archived = Event.objects.filter(is_active=False)
    if not user.is_superuser:
        archived = archived.filter(memberships__user=cast(User, user), memberships__role=Role.ORGANIZER)
    return archived.annotate(was_at=Coalesce("starts_at", "archived_at", "created_at")).order_by("-was_at", "name")


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


def _path_of_the_page(request: HttpRequest) -> str:
    """The page of ours that somebody was on, as htmx or the browser tells it; the first page where neither does."""
    htmx: HtmxDetails = cast(EventRequest, request).htmx
    page = htmx.current_url if htmx else request.headers.get("Referer")
    try:
        told = urlsplit(page or "")
    except ValueError:
        return reverse("events")
    return urlunsplit(("", "", *told[2:4], "")) if told.netloc == request.get_host() else reverse("events")
