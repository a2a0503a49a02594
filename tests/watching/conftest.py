import io
import json
import logging
from collections.abc import Callable, Iterator

import pytest

from participants.watching.lines import JsonLines, PlainLines


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged meanwhile, in both forms."""
    written = io.StringIO()
    handlers = [logging.StreamHandler(written) for _ in (JsonLines, PlainLines)]
    for handler, form in zip(handlers, (JsonLines(), PlainLines()), strict=True):
        handler.setFormatter(form)
        logging.root.addHandler(handler)
    yield written
    for handler in handlers:
        logging.root.removeHandler(handler)


@pytest.fixture
def lines(log: io.StringIO) -> Callable[[], list[dict[str, object]]]:
    """The lines so far, read back from their JSON."""
    return lambda: [json.loads(line) for line in log.getvalue().splitlines() if line.startswith("{")]
