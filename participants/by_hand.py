"""Queries written out, for what every tap asks: a queryset takes longer to say them than a database to answer."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Model, UUIDField


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

    def made_of(self, values: Iterator[Any]) -> Any:
        """The next object of a row; None where its key is null, as beside a LEFT JOIN."""
        own = [read(next(values)) for read in self._readers]
        return None if own[0] is None else self._model.from_db(connection.alias, self._names, own)

    @cached_property
    def _names(self) -> Sequence[str]:
        return [field.attname for field in self._fields]

    @cached_property
    def _readers(self) -> Sequence[Callable[[Any], Any]]:
        return [field.to_python if isinstance(field, UUIDField) else _in_utc for field in self._fields]


def objects(sql: str, params: Sequence[Any], *columns: Columns) -> Iterator[tuple[Any, ...]]:
    """For each row of this query its objects, in the order of `columns`, which are all that it selects."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(map(_as_kept, params)))
        rows = cursor.fetchall()
    for row in rows:
        values = iter(row)
        yield tuple(one.made_of(values) for one in columns)


def _as_kept(value: Any) -> Any:
    """SQLite has no ids of its own kind: Django keeps them as letters there."""
    return value.hex if isinstance(value, UUID) and not connection.features.has_native_uuid_field else value


def _in_utc(value: Any) -> Any:
    """SQLite keeps moments in UTC and does not say so."""
    return value.replace(tzinfo=UTC) if type(value) is datetime and value.tzinfo is None else value
