"""A code of three words that can be read out across a room and typed on glass: one of sixteen million.

The 256 words of words.txt are everyday Portuguese, and no two of them begin with the same four letters.
"""

from pathlib import Path

from ..search.folding import NOT_A_LETTER, fold

WORDS = Path(__file__).with_name("words.txt").read_text().split()
IN_A_CODE = 3


def in_words(number: int) -> str:
    """The code that stands for a number from 0 up: only its last 24 bits count."""
    return " ".join(WORDS[number >> 8 * place & 0xFF] for place in range(IN_A_CODE))


def normal(typed: str) -> str:
    """A code as somebody typed it, in the form of `in_words`: capitals, hyphens, accents and blanks do not matter."""
    return " ".join(word for word in NOT_A_LETTER.split(fold(typed)) if word)
