"""One fault that is on: what it does, to which calls, how often. Built only if it makes sense."""

import inspect
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..answers import Asked
from .kinds import KINDS, Kind
from .wrapping import Wrap

OPTION_TYPES: dict[str, tuple[type, ...]] = {
    "seconds": (int, float),
    "retry_after": (int, str),
    "retry_after_date": (int, float),
    "rows": (int,),
    "by": (int,),
    "most": (int,),
    "status": (int,),
}


class FaultError(ValueError):
    """A fault that cannot be; the text is a sentence for whoever asked for it."""


@dataclass(kw_only=True, eq=False)
class Fault:
    """`left` counts down to 0, None is until cleared; `hits` counts the calls it has struck."""

    name: str
    on: str
    page: int | None
    left: int | None
    first_page: int
    options: Mapping[str, Any]
    wrap: Wrap = field(repr=False)
    hits: int = 0

    def strikes(self, asked: Asked) -> bool:
        """Whether this is a call the fault is for, used up or not."""
        if self.on not in ("any", asked.subject):
            return False
        if self.page is not None and (asked.subject != "participants" or asked.page_number != self.page):
            return False
        return asked.page_number >= self.first_page

    def spend(self) -> None:
        self.hits += 1
        if self.left is not None:
            self.left -= 1

    def described(self) -> dict[str, Any]:
        return {
            "fault": self.name,
            "on": self.on,
            "page": self.page,
            "times_left": self.left,
            "hits": self.hits,
            **self.options,
        }


def build(name: str, *, times: int | None, on: str | None, page: int | None, options: Mapping[str, Any]) -> Fault:
    """The fault `name`, one of KINDS. Raises FaultError."""
    kind = _kind(name)
    _check_aim(name, kind, on, page)
    _check_whole("times", times)
    _check_whole("page", page)
    return Fault(
        name=name,
        on=on or kind.usual,
        page=page,
        left=times,
        first_page=kind.first_page,
        options=options,
        wrap=_make(name, kind, options),
    )


def _kind(name: str) -> Kind:
    if name not in KINDS:
        raise FaultError(f"There is no fault {name!r}. There are: {', '.join(KINDS)}.")
    return KINDS[name]


def _check_aim(name: str, kind: Kind, on: str | None, page: int | None) -> None:
    if on is not None and on not in tuple(kind.on):
        raise FaultError(f"{name} can be on {' or '.join(sorted(kind.on))}, not on {on!r}.")
    if page is not None and (on or kind.usual) == "token":
        raise FaultError("Only participants come in pages: leave page out, or on.")


def _check_whole(what: str, number: int | None) -> None:
    if number is not None and (type(number) is not int or number < 1):
        raise FaultError(f"{what} must be a whole number from 1, not {number!r}.")


def _make(name: str, kind: Kind, options: Mapping[str, Any]) -> Wrap:
    for option, value in options.items():
        if option in OPTION_TYPES and type(value) not in OPTION_TYPES[option]:
            raise FaultError(f"{option} cannot be {value!r}.")
    if not options.get("seconds", 0) >= 0:
        raise FaultError("seconds cannot be negative.")
    try:
        inspect.signature(kind.make).bind(**options)
    except TypeError as error:
        raise FaultError(f"{name}: {error}.") from error
    return kind.make(**options)
