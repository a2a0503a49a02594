"""What was read, as it may be shown: on one line, nothing invisible, and short."""

import re
import unicodedata

from .layouts import readings

ADDRESS = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:]+)[^/]*/?(.*)", re.IGNORECASE | re.DOTALL)
CODE = re.compile(r"[A-Z0-9_-]{10,}", re.IGNORECASE | re.ASCII)


def clean(text: str) -> str:
    """Without control characters and other signs that nobody sees; where they were, a blank."""
    seen = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return " ".join(seen.split())


def shortened(text: str) -> str:
    """A code by both its ends, HO2V…UBH; an address by its host and a little more; long text without its middle."""
    text = clean(text)
    if CODE.fullmatch(text):
        return _ends(text, 4, 3)
    if address := next(filter(None, map(ADDRESS.fullmatch, readings(text))), None):
        host, path = address.groups()
        return f"{_ends(host, 18, 9)}/{path[:6]}{'…' if len(path) > 6 else ''}"
    return _ends(text, 18, 9)


def _ends(text: str, first: int, last: int) -> str:
    return f"{text[:first]}…{text[-last:]}" if len(text) > first + last + 1 else text
