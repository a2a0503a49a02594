"""Where Kiwify sends its webhooks: /kiwify/webhook/<account id>/. Everybody may call; only Kiwify can sign."""

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from ..kiwify.webhook import BadSignature, NoToken, WebhookError
from ..models import Account
from ..webhooks import receive

LARGEST = 256 * 1024


@csrf_exempt
@login_not_required
@require_POST
def webhook(request: HttpRequest, account_id: str) -> JsonResponse:
    """Answers in a moment, and 200 to all that need not be sent again."""
    account = Account.objects.filter(account_id=account_id).first() if account_id.isprintable() else None
    if account is None:
        return _refusal(404, "unknown_account", "There is no such Kiwify account here. Check the address.")
    if not (request.content_type or "").endswith("json"):
        return _refusal(415, "not_json", "Send JSON, as Kiwify's webhooks do.")
    try:
        body = _body(request)
        outcome = receive(account, body, signature=request.GET.get("signature", ""), now=timezone.now())
    except RequestDataTooBig:
        return _refusal(413, "too_large", "This is far more than a webhook of Kiwify's.")
    except (BadSignature, NoToken) as problem:
        return _refusal(403, problem.code, str(problem))
    except WebhookError as problem:
        return _refusal(400, problem.code, str(problem))
    return JsonResponse({"outcome": outcome})


def _body(request: HttpRequest) -> bytes:
    if int(request.headers.get("Content-Length") or 0) > LARGEST:
        raise RequestDataTooBig
    return request.body


def _refusal(status: int, error: str, message: str) -> JsonResponse:
    return JsonResponse({"error": error, "message": message}, status=status)
