"""The verdict on who stands at the door, in the order of `Result`. It writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..models import CheckIn, Checkpoint, Detail, Event, Participant, Result

# What a lead may let in nevertheless, with a reason.
OVERRULABLE = (Result.WITHDRAWN, Result.WRONG_CHECKPOINT)


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


@dataclass(frozen=True, slots=True)
class Judgement:
    result: Result
    participant: Participant | None = None
    earlier: CheckIn | None = None
    detail: Detail | None = None
    elsewhere: Event | None = None


def judge_entry(checkpoint: Checkpoint, claim: Claim, at: datetime) -> Judgement:
    """Whether they may come in at this checkpoint at this moment."""
    judgement = who(checkpoint, claim)
    if (participant := judgement.participant) is None:
        return judgement
    if participant.withdrawn_at:
        return Judgement(Result.WITHDRAWN, participant)
    if participant.attention:
        return Judgement(Result.WITHDRAWN, participant, detail=Detail(participant.attention))
    if not _admits(checkpoint, participant):
        return Judgement(Result.WRONG_CHECKPOINT, participant)
    if not checkpoint.is_open_at(at):
        return Judgement(Result.WRONG_CHECKPOINT, participant, detail=Detail.CLOSED)
    if earlier := standing_admission(checkpoint, participant):
        return Judgement(Result.ALREADY_IN, participant, earlier)
    return Judgement(Result.ADMITTED, participant)


def who(checkpoint: Checkpoint, claim: Claim) -> Judgement:
    """The one person a claim is about: a judgement without a participant where it is nobody, or more than one."""
    people = _people(checkpoint, claim)
    if not people:
        return Judgement(
            Result.UNKNOWN, detail=Detail.ELSEWHERE if claim.elsewhere else None, elsewhere=claim.elsewhere
        )
    if len(people) > 1:
        return Judgement(Result.AMBIGUOUS)
    return Judgement(Result.ADMITTED, people[0])


def standing_admission(checkpoint: Checkpoint, participant: Participant) -> CheckIn | None:
    return CheckIn.objects.open_at(checkpoint).filter(participant=participant).first()


def can_be_overruled(check_in: CheckIn) -> bool:
    """Whether this verdict stopped somebody whom a lead may let in nevertheless."""
    return check_in.result in OVERRULABLE


def holders(event_id: int, code: str) -> list[Participant]:
    """Everybody at the event whose ticket has this code, whatever its case, or who has this id at Kiwify.

    Kiwify does not promise that a code is only one person's. A ticket issued anew under its old code is no riddle:
    the listed one counts.
    """
    spellings = _spellings(code.strip())
    here = Participant.objects.filter(event=event_id)
    people = list(here.filter(code__in=spellings).exclude(code=""))
    people = people or list(here.filter(kiwify_id__in=spellings))
    return [one for one in people if one.withdrawn_at is None] or people


def elsewhere(event: Event, codes: Sequence[str]) -> Claim | None:
    """A claim by one of these codes or ids that is a ticket's of another event of the same account: of the newest."""
    others = list(Event.objects.filter(account=event.account_id).exclude(pk=event.pk).values_list("pk", flat=True))
    spelled = {one: code for code in reversed(codes) if code for one in _spellings(code)}
    # One question for each index.
    for field in ("code", "kiwify_id") if others else ():
        its = Participant.objects.filter(event__in=others, **{f"{field}__in": spelled}).select_related("event")
        if found := its.order_by("-event_id").first():
            return Claim(code=spelled[getattr(found, field)], holders=(), elsewhere=found.event)
    return None


def _spellings(code: str) -> set[str]:
    """As it was read, in one case, and as it was before Caps Lock."""
    return {code, code.upper(), code.lower(), code.swapcase()}


def _people(checkpoint: Checkpoint, claim: Claim) -> Sequence[Participant]:
    if claim.participant:
        return [claim.participant]
    return holders(checkpoint.event_id, claim.code) if claim.holders is None else claim.holders


def _admits(checkpoint: Checkpoint, participant: Participant) -> bool:
    admitted = set(checkpoint.batches.values_list("pk", flat=True))
    return not admitted or participant.batch_id in admitted
