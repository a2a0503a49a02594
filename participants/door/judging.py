"""The verdict on who stands at the door, in the order of `Result`. It writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..models import CheckIn, Checkpoint, Detail, Event, Participant, Result
from ..orders import people_at
from .claims import Claim, claim_by_code

# What a lead may let in nevertheless, with a reason.
OVERRULABLE = (Result.WITHDRAWN, Result.WRONG_CHECKPOINT)


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
    if earlier := standing_admission(checkpoint, participant, claim):
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


def standing_admission(checkpoint: Checkpoint, participant: Participant, claim: Claim) -> CheckIn | None:
    """The admission of this participant that nothing has closed, with who made it."""
    if claim.standing is not None:
        return claim.standing.get(participant.pk)
    return people_at(checkpoint, [participant.pk])[0].admission


def can_be_overruled(check_in: CheckIn) -> bool:
    """Whether this verdict stopped somebody whom a lead may let in nevertheless."""
    return check_in.result in OVERRULABLE


def _people(checkpoint: Checkpoint, claim: Claim) -> Sequence[Participant]:
    if claim.participant:
        return [claim.participant]
    found = claim if claim.holders is not None else claim_by_code(checkpoint, claim.code)
    return (found and found.holders) or ()


def _admits(checkpoint: Checkpoint, participant: Participant) -> bool:
    if not checkpoint.admits_some:
        return True
    return participant.batch is not None and checkpoint.batches.contains(participant.batch)
