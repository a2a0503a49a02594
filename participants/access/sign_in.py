"""Nobody passes who has not signed in, but a paired tablet to what is open to tablets."""

from typing import Any
from urllib.parse import quote

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from .cookie import TABLET_COOKIE, remember_tablet, tablet_of
from .requests import READING, View, path_of_the_page, wants_json


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
            return HttpResponseClientRedirect(f"{where}?next={quote(path_of_the_page(request))}")
        if was_a_tablet:
            return redirect(where)
        if request.method not in READING:
            # What was asked cannot be asked by going there: back to the page it was asked on.
            return redirect_to_login(path_of_the_page(request), where)
        return super().handle_no_permission(request, view_func)

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        tablet, key = getattr(request, "tablet", None), getattr(request, "next_tablet_key", None)
        if tablet and key:
            remember_tablet(response, tablet, key)
        return response


def open_to_tablets(view: View) -> View:
    """Let paired tablets through to a view that knows what to do with them."""
    view.opens_to_tablets = True  # type: ignore[attr-defined]
    return view
