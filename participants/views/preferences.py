"""What somebody chose for this browser: language and theme, kept in cookies."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

THEMES = ("auto", "light", "dark")
A_YEAR = 60 * 60 * 24 * 365


def theme(request: HttpRequest) -> dict[str, str]:
    """Context processor: the theme chosen here, or "auto" for the device's own."""
    chosen = request.COOKIES.get("theme", "")
    return {"theme": chosen if chosen in THEMES else "auto"}


@require_POST
@login_not_required
def preferences(request: HttpRequest) -> HttpResponse:
    """Keep what was chosen and go back; what is no choice is left as it was."""
    response = HttpResponseRedirect(_page_to_go_back_to(request))
    if (language := request.POST.get("language", "")) and check_for_language(language):
        _keep(response, settings.LANGUAGE_COOKIE_NAME, language)
    if (chosen := request.POST.get("theme", "")) in THEMES:
        _keep(response, "theme", chosen)
    return response


def _page_to_go_back_to(request: HttpRequest) -> str:
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, request.is_secure())
    return page if ours and page.startswith("/") else reverse("events")


def _keep(response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(
        name, value, max_age=A_YEAR, samesite="Lax", httponly=True, secure=settings.SESSION_COOKIE_SECURE
    )
