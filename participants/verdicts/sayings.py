"""The label and the one sentence of each verdict, in the language and time zone that are active."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import orders, scanned
from ..clock import ago, time_of
from ..models import CheckIn, Checkpoint, Detail, Result, Source
from .places import right_checkpoints

JUST_NOW = timedelta(minutes=1)

# Kept by their key, and shown in the language of whoever looks.
REASONS_TO_REFUSE = {
    "document": gettext_lazy("The name is not the one on the document"),
    "age": gettext_lazy("Too young for this event"),
    "state": gettext_lazy("Not fit to come in"),
    "item": gettext_lazy("Brings what may not be brought"),
    "conduct": gettext_lazy("Misconduct"),
}


type Saying = tuple[str, str]


def saying_of(row: CheckIn, order: orders.OrderSize | None) -> Saying:
    """The label and the sentence of a verdict that stands."""
    if row.result == Result.ADMITTED:
        return _admitted(row, order or _order_of(row))
    return _SAYINGS[Result(row.result)](row)


def undone() -> Saying:
    return "", _("They are outside again, and may enter later.")


def _order_of(row: CheckIn) -> orders.OrderSize:
    assert row.participant is not None
    return orders.sizes(row.checkpoint, [row.participant]).get(row.participant.order_id, orders.ALONE)


def _admitted(row: CheckIn, order: orders.OrderSize) -> Saying:
    assert row.participant is not None
    sentences = [_about_the_order(order)]
    if row.detail == Detail.FOUND:
        sentences.insert(0, _("Bought just now, and found at Kiwify."))
    if row.overruled:
        sentences.insert(0, _("Let in by a lead: %(why)s.") % {"why": row.reason.rstrip(".")})
    return row.participant.batch_name, " ".join(sentences)


def _about_the_order(order: orders.OrderSize) -> str:
    if order.tickets < 2:
        return _("Let them in.")
    if order.outside:
        sentence = ngettext(
            "Order of %(tickets)s: %(outside)s is still outside.",
            "Order of %(tickets)s: %(outside)s are still outside.",
            order.outside,
        )
        return sentence % order._asdict()
    return _("Order of %(tickets)s: everybody is in.") % order._asdict()


def _already_in(row: CheckIn) -> Saying:
    assert row.participant is not None
    earlier = row.earlier
    if earlier is None:
        message = _("Ask for a document or call the lead.")
    elif _is_calm(row, earlier):
        message = _("You let them in %(ago)s. If it is the same person, all is well.")
        message %= {"ago": ago(earlier.recorded_at, row.recorded_at)}
    else:
        message = _("%(first)s. Ask for a document or call the lead.") % {"first": first_entry(earlier, row)}
    return row.participant.batch_name, message


def first_entry(earlier: CheckIn, row: CheckIn) -> str:
    """When, where and by whom somebody was let in first: "38 min ago, Gate B, by Caio"."""
    parts = [ago(earlier.happened_at, row.recorded_at)]
    if earlier.source == Source.KIWIFY:
        parts.append(_("in Kiwify's own app"))
    if earlier.gate:
        parts.append(earlier.gate)
    if earlier.person:
        parts.append(_("by %(person)s") % {"person": earlier.person.get_short_name() or earlier.person.username})
    return ", ".join(parts)


def _withdrawn(row: CheckIn) -> Saying:
    if row.detail == Detail.REFUNDED:
        return _("Refund reported"), _("Kiwify reported a refund of this order a short while ago. Call the lead.")
    if row.detail == Detail.CHARGEBACK:
        return _("Payment disputed"), _("Kiwify reported that the payment of this order was disputed. Call the lead.")
    assert row.participant is not None
    since = row.participant.missing_since or row.participant.withdrawn_at or row.recorded_at
    message = _("Kiwify has not listed this ticket since %(since)s. Send them to the ticket desk.")
    return _("Cancelled"), message % {"since": time_of(since, row.recorded_at)}


def _wrong_checkpoint(row: CheckIn) -> Saying:
    if row.detail == Detail.CLOSED:
        return _("Closed"), _closed(row.checkpoint, row.happened_at)
    assert row.participant is not None
    right = " / ".join(checkpoint.name for checkpoint in right_checkpoints(row.participant))
    if right:
        message = _("A %(batch)s ticket enters at: %(right)s. Send them there.")
    else:
        message = _("A %(batch)s ticket is not admitted here. Call the lead.")
    return _("Wrong place"), message % {"batch": row.participant.batch_name, "right": right}


def _closed(checkpoint: Checkpoint, at: datetime) -> str:
    if checkpoint.opens_at and at < checkpoint.opens_at:
        when = time_of(checkpoint.opens_at, at)
        return _("%(checkpoint)s opens at %(when)s. Ask them to come back.") % {"checkpoint": checkpoint, "when": when}
    assert checkpoint.closes_at is not None
    when = time_of(checkpoint.closes_at, at)
    return _("%(checkpoint)s closed at %(when)s. Call the lead.") % {"checkpoint": checkpoint, "when": when}


def _unknown(row: CheckIn) -> Saying:
    if row.other_event:
        message = _("A ticket of %(event)s, not of this event. Ask for the right one, or search by name.")
        return _("Another event"), message % {"event": row.other_event}
    if not scanned.may_be_code(row.code):
        return _("Not a ticket"), _("What was read is not a ticket of this event. Search by name.")
    return _("Unknown code"), _unknown_code(row.detail)


def _unknown_code(detail: str) -> str:
    if detail == Detail.NOT_FOUND:
        return _("Neither we nor Kiwify, asked just now, know this code. Search by name.")
    if detail == Detail.NO_ANSWER:
        return _(
            "No ticket here has this code, and Kiwify does not answer: one bought just now may be missing. "
            "Search by name, or call the lead."
        )
    return _("No ticket of this event has this code. Search by name.")


def _ambiguous(row: CheckIn) -> Saying:
    message = _("More than one ticket has this code. Search by name and choose the person.")
    return _("Code not unique"), message


def _refused(row: CheckIn) -> Saying:
    label = row.participant.batch_name if row.participant else ""
    sentences = [_("Refused by staff. The ticket stays valid.")]
    if row.reason:
        sentences.insert(0, _("%(reason)s.") % {"reason": reason_in_words(row.reason).rstrip(".")})
    return label, " ".join(sentences)


def reason_in_words(reason: str) -> str:
    """A reason from the list, in the language that is active; one in staff's own words as it is."""
    return str(REASONS_TO_REFUSE.get(reason, reason))


