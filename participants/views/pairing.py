"""Becoming a tablet: open to whoever holds an invitation, with or without an account."""

from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import tablets
from ..access import TABLET_COOKIE, forget_tablet, remember_tablet, tablet_of
from ..models import Ending, Pairing
from ..throttles import TriedTooOften
from .problems import problem

# The way back must not show the last guest's name to whoever found the tablet.
FORGET_GUESTS = '"cache", "storage"'


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def in_words(request: HttpRequest) -> HttpResponse:
    """The field for an invitation in words. A tablet whose pairing has ended comes here, and is told so."""
    if request.method == "POST":
        return _find(request, request.POST.get("words", "")[:100])
    response = render(request, "pair.html", {"has_ended": _has_ended(request)})
    return _forgotten(response) if _has_ended(request) else response


@require_http_methods(["GET", "POST"])
@login_not_required
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """What this browser would become; with a POST, it does."""
    try:
        invitation = tablets.invitation(token, now=timezone.now())
        return _pair(request, invitation) if request.method == "POST" else _ask(request, invitation)
    except tablets.NoSuchInvitation:
        return problem(request, code="no_invitation", status=404)
    except tablets.InvitationOver:
        return problem(request, code="invitation_over", status=410)


def _find(request: HttpRequest, words: str) -> HttpResponse:
    try:
        invitation = tablets.invitation_in_words(words, address=request.META["REMOTE_ADDR"], now=timezone.now())
    except tablets.NoSuchInvitation:
        wrong = _("No invitation has these words now. Compare them with the organizer's screen: they last ten minutes.")
        return render(request, "pair.html", {"wrong": wrong, "words": words}, status=404)
    except TriedTooOften:
        wrong = _("Too many wrong words were tried. Scan the QR code instead, or wait ten minutes.")
        return render(request, "pair.html", {"wrong": wrong, "words": words}, status=429)
    return redirect("accept-invitation", token=tablets.token_of(invitation))


def _ask(request: HttpRequest, invitation: Pairing) -> HttpResponse:
    return render(request, "accept.html", {"pairing": invitation, "event": None, "was": tablet_of(request)})


def _pair(request: HttpRequest, invitation: Pairing) -> HttpResponse:
    now = timezone.now()
    was = tablet_of(request)
    browser = tablets.browser_of(request.headers.get("User-Agent", ""))
    tablet, key = tablets.pair(invitation, browser=browser, now=now)
    if was:
        tablets.end(was, Ending.LEFT, person=None, now=now)
    logout(request)
    response = redirect(tablet.event)
    request.next_tablet_key = None  # type: ignore[attr-defined] # that of what it was before
    remember_tablet(response, tablet, key)
    response["Clear-Site-Data"] = FORGET_GUESTS
    return response


def _has_ended(request: HttpRequest) -> bool:
    cookie = request.COOKIES.get(TABLET_COOKIE)
    return cookie is not None and tablets.has_ended(cookie, now=timezone.now())


def _forgotten(response: HttpResponse) -> HttpResponse:
    forget_tablet(response)
    response["Clear-Site-Data"] = FORGET_GUESTS
    return response
