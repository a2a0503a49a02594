"""What a scan may be: the text of a QR code as one of the forms that a ticket's code comes in.

The content of Kiwify's QR codes is not documented (kiwify.md, Tickets and scanning): the code itself, the
participant's id, an address that holds either, or JSON that holds either. Case and blanks around do not matter.
"""

import json
import re
from collections.abc import Iterator
from urllib.parse import unquote

MOST = 12
LONGEST = 1_000
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.IGNORECASE)
CODE = re.compile(r"[A-Z0-9]{15}", re.IGNORECASE)
# A code of another length than Kiwify's today; shorter words of an address are no codes.
WORD = re.compile(r"[A-Z0-9_-]{6,64}", re.IGNORECASE)


def may_be(text: str) -> list[str]:
    """The codes and ids that a scanned text may hold, the likeliest first: never none, and at most twelve."""
    text = text[:LONGEST].strip()
    likeliest: list[str] = []
    others: list[str] = []
    for piece in map(unquote, _texts(text)):
        ids = ID.findall(piece)
        words = WORD.findall(ID.sub(" ", piece))
        likeliest += [*(word for word in words if CODE.fullmatch(word)), *ids]
        others += [word for word in words if not CODE.fullmatch(word)]
    return list(dict.fromkeys([*likeliest, *others]))[:MOST] or [text]


def is_code(text: str) -> bool:
    """Whether it has the form of Kiwify's codes, as we know them: 15 letters and digits."""
    return CODE.fullmatch(text) is not None


def _texts(text: str) -> Iterator[str]:
    """The texts inside JSON, keys left out; what is no JSON is one text."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    yield from _strings(value) if isinstance(value, dict | list | str) else [text]


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for one in value.values() if isinstance(value, dict) else value:
            yield from _strings(one)
