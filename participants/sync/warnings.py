"""Attention: what a webhook told of an order marks its tickets until a full read has decided."""

from datetime import datetime

from ..models import Attention, Event


def mark_for_attention(event: Event, order_id: str, why: Attention, now: datetime) -> int:
    """Mark the tickets of an order that Kiwify still lists; how many. The door asks for a lead then."""
    tickets = event.participants.filter(order_id=order_id, withdrawn_at=None)
    return tickets.update(attention=why, attention_at=now)


def end_attention(event: Event, began: datetime) -> None:
    """A full read that began after the warning has decided: who is still listed is good."""
    decided = event.participants.filter(attention_at__lt=began, missing_since=None).exclude(attention="")
    if decided.exists():
        decided.update(attention="", attention_at=None)
