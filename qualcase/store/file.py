"""The file itself: what it is, opened, closed, and what SQLite says put into words."""

import contextlib
import json
import os
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from qualcase import __version__
from qualcase._kernel.checks import did_you_mean
from qualcase.errors import StoreError
from qualcase.store.schema import APPLICATION, FORMAT, statements, tables

WAIT = 10.0  # seconds that a writer waits for another one

# Files open in this process. A file's locks belong to the process, not to a handle: whoever opens and closes the file
# beside SQLite drops SQLite's locks on it, and then another process writes over what is recorded here.
_HERE: Counter[tuple[int, int]] = Counter()


def identity(path: Path) -> tuple[int, int] | None:
    """Give which file a path leads to, by device and number; None if there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def entered(path: Path) -> tuple[int, int] | None:
    """Note that a file is open in this process; give its identity."""
    key = identity(path)
    if key is not None:
        _HERE[key] += 1
    return key


def left(key: tuple[int, int] | None) -> None:
    """Note that a file was closed in this process."""
    if key is not None:
        _HERE[key] -= 1


def is_database(path: Path) -> bool:
    """Say whether a file begins as SQLite's do; one that is open in this process is not touched to find out."""
    if _HERE[identity(path) or (0, 0)] > 0:
        return True
    with path.open("rb") as file:
        return file.read(16) == b"SQLite format 3\0"


def format_of(path: Path) -> int:
    """Give the format of a case file, 0 if there is nothing in it yet; a look alone, that changes no byte.

    Raises StoreError if it is no case file, comes from a newer qualcase, or is damaged.
    """
    if not path.exists() or not path.stat().st_size:
        return 0
    interrupted = _side(path, "-journal").exists()  # then SQLite has to mend the file before it can be read
    try:
        database = is_database(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}.") from error
    if not database and not interrupted:  # SQLite takes a file of a few bytes for an empty one
        raise StoreError(_NO_CASE.format(path))
    with told(path), closing(connection(path, "rw" if interrupted else "ro")) as con:
        (application,) = con.execute("PRAGMA application_id").fetchone()
        (version,) = con.execute("PRAGMA user_version").fetchone()
        found: dict[str, set[str]] = {}
        for table, column in con.execute(
            "SELECT s.name, c.name FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type = 'table'"
        ):
            found.setdefault(table, set()).add(column)
        if not found and not application:
            return 0
        if application != APPLICATION:
            raise StoreError(f"{path} is a database of another program, no case file. It stays as it is.")
        if version > FORMAT:
            raise StoreError(
                f"{path} needs qualcase {_writer(con)} or newer (format {version}); this is qualcase {__version__} "
                f"(format {FORMAT}). It stays as it is. Update with: pip install -U qualcase"
            )
    if version == FORMAT:
        for one in tables().values():
            lacking = {*one.columns, "rev"} - found.get(one.table, set())
            if lacking:
                raise StoreError(f"{path} is damaged: table {one.table} lacks {', '.join(sorted(lacking))}. {_MEND}")
    return int(version)


def connect(path: Path | None, *, readonly: bool = False, wait: float = WAIT) -> sqlite3.Connection:
    """Open a case file that `format_of` has looked at, or an empty case in memory."""
    if path is None:
        con = connection(None, "memory")
        _make(con)
        return con
    with told(path):
        if readonly:
            return connection(path, "ro", wait)
        con = connection(path, "rwc", wait)
        try:
            _make(con)
            with contextlib.suppress(sqlite3.OperationalError):  # network folders cannot: a rollback journal does there
                con.execute("PRAGMA journal_mode = WAL")
            con.execute("PRAGMA synchronous = FULL")
        except BaseException:
            con.close()
            if path.exists() and not path.stat().st_size:
                path.unlink()
            raise
    return con


def connection(path: Path | None, mode: str, wait: float = WAIT) -> sqlite3.Connection:
    """Open a connection without transactions of its own; `mode` is ro, rw, rwc (made if it is not there) or memory."""
    place = f"{path.resolve().as_uri()}?mode={mode}" if path is not None else ":memory:"
    return sqlite3.connect(place, uri=True, isolation_level=None, check_same_thread=False, timeout=wait)


