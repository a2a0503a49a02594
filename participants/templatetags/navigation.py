"""The places around an event's door, and which of them somebody may open."""

from dataclasses import dataclass
from typing import Any

from django import template
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ..access import EventRequest
from ..models import Event, Role

register = template.Library()


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the event, under the name of its address, the least role that opens it, and the pages it leads to."""

    name: str
    label: str | Promise
    role: Role = Role.LEAD
    leads_to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    address: str
    is_current: bool


PLACES = (
    Place("door", _("Door"), Role.DOOR),
    Place("attendance", _("Board")),
    Place("people", _("People"), Role.ORGANIZER),
    Place("log", _("Log"), Role.ORGANIZER),
    Place("doubles", _("Doubles"), Role.ORGANIZER),
    Place("reconciliation", "Kiwify", Role.ORGANIZER),
    Place("reads", _("Reads"), Role.ORGANIZER),
    Place("checkpoints", _("Checkpoints")),
    Place("tablets", _("Tablets")),
    Place("staff", _("Staff"), Role.ORGANIZER),
    Place("exports", _("Export"), Role.ORGANIZER, ("report", "gate-list", "ticks")),
)


@register.inclusion_tag("event_nav.html", takes_context=True)
def event_nav(context: dict[str, Any]) -> dict[str, Any]:
    request: EventRequest = context["request"]
    event = context["event"]
    role = Role.DOOR if request.tablet else request.role
    places = {_address(place.name, event): place for place in PLACES if role.rank >= place.role.rank}
    leads = {
        _address(page, event): address for address, place in places.items() for page in (place.name, *place.leads_to)
    }
    here = leads[max((page for page in leads if request.path.startswith(page)), key=len)]
    return {"links": [Link(place.label, address, address == here) for address, place in places.items()]}


def _address(name: str, event: Event) -> str:
    return reverse(name, args=[event.slug])
