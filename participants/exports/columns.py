"""What a column is, and how numbers of people are written in one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.auth.models import User
from django.utils.functional import Promise

from ..models import Event
from ..search.folding import digits, national

type Cell = str | int | datetime | None


@dataclass(frozen=True, slots=True)
class Names:
    """The few names that many rows share, by key, so that no row asks the database for them."""

    batches: Mapping[int | None, str]
    checkpoints: Mapping[int | None, str]
    people: Mapping[int | None, str]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of an export: `name` in addresses and in the access log, `title` for people.

    `is_personal`: a means to reach or to identify somebody. `is_chosen`: ticked at first.
    """

    name: str
    title: str | Promise
    value: Callable[[Any, Names], Cell]
    width: int = 14
    is_personal: bool = False
    is_chosen: bool = True
    is_moment: bool = False


def names_of(event: Event) -> Names:
    """The names at this event; of the people, all who ever gave a verdict there."""
    staff = User.objects.filter(check_ins__event=event).distinct()
    return Names(
        batches={one.pk: str(one) for one in event.batches.all()},
        checkpoints={one.pk: one.name for one in event.checkpoints.all()},
        people={one.pk: one.get_full_name() or one.username for one in staff},
    )


def cpf_in_words(cpf: str) -> str:
    """123.456.789-09: written so, a spreadsheet keeps the zeros in front."""
    number = cpf.zfill(11)
    is_one = cpf and len(number) == 11 and number.isdigit()
    return f"{number[:3]}.{number[3:6]}.{number[6:9]}-{number[9:]}" if is_one else cpf


def masked_cpf(cpf: str) -> str:
    """The middle six digits, as the door's screens show them."""
    return f"•••.{cpf.zfill(11)[3:6]}.{cpf.zfill(11)[6:9]}-••" if cpf else ""


def phone_in_words(phone: str) -> str:
    """(11) 98765-3509; a phone of another country as it is. Written so, no spreadsheet takes it for a sum."""
    number = national(digits(phone))
    if len(number) not in (10, 11) or (phone.startswith("+") and not phone.startswith("+55")):
        return phone
    return f"({number[:2]}) {number[2:-4]}-{number[-4:]}"
