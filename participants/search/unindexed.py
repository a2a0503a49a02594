"""Finding in an event whose people stand in no index, as it is archived: by going through all, slower and plainer.

The names, numbers, codes and orders that the index would find by what was typed; no typo is forgiven.
"""

from functools import reduce
from operator import and_, or_

from django.db.models import F, Q, Value
from django.db.models.functions import Replace
from django.db.models.lookups import IStartsWith

from .asked import SHORTEST_CODE, SHORTEST_ENDING, Asked

IDS = ("code", "order_id", "kiwify_id")


def anything(asked: Asked) -> Q:
    """Those in whom, for every token, anything begins so (or, for digits, ends so)."""
    every = reduce(and_, (_any_of(token) for token in asked.tokens))
    return every | _begins(asked.joined) if asked.joined else every


def _any_of(token: str) -> Q:
    known = Q(sorts_as__startswith=token) | Q(sorts_as__contains=f" {token}")
    known |= Q(batch__name__icontains=token) | Q(email__istartswith=token)
    if token.isdigit() and len(token) >= SHORTEST_ENDING:
        known |= Q(cpf__startswith=token) | Q(cpf__endswith=token) | Q(phone__endswith=token)
    return known | _begins(token) if len(token) >= SHORTEST_CODE else known


def _begins(text: str) -> Q:
    """A code or an id, which is typed with or without its dashes."""
    return reduce(or_, (Q(IStartsWith(Replace(F(name), Value("-"), Value("")), Value(text))) for name in IDS))
