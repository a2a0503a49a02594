"""Load, from a process of its own: Locust changes what Python's own modules do."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import site
from .event import say
from .plan import Plan


def loaded(plan: Plan, settings: Mapping[str, str]) -> dict[str, Any]:
    """The figures of all efforts, by the number of clients as text."""
    say("load of", ", ".join(str(effort.clients) for effort in plan.efforts), "clients")
    return told_of(plan, "locust_clients", settings)


def told_of(plan: Plan, module: str, settings: Mapping[str, str], *more: str) -> Any:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "plan.json"
        plan.write(place)
        return site.told(f"tests.bench.{module}", str(place), *more, settings=settings)
