"""Who was refused a short while ago and has not come in since: at every gate the next one to look must see it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ..clock import ago
from ..models import CheckIn, Event, Participant, Result
from .sayings import reason_in_words

SHOWN_FOR = timedelta(hours=12)


def refusals_of(event: Event, people: Sequence[Participant], *, before: datetime) -> dict[int, str]:
    """What was said when these participants were refused, by key: "Refused 3 min ago, Gate A, by Rita: Misconduct".

    Looked at are the half day before this moment and the last verdict in it. Where nobody was ever refused at the
    event it costs no query.
    """
    if not event.has_refusals or not people:
        return {}
    rows = CheckIn.objects.filter(
        participant__in=people, result__in=(Result.REFUSED, Result.ADMITTED),
        recorded_at__gt=before - SHOWN_FOR, recorded_at__lt=before,
    )  # fmt: skip
    latest = {row.participant_id: row for row in rows.select_related("person").order_by("recorded_at")}
    return {key: _in_words(row, before) for key, row in latest.items() if key and row.result == Result.REFUSED}


def _in_words(row: CheckIn, now: datetime) -> str:
    where = [ago(row.recorded_at, now), row.gate]
    if row.person:
        where.append(_("by %(person)s") % {"person": row.person.get_short_name() or row.person.username})
    said = {"when": ", ".join(part for part in where if part), "why": reason_in_words(row.reason)}
    return _("Refused %(when)s: %(why)s") % said
