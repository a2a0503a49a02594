"""Kiwify's two calls, answered by us in its own form: a program written for Kiwify only changes its base URL.

Statuses and error words are those of kiwify.md. A session has no rights here, only a program's key and token.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from .. import listing, programs
from ..models import ApiClient
from .kiwify_query import QueryError, read_query

FORM = "application/x-www-form-urlencoded"
SCOPE = "events"

type Body = dict[str, object]


class RefusalError(Exception):
    """A call turned down, with Kiwify's word for it and a sentence for whoever reads the log."""

    def __init__(self, status: int, error: str, message: str, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.body: Body = {"error": error, "message": message}
        self.headers = headers


def answers(method: str) -> Callable[[Callable[..., Body]], Callable[..., JsonResponse]]:
    """Open a view to programs, for one method, and send what it returns or refuses as Kiwify would."""

    def decorate(view: Callable[..., Body]) -> Callable[..., JsonResponse]:
        @csrf_exempt
        @login_not_required
        @never_cache
        @wraps(view)
        def answered(request: HttpRequest, **kwargs: Any) -> JsonResponse:
            try:
                if request.method != method:
                    message = f"{request.path} answers {method} only"
                    raise RefusalError(405, "MethodNotAllowed", message, {"Allow": method})
                return _json(view(request, **kwargs))
            except RefusalError as refusal:
                return _json(refusal.body, status=refusal.status, headers=refusal.headers)
            except programs.TooManyCallsError as error:
                body: Body = {"error": "TooManyRequests", "message": "Too many calls in this minute"}
                return _json(body, status=429, headers={"Retry-After": str(error.retry_after)})

        return answered

    return decorate


@answers("POST")
def token(request: HttpRequest) -> Body:
    form = _form(request)
    now = timezone.now()
    try:
        program = programs.program_with_key(form.get("client_id", ""), form.get("client_secret", ""), now=now)
    except programs.WrongKeyError:
        raise RefusalError(400, "auth_error", "Invalid client_id or client_secret") from None
    return {
        "access_token": programs.mint_token(program, now=now),
        "token_type": "Bearer",
        # A string, as in Kiwify's schema.
        "expires_in": str(int(programs.TOKEN_LIFE.total_seconds())),
        "scope": SCOPE,
    }


@answers("GET")
def participants(request: HttpRequest, product_id: str) -> Body:
    program = _caller(request)
    programs.count_call(program, now=timezone.now())
    if program.event.product_id != product_id or not program.event.is_active:
        raise RefusalError(404, "NotFound", "There is no such product in this account")
    try:
        wanted = read_query(request.GET)
    except (QueryError, SuspiciousOperation) as error:
        raise RefusalError(400, "ValidationError", str(error)) from None
    return listing.page(program.event, wanted)


@csrf_exempt
@login_not_required
@never_cache
def nothing_there(request: HttpRequest) -> JsonResponse:
    """Any other address under /v1: a program is told so in JSON, whatever it says it accepts."""
    return _json({"error": "NotFound", "message": f"There is nothing at {request.path}"}, status=404)


def _form(request: HttpRequest) -> Mapping[str, str]:
    if request.content_type == FORM:
        try:
            return request.POST
        except (BadRequest, SuspiciousOperation):
            pass
    raise RefusalError(400, "auth_error", f"Send client_id and client_secret as {FORM}")


def _caller(request: HttpRequest) -> ApiClient:
    scheme, _, sent = request.headers.get("Authorization", "").partition(" ")
    program = programs.program_of(sent.strip()) if scheme.lower() == "bearer" else None
    if program is None:
        raise _unauthorized("The access token is missing, unknown or expired")
    if request.headers.get("x-kiwify-account-id") != program.event.account.account_id:
        raise _unauthorized("x-kiwify-account-id is not the account of the token")
    return program


def _unauthorized(message: str) -> RefusalError:
    return RefusalError(401, "unauthorized", message, {"WWW-Authenticate": "Bearer"})


def _json(body: Body, *, status: int = 200, headers: Mapping[str, str] | None = None) -> JsonResponse:
    as_kiwify_writes = {"ensure_ascii": False, "separators": (",", ":")}
    kind = "application/json; charset=utf-8"
    return JsonResponse(body, status=status, headers=headers, content_type=kind, json_dumps_params=as_kiwify_writes)
