"""What a verdict says: a word, a label and one sentence that tells staff what to do."""

from .places import right_places
from .refusals import refusals_of
from .sayings import REASONS_TO_REFUSE, reason_in_words
from .verdict import Tone, Verdict, tone_of, verdict_of, word_of

__all__ = [
    "REASONS_TO_REFUSE",
    "Tone",
    "Verdict",
    "reason_in_words",
    "refusals_of",
    "right_places",
    "tone_of",
    "verdict_of",
    "word_of",
]