def _left(row: CheckIn) -> Saying:
    return _batch_of(row), _("They may come in again.")


def _not_inside(row: CheckIn) -> Saying:
    if row.earlier is None:
        return _batch_of(row), _("Nobody let them in here, so there is nothing to close. They may go.")
    left = row.earlier.closed_at or row.recorded_at
    return _batch_of(row), _("They left before: %(ago)s. They may go.") % {"ago": ago(left, row.recorded_at)}


def _batch_of(row: CheckIn) -> str:
    return row.participant.batch_name if row.participant else ""


_SAYINGS: dict[Result, Callable[[CheckIn], Saying]] = {
    Result.UNKNOWN: _unknown,
    Result.AMBIGUOUS: _ambiguous,
    Result.WITHDRAWN: _withdrawn,
    Result.WRONG_CHECKPOINT: _wrong_checkpoint,
    Result.ALREADY_IN: _already_in,
    Result.REFUSED: _refused,
    Result.LEFT: _left,
    Result.NOT_INSIDE: _not_inside,
}


def _is_calm(row: CheckIn, earlier: CheckIn) -> bool:
    """Whether the same tablet says it again, or where none is paired the same person, within a minute."""
    here, there = (one.tablet_id or one.person_id for one in (row, earlier))
    return here is not None and here == there and row.recorded_at - earlier.recorded_at < JUST_NOW
