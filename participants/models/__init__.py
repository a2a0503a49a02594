from .access import ApiClient, Membership, Role
from .accounts import Account, KiwifyCall
from .checkins import CheckIn, Checkpoint, Closing, Result, Source
from .events import Batch, Event, Participant
from .reads import SyncRun

__all__ = [
    "Account",
    "ApiClient",
    "Batch",
    "CheckIn",
    "Checkpoint",
    "Closing",
    "Event",
    "KiwifyCall",
    "Membership",
    "Participant",
    "Result",
    "Role",
    "Source",
    "SyncRun",
]
