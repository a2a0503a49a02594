"""A check-in as it is shown: its tone, its word, its label and its sentence."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy

from ..models import CheckIn, Closing, Participant, Result
from ..orders import OrderSize
from .sayings import saying_of, undone


class Tone(StrEnum):
    """How a verdict looks and, at a glance, what it means."""

    IN = "in"
    AGAIN = "again"
    STOP = "stop"
    OUT = "out"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class Verdict:
    """A check-in as it is shown: derived from its row alone, so the same row always says the same."""

    check_in: CheckIn
    tone: Tone
    word: str
    label: str
    message: str

    @property
    def participant(self) -> Participant | None:
        return self.check_in.participant

    def as_json(self) -> dict[str, object]:
        """The same words for programs. `participant` is Kiwify's id, as in the form that asked."""
        row, participant = self.check_in, self.check_in.participant
        return {
            "id": str(row.pk),
            "result": row.result,
            "detail": row.detail,
            "overruled": row.overruled,
            "message": self.message,
            "participant": participant.kiwify_id if participant else None,
            "name": participant.name if participant else None,
            "batch": participant.batch_name if participant else None,
            "code": participant.code if participant else row.code,
            "checkpoint": row.checkpoint_id,
            "source": row.source,
            "happened_at": row.happened_at.isoformat(),
            "recorded_at": row.recorded_at.isoformat(),
            "undone": row.closed_how == Closing.UNDO,
        }


def verdict_of(check_in: CheckIn, order: OrderSize | None = None) -> Verdict:
    """The verdict a row stands for, in the language and time zone that are active now.

    `order` is the size of the participant's, where the caller has asked for it already.
    """
    tone = tone_of(check_in)
    label, message = undone() if tone == Tone.UNDONE else saying_of(check_in, order)
    return Verdict(check_in, tone, word_of(check_in), label, message)


def tone_of(check_in: CheckIn) -> Tone:
    if check_in.closed_how == Closing.UNDO:
        return Tone.UNDONE
    return _TONES.get(Result(check_in.result), Tone.STOP)


def word_of(check_in: CheckIn) -> str:
    """One word for the whole verdict, as large as the screen allows."""
    return str(_OWN_WORDS.get(Result(check_in.result)) or _WORDS[tone_of(check_in)])


_OWN_WORDS = {Result.REFUSED: gettext_lazy("REFUSED"), Result.NOT_INSIDE: gettext_lazy("NOT INSIDE")}
_WORDS = {
    Tone.IN: gettext_lazy("ENTERED"),
    Tone.AGAIN: gettext_lazy("ALREADY IN"),
    Tone.OUT: gettext_lazy("LEFT"),
    Tone.UNDONE: gettext_lazy("UNDONE"),
    Tone.STOP: gettext_lazy("STOP"),
}
_TONES = {
    Result.ADMITTED: Tone.IN,
    Result.ALREADY_IN: Tone.AGAIN,
    Result.NOT_INSIDE: Tone.AGAIN,
    Result.LEFT: Tone.OUT,
}
