"""The tables of a case file, derived from the nouns: the schema is typed once."""

import json
import types
import typing
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any

from qualcase.model.nouns import NOUNS, Coding

APPLICATION = 0x51434153  # "QCAS", in the file's header
FORMAT = 1  # of the case file; user_version in the header

_SQL = {str: "TEXT", int: "INTEGER", bool: "INTEGER", float: "REAL"}


@dataclass(frozen=True, slots=True)
class Shape:
    """How a noun lies in its table: its columns, in the order of its fields; the first is the key."""

    noun: type[Any]
    table: str
    columns: tuple[str, ...]
    sql: tuple[str, ...]
    write: tuple[Callable[[Any], Any] | None, ...]  # to what SQLite holds; None: as it is
    read: tuple[Callable[[Any], Any] | None, ...]

    @property
    def key(self) -> str:
        """The key column."""
        return self.columns[0]

    def values(self, row: Any) -> tuple[Any, ...]:
        """Give a row as SQLite holds it."""
        return tuple(
            value if write is None else write(value)
            for value, write in zip(attrgetter(*self.columns)(row), self.write, strict=True)
        )

    def row(self, values: Sequence[Any]) -> Any:
        """Give a row from what SQLite holds."""
        return self.noun(*(v if read is None else read(v) for v, read in zip(values, self.read, strict=True)))


@cache
def shape(noun: type[Any]) -> Shape:
    """Derive a noun's table from its fields."""
    hints = typing.get_type_hints(noun)
    names = tuple(item.name for item in fields(noun))
    kinds = [_kind(hints[name]) for name in names]
    return Shape(
        noun, noun.__name__.lower(), names, tuple(_SQL.get(kind, "TEXT") for kind in kinds),
        tuple(_dump if kind not in _SQL else None for kind in kinds),
        tuple(_loads(kind) for kind in kinds),
    )  # fmt: skip


def shapes() -> dict[str, Shape]:
    """Give the shape of every noun, by its table."""
    return {shape(noun).table: shape(noun) for noun in NOUNS}


def statements() -> list[str]:
    """Give the statements that make an empty case file."""
    made = []
    for one in shapes().values():
        columns = ", ".join(
            f'"{name}" {sql} NOT NULL' + (" PRIMARY KEY" if name == one.key else "")
            for name, sql in zip(one.columns, one.sql, strict=True)
        )
        made.append(f'CREATE TABLE "{one.table}" ({columns}, rev INTEGER NOT NULL) STRICT')
    identity = ", ".join(f'"{name}"' for name in Coding.IDENTITY)
    return [
        *made,
        f"CREATE UNIQUE INDEX coding_identity ON coding ({identity})",
        "CREATE INDEX coding_source ON coding (source)",
        "CREATE TABLE event (seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, verb TEXT NOT NULL, "
        "arguments TEXT NOT NULL, version TEXT NOT NULL, undoes INTEGER, inverse TEXT NOT NULL, "
        "prev_hash TEXT NOT NULL, hash TEXT NOT NULL) STRICT",
        "CREATE TABLE undone (seq INTEGER PRIMARY KEY, by INTEGER NOT NULL) STRICT",
        "CREATE TABLE session (pid INTEGER NOT NULL, host TEXT NOT NULL, user TEXT NOT NULL, actor TEXT NOT NULL, "
        "since TEXT NOT NULL, PRIMARY KEY (pid, host)) STRICT",
        f"PRAGMA application_id = {APPLICATION}",
        f"PRAGMA user_version = {FORMAT}",
    ]


def _kind(hint: Any) -> Any:
    return typing.get_origin(hint) or hint if not isinstance(hint, types.UnionType) else Any


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _loads(kind: Any) -> Callable[[Any], Any] | None:
    if kind is bool:
        return bool
    if kind in _SQL:
        return None
    if kind is tuple:
        return lambda text: tuple(json.loads(text))
    return json.loads
