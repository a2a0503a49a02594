"""The spellings that participants.search.typos keeps; and everybody indexed anew, with what can be found of them now."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from participants import search

CREATE = {
    "sqlite": "CREATE TABLE participants_search_spelling (event_id integer NOT NULL, spelling text NOT NULL,"
    " word text NOT NULL, PRIMARY KEY (event_id, spelling, word)) WITHOUT ROWID",
    "postgresql": 'CREATE TABLE participants_search_spelling (event_id bigint NOT NULL, spelling text COLLATE "C" NOT NULL,'
    ' word text COLLATE "C" NOT NULL, PRIMARY KEY (event_id, spelling, word))',
}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute(CREATE[schema_editor.connection.vendor])


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE participants_search_spelling")


def index_everybody(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for event in apps.get_model("participants", "Event").objects.order_by("pk"):
        search.rebuild(event)


class Migration(migrations.Migration):
    dependencies = [("participants", "0004_judgement")]
    operations = [
        migrations.RunPython(create, drop),
        migrations.RunPython(index_everybody, migrations.RunPython.noop),
    ]
