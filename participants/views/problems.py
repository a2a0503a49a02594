"""Errors in the product's own hand: what happened and what to do. Programs get JSON, htmx the verdict's room."""

import sys
from collections.abc import Callable

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from .. import storage
from ..access import Archived, wants_json


def problem(
    request: HttpRequest, *, code: str, status: int, message: str = "", archived: Archived | None = None
) -> HttpResponse:
    """The answer to a request that was not done. Without a message, the one of its code in PROBLEMS."""
    title, sentence = PROBLEMS.get(code, PROBLEMS["not_done"])
    message = message or sentence()
    if wants_json(request):
        return JsonResponse({"error": code, "message": message}, status=status)
    template = "verdict.html#problem" if request.headers.get("HX-Request") else "problem.html"
    return render(request, template, {"title": title(), "message": message, "archived": archived}, status=status)


type Wording = Callable[[], str]

PROBLEMS: dict[str, tuple[Wording, Wording]] = {
    "not_done": (
        lambda: _("That was not done"),
        lambda: _("Go back and try again."),
    ),
    "bad_request": (
        lambda: _("That could not be read"),
        lambda: _("Go back, reload the page and try again."),
    ),
    "csrf": (
        lambda: _("This page was open for too long"),
        lambda: _("Reload it and try again. Nothing was lost."),
    ),
    "forbidden": (
        lambda: _("Not with your role"),
        lambda: _("Your role does not open this page. Ask an organizer."),
    ),
    "archived": (
        lambda: _("This event is archived"),
        lambda: _("Nothing can be changed at an archived event. Bring it back first."),
    ),
    "not_found": (
        lambda: _("There is nothing here"),
        lambda: _("The address is wrong, or the page is not for you. Ask an organizer for a role at the event."),
    ),
    "no_invitation": (
        lambda: _("This is no invitation"),
        lambda: _("Ask the organizer for a new code, and scan or type it again."),
    ),
    "invitation_over": (
        lambda: _("This invitation is over"),
        lambda: _("It was used by another tablet, or its ten minutes have passed. Ask the organizer for a new one."),
    ),
    "no_link": (
        lambda: _("This is no invitation"),
        lambda: _("Ask the organizer for the link again, and open it whole."),
    ),
    "link_over": (
        lambda: _("This invitation is over"),
        lambda: _("It was used already, or its two days have passed. Ask the organizer for a new one."),
    ),
    "under_way": (
        lambda: _("This event is not over"),
        lambda: _("It is its time, and people may be at its door. Archive it when it is over."),
    ),
    "forgotten": (
        lambda: _("This event stays archived"),
        lambda: _("The personal data of its people was erased, so nobody could be let in."),
    ),
    "locked_out": (
        lambda: _("Too many wrong passwords"),
        lambda: _("Wait a quarter of an hour, or ask an admin to let you in again."),
    ),
    "our_fault": (
        lambda: _("This is our fault"),
        lambda: _("Something broke here. Nothing that was confirmed is lost. Try again, and tell your organizer."),
    ),
    "unavailable": (
        lambda: _("One moment"),
        lambda: _("The database does not answer. Nothing is confirmed yet. Try again: nobody is let in twice."),
    ),
    "not_recorded": (
        lambda: _("Nothing can be recorded"),
        lambda: _("The database takes nothing now. Write down who comes in, and tell your organizer at once."),
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, code="bad_request", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, Archived):
        return problem(request, code="archived", status=403, message=str(exception), archived=exception)
    return problem(request, code="forbidden", status=403, message=str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, code="not_found", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    if storage.takes_nothing(sys.exception()):
        return _fault(request, "not_recorded", 503)
    if isinstance(sys.exception(), OperationalError):
        return unavailable(request)
    return _fault(request, "our_fault", 500)


def _fault(request: HttpRequest, code: str, status: int) -> HttpResponse:
    if wants_json(request) or request.headers.get("HX-Request"):
        return problem(request, code=code, status=status)
    return _page_for_nobody(code, status)


def unavailable(request: HttpRequest) -> HttpResponse:
    """The database was away or busy, and whether it kept what was asked is not known. Asking again is harmless."""
    if wants_json(request):
        response: HttpResponse = problem(request, code="unavailable", status=503)
    elif request.headers.get("HX-Request"):
        # No verdict, so the page says that there was no answer and offers to ask again; see connection.js.
        response = HttpResponse(status=503)
    else:
        response = _page_for_nobody("unavailable", 503)
    response["Retry-After"] = "1"
    return response


def _page_for_nobody(code: str, status: int) -> HttpResponse:
    """Who is asking stands in the database, which may be what broke."""
    title, sentence = PROBLEMS[code]
    page = render_to_string("problem.html", {"title": title(), "message": sentence(), "theme": "auto"})
    return HttpResponse(page, status=status)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem(request, code="csrf", status=403)