def plain(con: sqlite3.Connection) -> bool:
    """Turn the file into one plain file; False if somebody else has it open."""
    try:
        return bool(con.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete")
    except sqlite3.OperationalError as error:
        if not is_locked(error):
            raise
        return False


def roll_back(con: sqlite3.Connection) -> None:
    """Leave the transaction under way, if SQLite has not done so by itself."""
    if con.in_transaction:
        con.execute("ROLLBACK")


def refuse_missing(path: Path, *, create: bool) -> None:
    """Raise StoreError if there is no such file and none may be made, no folder for it, or the folder is closed."""
    try:
        folder = path.is_dir()
    except PermissionError as error:
        raise StoreError(f"{path} cannot be reached: {error.strerror}. Ask for access to its folder.") from error
    if folder:
        raise StoreError(f"{path} is a folder. A case file is one file, such as {path.name}.qualcase.")
    if not path.parent.is_dir():
        raise StoreError(f"there is no folder {path.parent} to keep {path.name} in. Make it first.")
    if not create and not path.exists():
        beside = [other.name for other in path.parent.glob("*.qualcase")]
        raise StoreError(f"there is no case file {path}. {did_you_mean(path.name, beside)}")


def followed(path: Path) -> Path:
    """Give the file that a link leads to; any other path as it is."""
    return path.resolve() if path.is_symlink() else path


def writable(path: Path) -> bool:
    """Say whether the file and its folder may be written to."""
    path = followed(path)
    return os.access(path.parent, os.W_OK) and (not path.exists() or os.access(path, os.W_OK))


def sides(path: Path) -> Iterator[Path]:
    """Give the files that SQLite keeps beside a database that is open or was not closed."""
    yield from (side for suffix in ("-wal", "-shm", "-journal") if (side := _side(path, suffix)).exists())


@contextmanager
def told(path: Path | None) -> Iterator[None]:
    """Turn SQLite's errors into ours: what, which file, what next."""
    try:
        yield
    except sqlite3.Error as error:
        raise StoreError(_explained(error, path)) from error
    except json.JSONDecodeError as error:
        raise StoreError(
            f"{path or 'the case in memory'} is damaged: a row cannot be read ({error}). {_MEND}"
        ) from error


def is_locked(error: BaseException) -> bool:
    """Say whether somebody else is at the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)


_NO_CASE = "{} is no case file. It stays as it is; give another name for a new case."
_MEND = "Leave it as it is: qualcase doctor says more, qualcase restore brings a backup back."


def _explained(error: sqlite3.Error, path: Path | None) -> str:
    name = str(path) if path is not None else "the case in memory"
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return f"{name}: the disk is full. Nothing of this step was written; free some space and do it again."
    if code == sqlite3.SQLITE_NOTADB:
        return _NO_CASE.format(name)
    if code == sqlite3.SQLITE_CORRUPT:
        return f"{name} is damaged ({error}). {_MEND}"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"{name} cannot be opened or written: it or its folder is read-only. Copy it to a folder of your own."
    if code == sqlite3.SQLITE_IOERR:
        return f"{name}: the disk cannot be read or written ({error}). Nothing of this step was written."
    if code == sqlite3.SQLITE_CONSTRAINT and "coding." in str(error):
        return f"{name}: the same words, code, coder and direction are on record under another id. Nothing was written."
    if is_locked(error):
        return f"{name} is being written by another program. Try again when that is done."
    if isinstance(error, sqlite3.ProgrammingError) and "closed" in str(error):
        return f"{name} is closed. Open it again with qc.open(...)."
    return f"{name}: {error}. Nothing of this step was written."


def _make(con: sqlite3.Connection) -> None:
    """Make the tables, unless somebody has."""
    con.execute("BEGIN IMMEDIATE" if _is_empty(con) else "BEGIN")
    try:
        if _is_empty(con):
            for statement in statements():
                con.execute(statement)
        con.execute("COMMIT")
    except BaseException:
        roll_back(con)
        raise


def _is_empty(con: sqlite3.Connection) -> bool:
    return con.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None


def _writer(con: sqlite3.Connection) -> str:
    """Give the version of qualcase that wrote a file last, as far as this one can tell."""
    with contextlib.suppress(sqlite3.Error):
        found = con.execute("SELECT version FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        if found:
            return str(found[0])
    return "of a later version"


def _side(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)
