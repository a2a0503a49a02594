"""What a guard learns about a request, and what a request says of itself."""

from collections.abc import Callable
from typing import cast
from urllib.parse import urlsplit, urlunsplit

from django.contrib.auth.models import User
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django_htmx.middleware import HtmxDetails

from ..models import Event, Role, Tablet

READING = ("GET", "HEAD")

type View = Callable[..., HttpResponseBase]


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


def wants_json(request: HttpRequest) -> bool:
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def path_of_the_page(request: HttpRequest) -> str:
    """The page of ours that somebody was on, as htmx or the browser tells it; the first page where neither does."""
    htmx: HtmxDetails = cast(EventRequest, request).htmx
    page = htmx.current_url if htmx else request.headers.get("Referer")
    try:
        told = urlsplit(page or "")
    except ValueError:
        return reverse("events")
    return urlunsplit(("", "", *told[2:4], "")) if told.netloc == request.get_host() else reverse("events")
