"""The code that tries a scanner out: no ticket has it, and reading it changes nothing."""

import re

from .codes import LONGEST
from .shortened import clean

# Letters and a hyphen are on the same keys of every layout we know; Kiwify's codes have no hyphen.
TEST_CODE = "PORTARIA-TESTE"
WHATEVER_A_SCANNER_ADDS = re.compile(rf"\W{{0,2}}\w{{0,4}}?{TEST_CODE}\W{{0,2}}", re.IGNORECASE)


def is_test(text: str) -> bool:
    """Whether this is the test code, whatever its case."""
    return WHATEVER_A_SCANNER_ADDS.fullmatch(clean(text[:LONGEST])) is not None
