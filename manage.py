#!/usr/bin/env python
import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line
from django.db import OperationalError


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "checkin_site.settings")
    os.environ.pop("PROMETHEUS_MULTIPROC_DIR", None)  # a folder of the web's workers alone
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as problem:
        sys.exit(f"{problem}")
    except OperationalError as problem:
        sys.exit(f"The database cannot be used: {str(problem).strip().splitlines()[0]}. Check DATABASE_URL.")


if __name__ == "__main__":
    main()
