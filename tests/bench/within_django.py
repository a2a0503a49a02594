"""`python -m tests.bench.within_django MODULE …` runs main() of a module whose imports need Django ready."""

import sys
from importlib import import_module

import django

if __name__ == "__main__":
    django.setup()
    sys.exit(import_module(sys.argv[1]).main(*sys.argv[2:]))
