from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import timezone

from participants.backup import CannotKeep, InUse, NotOurs, how_to_restore, restore


class Command(BaseCommand):
    # They would open the database that is to be replaced, and make one where there is none.
    requires_system_checks: list[str] = []
    help = "Put a backup in the database's place, and what was there before beside it. Stop the site first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", type=Path)

    def handle(self, *, file: Path, **options: Any) -> None:
        if connection.vendor != "sqlite":
            raise CommandError(how_to_restore(file))
        connection.close()
        try:
            contents, before = restore(file, timezone.localtime())
        except NotOurs as problem:
            raise CommandError(f"{file} {problem}. Nothing was changed.") from None
        except InUse:
            raise CommandError("The database is in use. Stop the site and the follower, then try again.") from None
        except CannotKeep as problem:
            raise CommandError(str(problem)) from None
        kept = f" What was there before is now {before}." if before else ""
        self.stdout.write(f"Restored {contents.in_words}.{kept} Next: manage.py migrate, then start the site.")
