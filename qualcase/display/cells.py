"""The cell of a qualitative display: entries with their codings, who spoke of those asked, how they stand."""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase.model.asked import asked_about
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
        quoted = [
            f"{snapshot_voices[e.voice]} ({SIGN[e.stance]}): " + (f"“{e.text}”" if e.kind == "quote" else e.text)
            for e in self.entries
        ]
        return "\n".join([*quoted, self.summary(lang)])

    def summary(self, lang: str) -> str:
        """Say the stances and the denominator: "+2 −1 ±0 · n = 3/4"."""
        plus, minus, mixed = self.stances
        line = f"+{plus} −{minus} ±{mixed} · n = {self.speaking}/{self.eligible}"
        return line + (f" · {label('cell.attributed', lang, n=self.attributed)}" if self.attributed else "")


def cell(evidence: Evidence, line: Line, voices: Ints, *, entries: Entries, asked: Flags) -> Cell:
    """Fill the cell of one line of codes for some voices.

    Attributed accounts are kept in the cell and counted, and give no stance: they say what the speaker believes.
    """
    here = evidence.pairs(line)
    here = here[np.isin(evidence.voice[here], voices)]
    eligible = np.union1d(voices[asked[voices]], evidence.voice[here])
    own = here[evidence.basis[here] != ATTRIBUTED]
    stand = positions(evidence.voice[own], evidence.stance[own])
    stances = tuple(sum(1 for s in stand.values() if s == pole) for pole in (SUPPORTS, CONTRADICTS, MIXED))
    rows = tuple(np.unique(evidence.coding[here]).tolist())
    mark = ""
    if not rows:
        mark = SILENT if eligible.size else NOT_ASKED
    chosen = _entries(evidence, here, voices, entries, stand)
    attributed = int(np.unique(evidence.coding[here[evidence.basis[here] == ATTRIBUTED]]).size)
    return Cell(chosen, len(stand), int(eligible.size), stances, rows, mark, attributed)  # type: ignore[arg-type]


def asked_voices(evidence: Evidence, code: str) -> Flags:
    """Which voices were asked about a code, of those in the universe: (voices,)."""
    return asked_about(evidence.snapshot, code).voices & evidence.snapshot.voices_in


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
        start, _ = evidence.snapshot.spans(rows)
        order = rows[np.argsort(start, kind="stable")]
        if how == "key":
            marked = order[codings.key[order]]
            order = (marked if marked.size else order)[:1]
        found += [Entry(voice, condensed(evidence.snapshot.quote(r)), "quote", stance[r], (r,)) for r in order.tolist()]
    return tuple(found)


def _aspects(evidence: Evidence, voice: int, rows: Ints, stance: int) -> Entry:
    codings = evidence.snapshot.codings
    names = [codings.aspects[a] if a >= 0 else "…" for a in codings.aspect[rows].tolist()]
    phrases = [f"{name} ({names.count(name)})" for name in dict.fromkeys(names)]
    return Entry(voice, "; ".join(phrases), "paraphrase", stance, tuple(rows.tolist()))


def condensed(words: str, most: int = WORDS) -> str:
    """Shorten a quote to its first words, marked as shortened."""
    parts = words.split()
    return " ".join(parts) if len(parts) <= most else " ".join(parts[:most]) + " …"
