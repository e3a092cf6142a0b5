"""What several finders propose, put together: one proposal for the same words and code, with the reasons of all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from qualcase._kernel.ids import digest
from qualcase._kernel.remark import Remark, remark
from qualcase.coding.decisions import Decided
from qualcase.coding.suggestions import COLUMNS, Measured, Proposed, Refused, Run, Suggestions, proposal_key
from qualcase.model import spans
from qualcase.model.snapshot import Snapshot
from qualcase.results.table import Call


class Found(NamedTuple):
    """A proposal before it is put into the table; `start`, `end` in its source; `cues`: the indicators in its words."""

    source: int
    start: int
    end: int
    code: int
    stance: str
    hedge: bool
    not_yet: bool
    because: tuple[Remark | str, ...]
    score: float = float("nan")
    cues: tuple[int, ...] = ()
    by: tuple[str, ...] = ()
    basis: str = ""
    holder: str = ""
    target: str = ""

    @property
    def place(self) -> tuple[int, int, int, int]:
        """What makes two proposals the same: words and code."""
        return self.source, self.start, self.end, self.code


@dataclass(slots=True)
class Gathered:
    """Proposals as they come in, with what is to be said of the run."""

    found: dict[tuple[int, int, int, int], Found] = field(default_factory=dict)
    identities: dict[str, str] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    remarks: tuple[Remark, ...] = ()
    measured: tuple[Measured, ...] = ()
    nearly: list[Found] = field(default_factory=list)
    learner: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Who proposes."""
        return tuple(self.identities)

    def name(self, wanted: str) -> str:
        """Give a name that no finder has yet: the wanted one, or with a number."""
        taken, n = wanted, 1
        while taken in self.identities:
            n += 1
            taken = f"{wanted}-{n}"
        return taken

    def add(self, name: str, found: Iterable[Found], *, identity: str = "qualcase") -> None:
        """Take in what one finder proposes."""
        self.identities[name] = identity
        for one in found:
            one = one._replace(by=(name,))
            there = self.found.get(one.place)
            self.found[one.place] = _together(there, one) if there else one

    def suggestions(self, snapshot: Snapshot, decided: Decided, made: Call) -> Suggestions:
        """Lay out what is neither coded nor decided on already, in the order of the texts."""
        run = digest(made, *self.identities.values(), *(book.version for book in snapshot.books))[:12]
        kept = _open(snapshot, [self.found[place] for place in sorted(self.found)], decided)
        below = None
        if self.learner:
            nearly = [one._replace(by=("learner",)) for one in self.nearly if one.place not in self.found]
            below = _columns(_open(snapshot, nearly, decided))
        silent = [remark("suggest.no_identity", name=name) for name, said in self.identities.items() if not said]
        told = Run(
            run, dict(self.identities), (*self.remarks, *silent), tuple(self.refused), self.measured, below
        )  # fmt: skip
        return Suggestions(_columns(kept), snapshot, made, (), told)


def _together(one: Found, other: Found) -> Found:
    """Put two proposals of the same words and code together; a stance that only one is sure of is kept."""
    way = one if one.holder else other
    sure = {hint for hint in (one.stance, other.stance) if hint != "unsure"}
    return one._replace(
        stance=sure.pop() if len(sure) == 1 else "unsure", hedge=one.hedge or other.hedge,
        not_yet=one.not_yet or other.not_yet, because=one.because + other.because,
        score=one.score if not np.isnan(one.score) else other.score,
        cues=tuple(sorted({*one.cues, *other.cues})), by=one.by + other.by,
        basis=one.basis or other.basis, holder=way.holder, target=way.target,
    )  # fmt: skip


def _open(snapshot: Snapshot, found: Sequence[Found], decided: Decided) -> list[dict[str, Any]]:
    """Give the rows of those that nobody coded or decided on."""
    start, end, code = (np.array(column, np.int64) for column in (
        [snapshot.base[one.source] + one.start for one in found],
        [snapshot.base[one.source] + one.end for one in found], [one.code for one in found],
    ))  # fmt: skip
    codings, rows = snapshot.codings, snapshot.rows
    coded = np.zeros(len(found), np.bool_)
    for number in np.unique(code).tolist():
        mine, theirs = code == number, rows[codings.code[rows] == number]
        coded[mine] = spans.others_near(start[mine], end[mine], snapshot.spans(theirs)) > 0
    turn = snapshot.units["turn"]
    at = np.searchsorted(turn.end, start, "right")
    shares: dict[tuple[int, tuple[int, ...]], tuple[int, int]] = {}
    made = []
    for n, one in enumerate(found):
        source = snapshot.sources[one.source].id
        name = snapshot.codes[one.code].name
        entry, key = proposal_key(snapshot, source, one.start, one.end, name)
        if coded[n] or key in snapshot.decided:
            continue
        like = (one.code, one.cues)
        if like not in shares:
            shares[like] = decided.like(*like)
        accepted, several = shares[like]
        made.append({
            "source": source, "voice": snapshot.voices[int(turn.voice[at[n]])].id, "start": one.start, "end": one.end,
            "quote": snapshot.text(one.source)[one.start : one.end], "code": name, "stance": one.stance,
            "basis": one.basis, "holder": one.holder, "target": one.target,
            "hedge": one.hedge, "not_yet": one.not_yet, "because": one.because, "by": ", ".join(one.by),
            "score": one.score, "confidence": accepted / several if several else float("nan"), "decided": several,
            "entry": entry, "key": key,
            "proposed": Proposed(
                key, source, one.start, one.end, name, entry, one.stance, one.holder, one.target
            ),
        })  # fmt: skip
    return made


def _columns(rows: Sequence[dict[str, Any]]) -> dict[str, list[Any]]:
    return {name: [row[name] for row in rows] for name in COLUMNS}
