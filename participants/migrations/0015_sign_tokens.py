"""Each token of the search index behind its event's own sign, as participants.search.index writes them now.

Before, the event was a token of its own: to find two letters of tonight's, the index went through all who have them
in any event, or through everybody of tonight. The new table is filled beside the old one, which is read meanwhile.
On SQLite the index gets the beginnings of one letter too ("ana s"), and does without the places within a text.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEY = {"sqlite": "rowid", "postgresql": "participant_id"}
CREATE = {
    "sqlite": [
        "CREATE VIRTUAL TABLE participants_search_signed USING fts5"
        "(names, rest, tokenize = \"unicode61 remove_diacritics 0 tokenchars '@#=~'\","
        " prefix = '2 3 4 5 6 7 8 9', detail = column)",
    ],
    "postgresql": [
        "CREATE TABLE participants_search_signed ("
        " participant_id bigint PRIMARY KEY, names text NOT NULL, rest text NOT NULL,"
        " of_name tsvector NOT NULL GENERATED ALWAYS AS (array_to_tsvector(string_to_array(names, ' '))) STORED,"
        " of_all tsvector NOT NULL GENERATED ALWAYS AS"
        " (array_to_tsvector(string_to_array(names, ' ') || string_to_array(rest, ' '))) STORED)",
    ],
}
FILL = """
    INSERT INTO participants_search_signed ({key}, names, rest)
    SELECT {key}, CASE WHEN words = '' THEN '' ELSE sign || replace(words, ' ', ' ' || sign) END,
        CASE WHEN rest = '' THEN '' ELSE sign || replace(rest, ' ', ' ' || sign) END
    FROM (
        SELECT s.{key}, {sign}(CAST(983040 + p.event_id AS integer)) AS sign, substr(s.names, length('@e' || p.event_id) + 2) AS words, s.rest
        FROM participants_search s JOIN participants_participant p ON p.id = s.{key}
        WHERE s.names LIKE '@e%'
    ) unsigned
"""
# Whom an earlier migration of this very run has indexed, as they are written now.
COPY = """
    INSERT INTO participants_search_signed ({key}, names, rest)
    SELECT {key}, names, rest FROM participants_search WHERE names NOT LIKE '@e%'
"""
INDEX = {
    "sqlite": [],
    "postgresql": [
        "CREATE INDEX participants_search_signed_name ON participants_search_signed"
        " USING gin (of_name) WITH (fastupdate = off)",
        "CREATE INDEX participants_search_signed_all ON participants_search_signed"
        " USING gin (of_all) WITH (fastupdate = off)",
        "ANALYZE participants_search_signed",
    ],
}
SWAP = {
    "sqlite": [
        "DROP TABLE participants_search",
        "ALTER TABLE participants_search_signed RENAME TO participants_search",
    ],
    "postgresql": [
        "DROP TABLE participants_search",
        "ALTER TABLE participants_search_signed RENAME TO participants_search",
        "ALTER INDEX participants_search_signed_pkey RENAME TO participants_search_pkey",
        "ALTER INDEX participants_search_signed_name RENAME TO participants_search_name",
        "ALTER INDEX participants_search_signed_all RENAME TO participants_search_all",
    ],
}


def sign(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    vendor = schema_editor.connection.vendor
    names = {"key": KEY[vendor], "sign": "char" if vendor == "sqlite" else "chr"}
    fill = [FILL.format(**names), COPY.format(**names)]
    with schema_editor.connection.cursor() as cursor:
        for statement in (*CREATE[vendor], *fill, *INDEX[vendor], *SWAP[vendor]):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("participants", "0014_archive")]
    operations = [migrations.RunPython(sign)]
