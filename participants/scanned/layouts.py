"""Text that a scanner typed in one keyboard layout and the tablet took for another: US and ABNT2, either way round.

A scanner that types presses keys, and the tablet decides what they mean. Letters, digits, `-`, `_` and `=` are on the
same keys of both layouts; most of what an address or JSON is held together by is not.
"""

import unicodedata
from collections.abc import Iterator

# The same key of each layout, as it is and with Shift. The accents of ABNT2 are dead keys.
US = "`~^[{]}\\|;:'\"/?"
ABNT2 = "'\"¨´`[{]}çÇ~^;:"
# A dead key may arrive as a sign of its own, or upon the letter that followed it.
ACCENTS = str.maketrans("\u0301\u0300\u0303\u0302\u0308", "´`~^¨")

AS_US = str.maketrans(ABNT2, US)
AS_ABNT2 = str.maketrans(US, ABNT2)


def readings(text: str) -> Iterator[str]:
    """The text as it is, and as it would be had the other layout been in force, with Caps Lock (on ç) or without."""
    apart = "".join(map(_apart, text)).translate(ACCENTS)
    yield text
    yield apart.translate(AS_US)
    yield text.translate(AS_ABNT2)
    yield apart.swapcase().translate(AS_US)


def _apart(one: str) -> str:
    """The accent and then its letter, as the keys were pressed; on a digit it is the digit that got small."""
    return one if one in "çÇ" or not one.isalnum() else unicodedata.normalize("NFKD", one)[::-1]
