"""Finding people in the admin: by the door's own index where one event is chosen, by beginnings elsewhere."""

from django.db.models import Q
from django.http import HttpRequest

from .. import search
from .filters import chosen_event

MOST = 1_000


def matching(request: HttpRequest, text: str, *, among: str = "") -> Q:
    """The participants `text` may mean, as a condition; `among` is the way to them, as in "participant__"."""
    event = chosen_event(request)
    if event is None:
        return _by_beginnings(text.strip(), among)
    return Q(**{f"{among}pk__in": search.ids_of(event, text, most=MOST)})


def _by_beginnings(text: str, among: str) -> Q:
    return (
        Q(**{f"{among}code": text.upper()})
        | Q(**{f"{among}name__istartswith": text})
        | Q(**{f"{among}email__istartswith": text})
    )
