"""How old our copy of Kiwify is, and why, in words for a volunteer at the door."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import schedule
from .models import Event, Reading

FRESH, LATE, OLD = "fresh", "late", "old"
LATE_AFTER, OLD_AFTER = timedelta(minutes=1), timedelta(minutes=5)

# Written out: every poll of every tablet asks this while Kiwify is silent.
_FOLLOWED = f"SELECT event_id, followed_at FROM {Reading._meta.db_table} WHERE event_id = %s"  # noqa: S608


def level(read_at: datetime | None) -> str:
    """fresh, late after a minute, old after five; old too where nothing was ever read."""
    if read_at is None:
        return OLD
    age = timezone.now() - read_at
    return FRESH if age < LATE_AFTER else LATE if age < OLD_AFTER else OLD


def reason(event: Event) -> str:
    """Why the copy is not fresh and what it means for who stands at the door; "" while it is fresh."""
    if not event.is_active:
        return _("This event is archived, so its tickets are no longer read from Kiwify.")
    if level(event.read_at) == FRESH:
        return ""
    return f"{_why(event)} {_consequence(event)}"


def _why(event: Event) -> str:
    if event.trouble:
        return str(_REASONS.get(event.trouble, _ASK_AN_ORGANIZER))
    followed = Reading.objects.raw(_FOLLOWED, [event.pk])
    is_followed = schedule.is_followed(next(iter(followed), None))
    return _("Kiwify is being asked and has not answered yet.") if is_followed else str(_ASK_AN_ORGANIZER)


def _consequence(event: Event) -> str:
    if event.read_at is None:
        return _("Until then nobody can be found.")
    return _("Go on letting people in: only tickets sold, changed or cancelled since may be missing.")


_ASK_AN_ORGANIZER = gettext_lazy("The tickets are not being read from Kiwify. Tell your organizer.")
_REASONS = {
    "unavailable": gettext_lazy("Kiwify does not answer at the moment."),
    "rate_limited": gettext_lazy("Kiwify asks us to wait a little."),
}
