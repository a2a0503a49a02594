"""Error pages in the product's own hand: what happened and what to do. Programs get the same as JSON."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from ..access import wants_json


def problem(request: HttpRequest, *, code: str, status: int, message: str = "") -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"error": code, "message": message or _SENTENCES[code]()}, status=status)
    context = {"problem": code, "message": message or _SENTENCES[code]()}
    return render(request, "problem.html", context, status=status)


_SENTENCES = {
    "bad_request": lambda: _("The request could not be read. Go back and try again."),
    "csrf": lambda: _("This page was open for too long. Go back, reload it and try again."),
    "forbidden": lambda: _("Your role does not open this page. Ask an organizer."),
    "not_found": lambda: _("There is nothing at this address, or it is not for you."),
    "our_fault": lambda: _("This is our fault. Nothing was lost; please try again."),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, code="bad_request", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, code="forbidden", status=403, message=str(exception))


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(request, code="not_found", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    return problem(request, code="our_fault", status=500)


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    return problem(request, code="csrf", status=403)
