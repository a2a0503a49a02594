"""The dates above a list, by which it is narrowed: the years, months and days in which something stands there.

Django asks all the rows for theirs. Here each date is looked up in the index of an event's rows by time, all of them
in one query.
"""

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from django.contrib.admin.views.main import ChangeList
from django.db.models import Exists, Max, Min, OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from ..models import Event
from ..models.events import EARLIEST_YEAR, LATEST_YEAR
from .filters import number_in

UNITS = ("year", "month", "day")
FORMATS = ("", "YEAR_MONTH_FORMAT", "MONTH_DAY_FORMAT")

# A year; a year and a month; a year, a month and a day; or nothing yet.
type Date = tuple[int, ...]


def date_in(params: Mapping[str, Any], field: str) -> Date:
    """The date that an address narrows a list to. Raises ValueError for what is none, or none of our years."""
    told = [params.get(f"{field}__{unit}") for unit in UNITS]
    date = tuple(int(part) for part in told if part is not None)
    if None in told[: len(date)] or (date and not EARLIEST_YEAR <= date[0] <= LATEST_YEAR):
        raise ValueError
    if any(not 1 <= part <= 31 for part in date[1:]):
        raise ValueError
    _begin(date or (EARLIEST_YEAR,))
    return date


class Dates:
    """Those of one list, as its address narrows it."""

    def __init__(self, rows: ChangeList) -> None:
        self.rows = rows
        self.field = str(rows.date_hierarchy)
        self.of_one_event = rows.model._default_manager.filter(event=OuterRef("pk"))
        event = rows.params.get("event")
        self.events = Event.objects.order_by().filter(**{"pk": number_in(event)} if event else {"is_active": True})

    def shown(self) -> dict[str, Any]:
        """What Django's template of the dates needs: the way back, and each finer date that has rows."""
        date = date_in(self.rows.params, self.field)
        years = () if date else self.years()
        if len(years) == 1:
            date = years[0]
        finer = [date] if len(date) == len(UNITS) else self.with_rows(months_or_days(date) if date else years)
        return {
            "show": bool(finer),
            "field_name": cast(Any, self.rows.model._meta.get_field(self.field)).verbose_name,
            "back": self.choice(date[:-1]) if date and not years else None,
            "choices": [self.choice(one) if one != date else {"title": in_words(one)} for one in finer],
        }

    def choice(self, date: Date) -> dict[str, str]:
        asked = {f"{self.field}__{unit}": part for unit, part in zip(UNITS, date, strict=False)}
        return {"link": self.rows.get_query_string(asked, [f"{self.field}__"]), "title": in_words(date)}

    def years(self) -> Sequence[Date]:
        """From that of the first row to that of the last."""
        each = self.events.annotate(
            first=Subquery(self.of_one_event.order_by(self.field).values(self.field)[:1]),
            last=Subquery(self.of_one_event.order_by(f"-{self.field}").values(self.field)[:1]),
        )
        ends = each.aggregate(since=Min("first"), until=Max("last"))
        if ends["since"] is None:
            return ()
        since, until = (timezone.localtime(ends[end]).year for end in ("since", "until"))
        return [(year,) for year in range(since, until + 1)]

    def with_rows(self, dates: Sequence[Date]) -> list[Date]:
        has = {
            f"has_{number}": Exists(self.of_one_event.filter(**self.within(date))) for number, date in enumerate(dates)
        }
        found = self.events.annotate(**has).values_list(*has) if has else ()
        return [date for date, *anywhere in zip(dates, *found, strict=True) if any(anywhere)]

    def within(self, date: Date) -> dict[str, datetime]:
        return {f"{self.field}__gte": _begin(date), f"{self.field}__lt": _end(date)}


def months_or_days(date: Date) -> Sequence[Date]:
    most = 12 if len(date) == 1 else monthrange(*date)[1]
    return [(*date, unit) for unit in range(1, most + 1)]


def in_words(date: Date) -> str:
    if len(date) < 2:
        return str(*date) or _("All dates")
    return capfirst(date_format(_begin(date), FORMATS[len(date) - 1]))


def _begin(date: Date) -> datetime:
    year, month, day = (*date, 1, 1)[:3]
    return datetime(year, month, day, tzinfo=timezone.get_current_timezone())


def _end(date: Date) -> datetime:
    """Where the next one begins."""
    if len(date) == 1:
        return _begin((date[0] + 1,))
    siblings = months_or_days(date[:-1])
    return _begin((*date[:-1], date[-1] + 1)) if date != siblings[-1] else _end(date[:-1])
