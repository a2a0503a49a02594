"""`make demo`: Portaria as a whole on one machine, on SQLite, beside a stand-in Kiwify. Its data is in var/.

A program and not a command of manage.py: it makes the settings without which Django does not load, and then
runs the commands that any installation runs.
"""
