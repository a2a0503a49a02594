"""PostgreSQL plans by the size of its tables, and would only see a minute later that a first read has filled them."""

import pytest
from django.db import connection

from participants.models import Participant
from participants.sync import writing

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def small_event_is_large(monkeypatch):
    monkeypatch.setattr(writing, "MANY", (100,))


def rows_known_of(model):
    """What PostgreSQL believes; -1 where it never looked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        return cursor.fetchone()[0]


def test_a_first_read_lets_the_database_look(read):
    assert rows_known_of(Participant) < 100
    assert read().added == 250
    assert rows_known_of(Participant) >= 100


def test_who_has_the_table_is_not_waited_for(read):
    other = connection.copy()
    with other.cursor() as cursor:
        cursor.execute("BEGIN; LOCK TABLE participants_participant IN SHARE UPDATE EXCLUSIVE MODE")
        assert read().added == 250
        assert rows_known_of(Participant) < 100
        cursor.execute("ROLLBACK")
    other.close()


def test_few_new_people_are_nothing_to_look_at(read, sandbox):
    read()
    known = rows_known_of(Participant)
    sandbox.event.sell()
    assert read().added == 1
    assert rows_known_of(Participant) == known
