"""Who may do what at which event. Nothing is open unless a view says so.

People sign in and have a role at an event. A paired tablet has no account: it opens the door of its event and nothing
else, for whoever said there with a PIN who they are.
"""

from .cookie import TABLET_COOKIE, forget_tablet, remember_tablet, tablet_of
from .guards import Archived, at_door, at_event, for_organizers, open_when_archived
from .requests import EventRequest, wants_json
from .roles import archived_events_of, events_of, had_events, organizes
from .sign_in import SignInRequired, open_to_tablets

__all__ = [
    "TABLET_COOKIE",
    "Archived",
    "EventRequest",
    "SignInRequired",
    "archived_events_of",
    "at_door",
    "at_event",
    "events_of",
    "for_organizers",
    "forget_tablet",
    "had_events",
    "open_to_tablets",
    "open_when_archived",
    "organizes",
    "remember_tablet",
    "tablet_of",
    "wants_json",
]
