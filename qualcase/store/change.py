"""What one transaction changes, and what would take it back."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from qualcase.store.schema import Shape, shape

if TYPE_CHECKING:
    from qualcase.store.history import Event

T = TypeVar("T")
Inverse = dict[str, dict[str, list[Any]]]  # table -> {"delete": keys, "restore": rows with rev, "dropped": keys}

MANY = 500  # rows looked up at one go


class Change:
    """One transaction under way: rows put and dropped, each remembered as it was.

    `event` is set when the block ends: the event it became, or None if nothing changed.
    """

    def __init__(self, con: sqlite3.Connection, seq: int) -> None:
        self._con, self._seq = con, seq
        self._before: dict[str, dict[str, tuple[Any, ...] | None]] = defaultdict(dict)
        self._dropped: dict[str, set[str]] = defaultdict(set)
        self.event: Event | None = None

    def put(self, *rows: Any) -> None:
        """Record rows; one with a key that is on record replaces it, an equal one changes nothing."""
        self.put_all(rows)

    def put_all(self, rows: Iterable[Any]) -> None:
        """Record many rows, in their order."""
        waiting = iter(rows)
        while batch := list(islice(waiting, MANY)):
            by_noun: dict[type[Any], dict[str, Any]] = defaultdict(dict)
            for row in batch:
                one = shape(type(row))
                by_noun[type(row)][getattr(row, one.key)] = one.values(row)
            for noun, values in by_noun.items():
                self._put(shape(noun), values)

    def drop(self, noun: type[Any], key: str) -> None:
        """Take a row off the record; nothing happens if it is not there."""
        one = shape(noun)
        there = self._there(one, [key])
        if there:
            self._before[one.table].setdefault(key, there[key])
            self._dropped[one.table].add(key)
            self._con.execute(f'DELETE FROM "{one.table}" WHERE "{one.key}" = ?', (key,))

    def get(self, noun: type[T], key: str) -> T | None:
        """Give the row with a key as it is in this transaction, or None."""
        found = self.find(noun, **{shape(noun).key: key})
        return found[0] if found else None

    def find(self, noun: type[T], **equal: object) -> list[T]:
        """Give the rows whose fields equal what is given, as they are in this transaction."""
        from qualcase.store.store import find

        return find(self._con, noun, equal)

    def inverse(self) -> Inverse:
        """Give what would take this back, by table; tables without a change are left out."""
        return {
            table: {
                "delete": [key for key, row in rows.items() if row is None],
                "restore": [list(row) for row in rows.values() if row is not None],
                "dropped": sorted(self._dropped[table]),
            }
            for table, rows in self._before.items() if rows
        }  # fmt: skip

    def _put(self, one: Shape, values: dict[str, tuple[Any, ...]]) -> None:
        there = self._there(one, list(values))
        fresh = {key: row for key, row in values.items() if key not in there}
        edited = {key: row for key, row in values.items() if key in there and there[key][:-1] != row}
        before = self._before[one.table]
        for key in fresh:
            before.setdefault(key, None)
        self._dropped[one.table] -= fresh.keys()
        for key in edited:
            before.setdefault(key, there[key])
        insert(self._con, one, [(*row, self._seq) for row in fresh.values()])
        update(self._con, one, [(*row, self._seq) for row in edited.values()])

    def _there(self, one: Shape, keys: list[str]) -> dict[str, tuple[Any, ...]]:
        return stored(self._con, one, keys)


def stored(con: sqlite3.Connection, one: Shape, keys: list[str]) -> dict[str, tuple[Any, ...]]:
    """Give the rows with these keys as SQLite holds them, rev last."""
    columns = ", ".join(f'"{name}"' for name in one.columns)
    found: dict[str, tuple[Any, ...]] = {}
    for at in range(0, len(keys), MANY):
        some = keys[at : at + MANY]
        marks = ", ".join("?" * len(some))
        sql = f'SELECT {columns}, rev FROM "{one.table}" WHERE "{one.key}" IN ({marks})'
        found |= {row[0]: row for row in con.execute(sql, some)}
    return found


def insert(con: sqlite3.Connection, one: Shape, rows: list[Any]) -> None:
    """Insert rows as SQLite holds them, rev last."""
    marks = ", ".join("?" * (len(one.columns) + 1))
    columns = ", ".join(f'"{name}"' for name in (*one.columns, "rev"))
    con.executemany(f'INSERT INTO "{one.table}" ({columns}) VALUES ({marks})', rows)


def update(con: sqlite3.Connection, one: Shape, rows: list[Any]) -> None:
    """Replace rows by their keys, each in its place; as SQLite holds them, rev last."""
    sets = ", ".join(f'"{name}" = ?' for name in (*one.columns, "rev"))
    con.executemany(f'UPDATE "{one.table}" SET {sets} WHERE "{one.key}" = ?', [(*row, row[0]) for row in rows])
