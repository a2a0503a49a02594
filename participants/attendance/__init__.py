"""What organizers ask while the doors are open: how full, how many, how fast, until when, where and by whom.

Everything here reads; only `door` writes check-ins.
"""

from .board import Board
from .chart import Chart, chart_of
from .shared import board_of
from .windows import STEPS, Span, Window, WindowForm, window_of

__all__ = ["STEPS", "Board", "Chart", "Span", "Window", "WindowForm", "board_of", "chart_of", "window_of"]
