"""Who is said to stand at the door, and whose ticket a code or an id is, here or at another event of the account."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from ..by_hand import Columns, objects
from ..models import Batch, Detail, Event, Participant

TICKET = (Columns("p", Participant), Columns("b", Batch))
TICKETS = (
    f"SELECT {', '.join(map(str, TICKET))} FROM {Participant._meta.db_table} p"  # noqa: S608
    f" LEFT JOIN {Batch._meta.db_table} b ON b.id = p.batch_id"
)
TICKET_ELSEWHERE = (Columns("p", Participant), Columns("e", Event))
TICKETS_ELSEWHERE = (
    f"SELECT {', '.join(map(str, TICKET_ELSEWHERE))} FROM {Event._meta.db_table} e"  # noqa: S608
    f" JOIN {Participant._meta.db_table} p ON p.event_id = e.id WHERE e.account_id = %s AND e.is_active AND e.id <> %s"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who stands at the door: a participant chosen by staff, or a code that was read: a ticket's, or Kiwify's id.

    `holders` are those who have the code, where the caller has looked already; `asked` is what Kiwify said when it
    was asked for a code that was not known here; `elsewhere` is another event of ours, whose ticket it is.
    """

    participant: Participant | None = None
    code: str = ""
    holders: tuple[Participant, ...] | None = None
    asked: Detail | None = None
    elsewhere: Event | None = None


def ticket_of(event_id: int, kiwify_id: str) -> Participant | None:
    """The participant of this event who has this id at Kiwify, with their batch."""
    return next(iter(_tickets("p.event_id = %s AND p.kiwify_id = %s", [event_id, kiwify_id])), None)


def holders(event_id: int, code: str) -> list[Participant]:
    """Everybody at the event whose ticket has this code, whatever its case, or who has this id at Kiwify.

    Kiwify does not promise that a code is only one person's. A ticket issued anew under its old code is no riddle:
    the listed one counts.
    """
    if not (code := code.strip()):
        return []
    spellings = _spellings(code)
    these = _any_of(spellings)
    # The event on either side of OR, so that each finds its own index.
    found = _tickets(
        f"p.event_id = %s AND p.code IN {these} OR p.event_id = %s AND p.kiwify_id IN {these}",
        [event_id, *spellings, event_id, *spellings],
    )
    people = [one for one in found if one.code in spellings] or found
    return [one for one in people if one.withdrawn_at is None] or people


def elsewhere(event: Event, codes: Sequence[str]) -> Claim | None:
    """A claim by one of these codes or ids that is a ticket's of another event of the same account: of the newest.

    Only of active ones: the indexes are led by the event, and over the years each would be asked in turn.
    """
    spelled = {one: code for code in reversed(codes) if code for one in _spellings(code)}
    # One question for each index.
    for field in ("code", "kiwify_id") if spelled else ():
        which = f"AND p.{field} IN {_any_of(spelled)} ORDER BY e.id DESC LIMIT 1"
        found = objects(f"{TICKETS_ELSEWHERE} {which}", [event.account_id, event.pk, *spelled], *TICKET_ELSEWHERE)
        for participant, other in found:
            return Claim(code=spelled[getattr(participant, field)], holders=(), elsewhere=other)
    return None


def _tickets(which: str, params: Sequence[Any]) -> list[Participant]:
    people = []
    for participant, batch in objects(f"{TICKETS} WHERE {which}", params, *TICKET):
        participant.batch = batch
        people.append(participant)
    return people


def _any_of(values: Collection[str]) -> str:
    return f"({', '.join(['%s'] * len(values))})"


def _spellings(code: str) -> set[str]:
    """As it was read, in one case, and as it was before Caps Lock."""
    return {code, code.upper(), code.lower(), code.swapcase()}
