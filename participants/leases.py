"""One reader of an event at a time: a lease in the database, which survives nobody who died by more than a minute."""

import time
from datetime import timedelta
from uuid import uuid4

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import Event, Reading

# Longer than Kiwify may take for one answer, see kiwify.http.Patience.
LASTS = timedelta(seconds=60)
RENEW_EVERY = 5.0


class LeaseLost(Exception):
    """Another reader has taken this event over: what was read so far must not be kept."""


class Lease:
    """The right to read an event, shared by nobody. `take` it first, `renew` it on the way and `release` it."""

    def __init__(self, event: Event) -> None:
        self._event_pk = event.pk
        self._reader = uuid4()
        self._renewed = 0.0

    def take(self) -> bool:
        """Whether nobody else holds it; one that ends far later than any can was left by a clock set back."""
        Reading.objects.get_or_create(event_id=self._event_pk)
        now = timezone.now()
        free = Q(reader=None) | Q(reader_until__lte=now) | Q(reader_until__gt=now + 2 * LASTS)
        return self._write(Reading.objects.filter(free, event=self._event_pk))

    def renew(self) -> None:
        """Go on reading. Raises LeaseLost."""
        if time.monotonic() - self._renewed >= RENEW_EVERY and not self._write(self._ours()):
            raise LeaseLost

    def confirm(self) -> None:
        """Hold the event against everybody until the transaction ends. Raises LeaseLost."""
        if not list(self._ours().select_for_update(no_key=True).values_list("pk")):
            raise LeaseLost

    def release(self) -> None:
        self._ours().update(reader=None, reader_until=None)

    def _ours(self) -> QuerySet[Reading]:
        return Reading.objects.filter(event=self._event_pk, reader=self._reader)

    def _write(self, which: QuerySet[Reading]) -> bool:
        self._renewed = time.monotonic()
        return bool(which.update(reader=self._reader, reader_until=timezone.now() + LASTS))
