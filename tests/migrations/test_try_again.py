"""A migration that does not get a table at once is tried again, and gives the table free meanwhile."""

import psycopg
import pytest
from django.core.management import call_command
from django.core.management.commands import migrate
from django.db import OperationalError, connection

from participants.management.commands.migrate import Command


@pytest.fixture
def tries(monkeypatch):
    """What happens at each try of a migration, in order: an error of the database, or None where it is done."""
    monkeypatch.setattr(Command, "rest", lambda *_: None)
    left = []

    def one_try(*args, **options):
        if problem := left.pop(0):
            raise OperationalError from problem

    monkeypatch.setattr(migrate.Command, "handle", one_try)
    return left


@pytest.mark.parametrize("problem", [psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled])
def test_a_table_in_use_is_asked_for_again(db, tries, problem):
    tries += [problem(), problem(), None]
    call_command("migrate")
    assert tries == []


def test_any_other_problem_is_told_at_once(db, tries):
    tries += [psycopg.errors.UndefinedTable(), None]
    with pytest.raises(OperationalError):
        call_command("migrate")
    assert tries == [None]


@pytest.mark.postgresql
def test_a_session_waits_again_as_before_after_a_migration(db, tries):
    tries += [None]
    call_command("migrate")
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout")
        assert cursor.fetchone() == ("5s",)
