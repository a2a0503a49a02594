"""One part of the bench on the database that DATABASE_URL names: `python -m tests.bench.one_part PART PARTICIPANTS …`.

Prints its figures as JSON.
"""

import json
import sys
from importlib import import_module

if __name__ == "__main__":
    part, participants, *more = sys.argv[1:]
    print(json.dumps(import_module(f"tests.bench.parts.{part}").measure(int(participants), *more)))
