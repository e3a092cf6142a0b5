"""Opening a case file: what it is, whether it may be written, and errors that say so."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcase.errors import StoreError
from qualcase.store.schema import APPLICATION, FORMAT, statements

WAIT = 10.0  # seconds that a writer waits for another one


def connect(path: Path | None, *, create: bool, readonly: bool) -> sqlite3.Connection:
    """Open a case file, or an empty case in memory; StoreError if it cannot be, and then the file is as it was."""
    if path is None:
        return _empty(_connection(":memory:"))
    there = path.exists()
    if not there and (readonly or not create):
        raise StoreError(f"there is no case file {str(path)!r}.")
    if path.is_dir():
        raise StoreError(f"{str(path)!r} is a folder. A case file is one file, such as {path.name}.qualcase.")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {str(path.parent)!r} to keep {path.name!r} in. Make it first.")
    if there and path.stat().st_size:
        _known(path)
    with told(path):
        mode = "ro" if readonly or (there and not os.access(path, os.W_OK)) else "rwc"
        con = _connection(f"{path.resolve().as_uri()}?mode={mode}")
        try:
            if mode == "ro":
                con.execute("SELECT max(seq) FROM event").fetchone()
                return con
            con.execute("PRAGMA journal_mode = WAL")  # stays a rollback journal where shared memory cannot be had
            con.execute("PRAGMA synchronous = FULL")
            if not there or not path.stat().st_size or not con.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
                _empty(con)
            con.execute("SELECT max(seq) FROM event").fetchone()
        except BaseException:
            con.close()
            if not there:
                path.unlink(missing_ok=True)
            raise
    return con


def header(path: Path) -> tuple[int, int] | None:
    """Give application id and format of an SQLite file without opening it; None if it is no SQLite file."""
    with path.open("rb") as file:
        head = file.read(100)
    if len(head) < 100 or not head.startswith(b"SQLite format 3\0"):
        return None
    return int.from_bytes(head[68:72], "big"), int.from_bytes(head[60:64], "big")


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Turn SQLite's errors into ours: what, which file, what next."""
    try:
        yield
    except (sqlite3.Error, OSError) as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(_explained(error, path)) from error


def is_locked(error: BaseException) -> bool:
    """Say whether somebody else is writing."""
    return isinstance(error, sqlite3.OperationalError) and error.sqlite_errorcode & 0xFF in (5, 6)  # BUSY, LOCKED


def _explained(error: sqlite3.Error | OSError, path: Path | None) -> str:
    name = str(path) if path is not None else "the case in memory"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"{name}: the disk is full. Nothing of this step was written; free some space and do it again."
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return f"{name} is damaged ({error}). Leave it as it is: qualcase doctor says more, qualcase restore has its backups."
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"{name} cannot be written: the file or its folder is read-only. Copy it to a folder of your own."
    if code == sqlite3.SQLITE_IOERR:
        return f"{name}: the disk cannot be read or written ({error}). Nothing of this step was written."
    return f"{name}: {error}."


def _connection(place: str) -> sqlite3.Connection:
    con = sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False, timeout=0)
    con.execute("PRAGMA foreign_keys = ON")
    return con


def _empty(con: sqlite3.Connection) -> sqlite3.Connection:
    begin(con)
    try:
        for statement in statements():
            con.execute(statement)
        con.execute("COMMIT")
    except BaseException:
        con.execute("ROLLBACK")
        raise
    return con


def begin(con: sqlite3.Connection, wait: float = WAIT) -> None:
    """Begin to write; wait for another writer for some seconds, then let SQLite's error through."""
    until = time.monotonic() + wait
    while True:
        try:
            con.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if not is_locked(error) or time.monotonic() >= until:
                raise
            time.sleep(0.01)
        else:
            return


def _known(path: Path) -> None:
    found = header(path)
    if found is None:
        raise StoreError(f"{str(path)!r} is no case file. It stays as it is; give another name for a new case.")
    application, version = found
    if application != APPLICATION:
        raise StoreError(f"{str(path)!r} is a database of another program, no case file. It stays as it is.")
    if version > FORMAT:
        raise StoreError(
            f"{str(path)!r} has format {version}; this qualcase reads up to format {FORMAT}. "
            "It stays as it is: update with pip install -U qualcase."
        )
