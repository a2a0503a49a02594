from .access import ApiClient, Invitation, Membership, Role
from .access_log import AccessEntry, Seen
from .accounts import Account, KiwifyCall
from .changes import Changed, ParticipantChange
from .checkins import CheckIn, Closing, Detail, Result, Settling, Source
from .checkpoints import Checkpoint
from .events import Attention, Batch, Colour, Event, Participant
from .notes import Note
from .reads import Notice, Reading, SyncRun
from .tablets import Ending, Pairing, Tablet, Throttle
from .tallies import Tally

__all__ = [
    "AccessEntry",
    "Account",
    "ApiClient",
    "Attention",
    "Batch",
    "Changed",
    "CheckIn",
    "Checkpoint",
    "Closing",
    "Colour",
    "Detail",
    "Ending",
    "Event",
    "Invitation",
    "KiwifyCall",
    "Membership",
    "Note",
    "Notice",
    "Pairing",
    "Participant",
    "ParticipantChange",
    "Reading",
    "Result",
    "Role",
    "Seen",
    "Settling",
    "Source",
    "SyncRun",
    "Tablet",
    "Tally",
    "Throttle",
]
