"""The door a browser had open last, kept in a cookie: an app that is started again opens there."""

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode

from ..forms import checkpoint_of
from ..models import Checkpoint, Event

COOKIE = "door"


def remember_door(request: HttpRequest, response: HttpResponse, event: Event, checkpoint: Checkpoint, way: str) -> None:
    door = f"{event.slug}.{checkpoint.pk}.{way}"
    if request.COOKIES.get(COOKIE) != door:
        response.set_cookie(
            COOKIE, door, max_age=settings.SESSION_COOKIE_AGE, samesite="Lax", httponly=True,
            secure=settings.SESSION_COOKIE_SECURE,
        )  # fmt: skip


def last_door(request: HttpRequest, events: Iterable[Event]) -> str | None:
    """The address of the last door, if it is of one of these events."""
    slug, _, place = request.COOKIES.get(COOKIE, "").partition(".")
    event = next((event for event in events if event.slug == slug), None)
    if event is None:
        return None
    wanted, _, way = place.partition(".")
    checkpoint = checkpoint_of(event, wanted)
    where = f"?{urlencode({'checkpoint': wanted, 'way': way})}" if checkpoint and wanted else ""
    return event.get_absolute_url() + where


def forget_door(response: HttpResponse) -> None:
    response.delete_cookie(COOKIE, samesite="Lax")
