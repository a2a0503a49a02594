"""The spellings that participants.search.typos keeps, and everybody indexed anew with all that is found of them now.

On SQLite the index gets the beginnings of up to eight letters: a longer one is put together from all that begin so,
and in the name of a batch that is half the event.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from participants import search

CREATE = {
    "sqlite": [
        "DROP TABLE participants_search",
        "CREATE VIRTUAL TABLE participants_search USING fts5"
        "(names, rest, tokenize = \"unicode61 remove_diacritics 0 tokenchars '@#=~'\", prefix = '2 3 4 5 6 7 8')",
        "CREATE TABLE participants_search_spelling (event_id integer NOT NULL, spelling text NOT NULL,"
        " word text NOT NULL, PRIMARY KEY (event_id, spelling, word)) WITHOUT ROWID",
    ],
    "postgresql": [
        'CREATE TABLE participants_search_spelling (event_id bigint NOT NULL, spelling text COLLATE "C" NOT NULL,'
        ' word text COLLATE "C" NOT NULL, PRIMARY KEY (event_id, spelling, word))',
    ],
}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE participants_search_spelling")


def index_everybody(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for event in apps.get_model("participants", "Event").objects.order_by("pk"):
        search.rebuild(event)


class Migration(migrations.Migration):
    atomic = False  # everybody is indexed in portions, and the door goes on between two of them
    dependencies = [("participants", "0004_judgement")]
    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(index_everybody, migrations.RunPython.noop),
    ]
