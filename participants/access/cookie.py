"""The cookie that makes a browser the tablet it was paired as."""

from typing import cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from .. import tablets
from ..models import Tablet

TABLET_COOKIE = "tablet"
A_MONTH = 60 * 60 * 24 * 30


def tablet_of(request: HttpRequest) -> Tablet | None:
    """The paired tablet that asks; its next key, if there is one for it, goes with the answer."""
    cookie = request.COOKIES.get(TABLET_COOKIE)
    recognised = cookie and tablets.recognise(
        cookie, browser=tablets.browser_of(request.headers.get("User-Agent", "")), now=timezone.now()
    )
    if not recognised:
        return None
    request.tablet, request.next_tablet_key = recognised.tablet, recognised.next_key  # type: ignore[attr-defined]
    return recognised.tablet


def remember_tablet(response: HttpResponseBase, tablet: Tablet, key: str) -> None:
    """Give a browser the key that makes it this tablet, where no script can read it."""
    cast(HttpResponse, response).set_cookie(
        TABLET_COOKIE, tablets.cookie_of(tablet, key), max_age=A_MONTH, samesite="Lax", httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def forget_tablet(response: HttpResponseBase) -> None:
    cast(HttpResponse, response).delete_cookie(TABLET_COOKIE, samesite="Lax")
