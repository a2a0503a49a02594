"""What an organizer found out about a ticket that was let in twice. The admissions themselves stay as they are."""

from datetime import datetime

from django.contrib.auth.models import User

from ..models import CheckIn, Result, Settling


class NoDouble(Exception):
    """This verdict let nobody in a second time."""


def settle(check_in: CheckIn, how: Settling, *, person: User, now: datetime, instead_of: str = "") -> CheckIn:
    """Decide about a second admission, once; the row as it is then, decided by this person or by somebody sooner.

    `instead_of` is the decision that this one replaces. Twice is harmless. Raises NoDouble.
    """
    if check_in.result != Result.ALREADY_IN or check_in.earlier_id is None:
        raise NoDouble
    as_it_was_seen = CheckIn.objects.filter(pk=check_in.pk, settled_how=instead_of)
    as_it_was_seen.exclude(settled_how=how).update(settled_how=how, settled_at=now, settled_by=person)
    check_in.refresh_from_db(fields=["settled_how", "settled_at", "settled_by"])
    return check_in
