"""How text is folded before it is searched: once when it is written, the same way when it is asked for.

Folding is the door's idea of "the same": no accents, no case, no punctuation. "D'ÁVILA" is "davila".
"""

import re
import unicodedata

# Letters that Unicode does not take apart.
FOREIGN = str.maketrans(
    {"ø": "o", "đ": "d", "ð": "d", "ł": "l", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i", "ħ": "h", "ŋ": "n"}
)
PARTICLES = frozenset({"da", "das", "de", "do", "dos", "e", "del", "di", "du"})
CONFUSABLE = str.maketrans("oil", "011")

# One letter may fold into eighteen, and PostgreSQL refuses a word past two thousand bytes.
LONGEST_WORD = 64

JOINING = re.compile(r"['’ʼ`´‘.\-‐‑]")
NOT_A_LETTER = re.compile(r"[\W_]+")
DIALLED_BEFORE = re.compile(r"0{0,2}55(\d{10,11})|0(\d{11})")


def fold(text: str) -> str:
    """Lower case without accents; punctuation stays. "Conceição" is "conceicao", "Straße" is "strasse"."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.casefold().translate(FOREIGN))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()


def sort_key(name: str) -> str:
    """A name as lists are sorted by it; who has none comes after everybody, however the database sorts letters."""
    return fold(name)[:255] or "zzz"


def words(text: str) -> list[str]:
    """The folded words, in order. A compound gives its parts and itself: "d'ávila" is d, avila and davila."""
    found: list[str] = []
    for piece in fold(text).split():
        parts = [part for part in NOT_A_LETTER.split(piece) if part]
        joined = "".join(NOT_A_LETTER.split(JOINING.sub("", piece)))
        found += parts if len(parts) < 2 else [*parts, joined]
    return list(dict.fromkeys(word[:LONGEST_WORD] for word in found))


def squeeze(text: str) -> str:
    """Folded and without anything but letters and digits: for codes, ids and the like."""
    return NOT_A_LETTER.sub("", fold(text))[:LONGEST_WORD]


def squeeze_email(text: str) -> str:
    return "@".join(squeeze(part) for part in text.split("@"))


def unconfuse(code: str) -> str:
    """A squeezed code as eyes and hands take it: O is 0, I and L are 1."""
    return code.translate(CONFUSABLE)


def both_ends(code: str) -> str:
    """What the door's screens show of a long code, HO2V…UBH, without the sign in between."""
    return code[:4] + code[-3:]


def digits(text: str) -> str:
    return "".join(letter for letter in text if letter in "0123456789")


def national(phone: str) -> str:
    """Digits of a phone without what is dialled before the area code: 0055, Brazil's 55, or 0."""
    with_more = DIALLED_BEFORE.fullmatch(phone)
    return with_more[with_more.lastindex or 0] if with_more else phone
