"""Misbehaviour on demand: `registry` keeps the faults that are on, `kinds` lists what there is."""

from .fault import Fault, FaultError
from .kinds import KINDS
from .registry import Faults

__all__ = ["KINDS", "Fault", "FaultError", "Faults"]
