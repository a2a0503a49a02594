"""The table that participants.search.index keeps and participants.search.query asks."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE participants_search USING fts5"
        "(names, rest, tokenize = \"unicode61 remove_diacritics 0 tokenchars '@#=~'\", prefix = '2 3')",
    ],
    "postgresql": [
        "CREATE TABLE participants_search ("
        " participant_id bigint PRIMARY KEY, names text NOT NULL, rest text NOT NULL,"
        " of_name tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(names, ' '))) STORED,"
        " of_all tsvector NOT NULL GENERATED ALWAYS AS"
        " (array_to_tsvector(string_to_array(names, ' ') || string_to_array(rest, ' '))) STORED)",
        "CREATE INDEX participants_search_name ON participants_search USING gin (of_name) WITH (fastupdate = off)",
        "CREATE INDEX participants_search_all ON participants_search USING gin (of_all) WITH (fastupdate = off)",
    ],
}


def create(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for statement in CREATE[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    schema_editor.execute("DROP TABLE participants_search")


class Migration(migrations.Migration):
    dependencies = [("participants", "0001_initial")]
    operations = [migrations.RunPython(create, drop)]
