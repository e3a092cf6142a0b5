"""The tables of a case file, derived from the nouns: the schema is typed once."""

import json
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import MISSING, dataclass, fields
from functools import cache
from itertools import starmap
from operator import attrgetter
from typing import Any

from qualcase.model.nouns import NOUNS, Coding

APPLICATION = 0x51434153  # "QCAS", in the file's header
FORMAT = 3  # of the case file; user_version in the header

Values = tuple[Any, ...]  # a row as SQLite holds it: its columns, then rev, the number of the event that wrote it

_SQL = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL"}  # anything else is JSON, in a TEXT


@dataclass(frozen=True, slots=True, eq=False)
class Shape:
    """How a noun lies in its table: its columns, in the order of its fields; the first is the key."""

    noun: type[Any]
    table: str
    columns: tuple[str, ...]
    sql: tuple[str, ...]
    fetch: Callable[[Any], tuple[Any, ...]]  # the fields of a row
    write: dict[int, Callable[[Any], Any]]  # by column, where SQLite holds something else than the field
    read: dict[int, Callable[[Any], Any]]
    blank: tuple[Any, ...]  # what SQLite holds of each field that has a default

    @property
    def key(self) -> str:
        """The key column."""
        return self.columns[0]

    @property
    def chosen(self) -> str:
        """The columns, as a SELECT or an INSERT lists them."""
        return ", ".join(f'"{name}"' for name in self.columns)

    def values(self, row: Any) -> tuple[Any, ...]:
        """Give a row as SQLite holds it, without rev."""
        return _changed(self.fetch(row), self.write)

    def row(self, values: Sequence[Any]) -> Any:
        """Give a row from what SQLite holds, without rev."""
        return self.noun(*_changed(values, self.read))

    def rows(self, held: Iterable[Sequence[Any]]) -> list[Any]:
        """Give many rows from what SQLite holds, without rev: a column at a time."""
        columns: list[Iterable[Any]] = list(zip(*held, strict=True))
        if not columns:
            return []
        for column, read in self.read.items():
            columns[column] = map(read, columns[column])
        return list(starmap(self.noun, zip(*columns, strict=True)))

    def of_today(self, values: Sequence[Any]) -> Values:
        """Give a row, rev included, that an event of an older format kept, with the fields that came since."""
        have = len(values) - 1
        return (*values[:have], *self.blank[have:], values[have])


def shape(noun: type[Any]) -> Shape:
    """Give how a noun lies in its table."""
    return _shapes()[noun]


@cache
def _shapes() -> dict[type[Any], Shape]:
    return {noun: _derived(noun) for noun in NOUNS}


def _derived(noun: type[Any]) -> Shape:
    """Derive a noun's table from its fields."""
    hints = typing.get_type_hints(noun)
    columns = tuple(item.name for item in fields(noun))
    kinds = [typing.get_origin(hints[name]) or hints[name] for name in columns]
    write: dict[int, Callable[[Any], Any]] = {n: _dump for n, kind in enumerate(kinds) if kind not in _SQL}
    return Shape(
        noun=noun, table=noun.__name__.lower(), columns=columns,
        sql=tuple(_SQL.get(kind, "TEXT") for kind in kinds), fetch=attrgetter(*columns),
        write=write,
        read={n: _READ.get(kind, json.loads) for n, kind in enumerate(kinds) if kind not in _SQL or kind in _READ},
        blank=_changed([_default(item) for item in fields(noun)], write),
    )  # fmt: skip


@cache
def tables() -> dict[str, Shape]:
    """Give the shape of every noun, by its table."""
    return {one.table: one for one in _shapes().values()}


def statements() -> list[str]:
    """Give the statements that make an empty case file."""
    made = []
    for one in tables().values():
        columns = [f'"{name}" {sql} NOT NULL' for name, sql in zip(one.columns, one.sql, strict=True)]
        columns[0] += " PRIMARY KEY"
        made.append(f'CREATE TABLE "{one.table}" ({", ".join(columns)}, rev INTEGER NOT NULL) STRICT')
    identity = ", ".join(f'"{name}"' for name in Coding.IDENTITY)
    return [
        *made,
        f"CREATE UNIQUE INDEX coding_identity ON coding ({identity})",
        "CREATE INDEX coding_source ON coding (source)",
        # `inverse` last: it may be long, and what stands before it is read without it
        "CREATE TABLE event (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL, "
        "arguments TEXT NOT NULL, version TEXT NOT NULL, undoes INTEGER, prev_hash TEXT NOT NULL, hash TEXT NOT NULL, "
        "inverse TEXT NOT NULL) STRICT",
        "CREATE INDEX event_actor ON event (actor)",
        "CREATE INDEX event_undoes ON event (undoes) WHERE undoes IS NOT NULL",
        "CREATE TABLE session (id TEXT PRIMARY KEY, pid INTEGER NOT NULL, host TEXT NOT NULL, user TEXT NOT NULL, "
        "actor TEXT NOT NULL, since TEXT NOT NULL) STRICT",
        "CREATE TABLE migration (format INTEGER PRIMARY KEY, name TEXT NOT NULL, at TEXT NOT NULL) STRICT",
        f"PRAGMA application_id = {APPLICATION}",
        f"PRAGMA user_version = {FORMAT}",
    ]


def _changed(values: Sequence[Any], how: dict[int, Callable[[Any], Any]]) -> tuple[Any, ...]:
    if not how:
        return tuple(values)
    changed = list(values)
    for column, change in how.items():
        changed[column] = change(changed[column])
    return tuple(changed)


def _default(item: Any) -> Any:
    if item.default_factory is not MISSING:
        return item.default_factory()
    return None if item.default is MISSING else item.default


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _tuple(held: str) -> tuple[Any, ...]:
    return tuple(json.loads(held))


_READ: dict[Any, Callable[[Any], Any]] = {bool: bool, tuple: _tuple}
