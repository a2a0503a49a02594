"""Made-up numbers that pass for real ones: uuids, ticket codes, and CPFs and phones in digits only."""

import string
import uuid
from collections.abc import Sequence
from random import Random

CODE_LETTERS = string.ascii_uppercase + string.digits
AREA_CODES = "11 12 13 19 21 22 24 27 31 32 34 41 43 47 48 51 54 61 62 65 67 71 75 79 81 82 83 84 85 91 98".split()


def new_uuid(rng: Random) -> str:
    return str(uuid.UUID(int=rng.getrandbits(128), version=4))


def ticket_code(rng: Random) -> str:
    return "".join(rng.choices(CODE_LETTERS, k=15))


def cpf(rng: Random) -> str:
    """A CPF whose two check digits are right; about one in ten starts with 0."""
    digits = [int(digit) for digit in f"{rng.randrange(1, 999_999_999):09}"]
    digits.append(check_digit(digits))
    digits.append(check_digit(digits))
    return "".join(map(str, digits))


def check_digit(digits: Sequence[int]) -> int:
    """The next check digit: digits weighted n+1 down to 2, modulo 11, where 10 is written 0."""
    weights = range(len(digits) + 1, 1, -1)
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=True)) * 10 % 11 % 10


def phone(rng: Random) -> str:
    """Area code and number: most mobile (11 digits), some landline (10), some with 55 for Brazil in front."""
    area = rng.choice(AREA_CODES)
    if rng.random() < 0.08:
        return f"{area}{rng.randrange(2, 6)}{rng.randrange(10**7):07}"
    country = "55" if rng.random() < 0.12 else ""
    return f"{country}{area}9{rng.randrange(10**8):08}"
