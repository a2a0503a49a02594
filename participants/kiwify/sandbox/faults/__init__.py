"""Misbehaviour on demand: `registry` keeps the faults that are on, `kinds` lists what there is."""

from .fault import BadFault, Fault
from .kinds import KINDS
from .registry import Faults

__all__ = ["KINDS", "BadFault", "Fault", "Faults"]
