"""The report that is committed: docs/bench.json, and docs/bench.md made of it."""

import json
from typing import Any

from . import report
from .site import ROOT

PAGE, FIGURES = ROOT / "docs" / "bench.md", ROOT / "docs" / "bench.json"


def keep(figures: dict[str, Any]) -> dict[str, Any]:
    """Write these parts, and leave the others as they were on the same machine; what is written now."""
    before = json.loads(FIGURES.read_text()) if FIGURES.exists() else {}
    if before.get("machine") == figures["machine"]:
        figures = figures | {"parts": before["parts"] | figures["parts"]}
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n")
    PAGE.write_text(report.page(figures))
    return figures
