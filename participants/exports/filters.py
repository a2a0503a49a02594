"""Which rows are wanted: asked as the screens ask it, with the same words in the address."""

from dataclasses import replace
from typing import Any

from django.db.models import Model, QuerySet

from ..attendance.filters import Filters, LogFilters, PeopleFilters
from ..attendance.log import verdicts
from ..attendance.people import PeopleWanted, arrivals, matching
from ..attendance.states import Admissions, State
from ..models import CheckIn, Event, Participant

# Of a page on the screen; a file has all pages, and a spreadsheet sorts by itself.
OF_A_PAGE = ("sort", "after")


def in_words(filters: Filters) -> str:
    """What was asked, as in an address, for the access log: with keys and without what was searched for."""
    asked = {name: value for name, value in filters.cleaned_data.items() if value}
    return " ".join(f"{name}={_in_address(name, value)}" for name, value in asked.items())


class OfParticipants(PeopleFilters):
    """Which participants."""

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(event, data)
        for name in OF_A_PAGE:
            del self.fields[name]
        self.order_fields(["q", *self.USUAL])

    @property
    def asked(self) -> PeopleWanted:
        return self.wanted

    def people(self, event: Event) -> QuerySet[Participant]:
        return matching(event, self.asked)

    def arrivals(self, event: Event) -> Admissions:
        """The admissions that count as arrivals: where, through whom and when it is wanted."""
        return arrivals(event, self.asked)


class OfArrivals(OfParticipants):
    """Which of those who arrived."""

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(event, data)
        del self.fields["state"]

    @property
    def asked(self) -> PeopleWanted:
        return replace(self.wanted, state=State.ARRIVED)


class OfTheLog(LogFilters):
    """Which verdicts."""

    def __init__(self, event: Event, data: Any) -> None:
        super().__init__(event, data)
        del self.fields["after"]
        self.order_fields(["q", *self.USUAL])

    def check_ins(self, event: Event) -> QuerySet[CheckIn]:
        return verdicts(event, self.wanted)


def _in_address(name: str, value: Any) -> str:
    if name == "q":
        return "…"
    if isinstance(value, Model):
        return str(value.pk)
    return str(value.isoformat() if hasattr(value, "isoformat") else value)
