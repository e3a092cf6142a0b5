"""The record as it was after an earlier event, rebuilt in memory from what the later events would take back."""

import sqlite3
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

from qualcase.errors import StoreError
from qualcase.store import history
from qualcase.store.change import Change
from qualcase.store.file import connection
from qualcase.store.rows import stored
from qualcase.store.schema import Shape, Values, tables


@dataclass(frozen=True, slots=True)
class Moved:
    """A row that is not as it was: as it was, as it is (None: not there), and the events that touched it."""

    before: Any
    after: Any
    events: tuple[int, ...]


Moves: TypeAlias = dict[type[Any], dict[str, Moved]]
"""The rows that moved, by noun and key."""


class _Was(NamedTuple):
    """How a table's rows were that later events touched (None: not there), and which events touched each, by key."""

    before: dict[str, Values | None]
    events: dict[str, list[int]]


def past(con: sqlite3.Connection, since: int) -> tuple[Moves, sqlite3.Connection]:
    """Give the rows that moved since event `since`, and a copy in memory as the record was after it.

    A row that came back as it was did not move. What the copy is taken from stays as it is. Raises StoreError where
    the history is broken: what it would take back cannot be trusted then.
    """
    broken = history.broken(con)
    if broken:
        raise StoreError(
            f"the case cannot be shown as it was after event {since}, because its history is broken: {broken[0]}. "
            "`qualcase doctor` says more, `qualcase restore` brings a backup back."
        )
    made = connection(None, "memory")
    moves: Moves = {}
    try:
        con.backup(made)
        made.execute("BEGIN")
        change = Change(made, since)
        for table, was in _later(con, since).items():
            one = tables()[table]
            now = stored(made, one, was.before)
            if found := _moved(one, was, now):
                moves[one.noun] = found
            change.revert(one, was.before, now)
        made.execute("DELETE FROM event WHERE seq > ?", (since,))
        made.execute("COMMIT")
    except BaseException:
        made.close()
        raise
    return moves, made


def _later(con: sqlite3.Connection, since: int) -> dict[str, _Was]:
    """Read what later events would take back, by table: the first that touched a row knows how it was."""
    found: dict[str, _Was] = {}
    for seq, inverse in con.execute("SELECT seq, inverse FROM event WHERE seq > ? ORDER BY seq", (since,)):
        for table, parts in history.read_inverse(inverse).items():
            before, events = found.setdefault(table, _Was({}, {}))
            for key in parts["delete"]:
                before.setdefault(key, None)
                events.setdefault(key, []).append(seq)
            for values in parts["restore"]:
                before.setdefault(values[0], values)
                events.setdefault(values[0], []).append(seq)
    return found


def _moved(one: Shape, was: _Was, now: dict[str, Values]) -> dict[str, Moved]:
    found = {}
    for key, values in was.before.items():
        then, there = (None if held is None else one.row(held[:-1]) for held in (values, now.get(key)))
        if then != there:
            found[key] = Moved(then, there, tuple(was.events[key]))
    return found
