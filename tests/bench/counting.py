"""How many queries an answer took, said in a header. In a pass of its own: what is timed is not counted."""

from collections.abc import Callable
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

HEADER = "X-Queries"


class Count:
    """Every statement but the one that only begins a transaction, which psycopg sends along with the next."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += not sql.startswith("BEGIN")
        return execute(sql, params, many, context)


def count_queries(get_response: Callable[[HttpRequest], HttpResponseBase]) -> Callable[[HttpRequest], HttpResponseBase]:
    def counted(request: HttpRequest) -> HttpResponseBase:
        count = Count()
        with connection.execute_wrapper(count):
            response = get_response(request)
            if response.streaming:
                pieces: Any = response
                response = HttpResponse(b"".join(pieces.streaming_content), headers=response.headers)
        response[HEADER] = str(count.queries)
        return response

    return counted
