"""What organizers set up by hand: Kiwify accounts, new events, an event's details, and what is still missing."""
