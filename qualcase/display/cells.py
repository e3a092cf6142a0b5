"""The cell of a qualitative display: entries with their codings, who spoke of those asked, how they stand."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase.model.asked import asked_in
from qualcase.model.evidence import ATTRIBUTED, CONTRADICTS, MIXED, NEUTRAL, SUPPORTS, UNSET, Evidence, Line
from qualcase.model.positions import positions
from qualcase.render.labels import label

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Entries: TypeAlias = Literal["key", "all", "aspects"]

NOT_ASKED, SILENT, UNCLEAR = "--", "0", "?"
SIGN = {SUPPORTS: "+", CONTRADICTS: "−", MIXED: "±", NEUTRAL: "o", UNSET: "?"}
WORDS = 25  # an entry is condensed to so many words; its coding holds them all


class Entry(NamedTuple):
    """One thing said in a cell: the voice, the words or the phrase, the stance, the codings."""

    voice: int
    text: str
    kind: str  # quote | paraphrase
    stance: int
    rows: tuple[int, ...]
    attributed: bool = False  # told of others: it gives no stance


class Cell(NamedTuple):
    """What stands where a row meets a column. `mark` is set if nothing does: not asked, asked and silent, unclear."""

    entries: tuple[Entry, ...]
    speaking: int
    eligible: int
    stances: tuple[int, int, int]  # voices that support, contradict, are of two minds
    rows: tuple[int, ...]
    mark: str = ""
    attributed: int = 0

    def text(self, snapshot_voices: Sequence[str], lang: str) -> str:
        """Say the cell: a line for each entry, then the stances and who spoke of those asked."""
        if self.mark:
            return self.mark
        return "\n".join([*(said(e, snapshot_voices[e.voice], lang) for e in self.entries), self.summary(lang)])

    def summary(self, lang: str) -> str:
        """Say the stances and the denominator: "+2 −1 ±0 · n = 3/4"."""
        plus, minus, mixed = self.stances
        line = f"+{plus} −{minus} ±{mixed} · n\u00a0=\u00a0{self.speaking}/{self.eligible}"
        return line + (f" · {label('cell.attributed', lang, n=self.attributed)}" if self.attributed else "")


def said(entry: Entry, voice: str, lang: str) -> str:
    """Say an entry: who, the sign of the stance, whether it tells of others, then the words."""
    told = f", {label('cell.told', lang)}" if entry.attributed else ""
    words = f"“{entry.text}”" if entry.kind == "quote" else entry.text
    return f"{voice} ({SIGN[entry.stance]}{told}): {words}"


def cell(evidence: Evidence, line: Line, voices: Ints, *, entries: Entries, asked: Flags) -> Cell:
    """Fill the cell of one line of codes for some voices.

    Attributed accounts are kept in the cell and counted, and give no stance: they say what the speaker believes. Who
    gives another account was asked, as in a triangulation.
    """
    here = evidence.pairs(line)
    here = here[np.isin(evidence.voice[here], voices)]
    own = here[evidence.basis[here] != ATTRIBUTED]
    eligible = np.union1d(voices[asked[voices]], evidence.voice[own])
    stand = positions(evidence.voice[own], evidence.stance[own])
    stances = tuple(sum(1 for s in stand.values() if s == pole) for pole in (SUPPORTS, CONTRADICTS, MIXED))
    rows = tuple(np.unique(evidence.coding[here]).tolist())
    mark = ""
    if not rows:
        mark = SILENT if eligible.size else NOT_ASKED
    chosen = _entries(evidence, here, voices, entries, stand)
    attributed = int(np.unique(evidence.coding[here[evidence.basis[here] == ATTRIBUTED]]).size)
    return Cell(chosen, len(stand), int(eligible.size), stances, rows, mark, attributed)  # type: ignore[arg-type]


def asked_voices(evidence: Evidence, line: Line) -> Flags:
    """Which voices of the universe were asked about a line: (voices,)."""
    return asked_in(evidence.snapshot, line) & evidence.snapshot.voices_in


def _entries(evidence: Evidence, here: Ints, voices: Ints, how: Entries, stand: dict[int, int]) -> tuple[Entry, ...]:
    codings = evidence.snapshot.codings
    found: list[Entry] = []
    for voice in voices.tolist():
        mine = here[evidence.voice[here] == voice]
        if not mine.size:
            continue
        rows = evidence.coding[mine]
        if how == "aspects":
            found.append(_aspects(evidence, voice, rows, stand.get(voice, UNSET)))
            continue
        stance = dict(zip(rows.tolist(), evidence.stance[mine].tolist(), strict=True))
        told = dict(zip(rows.tolist(), (evidence.basis[mine] == ATTRIBUTED).tolist(), strict=True))
        start, _ = evidence.snapshot.spans(rows)
        order = rows[np.argsort(start, kind="stable")]
        if how == "key":
            marked = order[codings.key[order]]
            order = (marked if marked.size else order)[:1]
        for r in order.tolist():
            words = condensed(evidence.snapshot.quote(r))
            found.append(Entry(voice, words, "quote", stance[r], (r,), told[r]))
    return tuple(found)


def _aspects(evidence: Evidence, voice: int, rows: Ints, stance: int) -> Entry:
    snapshot, codings = evidence.snapshot, evidence.snapshot.codings
    names = [snapshot.name("aspect", codings.aspects[a]) if a >= 0 else "…" for a in codings.aspect[rows].tolist()]
    phrases = [f"{name} ({names.count(name)})" for name in dict.fromkeys(names)]
    return Entry(voice, "; ".join(phrases), "paraphrase", stance, tuple(rows.tolist()))


def condensed(words: str, most: int = WORDS) -> str:
    """Shorten a quote to its first words, marked as shortened."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= most else " ".join(parts[:most]) + " …"
