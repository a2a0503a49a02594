"""Queries written out, for what every tap asks: a queryset takes longer to say them than a database to answer."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC
from functools import cached_property
from itertools import accumulate
from typing import Any
from uuid import UUID

import psycopg
from django.db import NotSupportedError, connection
from django.db.models import DateTimeField, Model, UUIDField
from psycopg.types.numeric import Int8

KEYS = "%s::bigint[]"


class Columns:
    """A model's columns under the name that its table has in a query: those that are wanted, or all.

    Written into a query they are its `SELECT` list: `f"SELECT {PERSON} FROM …"`.
    """

    def __init__(self, table: str, model: type[Model], *names: str) -> None:
        self._model = model
        self._fields = [one for one in model._meta.concrete_fields if not names or one.name in names]
        self._table = table

    def __str__(self) -> str:
        return ", ".join(f"{self._table}.{field.column}" for field in self._fields)

    def __len__(self) -> int:
        return len(self._fields)

    def made_of(self, values: Sequence[Any], made: dict[Any, Any]) -> Any:
        """The object of its part of a row; None where its key is null, as beside a LEFT JOIN.

        `made` has those of the rows before: what several share, such as a batch, is made once.
        """
        key = values[0]
        if key is None or key in made:
            return made.get(key)
        own = list(values)
        for at, read in self._readers:
            own[at] = read(own[at])
        made[key] = one = self._model.from_db(connection.alias, self._names, own)
        return one

    @cached_property
    def _names(self) -> Sequence[str]:
        return [field.attname for field in self._fields]

    @cached_property
    def _readers(self) -> Sequence[tuple[int, Callable[[Any], Any]]]:
        """What a database may keep otherwise than Django has it, by its place."""
        return [(at, READERS[type(field)]) for at, field in enumerate(self._fields) if type(field) in READERS]


def objects(sql: str, params: Sequence[Any], *columns: Columns) -> Iterator[tuple[Any, ...]]:
    """For each row of this query its objects, in the order of `columns`, which are all that it selects."""
    ends = list(accumulate(map(len, columns)))
    parts: list[tuple[Columns, slice, dict[Any, Any]]] = [
        (one, slice(end - len(one), end), {}) for one, end in zip(columns, ends, strict=True)
    ]
    for row in rows(sql, params):
        yield tuple([one.made_of(row[part], made) for one, part, made in parts])


def rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    """What a query finds whose plan fits whatever is asked: PostgreSQL, to which planning is dear, keeps it."""
    try:
        return _rows(sql, params)
    except NotSupportedError:
        # A column has another type since: this connection keeps the old plan for as long as it is open.
        if connection.in_atomic_block:
            raise
        connection.connection.close()
        connection.close()
        return _rows(sql, params)


def _rows(sql: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # Django's own writes the values into the query, which is another one each time.
            cursor.cursor = psycopg.Cursor(cursor.connection)
            cursor.execute(sql, [*map(_for_postgresql, params)])
        else:
            cursor.execute(sql, [*map(_for_sqlite, params)])
        found: list[tuple[Any, ...]] = cursor.fetchall()
        return found


def any_of(column: str, words: Collection[str]) -> tuple[str, list[Any]]:
    """The condition that a column has one of these values, and its parameters: to PostgreSQL one, however many."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY(%s)", [list(words)]
    return f"{column} IN ({', '.join(['%s'] * len(words))})", list(words)


def any_key_of(column: str, keys: Collection[int]) -> tuple[str, list[Any]]:
    """The same of keys."""
    if connection.vendor == "postgresql":
        return f"{column} = ANY({KEYS})", [as_array(keys)]
    return f"{column} IN ({', '.join(['%s'] * len(keys))})", list(keys)


def as_array(keys: Iterable[int]) -> str:
    """The value for `KEYS`: psycopg would look at a hundred of them one by one."""
    return f"{{{','.join(map(str, keys))}}}"


def _for_postgresql(value: Any) -> Any:
    """Numbers of one size: a plan is kept for parameters of the same types."""
    return Int8(value) if type(value) is int else value


def _for_sqlite(value: Any) -> Any:
    """It has no ids of its own kind: Django keeps them as letters there."""
    return value.hex if type(value) is UUID else value


def _as_uuid(value: Any) -> UUID | None:
    return value if value is None or isinstance(value, UUID) else UUID(value)


def _in_utc(value: Any) -> Any:
    """SQLite keeps moments in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


READERS: dict[type, Callable[[Any], Any]] = {UUIDField: _as_uuid, DateTimeField: _in_utc}
