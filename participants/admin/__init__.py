"""The admin: accounts, events and people are kept here; what the read and the door write is only shown.

Left out is what helps nobody to see: invitations and their hashes, throttles, calls booked at Kiwify, and the lease of
a reading, which the events and their pages tell in words.
"""

from django.contrib import admin
from django.utils.translation import gettext_noop

from . import (
    access_log,
    accounts,
    check_ins,
    checkpoints,
    events,
    lockouts,
    notes,
    participants,
    people,
    programs,
    reads,
    tablets,
)

__all__ = [
    "access_log",
    "accounts",
    "check_ins",
    "checkpoints",
    "events",
    "lockouts",
    "notes",
    "participants",
    "people",
    "programs",
    "reads",
    "tablets",
]

admin.site.site_header = admin.site.site_title = "Portaria"
# The places stand in the header, as on the other pages, and leave the width to the tables.
admin.site.enable_nav_sidebar = False
# Django 6.1 says these in English alone, and takes our catalogue's word for them.
gettext_noop("- Select an option -")
gettext_noop("Filter by %(field_name)s")
