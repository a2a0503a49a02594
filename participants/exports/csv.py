"""CSV that spreadsheets open without asking: UTF-8 with its mark, Windows' ends of line, and no formulas."""

import csv
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import batched
from zoneinfo import ZoneInfo

from .columns import Cell

BOM = "\ufeff"
AT_ONCE = 500
# What a spreadsheet takes for the beginning of a formula; the wide ones are typed in Japan, and count there.
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # fmt: skip
WHITE = ("\t", "\r", "\n")
UNSEEN = {"Cc", "Cf", "Cs"}
DEFUSED = "'"
# In this form a spreadsheet of any language takes it for a date, and as text it sorts by time.
MOMENT = "%Y-%m-%d %H:%M:%S"


class _Line:
    """Hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def stream(titles: Sequence[str], rows: Iterable[Sequence[Cell]], *, separator: str, zone: ZoneInfo) -> Iterator[bytes]:
    """The file in pieces of a few hundred lines; moments in the zone's own time."""
    # Every cell in quotes: who opens the file with the other separator gets no new cells, and so no formulas, by it.
    writer = csv.writer(_Line(), delimiter=separator, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    yield (BOM + writer.writerow(titles)).encode()
    for some in batched(rows, AT_ONCE):
        lines = (writer.writerow([cell(one, zone) for one in row]) for row in some)
        yield "".join(lines).encode(errors="replace")


def cell(value: Cell, zone: ZoneInfo) -> str:
    """A value as a cell holds it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.astimezone(zone).strftime(MOMENT)
    return defused(str(value))


def defused(text: str) -> str:
    """Text that no spreadsheet runs as a formula: an apostrophe in front, where it would; nothing that is not seen."""
    seen = "".join(one for one in text if one in WHITE or unicodedata.category(one) not in UNSEEN)
    return DEFUSED + seen if seen.lstrip().startswith(DANGEROUS) or seen.startswith(WHITE) else seen
