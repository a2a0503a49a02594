import time
import warnings
from typing import Any, override

from django.core.management.base import no_translations
from django.core.management.commands import migrate
from django.db import OperationalError, connections
from django_zero_downtime_migrations.backends.postgres.schema import (  # type: ignore[import-untyped]
    UnsafeOperationWarning,
)
from tenacity import Retrying, retry_if_exception, stop_after_delay, wait_fixed

TRIES_FOR = 300
RESTS = 2
# lock_timeout and statement_timeout of PostgreSQL.
TIMED_OUT = {"55P03", "57014"}


class Command(migrate.Command):
    """Django's, beside a door at work: a table that is in use is asked for again and again, for moments only."""

    @override
    @no_translations
    def handle(self, *args: Any, **options: Any) -> None:
        # The first migrations came before anybody's door; tests/migrations refuses what they do of later ones.
        warnings.simplefilter("ignore", UnsafeOperationWarning)
        tries = Retrying(
            retry=retry_if_exception(is_in_use), stop=stop_after_delay(TRIES_FOR), wait=wait_fixed(RESTS),
            sleep=self.rest, reraise=True,
        )  # fmt: skip
        try:
            tries(self.once, *args, **options)
        finally:
            session(options["database"], "RESET lock_timeout", "RESET statement_timeout")

    def once(self, *args: Any, **options: Any) -> None:
        # What waits for a table sets its own short limit; what waits beside the work may take its time.
        session(options["database"], "SET lock_timeout = 0", "SET statement_timeout = 0")
        super().handle(*args, **options)

    def rest(self, seconds: float) -> None:
        self.stdout.write("  A table is in use. Going on in a moment, where this stopped.")
        time.sleep(seconds)


def is_in_use(problem: BaseException) -> bool:
    return isinstance(problem, OperationalError) and getattr(problem.__cause__, "sqlstate", "") in TIMED_OUT


def session(database: str, *statements: str) -> None:
    connection = connections[database]
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)
