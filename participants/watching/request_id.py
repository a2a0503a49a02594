"""The id that every log line of a request carries, and its answer: a proxy's, or one made here."""

import re
from contextvars import ContextVar
from uuid import uuid4

HEADER = "X-Request-ID"
# As proxies make them. Nothing that people type or have, such as a CPF or a code, looks like this.
_HARMLESS = re.compile(r"[0-9a-fA-F-]{20,64}")

request_id: ContextVar[str] = ContextVar("request_id", default="")


def id_of(told: str) -> str:
    """The id that a header told, if it is harmless; else a new one."""
    return told if _HARMLESS.fullmatch(told) else uuid4().hex
