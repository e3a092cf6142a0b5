"""Rows in their tables: looked up, written and dropped, by their keys."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from qualcase._kernel.checks import known
from qualcase.store.schema import Shape, Values, shape

T = TypeVar("T")


def find(con: sqlite3.Connection, noun: type[T], equal: Mapping[str, object]) -> list[T]:
    """Give the rows of a noun whose fields equal what is given, in the order they were recorded."""
    one = shape(noun)
    where, given = "", []
    if equal:
        where = " WHERE " + " AND ".join(f'"{column(one, name)}" = ?' for name in equal)
        given = [one.write.get(one.columns.index(name), _same)(value) for name, value in equal.items()]
    found = con.execute(f'SELECT {one.chosen} FROM "{one.table}"{where} ORDER BY rowid', given)
    return one.rows(found)


def column(one: Shape, name: str) -> str:
    """Give `name` if the noun has such a field, else raise NotFound; SQLite would take it for a text."""
    return known("field", name, one.columns, one.noun.__name__)


def stored(con: sqlite3.Connection, one: Shape, keys: Iterable[str]) -> dict[str, Values]:
    """Give those of the rows with these keys that are on record, by key."""
    found = con.execute(f'SELECT {one.chosen}, rev FROM "{one.table}" WHERE {_among(one)}', (_list(keys),))
    return {values[0]: values for values in found}


def places(con: sqlite3.Connection, one: Shape, keys: Iterable[str]) -> dict[str, int]:
    """Give the place of each row in the order of recording, by key."""
    return dict(con.execute(f'SELECT "{one.key}", rowid FROM "{one.table}" WHERE {_among(one)}', (_list(keys),)))


def insert(con: sqlite3.Connection, one: Shape, rows: Iterable[Values], at: Mapping[str, int] | None = None) -> None:
    """Insert rows, each in its place in `at`, those without one at the end."""
    marks = ", ".join("?" * (len(one.columns) + 1))
    if at is None:
        con.executemany(f'INSERT INTO "{one.table}" ({one.chosen}, rev) VALUES ({marks})', rows)
        return
    placed = sorted(((at.get(values[0]), *values) for values in rows), key=lambda values: values[0] is None)
    con.executemany(f'INSERT INTO "{one.table}" (rowid, {one.chosen}, rev) VALUES (?, {marks})', placed)


def update(con: sqlite3.Connection, one: Shape, rows: Iterable[Values]) -> None:
    """Replace rows by their keys, each in its place."""
    sets = ", ".join(f'"{name}" = ?' for name in (*one.columns, "rev"))
    con.executemany(f'UPDATE "{one.table}" SET {sets} WHERE "{one.key}" = ?', ((*row, row[0]) for row in rows))


def delete(con: sqlite3.Connection, one: Shape, keys: Iterable[str]) -> None:
    """Drop rows by their keys."""
    con.execute(f'DELETE FROM "{one.table}" WHERE {_among(one)}', (_list(keys),))


def _among(one: Shape) -> str:
    return f'"{one.key}" IN (SELECT value FROM json_each(?))'


def _list(keys: Iterable[str]) -> str:
    return json.dumps(list(keys))


def _same(value: Any) -> Any:
    return value
