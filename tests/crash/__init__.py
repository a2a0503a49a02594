"""kill -9 in mid-flood: every check-in that was acknowledged is there, and nobody is in twice.

It tries our part: that nothing is acknowledged before it is committed. What outlives a power cut is the database's
part (`synchronous=FULL`), and no kill can show it.
"""
