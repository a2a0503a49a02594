"""Who is said to stand at the door: whose ticket a code or an id is, here or at another event of the account."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..by_hand import Columns, any_of, objects
from ..models import CheckIn, Checkpoint, Detail, Event, Participant
from ..orders import Mate, tickets_at

ELSEWHERE = (Columns("p", Participant, "id", "code", "kiwify_id"), Columns("e", Event))
TICKETS_ELSEWHERE = (
    f"SELECT {', '.join(map(str, ELSEWHERE))} FROM {Event._meta.db_table} e"  # noqa: S608
    f" JOIN {Participant._meta.db_table} p ON p.event_id = e.id WHERE e.account_id = %s AND e.is_active AND e.id <> %s"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """Who stands at the door: a participant chosen by staff, or a code that was read: a ticket's, or Kiwify's id.

    `holders` are those who have the code, where the caller has looked already; `asked` is what Kiwify said when it
    was asked for a code that was not known here; `elsewhere` is another event of ours, whose ticket it is. `standing`
    are the admissions that stand at the checkpoint, by participant's key, where they were read with the tickets.
    """

    participant: Participant | None = None
    code: str = ""
    holders: tuple[Participant, ...] | None = None
    asked: Detail | None = None
    elsewhere: Event | None = None
    standing: Mapping[int, CheckIn | None] | None = None


def claims_by_id(checkpoint: Checkpoint, kiwify_ids: Collection[str]) -> dict[str, Claim]:
    """A claim for each participant of the event who has one of these ids at Kiwify, by id."""
    with_these, params = any_of("p.kiwify_id", kiwify_ids)
    which = f"WHERE p.event_id = %s AND {with_these}"
    found = tickets_at(checkpoint, which, [checkpoint.event_id, *params]) if kiwify_ids else []
    return {one.participant.kiwify_id: Claim(one.participant, standing=_standing([one])) for one in found}


def claim_by_code(checkpoint: Checkpoint, code: str) -> Claim | None:
    """A claim for everybody at the event whose ticket has this code, whatever its case, or who has this id at Kiwify.

    Kiwify does not promise that a code is only one person's. A ticket issued anew under its old code is no riddle:
    the listed one counts. None where nobody has it.
    """
    if not (spellings := _spellings(code.strip())):
        return None
    # The event on either side of OR, so that each finds its own index.
    sides = [any_of(f"p.event_id = %s AND p.{column}", spellings) for column in ("code", "kiwify_id")]
    params = [param for _side, params in sides for param in (checkpoint.event_id, *params)]
    found = tickets_at(checkpoint, f"WHERE {' OR '.join(side for side, _params in sides)}", params)
    found = [one for one in found if one.participant.code in spellings] or found
    found = [one for one in found if one.participant.withdrawn_at is None] or found
    if not found:
        return None
    return Claim(code=code, holders=tuple(one.participant for one in found), standing=_standing(found))


def claim_elsewhere(event: Event, codes: Sequence[str]) -> Claim | None:
    """A claim by one of these codes or ids that is a ticket's of another event of the same account: of the newest.

    Only of active ones: the indexes are led by the event, and over the years each would be asked in turn.
    """
    spelled = {one: code for code in reversed(codes) for one in _spellings(code)}
    if not spelled:
        return None
    # Each side finds its own index.
    sides = [any_of(f"{TICKETS_ELSEWHERE} AND p.{column}", spelled) for column in ("code", "kiwify_id")]
    params = [param for _side, params in sides for param in (event.account_id, event.pk, *params)]
    found = [
        (one.code in spelled, other.pk, one, other)
        for one, other in objects(" UNION ALL ".join(side for side, _params in sides), params, *ELSEWHERE)
    ]
    if not found:
        return None
    by_code, _key, ticket, other = max(found, key=lambda one: one[:2])
    return Claim(code=spelled[ticket.code if by_code else ticket.kiwify_id], holders=(), elsewhere=other)


def _standing(found: Iterable[Mate]) -> dict[int, CheckIn | None]:
    return {one.participant.pk: one.admission for one in found}


def _spellings(code: str) -> set[str]:
    """As it was read, in one case, and as it was before Caps Lock."""
    return {code, code.upper(), code.lower(), code.swapcase()} if code else set()
