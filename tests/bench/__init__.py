"""`make bench`: SQLite and PostgreSQL under the real server, part by part, in about twenty-five minutes.

    make bench ARGS="--only sqlite --part door --participants 2500"
    make bench ARGS="--part evening"

A part that ran on both databases at full size is written to docs/bench.md and docs/bench.json, beside what these have
of the others; anything else only prints. All cost is told as a ratio to the floor of the same run: an empty page for
a signed-in person with a right to the event.
"""
