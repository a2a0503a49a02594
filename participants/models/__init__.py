from .access import ApiClient, Membership, Role
from .accounts import Account, KiwifyCall
from .checkins import CheckIn, Checkpoint, Closing, Detail, Result, Source
from .events import Attention, Batch, Event, Participant
from .notes import Note
from .reads import Notice, Reading, SyncRun

__all__ = [
    "Account",
    "ApiClient",
    "Attention",
    "Batch",
    "CheckIn",
    "Checkpoint",
    "Closing",
    "Detail",
    "Event",
    "KiwifyCall",
    "Membership",
    "Note",
    "Notice",
    "Participant",
    "Reading",
    "Result",
    "Role",
    "Source",
    "SyncRun",
]
