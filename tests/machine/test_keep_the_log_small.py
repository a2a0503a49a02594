"""SQLite's log grows while somebody reads on, and is small again once it has been taken into the database."""

import sqlite3
from contextlib import closing

import pytest
from django.db import connection

from participants.storage import log_bytes

MB = 1_000_000
LIMIT = 9 * MB

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def flood():
    """Write 20 MB, as much as a first read of 50,000 does."""

    def flood():
        with connection.cursor() as cursor:
            for _ in range(20):
                cursor.execute("INSERT INTO flooded VALUES (zeroblob(%s))", [MB])

    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE flooded (bytes)")
        yield flood
        cursor.execute("DROP TABLE flooded")


def let_two_more_in(let_in):
    """The first takes the log in, and the next begins it anew."""
    let_in(code="NOBODY"), let_in(code="NOBODY")


def test_it_is_small_after_a_flood(flood, let_in):
    flood()
    let_two_more_in(let_in)
    assert log_bytes() < LIMIT


def test_it_is_small_again_after_somebody_read_all_the_while(flood, let_in):
    with closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM flooded").fetchall()
        flood()
        assert log_bytes() > 2 * LIMIT
    let_two_more_in(let_in)
    assert log_bytes() < LIMIT
