"""A pass for the board's poll, which would otherwise ask the database every two seconds who is asking.

Whoever was let in to the board gets one for half a minute: a signed cookie, good for this event and this sign-in alone.
Without a good one the poll goes the long way, by the board's own guard, and comes back with another.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ..access import EventRequest
from ..models import Event, Role

LASTS = 30
COOKIE = "board"


@dataclass(frozen=True, slots=True)
class Pass:
    event_key: int
    role: Role


def give_pass(request: EventRequest, response: HttpResponse, event: Event) -> HttpResponse:
    response.set_signed_cookie(
        COOKIE, f"{event.pk} {request.role}", salt=_salt(request, event.slug), max_age=LASTS, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict", path=reverse("attendance", args=[event.slug]),
    )  # fmt: skip
    return response


def pass_of(request: HttpRequest, slug: str) -> Pass | None:
    shown = request.get_signed_cookie(COOKIE, "", salt=_salt(request, slug), max_age=LASTS)
    if not shown:
        return None
    event_key, role = shown.split()
    return Pass(int(event_key), Role(role))


def _salt(request: HttpRequest, slug: str) -> str:
    return f"{slug} {request.COOKIES.get(settings.SESSION_COOKIE_NAME, '')}"
