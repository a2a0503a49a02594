"""Arrivals over time as a picture, reckoned here so that it needs no script and prints as it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

from ..attendance import Chart
from ..attendance.chart import Row

WIDTH, HEIGHT = 700, 180
GAP = 0.15  # of a bar's place, at its right
MOST_TIMES = 8
HEIGHTS = (2, 4, 10)


@dataclass(frozen=True, slots=True)
class Bar:
    """The people of one step; sizes are of the picture's own measure."""

    x: float
    y: float
    width: float
    height: float
    start: datetime
    people: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across at so many people."""

    y: float
    people: int


@dataclass(frozen=True, slots=True)
class Picture:
    """`times` are the bars under which the time is written."""

    bars: Sequence[Bar]
    times: Sequence[Bar]
    marks: Sequence[Mark]
    step: int

    width = WIDTH
    height = HEIGHT


def picture_of(chart: Chart) -> Picture:
    top = _top(max((row.total for row in chart.rows), default=0))
    place = WIDTH / max(1, len(chart.rows))
    bars = [_bar(at * place, place, row, top) for at, row in enumerate(chart.rows)]
    marks = [Mark(round(HEIGHT - HEIGHT * part / 2, 2), top * part // 2) for part in (1, 2)]
    return Picture(bars, bars[:: -(-len(bars) // MOST_TIMES) or 1], marks, chart.window.step)


def _bar(x: float, place: float, row: Row, top: int) -> Bar:
    y = round(HEIGHT - HEIGHT * row.total / top, 2)
    return Bar(round(x, 2), y, round(place * (1 - GAP), 2), round(HEIGHT - y, 2), row.start, row.total)


def _top(people: int) -> int:
    """The first of 2, 4, 10, 20, 40, 100 … that is no less: easily read, and so is its half."""
    easy = (int(height * 10**zeros) for zeros in count() for height in HEIGHTS)
    return next(height for height in easy if height >= people)
