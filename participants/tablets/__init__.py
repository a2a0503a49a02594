"""Tablets at the gates: paired with one event, with nobody's account on them, and worthless to whoever finds one."""

from .contact import Contact, note_contact
from .keys import Recognised, browser_of, cookie_of, has_ended, recognise
from .lasting import end, end_all, is_paired, lasts_until
from .lights import Light, Shown, State, lights_of, note_lights
from .lights_form import LightsForm
from .pairing import InvitationOver, NoSuchInvitation, invitation, invitation_in_words, invite, pair, token_of, words_of
from .pins import new_pin, set_pin, staff_of
from .places import move
from .staff import WrongPin, asks_who, has_just_said_who, leave, note_work, say_who, who_is_at

__all__ = [
    "Contact",
    "InvitationOver",
    "Light",
    "LightsForm",
    "NoSuchInvitation",
    "Recognised",
    "Shown",
    "State",
    "WrongPin",
    "asks_who",
    "browser_of",
    "cookie_of",
    "end",
    "end_all",
    "has_ended",
    "has_just_said_who",
    "invitation",
    "invitation_in_words",
    "invite",
    "is_paired",
    "lasts_until",
    "leave",
    "lights_of",
    "move",
    "new_pin",
    "note_contact",
    "note_lights",
    "note_work",
    "pair",
    "recognise",
    "say_who",
    "set_pin",
    "staff_of",
    "token_of",
    "who_is_at",
    "words_of",
]
