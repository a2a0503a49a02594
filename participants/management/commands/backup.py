from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from participants.backup import CannotKeep, back_up, usual_place


class Command(BaseCommand):
    help = "Write the whole database to one file, while the site is open. Keep it where this machine's disk is not."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE", nargs="?", type=Path, help="a new file; a name of its own without")

    def handle(self, *, file: Path | None, **options: Any) -> None:
        file = file or usual_place(timezone.localtime())
        try:
            contents = back_up(file)
        except CannotKeep as problem:
            raise CommandError(str(problem)) from None
        holds = f", {contents.in_words}" if contents else ""
        self.stdout.write(f"Backed up to {file}: {file.stat().st_size / 1e6:.1f} MB{holds}.")
