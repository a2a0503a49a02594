"""Attention: what a webhook told of an order marks its tickets until a full read has decided."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from ..models import Attention, Event
from .comparing import ASKEW


def mark_for_attention(event: Event, order_id: str, why: Attention, now: datetime) -> int:
    """Mark the tickets of an order that Kiwify still lists; how many. The door asks for a lead then."""
    tickets = event.participants.filter(order_id=order_id, withdrawn_at=None)
    return tickets.update(attention=why, attention_at=now)


def end_attention(event: Event, began: datetime) -> None:
    """A full read that began after the warning has decided: who is still listed is good."""
    newer = Q(attention_at__gte=began, attention_at__lte=timezone.now() + ASKEW)
    decided = event.participants.filter(missing_since=None).exclude(newer).exclude(attention="")
    if decided.exists():
        decided.update(attention="", attention_at=None)
