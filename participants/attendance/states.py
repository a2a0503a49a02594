"""The states a participant may be listed by, each as a condition on the participants of one event."""

from collections.abc import Callable

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ..models import Changed, CheckIn, ParticipantChange


class State(models.TextChoices):
    """The last five are the differences between Kiwify and us."""

    ARRIVED = "arrived", _("arrived")
    NOT_ARRIVED = "not_arrived", _("not arrived")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ATTENTION = "attention", _("attention")
    ONLY_HERE = "only_here", _("entered here, not at Kiwify")
    ONLY_THERE = "only_there", _("entered at Kiwify, not here")
    CAME_WITHDRAWN = "came_withdrawn", _("entered, and withdrawn")
    COURTESY = "courtesy", _("courtesy")
    RENAMED = "renamed", _("renamed since they entered")


DIFFERENCES = (State.ONLY_HERE, State.ONLY_THERE, State.CAME_WITHDRAWN, State.COURTESY, State.RENAMED)

type Admissions = QuerySet[CheckIn]


def condition(state: State, admissions: Admissions) -> Q:
    """Who is in this state, where these admissions are the ones that count."""
    return _CONDITIONS[state](admissions)


def came(admissions: Admissions) -> Q:
    """Who has one of these admissions."""
    return Q(Exists(admissions.filter(participant=OuterRef("pk"))))


def _renamed(admissions: Admissions) -> Q:
    before = admissions.filter(participant=OuterRef("participant"), happened_at__lt=OuterRef("at"))
    renamings = ParticipantChange.objects.order_by().filter(Exists(before), what=Changed.NAME)
    return Q(pk__in=renamings.values("participant"))


_CONDITIONS: dict[State, Callable[[Admissions], Q]] = {
    State.ARRIVED: came,
    State.NOT_ARRIVED: lambda admissions: Q(withdrawn_at=None) & ~came(admissions),
    State.WITHDRAWN: lambda admissions: Q(withdrawn_at__isnull=False),
    State.ATTENTION: lambda admissions: ~Q(attention=""),
    State.ONLY_HERE: lambda admissions: Q(kiwify_checkin_at=None) & came(admissions),
    State.ONLY_THERE: lambda admissions: Q(kiwify_checkin_at__isnull=False) & ~came(admissions),
    State.CAME_WITHDRAWN: lambda admissions: Q(withdrawn_at__isnull=False) & came(admissions),
    State.COURTESY: lambda admissions: Q(order_id="", withdrawn_at=None),
    State.RENAMED: _renamed,
}
