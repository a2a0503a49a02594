"""The door: the only writer of CheckIn. One function checks people in, whoever calls it.

A check-in is a row for every verdict. Its id is made by whoever asks, so that asking again is the same answer;
the database's constraint picks the winner when several ask for one ticket at once.
"""

from .arrivals import take_in_arrivals_at_kiwify
from .claims import Claim, claim_by_code, claim_elsewhere, claims_by_id
from .entering import OLDEST_QUEUE, answered, check_in, check_in_all, refuse
from .forgetting import erase_what_was_written
from .judging import can_be_overruled
from .leaving import UNDO_WITHIN, NoExit, UndoRefused, can_undo, check_out, everyone_out, undo
from .recording import IdReused, kept
from .settling import NoDouble, settle
from .tallying import recount

__all__ = [
    "OLDEST_QUEUE",
    "UNDO_WITHIN",
    "Claim",
    "IdReused",
    "NoDouble",
    "NoExit",
    "UndoRefused",
    "answered",
    "can_be_overruled",
    "can_undo",
    "check_in",
    "check_in_all",
    "check_out",
    "claim_by_code",
    "claim_elsewhere",
    "claims_by_id",
    "erase_what_was_written",
    "everyone_out",
    "kept",
    "recount",
    "refuse",
    "settle",
    "take_in_arrivals_at_kiwify",
    "undo",
]
