"""The log as rows: one for each verdict, never only the last one of a person."""

from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..models import CheckIn, Event
from ..verdicts import reason_in_words
from .columns import Column
from .filters import OfTheLog


def keys(event: Event, wanted: OfTheLog) -> list[UUID]:
    """The keys of the verdicts that are wanted, in the order in which they were recorded."""
    return list(wanted.check_ins(event).order_by("recorded_at", "pk").values_list("pk", flat=True))


def count_people(event: Event, wanted: OfTheLog) -> int:
    """How many people these verdicts are about."""
    people: int = wanted.check_ins(event).aggregate(people=Count("participant", distinct=True))["people"]
    return people


def rows(event: Event, some: Sequence[UUID], wanted: OfTheLog) -> Iterator[CheckIn]:
    """These verdicts in this order, in one query however many they are."""
    found = CheckIn.objects.select_related("participant", "tablet").in_bulk(some)
    return (found[key] for key in some if key in found)


COLUMNS = (
    Column("happened", _("Happened"), lambda row, names: row.happened_at, 19, is_moment=True),
    Column("recorded", _("Recorded"), lambda row, names: row.recorded_at, 19, is_chosen=False, is_moment=True),
    Column("result", _("Verdict"), lambda row, names: row.get_result_display(), 17),
    Column("detail", _("Detail"), lambda row, names: row.get_detail_display() if row.detail else "", 17),
    Column("name", _("Name"), lambda row, names: row.participant and row.participant.name, 34),
    Column("batch", _("Batch"), lambda row, names: row.participant and names.batches.get(row.participant.batch_id), 20),
    Column("code", _("Code"), lambda row, names: row.participant.code if row.participant else row.code, 19),
    Column("checkpoint", _("Checkpoint"), lambda row, names: names.checkpoints.get(row.checkpoint_id), 18),
    Column("gate", pgettext_lazy("column", "Gate"), lambda row, names: row.gate),
    Column("tablet", _("Tablet"), lambda row, names: str(row.tablet) if row.tablet else ""),
    Column("by", _("By"), lambda row, names: names.people.get(row.person_id)),
    Column("how", _("How"), lambda row, names: row.get_source_display()),
    Column("reason", _("Reason"), lambda row, names: reason_in_words(row.reason), 26),
    Column("closed", _("Closed at"), lambda row, names: row.closed_at, 19, is_moment=True),
    Column("closed_how", _("Closed how"), lambda row, names: row.get_closed_how_display() if row.closed_how else ""),
    Column("closed_reason", _("Why closed"), lambda row, names: row.closed_reason, 26, is_chosen=False),
    Column("id", _("Id of the verdict"), lambda row, names: str(row.pk), 38, is_chosen=False),
)
