"""A short number for each ticket, the same on every list that is printed, with a digit that betrays a typo.

It is the ticket's place among the event's own keys, which never changes: nobody is deleted, and who comes later comes
behind. The last digit is that of ISO 7064 (mod 11, 10): no single wrong digit goes unseen, nor nearly any two that
changed places, so that a slip of the finger ticks nobody else.
"""

from django.db.models import Min

from ..models import Event

LONGEST = 12


def first_key(event: Event) -> int:
    """The key from which the event's numbers count: of its first ticket."""
    key: int | None = event.participants.aggregate(first=Min("pk"))["first"]
    return key or 1


def number_of(key: int, first: int) -> str:
    """The number of the ticket of this key: "12348"."""
    place = str(key - first + 1)
    return place + _check_digit(place)


def key_of(number: str, first: int) -> int | None:
    """The key that a number stands for; None where it is none, or was mistyped."""
    if not (number.isascii() and number.isdigit() and 2 <= len(number) <= LONGEST) or number[0] == "0":
        return None
    place, digit = number[:-1], number[-1]
    return int(place) + first - 1 if digit == _check_digit(place) else None


def _check_digit(place: str) -> str:
    product = 10
    for digit in place:
        product = ((product + int(digit)) % 10 or 10) * 2 % 11
    return str((11 - product) % 10)
