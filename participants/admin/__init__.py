"""The admin: accounts, events and people are kept here; what the read and the door write is only shown."""

from django.contrib import admin

from . import accounts, check_ins, events, lockouts, notes, participants, people, programs, reads

__all__ = ["accounts", "check_ins", "events", "lockouts", "notes", "participants", "people", "programs", "reads"]

admin.site.site_header = admin.site.site_title = "Portaria"
# The places stand in the header, as on the other pages, and leave the width to the tables.
admin.site.enable_nav_sidebar = False
