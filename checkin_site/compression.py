"""Whole pages are sent compressed. The pieces of a page that htmx asks for are small, and many: they are not."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware


class CompressPages(GZipMiddleware):
    """Django's own, with its random padding against guessing at what is inside."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if response.streaming or request.headers.get("HX-Request"):
            return response
        return super().process_response(request, response)
