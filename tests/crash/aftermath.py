"""What a blow left: the database beside what the tablets were told."""

import http.client
from collections.abc import Iterator, Sequence

from django.db import connection
from django.db.models import Count

from participants import counters
from participants.models import CheckIn, Event, Result

from .flood import Asked, Door, Unexpected


def wrong(event: Event, acknowledged: Sequence[Asked]) -> Iterator[str]:
    """In words, all that must not be."""
    rows = {
        str(pk): (ticket, result)
        for pk, ticket, result in CheckIn.objects.filter(event=event).values_list(
            "pk", "participant__kiwify_id", "result"
        )
    }
    for one in acknowledged:
        if rows.get(one.id) != (one.ticket, one.told):
            yield f"lost: {one.id} was {one.told}, and is {rows.get(one.id)}"
    for participant in twice_in(event):
        yield f"in twice: {participant}"
    if (counted := counters.count(event).inside) != (there := sum(result == "admitted" for _, result in rows.values())):
        yield f"counted: {counted} inside, and there are {there}"
    if connection.vendor == "sqlite":
        yield from (f"damaged: {found}" for found in damages())


def twice_in(event: Event) -> list[int]:
    admitted = CheckIn.objects.filter(event=event, result=Result.ADMITTED).order_by()
    many = admitted.values("participant").annotate(times=Count("pk")).filter(times__gt=1)
    return list(many.values_list("participant", flat=True))


def damages() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        return [found for (found,) in cursor.fetchall() if found != "ok"]


def asked_again(door: Door, asked: Sequence[Asked]) -> Iterator[str]:
    """Every tablet asks again, as it would by itself: who was told something is told the same."""
    tablet = http.client.HTTPConnection("127.0.0.1", door.site.port, timeout=30)
    for one in asked:
        try:
            told = door.ask(tablet, one)
        except Unexpected as problem:
            yield f"no answer to the same again: {problem}"
            continue
        if one.told and told != one.told:
            yield f"another answer: {one.id} was {one.told}, and is {told}"
        one.told = told
