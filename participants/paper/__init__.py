"""The last fallback: the gate list on paper, and the ticks on it typed back in."""

from .asking import GateListForm, TicksForm
from .lists import GateList, Page, gate_lists, pages
from .numbers import number_of
from .ticking import Tick, tick_all

__all__ = ["GateList", "GateListForm", "Page", "Tick", "TicksForm", "gate_lists", "number_of", "pages", "tick_all"]
