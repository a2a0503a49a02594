"""The transactions in which a read is kept: short ones, and none of them once somebody else reads the event."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from ..leases import Lease
from ..models import Event

type Heed = Callable[[], None]
type Portion = Callable[[], AbstractContextManager[None]]


@dataclass(frozen=True, slots=True)
class Steps:
    """Of one reader. `heed` is called before each step and may raise to give up what is left."""

    event: Event
    lease: Lease
    heed: Heed

    @contextmanager
    def last(self) -> Iterator[None]:
        """One transaction, while the event is ours. Raises LeaseLost."""
        self.heed()
        self.lease.renew()
        with transaction.atomic():
            self.lease.confirm()
            yield

    @contextmanager
    def portion(self) -> Iterator[None]:
        """One in which people change: tablets look again, though the read be cut short after it."""
        with self.last():
            yield
            Event.objects.filter(pk=self.event.pk).update(changed_at=timezone.now())
