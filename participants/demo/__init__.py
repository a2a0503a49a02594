"""`make demo`: Portaria as a whole on one machine, on SQLite, beside a stand-in Kiwify. What it keeps is in var/.

A program and not a command of manage.py: it makes the settings without which Django does not load, then runs the
commands that any installation runs.
"""
