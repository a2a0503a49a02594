from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import Event


@require_safe
@login_not_required
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Nothing else is asked, so that a slow database does not restart it."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
@login_not_required
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """The database answers, and the oldest last read of the active events in seconds (null: not read yet)."""
    try:
        reads = list(Event.objects.filter(is_active=True).values_list("read_at", flat=True))
    except DatabaseError:
        return JsonResponse({"ready": False, "error": "database"}, status=503)
    known = [read_at for read_at in reads if read_at]
    age = (timezone.now() - min(known)).total_seconds() if known and len(known) == len(reads) else None
    return JsonResponse({"ready": True, "active_events": len(reads), "oldest_read_seconds": age})
