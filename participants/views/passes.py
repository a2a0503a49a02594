"""Passes for what a page asks for every two seconds, which would otherwise ask the database each time who is asking.

Whom a page let in gets one for half a minute: a signed cookie, good for that page's poll, this event and this sign-in
alone. Without a good one the poll goes the long way, by the page's own guard, and comes back with another. What the
poll shows, on the board the latest names too, is so shown for half a minute more to whose role was taken away. A pass
finds nobody, and never lets anybody write.
"""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ..access import EventRequest
from ..models import Event, Role

LASTS = 30


@dataclass(frozen=True, slots=True)
class Pass:
    event_key: int
    role: Role

    def opens(self, event: Event) -> bool:
        """An archived event is its organizers' alone."""
        return event.is_active or self.role == Role.ORGANIZER


def give_pass(request: EventRequest, response: HttpResponse, event: Event, page: str) -> HttpResponse:
    """Let this person's poll of the page of this name in for a while; its addresses lie under the page's own."""
    response.set_signed_cookie(
        page, f"{event.pk} {request.role}", salt=_salt(request, page, event.slug), max_age=LASTS, httponly=True,
        secure=settings.SESSION_COOKIE_SECURE, samesite="Strict", path=reverse(page, args=[event.slug]),
    )  # fmt: skip
    return response


def pass_of(request: HttpRequest, page: str, slug: str) -> Pass | None:
    shown = request.get_signed_cookie(page, "", salt=_salt(request, page, slug), max_age=LASTS)
    if not shown:
        return None
    event_key, role = shown.split()
    return Pass(int(event_key), Role(role))


def _salt(request: HttpRequest, page: str, slug: str) -> str:
    return f"{page} {slug} {request.COOKIES.get(settings.SESSION_COOKIE_NAME, '')}"
