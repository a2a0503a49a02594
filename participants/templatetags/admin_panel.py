"""What the admin's first page and its sidebar show besides Django's own."""

from typing import Any

from django import template
from django.contrib.admin.views.main import ChangeList

from ..admin.dates import Dates
from ..admin.states import EventState, states_of
from ..models import Account
from ..schedule import active_events

register = template.Library()

ORDER = (
    "Event", "Participant", "CheckIn", "Checkpoint", "Tablet", "Note", "SyncRun", "AccessEntry", "Account", "ApiClient",
)  # fmt: skip


@register.simple_tag
def states_of_active_events() -> list[EventState]:
    return states_of(list(active_events().select_related("reading")))


@register.simple_tag
def has_account() -> bool:
    return Account.objects.exists()


@register.inclusion_tag("admin/date_hierarchy.html")
def dates_of(rows: ChangeList) -> dict[str, Any]:
    """The dates above a list, as Django shows them."""
    return Dates(rows).shown()


@register.filter
def ours_first(apps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The admin's apps with Portaria before the others, and its models as often as they are needed."""
    for app in apps:
        app["models"].sort(key=_place)
    return sorted(apps, key=lambda app: app["app_label"] != "participants")


def _place(model: dict[str, Any]) -> int:
    name = model["object_name"]
    return ORDER.index(name) if name in ORDER else len(ORDER)
