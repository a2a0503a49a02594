"""The latest verdicts, refused ones too."""

from collections.abc import Sequence

from ..models import CheckIn, Event

SHOWN = 10


def latest(event: Event) -> Sequence[CheckIn]:
    """The newest first, by when we heard of them."""
    rows = CheckIn.objects.filter(event=event).select_related("participant", "checkpoint", "person", "tablet")
    return list(rows.order_by("-recorded_at")[:SHOWN])
