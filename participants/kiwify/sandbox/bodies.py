"""The JSON bodies sent to the sandbox's own address."""

import json
from typing import Any

from .answers import RefusalError


def json_object(body: bytes, error: str, example: str) -> dict[str, Any]:
    """The object in a body. Raises RefusalError, a 400 with `error` as its word, that shows the example."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as problem:
        raise RefusalError(400, error, f"The body is not JSON: {problem}") from problem
    if not isinstance(value, dict):
        raise RefusalError(400, error, f"Send a JSON object, as in {example}")
    return value
