"""Codings as columns: one array a field, grown in place, while what was handed out before stays as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase.model.dates import ordinals
from qualcase.model.nouns import BASES, STANCES

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FETCH = (
    "id", "source", "codebook", "code", "coder", "stance", "basis", "holder", "target", "voice", "aspect", "phase",
    "start", "end", "time_from", "time_to", "hedge", "not_yet", "key", "withdrawn",
    "needs_review", "version",
)  # fmt: skip


NAMES = ("coders", "aspects", "parties", "phases", "versions")  # what the numbers in the columns stand for


class Vocabulary:
    """Names and their numbers, in the order they came; "" is -1."""

    def __init__(self, names: Iterable[str] = ()) -> None:
        self.names: list[str] = []
        self._number: dict[str, int] = {"": -1}
        for name in names:
            self.number(name)

    def number(self, name: str) -> int:
        """Give the number of `name`, a new one if it is new."""
        found = self._number.get(name)
        if found is None:
            found = self._number[name] = len(self.names)
            self.names.append(name)
        return found

    def numbers(self, names: Sequence[str]) -> Ints:
        """Give the numbers of many names: (n,)."""
        known = self._number
        for name in dict.fromkeys(names):
            self.number(name)
        return np.fromiter(map(known.__getitem__, names), np.int64, len(names))

    def get(self, name: str) -> int | None:
        """Give the number of `name`, or None."""
        return self._number.get(name)


@dataclass(frozen=True, slots=True, eq=False)
class Codings:
    """The columns of all codings that are on record, withdrawn ones too: each (n,), -1 where not recorded.

    `start`, `end`: code points in the source's text, half-open. `since`, `until`: days (proleptic ordinals) of the time
    talked about, half-open; 0 and 0 where undated. `codes`, ...: the names that the numbers stand for.
    """

    ids: NDArray[np.object_]
    source: Ints
    code: Ints
    coder: Ints
    stance: Ints
    basis: Ints
    holder: Ints
    target: Ints
    voice: Ints
    aspect: Ints
    phase: Ints
    version: Ints
    start: Ints
    end: Ints
    since: Ints
    until: Ints
    hedge: Flags
    not_yet: Flags
    key: Flags
    withdrawn: Flags
    needs_review: Flags
    coders: Sequence[str]
    aspects: Sequence[str]
    parties: Sequence[str]  # of `holder` and `target`: sides, roles or voices
    phases: Sequence[str]
    versions: Sequence[str]  # of the codebooks

    def __len__(self) -> int:
        return self.source.size


class Columns:
    """The growing columns behind `Codings`: appended to in place, copied where something is edited or dropped."""

    INTS = ("source", "code", "coder", "stance", "basis", "holder", "target", "voice", "aspect", "phase",
            "version", "start", "end", "since", "until")  # fmt: skip
    FLAGS = ("hedge", "not_yet", "key", "withdrawn", "needs_review")

    def __init__(self, codes: Iterable[str], sources: Iterable[str], voices: Iterable[str]) -> None:
        self.codes = Vocabulary(codes)
        self.sources = Vocabulary(sources)
        self.voices = Vocabulary(voices)
        self.coders, self.aspects, self.parties, self.phases, self.versions = (Vocabulary() for _ in range(5))
        self._row: dict[str, int] = {}
        self._columns: dict[str, NDArray[Any]] = {name: np.empty(0, np.int64) for name in self.INTS}
        self._columns["ids"] = np.empty(0, object)
        self._columns |= {name: np.empty(0, np.bool_) for name in self.FLAGS}

    def put(self, rows: Sequence[tuple[Any, ...]]) -> None:
        """Take in rows with the fields of FETCH: new ids are appended, known ones edited."""
        fresh = [row for row in rows if row[0] not in self._row]
        edited = [row for row in rows if row[0] in self._row] if len(fresh) < len(rows) else []
        if fresh:
            self._append(fresh)
        if edited:
            at = [self._row[row[0]] for row in edited]
            for name, values in self._encode(edited).items():
                column = self._columns[name].copy()
                column[at] = values
                self._columns[name] = column

    def drop(self, ids: Iterable[str]) -> None:
        """Forget codings that are no longer on record (an undo took them back)."""
        gone = [self._row[key] for key in ids if key in self._row]
        if not gone:
            return
        n = len(self._row)
        keep = np.delete(np.arange(n), gone)
        self._columns = {name: column[:n][keep] for name, column in self._columns.items()}
        self._row = {key: row for row, key in enumerate(self._columns["ids"].tolist())}

    def view(self) -> Codings:
        """Give the columns as they are now; later changes do not show in it."""
        n = len(self._row)
        columns: dict[str, Any] = {name: column[:n] for name, column in self._columns.items()}
        names = {name: tuple(getattr(self, name).names) for name in NAMES}
        return Codings(**(columns | names))

    def _append(self, rows: Sequence[tuple[Any, ...]]) -> None:
        n, more = len(self._row), len(rows)
        for name, values in self._encode(rows).items():
            column = self._columns[name]
            if column.size < n + more:
                grown = np.empty(max(n + more, n + n // 2), column.dtype)
                grown[:n] = column[:n]
                self._columns[name] = column = grown
            column[n : n + more] = values
        self._row.update(zip((row[0] for row in rows), range(n, n + more), strict=True))

    def _encode(self, rows: Sequence[tuple[Any, ...]]) -> dict[str, NDArray[Any]]:
        field = dict(zip(FETCH, zip(*rows, strict=True), strict=True))
        qualified = [f"{book}/{code}" for book, code in zip(field["codebook"], field["code"], strict=True)]
        since, until = ordinals(field["time_from"], field["time_to"])
        return {
            "ids": np.array(field["id"], object),
            "source": self.sources.numbers(field["source"]),
            "code": self.codes.numbers(qualified),
            "coder": self.coders.numbers(field["coder"]),
            "stance": Vocabulary(STANCES).numbers(field["stance"]),
            "basis": Vocabulary(BASES).numbers(field["basis"]),
            "holder": self.parties.numbers(field["holder"]),
            "target": self.parties.numbers(field["target"]),
            "voice": self.voices.numbers(field["voice"]),
            "aspect": self.aspects.numbers(field["aspect"]),
            "version": self.versions.numbers(field["version"]),
            "phase": self.phases.numbers(field["phase"]),
            "start": np.array(field["start"], np.int64),
            "end": np.array(field["end"], np.int64),
            "since": since,
            "until": until,
        } | {name: np.array(field[name], np.bool_) for name in self.FLAGS}
