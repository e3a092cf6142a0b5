"""Is each component of one variable there? Components down, roles or informants across, a rating by a stated rule."""

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.display.cells import NOT_ASKED, SILENT, asked_voices, condensed
from qualcase.display.grid import aside_note, unset_note
from qualcase.model.evidence import ATTRIBUTED, CONTRADICTS, FIRST_HAND, MIXED, SUPPORTS, Evidence, Line
from qualcase.model.positions import positions
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.reduce.axes import Axis, axis
from qualcase.reduce.matrix import evidence_notes
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.condensation import narrowed
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Across: TypeAlias = Literal["role", "side", "voice"]

PHRASE = 8  # words of the phrase beside a rating
MANY = 12  # more components than these are hard to take in at once


class Component(NamedTuple):
    """A part of the variable in one direction: a child code, an aspect, or the "rest" coded under the variable alone.

    `pairs`: its entries of the evidence; `line`: of the child, or of the variable.
    """

    name: str  # another direction than the codebook's is named: "trust: company -> group"
    kind: str  # child | aspect | rest
    pairs: Ints
    line: Line
    aspect: str = ""


def rating(eligible: int, supporting: int, contradicting: int, mixed: int) -> str:
    """Rate one component in one column, first-hand voices only.

    -- nobody asked; 0 asked and silent; absent: contradicted, never supported; mixed: both, or somebody of two minds;
    else by the share of those asked who support: strong from 2/3, adequate from 1/3, weak below. The rule is ours.

    >>> rating(4, 3, 0, 0), rating(3, 1, 0, 0), rating(3, 1, 1, 0)
    ('strong', 'adequate', 'mixed')
    >>> rating(2, 0, 1, 0), rating(2, 0, 0, 0), rating(0, 0, 0, 0)
    ('absent', '0', '--')
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
    components: tuple[Component, ...]
    columns: Axis
    ratings: list[list[str]]
    cells: list[list[Ints]]  # entries of the evidence

    def quotes(self, component: str, column: str) -> Quotes:
        """Quote the codings behind a rating."""
        names = [c.name for c in self.components]
        r = names.index(known("component", component, names, "this checklist"))
        c = self.columns.names.index(known("column", column, self.columns.names, "this checklist"))
        return quotes_of(self.snapshot, np.unique(self.evidence.coding[self.cells[r][c]]), self.call, self.evidence)

    @property
    def frame(self) -> "pd.DataFrame":
        """A row for each cell: see the verb."""
        import pandas as pd

        return pd.DataFrame({name: list(column) for name, column in self.data.items()})

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the checklist out: a phrase and the rating in each cell, the rule of both in the notes."""
        lang = lang or self.snapshot.lang
        names = [self._said(component, lang) for component in self.components]
        columns = [Column(label("checklist.component", lang), names, rowhead=True, width=1.5)]
        for c, head in enumerate(self.columns.heads(self.snapshot, lang)):
            cells = [self._cell(r, c, lang) for r in range(len(names))]
            links = [np.unique(self.evidence.coding[row[c]]).tolist() for row in self.cells]
            n = f"n\u00a0=\u00a0{self.columns.eligible[c]}"
            columns.append(Column(f"{head} ({n})", cells, links=links, width=1.5))
        title = label("checklist.title", lang, code=self.snapshot.name("code", self.code, lang))
        whose = label("checklist.own" if _affirms(self.snapshot, self.code) else "checklist.first_hand", lang)
        notes = [label("checklist.rule", lang, whose=whose)]
        notes += [label("checklist.marks", lang), label("checklist.phrase", lang)]
        if any(component.kind == "aspect" for component in self.components):
            notes.append(label("checklist.aspects", lang))
        if len(names) > MANY:
            notes.append(label("checklist.long", lang, n=len(names)))
        notes += [*aside_note(self.steps, lang)]
        notes += unset_note(self.evidence, np.concatenate([c.pairs for c in self.components]), lang)
        notes += evidence_notes(self.evidence, lang)
        return Sheet(title, tuple(columns), notes=tuple(notes), lang=lang)

    def _said(self, component: Component, lang: str) -> str:
        said = component.line.name(self.snapshot, lang)
        if component.kind == "aspect":
            aspect = self.snapshot.name("aspect", component.aspect, lang)
            return aspect if component.line.declared else f"{aspect} ({said})"
        return label("checklist.rest", lang, code=said) if component.kind == "rest" else said

    def _cell(self, r: int, c: int, lang: str) -> str:
        mark, here = self.ratings[r][c], self.cells[r][c]
        if mark == NOT_ASKED or not here.size:
            return mark
        codings, rows = self.snapshot.codings, self.evidence.coding[here]
        start, _ = self.snapshot.spans(rows)
        best = int(np.lexsort((start, ~codings.key[rows]))[0])
        voice = self.snapshot.voices[self.evidence.voice[here[best]]].id
        rated = mark if mark == SILENT else label(f"rating.{mark}", lang)
        return f"“{condensed(self.snapshot.quote(int(rows[best])), PHRASE)}” ({voice})\n{rated}"


