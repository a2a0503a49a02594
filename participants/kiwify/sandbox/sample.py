"""The example of Kiwify's published page for the participants endpoint, served as an event of its own.

It contradicts itself (a count of 10 over three rows), which is what makes it worth reading.
"""

import json
from pathlib import Path
from typing import Any

from .index import compact_json
from .listing import Listing, Window, page_asked

SAMPLE_PRODUCT_ID = "2f1c6a0e-7d3b-4b55-9a68-0c4e5d9b7f21"
PUBLISHED: dict[str, Any] = json.loads(Path(__file__).with_name("sample.json").read_text(encoding="utf-8"))


class SampleEvent:
    """Always the published answer, whatever is filtered. Its rows fit on page 1: later pages list nobody."""

    name = "Exemplo publicado"

    def __len__(self) -> int:
        return len(PUBLISHED["data"]["participants"])

    def counters(self) -> dict[str, int]:
        return {name: value for name, value in PUBLISHED["data"].items() if name != "participants"}

    def page(self, listing: Listing, _window: Window = page_asked) -> bytes:
        if listing.page_number == 1:
            return compact_json(PUBLISHED)
        pagination = PUBLISHED["pagination"] | {"page_number": listing.page_number}
        return compact_json({"pagination": pagination, "data": PUBLISHED["data"] | {"participants": []}})
