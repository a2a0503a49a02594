"""The verdict on who stands at the door, in the order of `Result`. It writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import User

from ..by_hand import Columns, objects
from ..models import CheckIn, Checkpoint, Detail, Event, Participant, Result
from .claims import Claim, holders

ADMISSION = (Columns("c", CheckIn), Columns("u", User, "id", "username", "first_name", "last_name"))
# Written out, so that the partial index of open admissions answers it.
STANDING = (
    f"SELECT {', '.join(map(str, ADMISSION))} FROM {CheckIn._meta.db_table} c"  # noqa: S608
    f" LEFT JOIN {User._meta.db_table} u ON u.id = c.person_id"
    " WHERE c.checkpoint_id = %s AND c.participant_id = %s AND c.result = 'admitted' AND c.closed_at IS NULL"
)
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
    """The admission of this participant that nothing has closed, with who made it."""
    for admission, person in objects(STANDING, [checkpoint.pk, participant.pk], *ADMISSION):
        admission.person = person
        return admission  # type: ignore[no-any-return]
    return None


def can_be_overruled(check_in: CheckIn) -> bool:
    """Whether this verdict stopped somebody whom a lead may let in nevertheless."""
    return check_in.result in OVERRULABLE


def _people(checkpoint: Checkpoint, claim: Claim) -> Sequence[Participant]:
    if claim.participant:
        return [claim.participant]
    return holders(checkpoint.event_id, claim.code) if claim.holders is None else claim.holders


def _admits(checkpoint: Checkpoint, participant: Participant) -> bool:
    if not checkpoint.admits_some:
        return True
    return participant.batch is not None and checkpoint.batches.contains(participant.batch)
