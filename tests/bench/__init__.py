"""`make bench`: the read and the door under the real server, on SQLite and on PostgreSQL, in about fifteen minutes.

A full run writes docs/bench.md and docs/bench.json; any other only prints. All cost is told as a ratio to the
floor of the same run: an empty page for a signed-in person with a right to the event.
"""
