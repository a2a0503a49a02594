"""Finding people in the admin: by the door's own index where one event is chosen, by beginnings elsewhere."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from .. import search
from ..models import Participant
from .filters import chosen_event

MOST = 1_000


def plain(text: str) -> str:
    """As PostgreSQL can be asked for it, which knows no NUL."""
    return text.replace("\0", "").strip()


def matching(request: HttpRequest, text: str, *, among: str = "pk") -> Q:
    """The participants `text` may mean, as a condition; `among` is the column their keys stand in."""
    event = chosen_event(request)
    people = search.ids_of(event, text, most=MOST) if event else _by_beginnings(text)
    return Q(**{f"{among}__in": people})


def _by_beginnings(text: str) -> QuerySet[Participant, int]:
    wanted = Q(code=text.upper()) | Q(name__istartswith=text) | Q(email__istartswith=text)
    return Participant.objects.filter(wanted).order_by().values_list("pk", flat=True)
