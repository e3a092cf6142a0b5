"""Is each component of one variable there? Components down, roles or informants across, a rating by a stated rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.display.cells import NOT_ASKED, SILENT, asked_voices
from qualcase.model.evidence import CONTRADICTS, FIRST_HAND, MIXED, SUPPORTS, Evidence
from qualcase.model.positions import positions
from qualcase.model.protocols import Reads
from qualcase.reduce.axes import Axis, axis
from qualcase.reduce.matrix import evidence_notes
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Across: TypeAlias = Literal["role", "side", "voice"]


def rating(eligible: int, supporting: int, contradicting: int, mixed: int) -> str:
    """Rate one component in one column, first-hand voices only.

    -- nobody asked; 0 asked and silent; absent: contradicted, never supported; mixed: both, or somebody of two minds;
    else by the share of those asked who support: strong from 2/3, adequate from 1/3, weak below. The rule is ours.

    >>> rating(4, 3, 0, 0), rating(3, 1, 0, 0), rating(3, 1, 1, 0), rating(2, 0, 1, 0), rating(2, 0, 0, 0), rating(0, 0, 0, 0)
    ('strong', 'adequate', 'mixed', 'absent', '0', '--')
    """
    if not eligible:
        return NOT_ASKED
    if not supporting + contradicting + mixed:
        return SILENT
    if mixed or (contradicting and supporting):
        return "mixed"
    if contradicting:
        return "absent"
    share = Fraction(supporting, eligible)
    return "strong" if share >= Fraction(2, 3) else "adequate" if share >= Fraction(1, 3) else "weak"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Checklist(Table):
    """A checklist matrix of one variable."""

    evidence: Evidence
    code: str
    components: tuple[tuple[str, Ints], ...]  # name, entries of the evidence
    columns: Axis
    ratings: list[list[str]]
    cells: list[list[Ints]]  # numbers of the codings

    def quotes(self, component: str, column: str) -> Quotes:
        """Quote the codings behind a rating."""
        names = [name for name, _ in self.components]
        r = names.index(known("component", component, names, "this checklist"))
        c = self.columns.names.index(known("column", column, self.columns.names, "this checklist"))
        return quotes_of(self.snapshot, self.cells[r][c], self.call, self.evidence)

    @property
    def frame(self) -> "pd.DataFrame":
        """A row for each cell: see the verb."""
        import pandas as pd

        return pd.DataFrame({name: list(column) for name, column in self.data.items()})

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the checklist out, the rule of the ratings in the notes."""
        lang = lang or self.snapshot.lang
        is_code = {ref.name for ref in self.snapshot.codes}
        names = [self.snapshot.name("code", n, lang) if n in is_code else n for n, _ in self.components]
        columns = [Column(label("checklist.component", lang), names, rowhead=True, width=2)]
        for c, head in enumerate(self.columns.heads(self.snapshot, lang)):
            cells = [
                mark if mark in (NOT_ASKED, SILENT) else label(f"rating.{mark}", lang)
                for mark in (row[c] for row in self.ratings)
            ]
            links = [row[c].tolist() for row in self.cells]
            columns.append(Column(f"{head} (n = {self.columns.eligible[c]})", cells, align="center", links=links))
        title = label("checklist.title", lang, code=self.snapshot.name("code", self.code, lang))
        notes = (label("checklist.rule", lang), label("cell.marks", lang), *evidence_notes(self.evidence, lang))
        return Sheet(title, tuple(columns), notes=notes, lang=lang)


def checklist(case: Reads, code: str, *, across: Across = "role") -> Checklist:
    """Show whether each component of one variable is there, in each role, side or informant.

    The components are the code's children; a code without any is taken apart by the aspects coded under it.

    Parameters
    ----------
    code
        The variable.
    across
        What the columns are.

    Returns
    -------
    Checklist
        `.frame`, a row for each cell: `component`, `column`, `rating` (absent, weak, adequate, strong, mixed; `--` not
        asked, `0` asked and silent), `supporting`, `contradicting`, `mixed`, `eligible` (voices).

    Notes
    -----
    After Miles, Huberman and Saldana 2014; the rule of the ratings is ours and stands under the table: see `rating`.
    Only first-hand accounts count.

    Examples
    --------
    >>> set(case.checklist("trust").frame["rating"]) <= {"strong", "adequate", "weak", "mixed", "absent", "0", "--"}
    True
    """
    option("across", across, ("role", "side", "voice"))
    snapshot = case.snapshot
    evidence = snapshot.evidence
    columns = axis(evidence, across)
    components = _components(evidence, code)
    asked = asked_voices(evidence, code)
    place = _places(evidence, columns)
    rows: list[tuple[str, str, str, int, int, int, int]] = []
    ratings: list[list[str]] = []
    cells: list[list[Ints]] = []
    for name, pairs in components:
        ratings.append([])
        cells.append([])
        first_hand = pairs[evidence.basis[pairs] == FIRST_HAND]
        for c, head in enumerate(columns.names):
            here = first_hand[place[evidence.voice[first_hand]] == c]
            stand = positions(evidence.voice[here], evidence.stance[here])
            s, q, m = (sum(1 for p in stand.values() if p == pole) for pole in (SUPPORTS, CONTRADICTS, MIXED))
            eligible = int(np.union1d(np.flatnonzero(asked & (place == c)), evidence.voice[here]).size)
            ratings[-1].append(rating(eligible, s, q, m))
            cells[-1].append(np.unique(evidence.coding[here]))
            rows.append((name, head, ratings[-1][-1], s, q, m, eligible))
    names = ("component", "column", "rating", "supporting", "contradicting", "mixed", "eligible")
    data = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else {name: () for name in names}
    made = call("checklist", snapshot, coder=evidence.coder, code=code, across=across)
    return Checklist(data, snapshot, made, evidence.steps, evidence, code, components, columns, ratings, cells)


def _components(evidence: Evidence, code: str) -> tuple[tuple[str, Ints], ...]:
    snapshot = evidence.snapshot
    children = [ref.name for ref in snapshot.codes if ref.entry and ref.entry.above and snapshot.code_number(code) != -1
                and ref.entry.above == snapshot.codes[snapshot.code_number(code)].name.split("/")[-1]]  # fmt: skip
    if children:
        lines = [line for line in evidence.lines(*children) if line.declared]
        return tuple((line.code, evidence.pairs(line)) for line in lines)
    line = evidence.lines(code)[0]
    pairs = evidence.pairs(line)
    aspect = snapshot.codings.aspect[evidence.coding[pairs]]
    named = [(snapshot.codings.aspects[a], pairs[aspect == a]) for a in np.unique(aspect[aspect >= 0])]
    plain = pairs[aspect < 0]
    return (*named, (code, plain)) if plain.size or not named else tuple(named)


def _places(evidence: Evidence, columns: Axis) -> Ints:
    """The column of each voice: (voices,)."""
    key = {"voice": "id"}.get(columns.by, columns.by)
    return np.array([
        columns.names.index(value) if (value := getattr(v, key) or "unset") in columns.names else -1
        for v in evidence.snapshot.voices
    ] or [-1])  # fmt: skip
