import time

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@login_not_required
@never_cache
def clock(request: HttpRequest) -> JsonResponse:
    """Our time in milliseconds, by which tablets correct theirs."""
    return JsonResponse({"now": time.time() * 1000})
