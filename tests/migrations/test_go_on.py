"""A migration that was refused a table at its end is run again from its beginning, beside what it has done already."""

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from participants.models import Tally


@pytest.fixture
def statements():
    """Those of 0013 that count what was let in before there were tallies."""
    operations = MigrationLoader(None).get_migration("participants", "0013_tallies").operations
    return [one.sql for one in operations if isinstance(one, migrations.RunSQL)]


def test_tallies_are_right_however_often_they_are_counted(db, arrive, let_in, entrance, statements):
    let_in(arrive()), let_in(arrive())
    with connection.cursor() as cursor:
        for statement in statements * 2:
            cursor.execute(statement)
    assert Tally.objects.count() == 2
    tallied = Tally.objects.values_list("checkpoint", "checked_in", "inside")
    assert set(tallied) == {(None, 2, 2), (entrance.pk, 2, 2)}
