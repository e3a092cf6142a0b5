"""Backups of a case file, taken by themselves, and the examination of a file."""

import contextlib
import datetime as dt
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from qualcase.errors import OptionError, StoreError
from qualcase.model.nouns import Coding, Source, Text
from qualcase.store import history
from qualcase.store.file import connect, told

KEEP = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong with a case file."""

    what: str
    message: str

    def __str__(self) -> str:
        return f"{self.what}: {self.message}"


def folder(path: Path) -> Path:
    """Where the backups of a case file lie."""
    return path.with_name(f"{path.stem}-backups")


def backups(path: str | Path) -> list[Path]:
    """Give the backups of a case file, the latest first."""
    path = Path(path)
    return sorted(folder(path).glob(f"{path.stem}-*{path.suffix}"), reverse=True)


def keep_backup(con: sqlite3.Connection, path: Path) -> Path | None:
    """Copy the file as it is, unless nothing changed since the last copy; keep the latest few.

    A place that cannot be written to gives no backup, and no error: opening goes on.
    """
    seq = history.last(con)
    kept = backups(path)
    if not seq or (kept and kept[0].stem.endswith(f"-e{seq}")):
        return None
    stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
    target = folder(path) / f"{path.stem}-{stamp}-e{seq}{path.suffix}"
    try:
        target.parent.mkdir(exist_ok=True)
        copy(con, target)
    except (OSError, sqlite3.Error):
        target.unlink(missing_ok=True)
        return None
    for old in backups(path)[KEEP:]:
        old.unlink(missing_ok=True)
    return target


def copy(con: sqlite3.Connection, target: Path) -> None:
    """Copy an open case file to a plain one, whole or not at all."""
    half = target.with_name(target.name + ".part")
    half.unlink(missing_ok=True)
    with contextlib.closing(sqlite3.connect(half)) as other:
        con.backup(other)
        other.execute("PRAGMA journal_mode = DELETE")
        other.execute("DELETE FROM session")
        other.commit()
    half.replace(target)


def restore(path: str | Path, which: int = 1) -> Path:
    """Bring back a backup, 1 being the latest; the file as it is now becomes one more backup.

    Raises OptionError if there is no such backup; StoreError if the file is open elsewhere or cannot be written.
    """
    path = Path(path)
    kept = backups(path)
    if not 1 <= which <= len(kept):
        raise OptionError(f"{path} has {len(kept)} backups. qualcase restore {path} lists them.")
    chosen = kept[which - 1]
    if path.with_name(path.name + "-wal").exists():
        raise StoreError(f"{path} is open in another notebook, or was not closed. Close it there; opening it once mends the rest.")
    with told(path):
        content = chosen.read_bytes()
        if path.exists():
            stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d-%H%M%S")
            path.replace(folder(path) / f"{path.stem}-{stamp}-before-restore{path.suffix}")
        half = path.with_name(path.name + ".part")
        half.write_bytes(content)
        half.replace(path)
    return chosen


def doctor(path: str | Path) -> list[Finding]:
    """Examine a case file: its pages, the chain of events, every quote against its text, rows that hang loose."""
    path = Path(path)
    con = connect(path, create=False, readonly=True)
    with contextlib.closing(con), told(path):
        found = [Finding("file", row[0]) for row in con.execute("PRAGMA integrity_check") if row[0] != "ok"]
        found += [Finding("history", message) for message in history.broken(con)]
        return found + quotes(con)


def quotes(con: sqlite3.Connection) -> list[Finding]:
    """Compare every coding's quote with its place in the text it was made on."""
    from qualcase.store.store import find

    texts = {text.hash: text.content for text in find(con, Text, {})}
    sources = {source.id for source in find(con, Source, {})}
    found = []
    for coding in find(con, Coding, {}):
        if coding.source not in sources:
            found.append(Finding("coding", f"{coding.id} is of source {coding.source!r}, which is not on record"))
        elif texts.get(coding.text, "")[coding.start : coding.end] != coding.quote:
            found.append(Finding("coding", f"{coding.id}: its quote is not what {coding.source} has at {coding.start} to {coding.end}"))
    return found
