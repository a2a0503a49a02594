"""Migrations run while the door is open: none of them keeps a table to itself for longer than a moment.

What the first ones did is past. Of each later one PostgreSQL's statements are made, and not run: the library that
makes them refuses what rewrites a table or renames what the running code still asks for.
"""

from pathlib import Path

import pytest
from django.db import connection, migrations
from django.db.migrations.loader import MigrationLoader

from participants.models import Participant

APP = "participants"
HERE = Path(__file__).parents[2] / APP / "migrations"
BEFORE_THE_RULE = 15
DATA = (migrations.RunPython, migrations.RunSQL)
REMOVALS = (migrations.RemoveField, migrations.DeleteModel)


def later() -> list[str]:
    names = sorted(path.stem for path in HERE.glob("[0-9]*.py"))
    return [name for name in names if int(name[:4]) > BEFORE_THE_RULE]


def refusals(migration: migrations.Migration) -> list[str]:
    """What of a migration must not be, beside what PostgreSQL's statements show."""
    operations, found = migration.operations, []
    if any(isinstance(one, DATA) for one in operations):
        if not all(isinstance(one, DATA) for one in operations):
            found.append("Data and tables are changed in migrations of their own.")
        if migration.atomic:
            found.append("Data is changed in portions: atomic = False.")
    if any(isinstance(one, REMOVALS) for one in operations) and "_drop_" not in migration.name:
        found.append("What the running code asks for goes one release later, in a migration named …_drop_….")
    return found


@pytest.fixture(scope="module")
def loader() -> MigrationLoader:
    return MigrationLoader(None)


@pytest.mark.parametrize("name", later())
def test_a_later_migration_goes_by_the_rule(loader, name):
    assert refusals(loader.get_migration(APP, name)) == []


@pytest.mark.postgresql
@pytest.mark.parametrize("name", later())
def test_postgresql_is_asked_for_nothing_that_locks(db, loader, settings, name):
    settings.ZERO_DOWNTIME_MIGRATIONS_RAISE_FOR_UNSAFE = True
    migration = loader.get_migration(APP, name)
    state = loader.project_state([(APP, name)], at_end=False)
    with connection.schema_editor(collect_sql=True) as editor:
        migration.apply(state, editor, collect_sql=True)


def made(*operations: object, name: str = "0099_other", atomic: bool = True) -> migrations.Migration:
    migration = migrations.Migration(name, APP)
    migration.operations, migration.atomic = list(operations), atomic
    return migration


def test_data_in_one_long_transaction_is_refused():
    assert len(refusals(made(migrations.RunPython(lambda *_: None)))) == 1


def test_data_beside_a_change_of_tables_is_refused():
    field = migrations.AlterModelOptions("event", {})
    assert len(refusals(made(field, migrations.RunSQL("SELECT 1"), atomic=False))) == 1


def test_what_the_running_code_still_reads_stays():
    gone = migrations.RemoveField("event", "warns_at")
    assert len(refusals(made(gone))) == 1
    assert refusals(made(gone, name="0099_drop_warns_at")) == []


@pytest.mark.postgresql
def test_an_index_is_made_beside_the_work(db):
    with connection.schema_editor(collect_sql=True) as editor:
        editor.add_index(Participant, Participant._meta.indexes[0])
    assert "CREATE INDEX CONCURRENTLY" in " ".join(editor.collected_sql)
