"""A workbook written while it is being sent.

XlsxWriter makes the frame: styles, the header that stays in sight, filters, the sheet of totals, and in the sheet of
rows one row of blanks in each column's style. The rows then take that one's place as they come from the database:
writing the whole workbook first would keep people waiting for seconds, and memory or a disk busy.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO, RawIOBase
from itertools import batched
from typing import Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile
from zoneinfo import ZoneInfo

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

from .columns import Cell

AT_ONCE = 500
ROWS = "xl/worksheets/sheet1.xml"
PATTERN = re.compile(r'<row r="2".*?</row>', re.DOTALL)
STYLE = re.compile(r'<c r="([A-Z]+)2" s="(\d+)"/>')
MOMENT = "yyyy-mm-dd hh:mm:ss"
FIRST_DAY = datetime(1899, 12, 30)  # noqa: DTZ001 # a sheet's days have no zone
# What XML cannot hold, and what a spreadsheet would read as one of these.
NOT_FOR_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|_(?=x[0-9A-Fa-f]{4}_)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """A column's title, how wide it is, and whether it holds moments."""

    title: str
    width: int
    is_moment: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """`totals` are labels with their numbers, for the second sheet; a label alone is a heading."""

    name: str
    heads: Sequence[Head]
    count: int
    totals_name: str
    totals: Sequence[tuple[str, Cell]]
    zone: ZoneInfo


def stream(book: Book, rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The workbook in pieces of a few hundred rows."""
    frame, outlet = ZipFile(BytesIO(_frame(book))), _Outlet()
    before, styles, after = _around_the_rows(frame.read(ROWS).decode(), book)
    with ZipFile(outlet, "w", ZIP_DEFLATED) as file:
        for part in frame.namelist():
            if part != ROWS:
                file.writestr(part, frame.read(part))
        with file.open(ROWS, "w") as sheet:
            sheet.write(before.encode())
            yield outlet.take()
            numbered = enumerate(rows, start=2)
            for some in batched(numbered, AT_ONCE):
                sheet.write("".join(_row(number, row, styles, book.zone) for number, row in some).encode())
                yield outlet.take()
            sheet.write(after.encode())
    yield outlet.take()


class _Outlet(RawIOBase):
    """Where the file goes: held until the next piece is taken."""

    def __init__(self) -> None:
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        self._held += data
        return len(data)

    def take(self) -> bytes:
        piece = bytes(self._held)
        self._held.clear()
        return piece


def _frame(book: Book) -> bytes:
    file = BytesIO()
    workbook = Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    bold, moment = workbook.add_format({"bold": True}), workbook.add_format({"num_format": MOMENT})
    sheet = workbook.add_worksheet(book.name)
    for at, head in enumerate(book.heads):
        style = moment if head.is_moment else None
        sheet.set_column(at, at, head.width, style)
        sheet.write_string(0, at, head.title, bold)
        sheet.write_blank(1, at, None, style)
    sheet.write_blank(1, len(book.heads), None, bold)  # a row of pattern is there, whatever the columns
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(book.count, 1), len(book.heads) - 1)
    _write_totals(workbook.add_worksheet(book.totals_name), book, bold, moment)
    workbook.close()
    return file.getvalue()


def _write_totals(sheet: Any, book: Book, bold: Any, moment: Any) -> None:
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 22)
    for at, (label, value) in enumerate(book.totals):
        sheet.write_string(at, 0, label, bold if value is None else None)
        if isinstance(value, datetime):
            sheet.write_datetime(at, 1, _local(value, book.zone), moment)
        elif isinstance(value, int):
            sheet.write_number(at, 1, value)
        elif value is not None:
            sheet.write_string(at, 1, value)


def _around_the_rows(xml: str, book: Book) -> tuple[str, list[tuple[str, str]], str]:
    """The sheet's XML before and after its rows; each column's letter, with its style."""
    pattern = PATTERN.search(xml)
    assert pattern is not None
    styles = dict(STYLE.findall(pattern.group()))
    letters = [xl_col_to_name(at) for at in range(len(book.heads))]
    used = f'<dimension ref="A1:{letters[-1]}{book.count + 1}"/>'
    before = re.sub(r'<dimension ref="[^"]*"/>', used, xml[: pattern.start()])
    return before, [(letter, styles.get(letter, "0")) for letter in letters], xml[pattern.end() :]


def _row(number: int, row: Sequence[Cell], styles: Sequence[tuple[str, str]], zone: ZoneInfo) -> str:
    cells = (_cell(f"{letter}{number}", style, value, zone) for (letter, style), value in zip(styles, row, strict=True))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(place: str, style: str, value: Cell, zone: ZoneInfo) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, datetime):
        days = (_local(value, zone) - FIRST_DAY) / timedelta(days=1)
        return f'<c r="{place}" s="{style}"><v>{days:.9f}</v></c>'
    if isinstance(value, int):
        return f'<c r="{place}" s="{style}"><v>{value}</v></c>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_text(value)}</t></is></c>'


def _text(text: str) -> str:
    return escape(NOT_FOR_XML.sub(lambda found: f"_x{ord(found.group()):04X}_", text))


def _local(moment: datetime, zone: ZoneInfo) -> datetime:
    return moment.astimezone(zone).replace(tzinfo=None, microsecond=0)
