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
class Page:
    """A page of the event, under the name of its address, and the least role that opens it.

    Of an archived event there are those that `stay`.
    """

    name: str
    label: str | Promise
    role: Role = Role.LEAD
    stays: bool = True


@dataclass(frozen=True, slots=True)
class Place:
    """Pages about one thing: in the bar it is one link, to the first that somebody may open."""

    label: str | Promise
    pages: tuple[Page, ...]

    def open_to(self, role: Role, event: Event) -> list[Page]:
        return [page for page in self.pages if role.rank >= page.role.rank and (event.is_active or page.stays)]


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    address: str
    is_current: bool


PLACES = (
    Place(_("Door"), (Page("door", _("Door"), Role.DOOR, stays=False),)),
    Place(_("Board"), (Page("attendance", _("Board")),)),
    Place(_("People"), (Page("people", _("People"), Role.ORGANIZER),)),
    Place(_("Log"), (Page("log", _("Log"), Role.ORGANIZER), Page("doubles", _("Doubles"), Role.ORGANIZER))),
    Place(
        "Kiwify", (Page("reconciliation", _("Comparison"), Role.ORGANIZER), Page("reads", _("Reads"), Role.ORGANIZER))
    ),
    Place(
        _("Set-up"),
        (Page("set-up", _("Set-up"), Role.ORGANIZER, stays=False), Page("archive", _("Archive"), Role.ORGANIZER)),
    ),
    Place(
        _("Tablets"),
        (Page("tablets", _("Tablets"), stays=False), Page("staff", _("Staff"), Role.ORGANIZER, stays=False)),
    ),
    Place(_("Checkpoints"), (Page("checkpoints", _("Checkpoints"), stays=False),)),
    Place(
        _("Export"),
        (
            Page("exports", _("Files"), Role.ORGANIZER),
            Page("report", _("Report"), Role.ORGANIZER),
            Page("gate-list", _("Gate list"), Role.ORGANIZER, stays=False),
            Page("ticks", _("Type ticks back in"), Role.ORGANIZER, stays=False),
        ),
    ),
)


@register.inclusion_tag("event_nav.html", takes_context=True)
def event_nav(context: dict[str, Any]) -> dict[str, Any]:
    """The places of the event that somebody may open."""
    places = _places(context)
    return {"links": [Link(_label(place, pages), pages[0].address, _is_here(pages)) for place, pages in places]}


@register.inclusion_tag("event_pages.html", takes_context=True)
def event_pages(context: dict[str, Any]) -> dict[str, Any]:
    """The pages of the place that is shown, where it has several."""
    here = next((pages for _place, pages in _places(context) if _is_here(pages)), [])
    return {"links": here if len(here) > 1 else ()}


def _label(place: Place, pages: list[Link]) -> str | Promise:
    """A place that has one page left is called as that page is."""
    return pages[0].label if len(pages) == 1 else place.label


def _is_here(pages: list[Link]) -> bool:
    return any(page.is_current for page in pages)


def _places(context: dict[str, Any]) -> list[tuple[Place, list[Link]]]:
    """Each place with its pages; the longest address that leads to what is shown is the current one."""
    request: EventRequest = context["request"]
    role = Role.DOOR if request.tablet else request.role
    event: Event = context["event"]
    places = [(place, place.open_to(role, event)) for place in PLACES]
    address = {page: reverse(page.name, args=[event.slug]) for _place, pages in places for page in pages}
    # The door's lies before all others, and is none of an archived event's.
    shown = max((one for one in address.values() if request.path.startswith(one)), key=len, default="")
    return [
        (place, [Link(page.label, address[page], address[page] == shown) for page in pages])
        for place, pages in places
        if pages
    ]
