"""Backups of a case file, taken by themselves, brought back on request; and the examination of a file."""

import datetime as dt
import glob
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from qualcase._kernel.ids import text_hash
from qualcase._kernel.text import clip
from qualcase.errors import OptionError, StoreError
from qualcase.store import history
from qualcase.store.file import connection, followed, format_of, plain, refuse_missing, sides, told
from qualcase.store.references import plain_references
from qualcase.store.schema import FORMAT, Shape, shape, tables
from qualcase.store.steps import step_up

KEEP = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to know about a case file: in what (file, history, or a table), what, and whether it is wrong."""

    what: str
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        return f"{self.what}: {self.message}"


def backups(path: str | Path) -> list[Path]:
    """Give the backups of a case file, the latest first; a link has those of the file that it leads to."""
    path = followed(Path(path))
    return sorted(_folder(path).glob(f"{glob.escape(path.stem)}-*{glob.escape(path.suffix)}"), reverse=True)


def keep(con: sqlite3.Connection, path: Path) -> Path | None:
    """Copy an open case file to its backups unless nothing changed since the last one, and drop the oldest.

    Where the backups cannot be written there is none, and no error: the case itself can still be worked on.
    """
    path = followed(path)
    with told(path):
        last = con.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
    if last is None:
        return None
    state = f"e{last[0]}-{last[1][:8]}"
    kept = backups(path)
    if kept and kept[0].stem.endswith(state):
        return None
    target = _name(path, state)
    try:
        target.parent.mkdir(exist_ok=True)
        copy(con, target, like=path)
        for old in backups(path)[KEEP:]:
            old.unlink()
    except (OSError, sqlite3.Error):
        return None
    return target


def copy(con: sqlite3.Connection, target: Path, *, like: Path) -> None:
    """Copy an open case file to a plain one, whole or not at all, that those may read who may read `like`."""
    half = target.with_name(target.name + ".part")
    half.unlink(missing_ok=True)
    try:
        with suppress(OSError):  # SQLite says what is in the way
            half.touch(mode=0o600)
        with closing(connection(half, "rwc")) as other:
            con.backup(other)
            other.execute("PRAGMA journal_mode = DELETE")
            other.execute("DELETE FROM session")
        _same_rights(like, half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)


def restore(path: str | Path, which: int = 1) -> Path:
    """Bring a backup back, 1 being the latest; the file as it is now becomes one more backup.

    Raises OptionError if there is no such backup; StoreError if the file is open elsewhere or cannot be written.
    """
    path = Path(path).resolve()  # a link stays a link
    kept = backups(path)
    if not 1 <= which <= len(kept):
        raise OptionError(f"{path} has no backup {which} of {len(kept)}. `qualcase restore {path}` lists them.")
    chosen = kept[which - 1]
    format_of(chosen)
    if path.exists() and not _alone(path):
        raise StoreError(f"{path} is open in another notebook or program. Close it there, then restore.")
    half = path.with_name(path.name + ".part")
    try:
        half.unlink(missing_ok=True)
        half.touch(mode=0o600)
        with half.open("wb") as file:
            file.write(chosen.read_bytes())
            file.flush()
            os.fsync(file.fileno())
        _same_rights(path if path.exists() else chosen, half)
        if path.exists():
            aside = _name(path, "before-restore")
            for side in sides(path):  # of a file that could not be closed: they belong to it alone
                side.replace(aside.with_name(side.name.replace(path.name, aside.name)))
            path.replace(aside)
        half.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be restored: {error}.") from error
    finally:
        half.unlink(missing_ok=True)
    return chosen


def doctor(path: str | Path) -> list[Finding]:
    """Examine a case file: its pages, the chain of events, every quote against its text, rows that refer to nothing.

    A sound file of an older format has one finding, a warning: that it is older, and how it is updated.

    Raises StoreError if it is no case file or comes from a newer qualcase.
    """
    path = Path(path)
    refuse_missing(path, create=False)
    try:
        have = format_of(path)
        if not have:
            return [Finding("file", "it is empty")]
        with closing(connection(path, "ro")) as con:
            found = [Finding("file", row[0]) for row in con.execute("PRAGMA integrity_check(20)") if row[0] != "ok"]
            found += [Finding("history", message) for message in history.broken(con)]
            with _of_today(con, have) as now:
                found += [*garbled(now), *misquoted(now), *loose(now)]
        return found or _older(path, have)
    except StoreError as error:
        if "damaged" not in str(error):
            raise
        return [Finding("file", str(error))]
    except sqlite3.DatabaseError as error:
        return [Finding("file", f"{path} is damaged ({error}); `qualcase restore {path}` lists its backups")]


def garbled(con: sqlite3.Connection) -> Iterator[Finding]:
    """Give the rows that cannot be read, and the texts that are not what they are known by."""
    for one in tables().values():
        columns = ", ".join(f'"{name}"' for name in one.columns)
        for values in con.execute(f'SELECT {columns} FROM "{one.table}"'):
            if why := _unreadable(one, values):
                yield Finding(one.table, f"{values[0]}: it cannot be read ({why})")
    for key, content in con.execute("SELECT hash, content FROM text WHERE hash IS NOT NULL AND content IS NOT NULL"):
        if text_hash(content) != key:
            yield Finding("text", f"{key[:12]}: its words were changed by something else than qualcase")


def misquoted(con: sqlite3.Connection) -> Iterator[Finding]:
    """Give the codings whose quote is not what their text has at their place."""
    texts = dict(con.execute("SELECT hash, content FROM text WHERE content IS NOT NULL"))
    rows = con.execute(
        'SELECT id, source, text, start, "end", quote FROM coding WHERE quote IS NOT NULL ORDER BY rowid'
    ).fetchall()
    for key, source, text, start, end, quote in rows:
        if text in texts and texts[text][start:end] != quote:
            said, there = clip(quote, 40), clip(texts[text][start:end], 40)
            yield Finding("coding", f"{key}: its quote is {said!r}, but {source} has {there!r} at {start} to {end}")


def loose(con: sqlite3.Connection) -> Iterator[Finding]:
    """Give the rows that refer to something that is not on record."""
    for noun, field, other in plain_references():
        one, there = shape(noun), shape(other)
        sql = (
            f'SELECT "{one.key}", "{field}" FROM "{one.table}" WHERE "{field}" <> \'\' '
            f'AND "{field}" NOT IN (SELECT "{there.key}" FROM "{there.table}")'
        )
        for key, value in con.execute(sql):
            yield Finding(one.table, f"{key}: its {field} {clip(value, 40)!r} is not on record")


@contextmanager
def _of_today(con: sqlite3.Connection, have: int) -> Iterator[sqlite3.Connection]:
    """Give a case file with all tables of today: of an older format, a copy in memory that is brought up to date."""
    if have >= FORMAT:
        yield con
        return
    with closing(connection(None, "memory")) as copied:
        con.backup(copied)
        step_up(copied)
        yield copied


def _older(path: Path, have: int) -> list[Finding]:
    """Give the warning that a sound file has an older format, if it has."""
    if have >= FORMAT:
        return []
    message = f"it has the older format {have} and is sound as far as that format goes; opening it updates it: "
    return [Finding("file", f"{message}qc.open({str(path)!r})", "warning")]


def _unreadable(one: Shape, values: tuple[Any, ...]) -> str:
    """Say why a row cannot be read, or nothing."""
    if None in values:
        return f"its {one.columns[values.index(None)]} is empty"
    try:
        one.row(values)
    except (TypeError, ValueError) as error:
        return str(error)
    return ""


def _same_rights(of: Path, to: Path) -> None:
    """Let those read and write a copy who may read and write the file; some disks know no rights."""
    with suppress(OSError):
        shutil.copymode(of, to)


def _folder(path: Path) -> Path:
    return path.with_name(f"{path.stem}-backups")


def _name(path: Path, state: str) -> Path:
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S-%f")
    return _folder(path) / f"{path.stem}-{stamp}-{state}{path.suffix}"


def _alone(path: Path) -> bool:
    """Say whether nobody else has the file open; a damaged one, that nobody can, is taken to be free."""
    try:
        format_of(path)  # a look alone: what is left of a damaged one stays as it is
        with told(path), closing(connection(path, "rw", wait=1)) as con:
            return plain(con)
    except StoreError:
        return True
