"""What Kiwify tells us by webhook: that something happened to an order. It is a hint to read that order again.

Nothing in it is trusted as data. A refund or a chargeback marks the order's tickets for attention at once; the next
full read decides.
"""

from datetime import datetime
from enum import StrEnum

from django.db import transaction

from .accounts import note_webhook, webhook_tokens
from .kiwify.webhook import Hint, Kind, hint_of
from .models import Account, Attention, Event, Notice
from .sync import mark_for_attention

WARNINGS = {Kind.REFUNDED: Attention.REFUNDED, Kind.CHARGEBACK: Attention.CHARGEBACK}


class Outcome(StrEnum):
    """What became of a webhook. All but the first are good news too: Kiwify need not send it again."""

    STORED = "stored"
    KNOWN = "known"
    TEST_SALE = "test_sale"
    OTHER_PRODUCT = "other_product"
    ARCHIVED = "archived"
    NOTHING_TO_READ = "nothing_to_read"


def receive(account: Account, body: bytes, *, signature: str, now: datetime) -> Outcome:
    """Take in a webhook's raw body, signed with one of the account's tokens: two while the token is being changed.

    Raises kiwify.webhook.WebhookError.
    """
    hint = hint_of(body, signature=signature, tokens=webhook_tokens(account))
    note_webhook(account, now)
    if hint.is_test:
        return Outcome.TEST_SALE
    event = _event_of(account, hint)
    if event is None:
        return Outcome.OTHER_PRODUCT
    if not event.is_active:
        return Outcome.ARCHIVED
    if hint.kind == Kind.OTHER or not hint.order_id:
        return Outcome.NOTHING_TO_READ
    return Outcome.STORED if _store(event, hint, now) else Outcome.KNOWN


def _event_of(account: Account, hint: Hint) -> Event | None:
    if hint.store_id not in ("", account.account_id):
        return None
    return account.events.filter(product_id=hint.product_id).first()


@transaction.atomic
def _store(event: Event, hint: Hint, now: datetime) -> bool:
    """Keep the fact once, however often it is told; whether it is news."""
    _notice, is_news = Notice.objects.get_or_create(
        event=event, kind=hint.kind, order_id=hint.order_id, defaults={"received_at": now}
    )
    if is_news and (why := WARNINGS.get(hint.kind)):
        mark_for_attention(event, hint.order_id, why, now)
    return is_news
