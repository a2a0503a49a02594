"""Each request is told in one line of the log, and measured: by its view, and never with what was asked."""

import logging
import time
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from . import measures
from .request_id import HEADER, id_of, request_id

logger = logging.getLogger(__name__)

METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
# Asked all the time: told only when they go wrong.
POLLS = {"counters", "live-counters", "live-board"}
QUIET = POLLS | {"clock", "healthz", "readyz", "metrics", "static"}
OF_THE_DOOR = {"check-ins": "check_in", "order": "check_in", "exits": "check_in", "replay": "replay"}
OF_THE_DOOR |= dict.fromkeys(POLLS, "poll")


class Watched:
    """The outermost middleware, so that it sees what every other one answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        began = time.perf_counter()
        id = id_of(request.headers.get(HEADER, ""))
        # It stays until this thread's next request: an answer that is streamed is still this one.
        request_id.set(id)
        response = self._get_response(request)
        response[HEADER] = id
        _note(request, response.status_code, time.perf_counter() - began)
        return response


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    view = _view_of(request)
    with measures.at_no_cost():
        measures.requests.labels(view, status).inc()
        if what := OF_THE_DOOR.get(view) or _search(request, view):
            measures.door_seconds.labels(what).observe(seconds)
    if view in QUIET and status < 400:
        return
    level = logging.ERROR if status >= 500 else logging.INFO
    logger.log(level, "Answered.", extra={"facts": _facts(request, view, status, seconds)})


def _view_of(request: HttpRequest) -> str:
    if match := request.resolver_match:
        return match.view_name
    return "static" if request.path_info.startswith(settings.STATIC_URL) else "none"


def _search(request: HttpRequest, view: str) -> str | None:
    return "search" if view == "door" and request.GET.get("q") and "HX-Request" in request.headers else None


def _facts(request: HttpRequest, view: str, status: int, seconds: float) -> dict[str, object]:
    facts: dict[str, object] = {"view": view, "status": status, "ms": round(seconds * 1000)}
    facts["method"] = request.method if request.method in METHODS else "another"
    # Only one that there is: an address may hold anything that somebody typed.
    if event := getattr(request, "event", None):
        facts["event"] = event.slug
    if tablet := getattr(request, "tablet", None):
        facts["tablet"] = str(tablet.pk)
    return facts
