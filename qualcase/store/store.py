"""The store: rows of the nouns, and one event in the history for each change."""

import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from qualcase.errors import StoreError
from qualcase.store import history, sessions
from qualcase.store.backups import keep_backup
from qualcase.store.change import Change
from qualcase.store.file import WAIT, begin, connect, is_locked, told
from qualcase.store.history import Event
from qualcase.store.schema import shape

T = TypeVar("T")


class Store:
    """One case file, or a case in memory; every change is one transaction and one event.

    One connection, one lock: a notebook's threads take turns. Other processes may have the file open too.
    """

    def __init__(self, con: sqlite3.Connection, path: Path | None, readonly: bool, wait: float = WAIT) -> None:
        self.path, self.readonly, self.wait = path, readonly, wait
        self._con = con
        self._lock = threading.RLock()
        self._registered = False
        self._end = weakref.finalize(self, _finish, con, path, readonly)

    @classmethod
    def open(cls, path: Path | None, *, create: bool = True, readonly: bool = False) -> "Store":
        """Open a case file, made if it is not there; None is a case in memory.

        Raises StoreError if the file is no case, is newer or damaged, or cannot be written; it stays as it is.
        """
        fresh = path is not None and not path.exists()
        con = connect(path, create=create, readonly=readonly)
        if path is not None and not readonly and not fresh:
            keep_backup(con, path)
        return cls(con, path, readonly)

    # reading

    @property
    def seq(self) -> int:
        """The number of the last event; what other processes wrote counts."""
        with self._lock, told(self.path):
            return int(self._con.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])

    def rows(self, noun: type[T], **equal: object) -> list[T]:
        """Give the rows of a noun in the order they were recorded, those alone whose fields equal what is given."""
        with self._lock, told(self.path):
            return find(self._con, noun, equal)

    def get(self, noun: type[T], key: str) -> T | None:
        """Give the row with a key, or None."""
        one = shape(noun)
        with self._lock, told(self.path):
            found = find(self._con, noun, {one.key: key})
        return found[0] if found else None

    def columns(self, noun: type[Any], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Give some columns of all rows as SQLite holds them, in the order they were recorded."""
        chosen = ", ".join(f'"{name}"' for name in names)
        with self._lock, told(self.path):
            return self._con.execute(f'SELECT {chosen} FROM "{shape(noun).table}" ORDER BY rowid').fetchall()

    def touched(self, since: int) -> dict[type[Any], list[str]]:
        """Give the keys of the rows that events after `since` wrote or dropped."""
        with self._lock, told(self.path):
            return history.touched(self._con, since)

    def history(self) -> list[Event]:
        """Give every event, oldest first."""
        with self._lock, told(self.path):
            return history.events(self._con)

    def verify_chain(self) -> list[str]:
        """Give what is broken in the chain of hashes; an empty list is good."""
        with self._lock, told(self.path):
            return history.broken(self._con)

    # writing

    @contextmanager
    def record(self, verb: str, *, actor: str, arguments: dict[str, Any]) -> Iterator[Change]:
        """Open one transaction: what is put or dropped in it becomes one event; if nothing is, there is none.

        Raises StoreError where the file cannot be written, or somebody else keeps writing; nothing half stays.
        """
        with self._lock, self._writing(actor):
            change = Change(self._con, history.last(self._con) + 1)
            yield change
            change.event = history.write(self._con, verb, actor, arguments, change.inverse())

    def undo(self, actor: str) -> Event:
        """Take back the last event of `actor`; OptionError if there is none, or if later work rests on it."""
        with self._lock, self._writing(actor):
            return history.undo(self._con, actor)

    def redo(self, actor: str) -> Event:
        """Do again what the last undo of `actor` took back."""
        with self._lock, self._writing(actor):
            return history.redo(self._con, actor)

    def close(self) -> None:
        """Close the file; if nobody else has it open, one plain file stays."""
        with self._lock:
            self._end()

    @contextmanager
    def _writing(self, actor: str) -> Iterator[None]:
        if self.readonly:
            raise StoreError(f"{self.path} is open for reading only. Open it with qc.open(...) to record.")
        con = self._con
        with told(self.path):
            try:
                begin(con, self.wait)
            except sqlite3.OperationalError as error:
                if is_locked(error):
                    raise StoreError(sessions.held_by(con, self.path, self.wait)) from error
                raise
            try:
                if self.path is not None and not self._registered:
                    sessions.register(con, actor)
                yield
                con.execute("COMMIT")
                self._registered = True
            except BaseException:
                if con.in_transaction:
                    con.execute("ROLLBACK")
                raise


def find(con: sqlite3.Connection, noun: type[T], equal: dict[str, object]) -> list[T]:
    """Give the rows of a noun whose fields equal what is given."""
    one = shape(noun)
    chosen = ", ".join(f'"{name}"' for name in one.columns)
    where = " AND ".join(f'"{name}" = ?' for name in equal)
    sql = f'SELECT {chosen} FROM "{one.table}"' + (f" WHERE {where}" if where else "") + " ORDER BY rowid"
    return [one.row(values) for values in con.execute(sql, tuple(equal.values()))]


def _finish(con: sqlite3.Connection, path: Path | None, readonly: bool) -> None:
    """Close the connection; the last one out leaves one plain file."""
    try:
        if path is not None and not readonly:
            sessions.leave(con)
            con.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            con.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.Error:
        pass  # somebody else has it open, or the disk is full: what was recorded is in the file and its journal
    finally:
        con.close()


