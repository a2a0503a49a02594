"""Load balancers and Prometheus ask each machine how it is by its address, which is no name that the site has."""

from collections.abc import Callable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import resolve

PROBES = {"/healthz", "/readyz", "/metrics"}


class AnsweredByAnyName:
    """These pages show nothing of anybody's: the name in the address does not matter, nor a session, nor TLS."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info not in PROBES:
            return self._get_response(request)
        request.resolver_match = resolve(request.path_info)
        answer: HttpResponseBase = request.resolver_match.func(request)
        return answer
