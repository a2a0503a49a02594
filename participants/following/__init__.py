"""Reading events again and again, each when it is due, until told to stop. Any number of followers may run."""

from .loop import follow
from .stopping import when_told_to_stop

__all__ = ["follow", "when_told_to_stop"]
