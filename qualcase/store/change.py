"""What one transaction changes, and what would take it back."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from qualcase.store.rows import delete, find, insert, places, stored, update
from qualcase.store.schema import Shape, Values, shape

if TYPE_CHECKING:
    from qualcase.store.history import Event

T = TypeVar("T")
Inverse: TypeAlias = dict[str, dict[str, list[Any]]]
"""What takes an event back, by table: keys to "delete", rows to "restore", and which of these it had "dropped"."""

MANY = 2000  # rows put at one go


class Change:
    """One transaction under way: rows put and dropped, each remembered as it was.

    `event` is set when the block has ended: the event it became, or None if nothing changed.
    """

    def __init__(self, con: sqlite3.Connection, seq: int) -> None:
        self._con, self._seq = con, seq
        self._before: defaultdict[str, dict[str, Values | None]] = defaultdict(dict)  # None: was not there
        self._gone: defaultdict[str, set[str]] = defaultdict(set)
        self.event: Event | None = None

    def put(self, *rows: Any) -> None:
        """Record rows; one whose key is on record replaces it, an equal one changes nothing."""
        self.put_all(rows)

    def put_all(self, rows: Iterable[Any]) -> None:
        """Record many rows, in their order."""
        waiting = iter(rows)
        while batch := list(islice(waiting, MANY)):
            for noun in dict.fromkeys(map(type, batch)):
                one = shape(noun)
                self._put(one, {values[0]: values for values in map(one.values, (r for r in batch if type(r) is noun))})

    def drop(self, noun: type[Any], key: str) -> None:
        """Take a row off the record; nothing happens if it is not there."""
        one = shape(noun)
        for values in stored(self._con, one, [key]).values():
            self._before[one.table].setdefault(key, values)
            self._gone[one.table].add(key)
            delete(self._con, one, [key])

    def get(self, noun: type[T], key: str) -> T | None:
        """Give the row with a key as it is in this transaction, or None."""
        found = self.find(noun, **{shape(noun).key: key})
        return found[0] if found else None

    def on_record(self, noun: type[Any], keys: Iterable[str]) -> set[str]:
        """Give those of some keys that are on record in this transaction."""
        return set(places(self._con, shape(noun), keys))

    def find(self, noun: type[T], **equal: object) -> list[T]:
        """Give the rows whose fields equal what is given, as they are in this transaction."""
        return find(self._con, noun, equal)

    def revert(self, one: Shape, before: Mapping[str, Values | None], now: Mapping[str, Values]) -> None:
        """Make rows what they were, rev included; None: not there. A row that comes back stands at the end."""
        at = places(self._con, one, now)
        delete(self._con, one, now)  # all of them first: two codings may have changed places
        insert(self._con, one, [values for values in before.values() if values is not None], at)
        self._before[one.table] = {key: now.get(key) for key in before}

    def inverse(self) -> Inverse:
        """Give what would take this back; tables without a change are left out."""
        inverse: Inverse = {}
        for table, before in self._before.items():
            gone = self._gone[table]
            fresh = [key for key, values in before.items() if values is None and key not in gone]
            restore = [values for values in before.values() if values is not None]
            if fresh or restore:
                inverse[table] = {
                    "delete": fresh, "restore": restore, "dropped": [row[0] for row in restore if row[0] in gone],
                }  # fmt: skip
        return inverse

    def _put(self, one: Shape, rows: dict[str, tuple[Any, ...]]) -> None:
        there = stored(self._con, one, rows)
        fresh = [(*values, self._seq) for key, values in rows.items() if key not in there]
        edited = [(*values, self._seq) for key, values in rows.items() if key in there and there[key][:-1] != values]
        before = self._before[one.table]
        for values in fresh:
            before.setdefault(values[0], None)
        for values in edited:
            before.setdefault(values[0], there[values[0]])
        self._gone[one.table].difference_update(values[0] for values in fresh)
        moved = [values for values in edited if _identity(one, values) != _identity(one, there[values[0]])]
        if moved:  # all of them away first: they may take each other's places, or leave theirs to a new row
            keys = [values[0] for values in moved]
            at = places(self._con, one, keys)
            delete(self._con, one, keys)
            insert(self._con, one, moved, at)
            edited = [values for values in edited if values[0] not in at]
        update(self._con, one, edited)
        insert(self._con, one, fresh)


def _identity(one: Shape, values: Values) -> tuple[Any, ...]:
    """Give what no two rows of a noun may have in common, besides their keys."""
    return tuple(values[one.columns.index(name)] for name in getattr(one.noun, "IDENTITY", ()))
