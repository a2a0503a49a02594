"""What a tablet tells of itself with each poll: that it is there, and how its battery is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from ..models import Tablet
from ..unhurried import if_not_busy

NOTED_EVERY = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Contact:
    """`battery` in per cent; None where the browser does not tell. `version` is that of the page it shows."""

    version: str = ""
    battery: int | None = None
    is_charging: bool | None = None


def note_contact(tablet: Tablet, told: Callable[[], Contact], *, now: datetime) -> None:
    """The tablet was heard from. Written down six times a minute at most, and by one of its requests at once.

    What it told is only looked at then.
    """
    if timedelta(0) <= now - tablet.seen_at < NOTED_EVERY:
        return
    contact = told()
    with if_not_busy():
        Tablet.objects.filter(pk=tablet.pk, seen_at=tablet.seen_at).update(
            seen_at=now, version=contact.version, battery=contact.battery, is_charging=contact.is_charging
        )