def checklist(case: Reads, code: str, *, across: Across = "role") -> Checklist:
    """Show whether each component of one variable is there, in each role, side or informant.

    The components are the code's children; a code without any is taken apart by the aspects coded under it, those that
    most voices name first. What is coded under the code alone, or without an aspect, is a component of its own; so is
    each other direction of judgement that a component is coded in.

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
    Only first-hand accounts count; of an activity (a descriptive code) all that are not attributed.

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
    counts = evidence.basis != ATTRIBUTED if _affirms(snapshot, code) else evidence.basis == FIRST_HAND
    place = _places(evidence, columns)
    rows: list[tuple[str, str, str, int, int, int, int]] = []
    ratings: list[list[str]] = []
    cells: list[list[Ints]] = []
    for name, _, pairs, line, _ in components:
        ratings.append([])
        cells.append([])
        own = pairs[counts[pairs]]
        asked = asked_voices(evidence, line)
        asked[evidence.voice[pairs[evidence.basis[pairs] != ATTRIBUTED]]] = True
        for c, head in enumerate(columns.names):
            here = own[place[evidence.voice[own]] == c]
            stand = positions(evidence.voice[here], evidence.stance[here])
            s, q, m = (sum(1 for p in stand.values() if p == pole) for pole in (SUPPORTS, CONTRADICTS, MIXED))
            eligible = int((asked & (place == c)).sum())
            ratings[-1].append(rating(eligible, s, q, m))
            cells[-1].append(here)
            rows.append((name, head, ratings[-1][-1], s, q, m, eligible))
    names = ("component", "column", "rating", "supporting", "contradicting", "mixed", "eligible")
    data = dict(zip(names, zip(*rows, strict=True), strict=True)) if rows else dict.fromkeys(names, ())
    made = call("checklist", snapshot, coder=evidence.coder, code=code, across=across)
    steps = narrowed(evidence, np.concatenate([c.pairs for c in components]))
    return Checklist(data, snapshot, made, steps, evidence, code, components, columns, ratings, cells)


def _affirms(snapshot: Snapshot, code: str) -> bool:
    """Whether the code is descriptive: a mention affirms it, and nobody holds it."""
    entry = snapshot.codes[snapshot.code_number(code)].entry
    return entry is not None and entry.kind == "descriptive"


def _components(evidence: Evidence, code: str) -> tuple[Component, ...]:
    snapshot, codings = evidence.snapshot, evidence.snapshot.codings
    own = snapshot.codes[snapshot.code_number(code)]
    children = [
        ref.name for ref in snapshot.codes
        if ref.entry and own.entry and ref.book == own.book and ref.entry.above == own.entry.id
    ]  # fmt: skip
    if children:
        found = [Component(_named(x.code, x), "child", evidence.pairs(x), x) for x in evidence.lines(*children)]
    else:
        found = [component for line in evidence.lines(code) for component in _by_aspect(evidence, line)]
    for line in evidence.lines(code, exact=True):
        pairs = evidence.pairs(line)
        rest = pairs if children else pairs[codings.aspect[evidence.coding[pairs]] < 0]
        if rest.size or not found:
            found.append(Component(_named(code, line), "rest", rest, line))
    return tuple(found)


def _by_aspect(evidence: Evidence, line: Line) -> list[Component]:
    """Take a line apart by the aspects named in it, those that most voices name first, then as first mentioned."""
    codings = evidence.snapshot.codings
    pairs = evidence.pairs(line)
    start, _ = evidence.snapshot.spans(evidence.coding[pairs])
    pairs = pairs[np.argsort(start, kind="stable")]
    aspect = codings.aspect[evidence.coding[pairs]]
    named = [(codings.aspects[a], pairs[aspect == a]) for a in dict.fromkeys(aspect[aspect >= 0].tolist())]
    named.sort(key=lambda item: -len(set(evidence.voice[item[1]].tolist())))
    return [Component(_named(name, line), "aspect", some, line, name) for name, some in named]


def _named(name: str, line: Line) -> str:
    return name if line.declared else f"{name}: {line.holder} -> {line.target}"


def _places(evidence: Evidence, columns: Axis) -> Ints:
    """The column of each voice: (voices,)."""
    key = {"voice": "id"}.get(columns.by, columns.by)
    return np.array([
        columns.names.index(value) if (value := getattr(v, key) or "unset") in columns.names else -1
        for v in evidence.snapshot.voices
    ] or [-1])  # fmt: skip
