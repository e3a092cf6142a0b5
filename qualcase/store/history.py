"""The history: an event for each change, chained by hashes, each with what takes it back."""

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from typing import Any

from qualcase import __version__
from qualcase._kernel.ids import digest
from qualcase.errors import OptionError
from qualcase.model.codebook import Code
from qualcase.store.change import Change, Inverse
from qualcase.store.references import codes, missing, resting
from qualcase.store.rows import stored
from qualcase.store.schema import Shape, Values, tables

# an undo stands unless a redo took it back in its turn
_UNDO = """(SELECT u.seq FROM event u WHERE u.undoes = event.seq
    AND NOT EXISTS (SELECT 1 FROM event r WHERE r.undoes = u.seq))"""
_FIELDS = f"seq, at, actor, verb, arguments, version, prev_hash, hash, undoes, {_UNDO}"


@dataclass(frozen=True, slots=True, repr=False)
class Event:
    """One change: when (ISO 8601, UTC), who, which verb with which arguments, under which version of qualcase.

    `undoes`: the event that this one takes back. `undone_by`: the one that took this back, while it stands.
    """

    seq: int
    at: str
    actor: str
    verb: str
    arguments: dict[str, Any]
    version: str
    prev_hash: str
    hash: str
    undoes: int | None
    undone_by: int | None

    def __repr__(self) -> str:
        of = f" of event {self.undoes} ({self.arguments.get('verb', '')})" if self.undoes is not None else ""
        when = self.at[:19].replace("T", " ")
        return f"event {self.seq}: {self.verb}{of} by {self.actor or 'nobody'}, {when} UTC"

    def __str__(self) -> str:
        return f"event {self.seq} ({self.verb} by {self.actor or 'nobody'}, {self.at[:19].replace('T', ' ')} UTC)"


def last(con: sqlite3.Connection) -> int:
    """Give the number of the last event, 0 if there is none."""
    return int(con.execute("SELECT coalesce(max(seq), 0) FROM event").fetchone()[0])


