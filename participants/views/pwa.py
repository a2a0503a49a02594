"""What makes the site an app of the tablet."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers

# As in static/css/tokens.css: brand and paper.
GREEN, PAPER = "#0b5d4b", "#f6f5f1"


@require_safe
@login_not_required
@vary_on_headers("Accept-Language", "Cookie")
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The web app manifest: without the tablet's bars, upright or lying, back where it was ("/" knows)."""
    return JsonResponse(
        {
            "id": "/",
            "start_url": "/",
            "scope": "/",
            "name": "Portaria",
            "short_name": "Portaria",
            "description": _("The door of an event: find a person, let them in, know how full the hall is."),
            "lang": get_language(),
            "dir": "rtl" if get_language_bidi() else "ltr",
            "display": "fullscreen",
            "display_override": ["fullscreen", "standalone", "minimal-ui"],
            "orientation": "any",
            "theme_color": GREEN,
            "background_color": PAPER,
            "categories": ["business", "events", "productivity"],
            "icons": [
                _icon("gate.svg", sizes="any", type="image/svg+xml"),
                _icon("icon-192.png"),
                _icon("icon-512.png", sizes="512x512"),
                _icon("icon-maskable-512.png", sizes="512x512", purpose="maskable"),
            ],
        },
        content_type="application/manifest+json",
    )


def _icon(name: str, *, sizes: str = "192x192", type: str = "image/png", purpose: str = "any") -> dict[str, str]:
    return {"src": static(f"img/{name}"), "sizes": sizes, "type": type, "purpose": purpose}
