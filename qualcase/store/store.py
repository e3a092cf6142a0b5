"""The store: rows of the nouns, and one event in the history for each change."""

import contextlib
import os
import sqlite3
import threading
import weakref
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from qualcase._kernel.ids import new_id
from qualcase.errors import StoreError
from qualcase.store import history, sessions
from qualcase.store.backups import keep
from qualcase.store.change import Change
from qualcase.store.file import (
    WAIT,
    connect,
    entered,
    format_of,
    identity,
    is_locked,
    left,
    plain,
    refuse_missing,
    roll_back,
    told,
    writable,
)
from qualcase.store.history import Event as Event
from qualcase.store.past import Moves, past
from qualcase.store.rows import column, find
from qualcase.store.schema import FORMAT, shape
from qualcase.store.upgrade import upgrade

T = TypeVar("T")


class Moved(StoreError):
    """Something was recorded between a look at the case and the step that was to rest on it."""


class Store:
    """One case file, or a case in memory; every change is one transaction and one event.

    One connection and one lock: a notebook's threads take turns. Other processes may have the file open too.
    `readonly` is also True where the file or its folder cannot be written to.
    """

    def __init__(self, con: sqlite3.Connection, path: Path | None, readonly: bool, wait: float) -> None:
        self.path, self.readonly = path, readonly
        self._con, self._wait = con, wait
        self._lock = threading.RLock()
        self._session, self._registered = new_id(), path is None
        self._expected: int | None = None  # the event that must be the last one when a step is written
        self._pid, self._file = os.getpid(), entered(path) if path is not None else None
        self._end = weakref.finalize(self, _finish, con, self._session, path is None or readonly, self._pid, self._file)

    @classmethod
    def open(cls, path: Path | None, *, create: bool = True, readonly: bool = False, wait: float = WAIT) -> "Store":
        """Open a case file, made if it is not there; None is a case in memory.

        `wait`: seconds that a writer waits for another one.

        Raises StoreError if the file is no case, is newer or damaged, or cannot be made; it stays as it is.
        """
        if path is None:
            return cls(connect(None), None, readonly, wait)
        refuse_missing(path, create=create and not readonly)
        have = format_of(path)
        readonly = readonly or (have > 0 and not writable(path))
        if 0 < have < FORMAT:
            if readonly:
                raise StoreError(_older(path, have))
            upgrade(path)
        con = connect(path, readonly=readonly, wait=wait)
        if have and not readonly:
            keep(con, path)
        return cls(con, path, readonly, wait)

    # reading

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Hold one moment of the record: what others write meanwhile does not show in the block."""
        with self._lock, told(self.path):
            if self._con.in_transaction:
                yield
                return
            self._con.execute("BEGIN")
            try:
                yield
            finally:
                roll_back(self._con)

    @property
    def seq(self) -> int:
        """The number of the last event; what other processes wrote counts."""
        with self._lock, told(self.path):
            return history.last(self._con)

    def rows(self, noun: type[T], **equal: object) -> list[T]:
        """Give the rows of a noun in the order they were recorded, those alone whose fields equal what is given."""
        with self._lock, told(self.path):
            return find(self._con, noun, equal)

    def get(self, noun: type[T], key: str) -> T | None:
        """Give the row with a key, or None."""
        found = self.rows(noun, **{shape(noun).key: key})
        return found[0] if found else None

    def columns(self, noun: type[Any], names: Sequence[str]) -> list[tuple[Any, ...]]:
        """Give some columns of all rows as SQLite holds them, in the order they were recorded."""
        one = shape(noun)
        chosen = ", ".join(f'"{column(one, name)}"' for name in names)
        with self._lock, told(self.path):
            return self._con.execute(f'SELECT {chosen} FROM "{one.table}" ORDER BY rowid').fetchall()

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

    def past(self, since: int) -> "tuple[Moves, Store]":
        """Give the rows that moved since event `since`, and the record as it was after it, in memory, to read."""
        with self._lock, told(self.path):
            moves, made = past(self._con, since)
        return moves, Store(made, None, True, self._wait)

    # writing

    @contextmanager
    def record(self, verb: str, *, actor: str, arguments: dict[str, Any]) -> Iterator[Change]:
        """Open one transaction: what is put or dropped in it becomes one event; if nothing is, there is none.

        Raises StoreError where the file cannot be written, or somebody else keeps writing; nothing half stays.
        """
        with self._writing(actor):
            change = Change(self._con, history.last(self._con) + 1)
            yield change
            made = history.append(self._con, change, verb, actor, arguments)
        change.event = made

    def undo(self, actor: str, among: Collection[str] = ()) -> Event:
        """Take back the last event of `actor`, in any process.

        Raises OptionError if there is none, if later work rests on it (the message names that), or if its verb is none
        of `among`, where any is given.
        """
        with self._writing(actor):
            return history.undo(self._con, actor, among)

    def redo(self, actor: str, among: Collection[str] = ()) -> Event:
        """Do again what the last undo of `actor` took back."""
        with self._writing(actor):
            return history.redo(self._con, actor, among)

    @contextmanager
    def unmoved(self, event: int) -> Iterator[None]:
        """Let one step in the block be recorded only if `event` is the last one when it begins to be written.

        Raises Moved, with nothing written, if somebody recorded something since. Other threads wait.
        """
        with self._lock:
            before, self._expected = self._expected, event
            try:
                yield
            finally:
                self._expected = before

    def close(self) -> None:
        """Close the file; if nobody else has it open, one plain file stays."""
        with self._lock:
            self._end()

    @contextmanager
    def _writing(self, actor: str) -> Iterator[None]:
        """Hold one transaction: all of it is written when the block ends, nothing if it is left in any other way."""
        if self.readonly:
            raise StoreError(f"{self.path} is open for reading only. Copy it to a folder of your own to record in it.")
        if os.getpid() != self._pid:
            raise StoreError(f"{self.path or 'the case'} was opened by another process. Open it again in this one.")
        if self.path is not None and identity(self.path) != self._file:
            raise StoreError(
                f"{self.path} was moved, deleted or replaced since it was opened, so nothing can be recorded in it. "
                "Put the file back, or open the one that is there now."
            )
        with self._lock, told(self.path):
            if self._con.in_transaction:
                raise StoreError("a step is being recorded already. Record the two one after the other.")
            try:
                self._begin(actor)
                if self._expected not in (None, history.last(self._con)):
                    raise Moved(f"somebody recorded a step in {self.path or 'the case'} meanwhile. Look again.")
                yield
                self._con.execute("COMMIT")
            except BaseException:
                roll_back(self._con)
                raise

    def _begin(self, actor: str) -> None:
        con = self._con
        try:
            if not self._registered:
                sessions.register(con, self._session, actor)
                self._registered = True
            con.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not is_locked(error):
                raise
            who = " or ".join(sessions.others(con, self._session)) or "another program that has it open"
            raise StoreError(
                f"{self.path} is being written by {who}; waited {self._wait:g} s. "
                "Nothing of this step was written: do it again when that is done."
            ) from error


def _older(path: Path, have: int) -> str:
    """Say how to bring an older file up to date that is open for reading only."""
    if writable(path):
        return (
            f"{path} has the older format {have}. Open it once to write, with qc.open({str(path)!r}): that updates it."
        )
    return (
        f"{path} has the older format {have}, and it or its folder is read-only. Copy it to a folder of your own and "
        f"open it there, with qc.open({path.name!r}): that updates it."
    )


def _finish(con: sqlite3.Connection, session: str, nothing_to_do: bool, pid: int, file: tuple[int, int] | None) -> None:
    """Close the connection; the last one out leaves one plain file."""
    if os.getpid() != pid:
        return  # a fork: the connection is its parent's
    if not nothing_to_do:
        with contextlib.suppress(sqlite3.Error):  # what was recorded is in the file and its journal
            con.execute("PRAGMA busy_timeout = 1000")
            sessions.leave(con, session)
            plain(con)
    con.close()
    left(file)