def append(
    con: sqlite3.Connection, change: Change, verb: str, actor: str, arguments: dict[str, Any], undoes: int | None = None
) -> Event | None:
    """Append what a transaction changed as an event; None if it changed nothing."""
    inverse = change.inverse()
    if not inverse:
        return None
    seq = last(con)
    before = con.execute("SELECT hash FROM event WHERE seq = ?", (seq,)).fetchone()
    at = dt.datetime.now(dt.UTC).isoformat(timespec="milliseconds")
    given, back = (json.dumps(part, ensure_ascii=False, default=str) for part in (arguments, inverse))
    row = (seq + 1, at, actor, verb, given, __version__, undoes, before[0] if before else "")
    hashed = digest(*row, back)
    con.execute("INSERT INTO event VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (*row, hashed, back))
    return event(con, seq + 1)


def events(con: sqlite3.Connection) -> list[Event]:
    """Give every event, oldest first."""
    return [_event(row) for row in con.execute(f"SELECT {_FIELDS} FROM event ORDER BY seq")]


def event(con: sqlite3.Connection, seq: int) -> Event:
    """Give one event."""
    return _event(con.execute(f"SELECT {_FIELDS} FROM event WHERE seq = ?", (seq,)).fetchone())


def undo(con: sqlite3.Connection, actor: str, among: Collection[str] = ()) -> Event:
    """Take back the last event of `actor` that stands; OptionError if its verb is none of `among`, where any is."""
    found = con.execute(
        f"SELECT seq, verb FROM event WHERE actor = ? AND undoes IS NULL AND {_UNDO} IS NULL ORDER BY seq DESC LIMIT 1",
        (actor,),
    ).fetchone()
    if found is None:
        raise OptionError(f"there is nothing to undo of {_who(actor)}. case.history shows who did what.")
    seq, done = found
    if among and done not in among:
        raise OptionError(
            f"the last step of {_who(actor)} is {event(con, seq)}, and that is not undone here. "
            "To take it back all the same: case.undo()."
        )
    gone = {(table, key) for table, parts in _inverse(con, seq).items() for key in parts["dropped"]}

    def as_left(table: str, key: str, now: Values | None) -> bool:
        return now is None if (table, key) in gone else now is not None and now[-1] == seq

    return _take_back(con, seq, actor, "undo", as_left)


def redo(con: sqlite3.Connection, actor: str, among: Collection[str] = ()) -> Event:
    """Do again what the last undo of `actor` took back, if nothing new was done since; `among` as in `undo`."""
    found = con.execute(
        f"SELECT seq, undoes FROM event WHERE actor = ?1 AND verb = 'undo' AND undoes IS NOT NULL AND {_UNDO} IS NULL "
        "AND seq > coalesce((SELECT max(seq) FROM event WHERE actor = ?1 AND undoes IS NULL), 0) "
        "ORDER BY seq DESC LIMIT 1", (actor,),
    ).fetchone()  # fmt: skip
    if found is None:
        raise OptionError(f"there is nothing to redo of {_who(actor)}. case.history shows who did what.")
    seq, undone = found
    if among and (verb := event(con, undone).verb) not in among:
        raise OptionError(
            f"what {_who(actor)} took back last is {verb} (event {undone}), and that is not done again here. "
            "To do it all the same: case.redo()."
        )
    left = {(t, row[0]): tuple(row) for t, parts in _inverse(con, undone).items() for row in parts["restore"]}

    def as_left(table: str, key: str, now: Values | None) -> bool:
        return now == left.get((table, key))

    return _take_back(con, seq, actor, "redo", as_left)


def touched(con: sqlite3.Connection, since: int) -> dict[type[Any], list[str]]:
    """Give the keys of the rows that events after `since` wrote or dropped, by noun; new ones as they came."""
    found: dict[str, dict[str, None]] = {}
    for (inverse,) in con.execute("SELECT inverse FROM event WHERE seq > ? ORDER BY seq", (since,)):
        for table, parts in json.loads(inverse).items():
            keys = found.setdefault(table, {})
            for key in parts["delete"]:
                keys.pop(key, None)  # it was away and came back: at the end
                keys[key] = None
            keys.update(dict.fromkeys(_keys(parts)))
    return {tables()[table].noun: list(keys) for table, keys in found.items()}


def broken(con: sqlite3.Connection) -> list[str]:
    """Give what is broken in the chain: an event that was changed, one that is missing."""
    found, before, expected = [], "", 1
    for row in con.execute(
        "SELECT seq, at, actor, verb, arguments, version, undoes, prev_hash, inverse, hash FROM event ORDER BY seq"
    ):
        seq, prev_hash, hashed = row[0], row[7], row[9]
        if seq != expected:
            found.append(f"before event {seq}, {seq - expected} missing from event {expected} on")
        elif prev_hash != before:
            found.append(f"event {seq} ({row[3]} by {row[2] or 'nobody'}) does not follow the one before it")
        if digest(*row[:9]) != hashed:
            found.append(f"event {seq} ({row[3]} by {row[2] or 'nobody'}) was changed after it was written")
        before, expected = hashed, seq + 1
    return found


def _event(row: Any) -> Event:
    seq, at, actor, verb, arguments, version, prev_hash, hashed, undoes, undone_by = row
    return Event(seq, at, actor, verb, json.loads(arguments), version, prev_hash, hashed, undoes, undone_by)


def _recorded_by(con: sqlite3.Connection, seq: int) -> str:
    """Give the verb whose step an event is, also where it takes one back or does it again."""
    verb, arguments = con.execute("SELECT verb, arguments FROM event WHERE seq = ?", (seq,)).fetchone()
    return str(json.loads(arguments).get("verb", verb)) if verb in ("undo", "redo") else str(verb)


def _take_back(
    con: sqlite3.Connection, seq: int, actor: str, verb: str, as_left: Callable[[str, str, Values | None], bool]
) -> Event:
    """Apply what takes an event back, as a new event, if all it touched still is as it left it and nothing rests on it.

    An error must end the transaction: rows may have changed by then.
    """
    change, inverse, had = Change(con, last(con) + 1), _inverse(con, seq), codes(con)
    for table, parts in inverse.items():
        one = tables()[table]
        before: dict[str, Values | None] = dict.fromkeys(parts["delete"])
        before |= {row[0]: tuple(row) for row in parts["restore"]}
        now = stored(con, one, before)
        for key in before:
            if not as_left(table, key, now.get(key)):
                raise _refusal(con, seq, one, key)
        try:
            change.revert(one, before, now)
        except sqlite3.IntegrityError:
            raise _refusal(con, seq, one, _twin(con, one, before)) from None
    _check_references(con, seq, inverse, had - codes(con))
    made = append(con, change, verb, actor, {"event": seq, "verb": _recorded_by(con, seq)}, undoes=seq)
    assert made is not None  # an event has changed something, so taking it back does
    return made


def _check_references(con: sqlite3.Connection, seq: int, inverse: Inverse, lost: set[str]) -> None:
    """Raise OptionError if later rows, or those that came back, name what is gone; `lost`: codes gone from the books.

    What was missing before the event that is taken back may stay so.
    """
    gone = {tables()[table].noun: parts["delete"] for table, parts in inverse.items()} | {Code: list(lost)}
    rest = resting(con, gone, seq)
    if rest is not None:
        raise OptionError(
            f"{event(con, seq)} cannot be taken back: {event(con, rest.rev)} recorded the {rest.noun} {rest.key!r}, "
            f"which needs the {rest.to} {rest.name!r}. Take that back first."
        )
    bare = [
        rest
        for table, parts in inverse.items()
        for rest in missing(con, tables()[table].noun, (row[0] for row in parts["restore"]))
    ]
    since = reversed(list(_backwards(con, seq))) if bare else ()
    taken = {row: later for later, changed in since for row in changed}
    for rest in bare:
        if (later := taken.get((rest.to, rest.name))) is not None:
            raise OptionError(
                f"{event(con, seq)} cannot be taken back: the {rest.noun} {rest.key!r} would come back without the "
                f"{rest.to} {rest.name!r}, which {event(con, later)} took away. Take that back first."
            )


def _refusal(con: sqlite3.Connection, seq: int, one: Shape, key: str) -> OptionError:
    later = next(later for later, changed in _backwards(con, seq) if (one.table, key) in changed)
    return OptionError(
        f"{event(con, seq)} cannot be taken back: {event(con, later)} changed the same {one.table} {key!r} since. "
        "Take that back first."
    )


def _twin(con: sqlite3.Connection, one: Shape, before: dict[str, Values | None]) -> str:
    """Give the key of the row that meanwhile has the identity of one that should come back."""
    names = one.noun.IDENTITY
    where = " AND ".join(f'"{name}" = ?' for name in names)
    for values in before.values():
        if values is not None:
            identity = [values[one.columns.index(name)] for name in names]
            found = con.execute(f'SELECT "{one.key}" FROM "{one.table}" WHERE {where}', identity).fetchone()
            if found and found[0] not in before:
                return str(found[0])
    raise AssertionError("a row could not come back, and nothing stands in its way")


def _backwards(con: sqlite3.Connection, since: int) -> Iterator[tuple[int, set[tuple[str, str]]]]:
    """Give the events after `since`, the last one first, with the tables and keys that each changed."""
    for seq, inverse in con.execute("SELECT seq, inverse FROM event WHERE seq > ? ORDER BY seq DESC", (since,)):
        parts: Inverse = json.loads(inverse)
        yield seq, {(table, key) for table in parts for key in _keys(parts[table])}


def _keys(parts: dict[str, list[Any]]) -> list[str]:
    return [*parts["delete"], *(row[0] for row in parts["restore"])]


def _inverse(con: sqlite3.Connection, seq: int) -> Inverse:
    return read_inverse(con.execute("SELECT inverse FROM event WHERE seq = ?", (seq,)).fetchone()[0])


def read_inverse(held: str) -> Inverse:
    """Read what takes an event back; rows that an older format kept get the fields that came since."""
    inverse: Inverse = json.loads(held)
    for table, parts in inverse.items():
        parts["restore"] = list(map(tables()[table].of_today, parts["restore"]))
    return inverse


def _who(actor: str) -> str:
    return repr(actor) if actor else "anybody without a name (open the case with coder=...)"
