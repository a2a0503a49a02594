"""Lists of people and of verdicts, to be taken away: as CSV or as a workbook, written while they are being sent."""

from .asking import ExportForm
from .files import Export, File, begin
from .kinds import KINDS, Kind

__all__ = ["KINDS", "Export", "ExportForm", "File", "Kind", "begin"]
