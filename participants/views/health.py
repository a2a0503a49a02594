"""For load balancers and whoever restarts processes: no sign-in, nothing secret, and cheap."""

from datetime import datetime

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from .. import freshness
from ..models import Event
from ..watching.writable import writable_lately

OK, FAILS = "ok", "fails"


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
    """Whether the database can be read and written: without that nobody is let in.

    And how old the oldest copy of an active event is, in seconds (null: not read yet). An old one makes no server
    unready: the door goes on while Kiwify is down.
    """
    try:
        read_at = list(Event.objects.filter(is_active=True).values_list("read_at", flat=True))
    except DatabaseError:
        return _answer({"read": FAILS, "write": FAILS})
    return _answer({"read": OK, "write": OK if writable_lately() else FAILS}, _reads(read_at))


def _answer(database: dict[str, str], reads: dict[str, object] | None = None) -> JsonResponse:
    ready = FAILS not in database.values()
    body = {"ready": ready, "database": database} | ({"reads": reads} if reads else {})
    return JsonResponse(body, status=200 if ready else 503)


def _reads(read_at: list[datetime | None]) -> dict[str, object]:
    known = [moment for moment in read_at if moment]
    oldest = min(known) if known and len(known) == len(read_at) else None
    age = round((timezone.now() - oldest).total_seconds(), 1) if oldest else None
    return {
        "state": freshness.level(oldest) if read_at else "none",
        "active_events": len(read_at),
        "oldest_seconds": age,
    }
