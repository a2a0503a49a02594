"""An export as a file: written down in the access log, and then sent while it is being written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import batched
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib.auth.models import User
from django.utils import timezone, translation
from django.utils.text import slugify
from django.utils.translation import gettext as _

from ..access_log import record_access
from ..attendance.filters import Filters
from ..models import Event, Seen
from . import csv, xlsx
from .asking import COMMA, WORKBOOK, ExportForm
from .columns import Cell, Column, Names, names_of
from .filters import in_words
from .kinds import Kind
from .totals import totals

AT_ONCE = 1_000
CSV_TYPE = "text/csv; charset=utf-8"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """What somebody asked for. The forms are valid; the moment is aware."""

    event: Event
    kind: Kind
    filter: Filters
    form: ExportForm
    person: User
    now: datetime

    @property
    def is_workbook(self) -> bool:
        return bool(self.form.cleaned_data["format"] == WORKBOOK)

    @property
    def details(self) -> str:
        columns = ",".join(one.name for one in self.form.columns)
        format = self.form.cleaned_data["format"]
        return " ".join(part for part in (self.kind.name, format, in_words(self.filter), f"columns={columns}") if part)

    @property
    def file_name(self) -> str:
        """noite-participantes-2026-11-22.csv, by the event's calendar."""
        day = timezone.localtime(self.now, ZoneInfo(self.event.timezone)).date()
        ending = "xlsx" if self.is_workbook else "csv"
        return f"{self.event.slug}-{slugify(str(self.kind.title))}-{day:%Y-%m-%d}.{ending}"


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    name: str
    content_type: str
    pieces: Iterator[bytes]


def begin(export: Export) -> File | None:
    """The file, its access written down; None where nobody is meant, which leaves no trace.

    The pieces are made as they are taken, in short reads of the database: whoever downloads slowly holds nothing open.
    """
    keys = export.kind.keys(export.event, export.filter)
    if not keys:
        return None
    people = export.kind.people(export.event, export.filter)
    record_access(
        export.event, Seen.EXPORT, person=export.person, people=people, now=export.now, details=export.details
    )
    content_type = WORKBOOK_TYPE if export.is_workbook else CSV_TYPE
    return File(name=export.file_name, content_type=content_type, pieces=_pieces(export, keys))


def _pieces(export: Export, keys: Sequence[Any]) -> Iterator[bytes]:
    columns, zone = export.form.columns, ZoneInfo(export.event.timezone)
    rows = _rows(export, keys, columns, names_of(export.event), translation.get_language())
    if not export.is_workbook:
        separator = "," if export.form.cleaned_data["format"] == COMMA else ";"
        return csv.stream([str(one.title) for one in columns], rows, separator=separator, zone=zone)
    heads = [xlsx.Head(title=str(one.title), width=one.width, is_moment=one.is_moment) for one in columns]
    title = str(export.kind.title)
    numbers = totals(export.event, title, export.filter, rows=len(keys), person=export.person, now=export.now)
    book = xlsx.Book(
        name=_("Rows"), heads=heads, count=len(keys), totals_name=_("Totals"), totals=numbers, zone=zone
    )  # fmt: skip
    return xlsx.stream(book, rows)


def _rows(
    export: Export, keys: Sequence[Any], columns: Sequence[Column], names: Names, language: str | None
) -> Iterator[Sequence[Cell]]:
    """The rows, a thousand read at a time. They are made after the request, whose language has gone by then."""
    read = partial(export.kind.rows, export.event)
    for some in batched(keys, AT_ONCE):
        with translation.override(language):
            made = [[column.value(row, names) for column in columns] for row in read(some, export.filter)]
        yield from made
