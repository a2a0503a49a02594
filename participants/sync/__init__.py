"""Reading an event from Kiwify, in five visible steps: gather, compare, write, withdraw, report.

The only writer of Participant and Batch. A failed page changes nothing but the report. What was read whole is written
in portions, so that the door never waits; a read that is cut short leaves what it wrote, and the next one goes on.
A full read decides; reads of changes, of an order and of a code bring what is new sooner and withdraw nobody.
"""

from .forgetting import erase_people
from .reading import BeingRead, read_changes, read_event, read_order, take_in_code
from .reporting import end_those_cut_short
from .usefulness import ChangesUseless
from .warnings import mark_for_attention
from .withdrawing import HeldChanged, accept_held, mark_of

__all__ = [
    "BeingRead",
    "ChangesUseless",
    "HeldChanged",
    "accept_held",
    "end_those_cut_short",
    "erase_people",
    "mark_for_attention",
    "mark_of",
    "read_changes",
    "read_event",
    "read_order",
    "take_in_code",
]
