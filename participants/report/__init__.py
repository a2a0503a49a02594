"""What became of the evening, once it is over: the board's own numbers, drawn for paper."""

from .numbers import Report, report_of
from .picture import Bar, Mark, Picture, picture_of

__all__ = ["Bar", "Mark", "Picture", "Report", "picture_of", "report_of"]
