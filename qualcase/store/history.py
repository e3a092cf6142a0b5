"""The history: an event for each change, chained by hashes, each with what takes it back."""

import datetime as dt
import json
import sqlite3
from dataclasses import dataclass
from typing import Any

from qualcase import __version__
from qualcase._kernel.ids import digest
from qualcase.errors import OptionError
from qualcase.store.change import Inverse, insert, stored, update
from qualcase.store.schema import shapes

_FIELDS = "seq, at, actor, verb, arguments, version, undoes, inverse, prev_hash, hash"


@dataclass(frozen=True, slots=True)
class Event:
    """One change: when (ISO 8601, UTC), who, which verb with which arguments, under which version of qualcase.

    `undoes`: the event that this one takes back. `undone_by`: the one that took this back, if it stands taken back.
    """

    seq: int
    at: str
    actor: str
    verb: str
    arguments: dict[str, Any]
    version: str
    undoes: int | None
    undone_by: int | None
    prev_hash: str
    hash: str


def last(con: sqlite3.Connection) -> int:
    """Give the number of the last event, 0 if there is none."""
    return int(con.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])


def write(
    con: sqlite3.Connection, verb: str, actor: str, arguments: dict[str, Any], inverse: Inverse, undoes: int | None = None
) -> Event | None:
    """Append an event; None if nothing changed."""
    if not inverse:
        return None
    seq = last(con) + 1
    before = con.execute("SELECT hash FROM event WHERE seq = ?", (seq - 1,)).fetchone()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    told = json.dumps(arguments, ensure_ascii=False, default=str)
    back = json.dumps(inverse, ensure_ascii=False, separators=(",", ":"))
    prev = before[0] if before else ""
    row = (seq, at, actor, verb, told, __version__, undoes, back, prev)
    con.execute(f"INSERT INTO event ({_FIELDS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, digest(*row)))
    return event(con, seq)


def event(con: sqlite3.Connection, seq: int) -> Event:
    """Give one event."""
    return _events(con, "WHERE seq = ?", (seq,))[0]


def events(con: sqlite3.Connection) -> list[Event]:
    """Give every event, oldest first."""
    return _events(con, "", ())


def undo(con: sqlite3.Connection, actor: str) -> Event:
    """Take back the last event of `actor` that stands and is no undo."""
    found = con.execute(
        "SELECT max(seq) FROM event WHERE actor = ? AND undoes IS NULL AND seq NOT IN (SELECT seq FROM undone)", (actor,)
    ).fetchone()[0]
    if found is None:
        raise OptionError(f"there is nothing to undo of {actor or 'nobody in particular'}. case.history shows who did what.")
    made = _invert(con, found, actor, "undo")
    con.execute("INSERT INTO undone (seq, by) VALUES (?, ?)", (found, made.seq))
    return event(con, made.seq)


def redo(con: sqlite3.Connection, actor: str) -> Event:
    """Do again what the last undo of `actor` that stands took back."""
    found = con.execute(
        "SELECT e.seq, e.undoes FROM event e JOIN undone u ON u.seq = e.undoes AND u.by = e.seq "
        "WHERE e.actor = ? AND e.verb = 'undo' ORDER BY e.seq DESC LIMIT 1", (actor,)
    ).fetchone()  # fmt: skip
    later = con.execute("SELECT max(seq) FROM event WHERE actor = ? AND undoes IS NULL", (actor,)).fetchone()[0] or 0
    if found is None or later > found[0]:
        raise OptionError(f"there is nothing to redo of {actor or 'nobody in particular'}. case.history shows who did what.")
    made = _invert(con, found[0], actor, "redo")
    con.execute("DELETE FROM undone WHERE seq = ?", (found[1],))
    return event(con, made.seq)


def touched(con: sqlite3.Connection, since: int) -> dict[type[Any], list[str]]:
    """Give the keys of the rows that events after `since` wrote or dropped, by noun."""
    keys: dict[str, dict[str, None]] = {}
    for (inverse,) in con.execute("SELECT inverse FROM event WHERE seq > ? ORDER BY seq", (since,)):
        for table, parts in json.loads(inverse).items():
            keys.setdefault(table, {}).update(dict.fromkeys([*parts["delete"], *(row[0] for row in parts["restore"])]))
    tables = shapes()
    return {tables[table].noun: list(found) for table, found in keys.items()}


def broken(con: sqlite3.Connection) -> list[str]:
    """Give what is broken in the chain: an event that was changed, or one that is missing."""
    found, prev, expected = [], "", 1
    for row in con.execute(f"SELECT {_FIELDS} FROM event ORDER BY seq"):
        if row[0] != expected:
            found.append(f"event {expected} is missing")
        if row[8] != prev:
            found.append(f"event {row[0]} does not follow the one before it")
        if digest(*row[:9]) != row[9]:
            found.append(f"event {row[0]} ({row[3]} by {row[2] or 'nobody'}) was changed after it was written")
        prev, expected = row[9], row[0] + 1
    return found


def _events(con: sqlite3.Connection, where: str, values: tuple[Any, ...]) -> list[Event]:
    rows = con.execute(
        "SELECT seq, at, actor, verb, arguments, version, undoes, (SELECT by FROM undone u WHERE u.seq = event.seq), "
        f"prev_hash, hash FROM event {where} ORDER BY seq", values,
    )  # fmt: skip
    return [Event(*row[:4], json.loads(row[4]), *row[5:]) for row in rows]


def _invert(con: sqlite3.Connection, seq: int, actor: str, verb: str) -> Event:
    """Apply what takes an event back, if the rows still are as that event left them."""
    back: Inverse = json.loads(con.execute("SELECT inverse FROM event WHERE seq = ?", (seq,)).fetchone()[0])
    left = _as_left(con, seq)
    inverse: Inverse = {}
    tables = shapes()
    for table, parts in back.items():
        one = tables[table]
        keys = [*parts["delete"], *(row[0] for row in parts["restore"])]
        now = stored(con, one, keys)
        for key in keys:
            if not left(table, key, now.get(key)):
                raise _refusal(con, seq, table, key, now.get(key))
        con.executemany(f'DELETE FROM "{table}" WHERE "{one.key}" = ?', [(key,) for key in parts["delete"]])
        update(con, one, [row for row in parts["restore"] if row[0] in now])
        insert(con, one, [row for row in parts["restore"] if row[0] not in now])
        inverse[table] = {
            "delete": [row[0] for row in parts["restore"] if row[0] not in now],
            "restore": [list(now[key]) for key in keys if key in now],
            "dropped": parts["delete"],
        }
    made = write(con, verb, actor, {"event": seq}, inverse, undoes=seq)
    assert made is not None
    return made


def _as_left(con: sqlite3.Connection, seq: int):  # type: ignore[no-untyped-def]
    """Give a test whether a row is as an event left it: by its rev, or, after an undo, by what that restored."""
    undoes = con.execute("SELECT undoes FROM event WHERE seq = ?", (seq,)).fetchone()[0]
    if undoes is None:
        back = json.loads(con.execute("SELECT inverse FROM event WHERE seq = ?", (seq,)).fetchone()[0])
        gone = {(table, key) for table, parts in back.items() for key in parts["dropped"]}
        return lambda table, key, row: row is None if (table, key) in gone else row is not None and row[-1] == seq
    restored = json.loads(con.execute("SELECT inverse FROM event WHERE seq = ?", (undoes,)).fetchone()[0])
    rows = {(table, row[0]): tuple(row) for table, parts in restored.items() for row in parts["restore"]}
    return lambda table, key, row: row == rows.get((table, key))


def _refusal(con: sqlite3.Connection, seq: int, table: str, key: str, row: tuple[Any, ...] | None) -> OptionError:
    later = row[-1] if row is not None and row[-1] != seq else None
    if later is None or later < seq:
        later = next(
            (s for s, inverse in con.execute("SELECT seq, inverse FROM event WHERE seq > ? ORDER BY seq DESC", (seq,))
             if json.dumps(key, ensure_ascii=False) in inverse), seq,
        )  # fmt: skip
    there = event(con, later)
    this = event(con, seq)
    return OptionError(
        f"event {seq} ({this.verb}) cannot be taken back: event {later} ({there.verb} by {there.actor or 'nobody'}, "
        f"{there.at[:19].replace('T', ' ')} UTC) changed the same {table} since. Undo that one first."
    )
