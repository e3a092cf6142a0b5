"""Two things crossed: codes by roles, aspects by sources, ..."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known
from qualcase.model.asked import asked_in
from qualcase.model.evidence import Evidence
from qualcase.model.protocols import Reads
from qualcase.reduce.axes import Axis, AxisName, axis, counted
from qualcase.render.figure import heat
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


def cell_counts(cell: Ints, thing: Ints, n_cells: int) -> Ints:
    """Count the distinct things in each cell: (n_cells,).

    `cell`, `thing`: (p,), one entry for each thing in a cell, in any order; repeats count once.
    """
    if (thing[1:] > thing[:-1]).all():  # each comes once, as codings of one voice do
        return np.bincount(cell, minlength=n_cells)
    span = int(thing.max(initial=0)) + 1
    key = cell * span + thing
    if n_cells * span <= max(8 * cell.size, 1 << 16):
        seen = np.zeros(n_cells * span, np.bool_)
        seen[key] = True
        return np.asarray(np.count_nonzero(seen.reshape(n_cells, span), axis=1))
    again = np.bincount(thing)[thing] > 1
    counts = np.bincount(cell[~again], minlength=n_cells)  # what comes once needs no look for repeats
    return counts + np.bincount(np.unique(key[again]) // span, minlength=n_cells)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Matrix(Table):
    """A crossing: how many voices, then how many codings, stand in each cell; and which."""

    evidence: Evidence
    rows: Axis
    columns: Axis
    voices: Ints  # (rows, columns)
    codings: Ints

    def quotes(self, row: str, column: str) -> Quotes:
        """Quote the codings of a cell, by the names of its row and its column."""
        r = self.rows.names.index(known("row", row, self.rows.names, "this matrix"))
        c = self.columns.names.index(known("column", column, self.columns.names, "this matrix"))
        return quotes_of(self.snapshot, self.cell(r, c), self.call, self.evidence)

    def cell(self, row: int, column: int) -> Ints:
        """Give the numbers of the codings in a cell, rising."""
        return self._cell(self._row(row), column)

    def _row(self, row: int) -> Ints:
        """Give the entries of the evidence in a row."""
        return np.flatnonzero(self.rows.member[row][self.rows.value])

    def _cell(self, entries: Ints, column: int) -> Ints:
        return np.unique(self.evidence.coding[entries[self.columns.member[column][self.columns.value[entries]]]])

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the matrix out: "3 (7)" is three voices in seven codings; "--" nobody there was asked about the code."""
        lang = lang or self.snapshot.lang
        heads = self.columns.heads(self.snapshot, lang)
        eligible = self.columns.eligible.tolist()
        asked = self._asked()
        columns = [
            Column(label(f"head.{self.rows.by}", lang), self.rows.heads(self.snapshot, lang), rowhead=True, width=2)
        ]
        cells_of = [self._row(r) for r in range(len(self.rows.names))]
        top = int(self.voices.max(initial=0)) or 1
        for c, head in enumerate(heads):
            of_cells = zip(self.voices[:, c], self.codings[:, c], asked[:, c], strict=True)
            cells = [f"{v} ({k})" if k else "0" if was else "--" for v, k, was in of_cells]
            links = [self._cell(here, c).tolist() if self.codings[r, c] else () for r, here in enumerate(cells_of)]
            tint = (self.voices[:, c] / top).tolist()
            head = f"{head} (n\u00a0=\u00a0{eligible[c]})" if eligible[c] >= 0 else head
            columns.append(Column(head, cells, align="center", links=links, tint=tint))
        title = label(
            "matrix.title",
            lang,
            rows=label(f"head.{self.rows.by}", lang),
            columns=label(f"head.{self.columns.by}", lang),
        )
        notes = [label("matrix.note", lang)]
        if not asked.all():
            notes.append(label("matrix.not_asked", lang))
        notes += unset_note(self.evidence, self.rows, self.columns, lang=lang)
        return Sheet(title, tuple(columns), notes=(*notes, *evidence_notes(self.evidence, lang)), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw the number of voices in each cell with matplotlib on `ax` or on new axes; give the Axes."""
        lang = self.snapshot.lang
        rows, columns = self.rows.heads(self.snapshot, lang), self.columns.heads(self.snapshot, lang)
        title = f"{self.sheet().title}: {label('heatmap.voices', lang)}"
        return heat(self.voices, rows, columns, title=title, ax=ax)

    def _asked(self) -> Flags:
        """Say where somebody was asked, or where that has no meaning: (rows, columns)."""
        if not self.rows.lines or self.columns.heard is None:
            return np.ones(self.voices.shape, np.bool_)
        silent = (self.codings == 0).any(axis=1)
        asked = np.ones(self.voices.shape, np.bool_)
        for r in np.flatnonzero(silent):
            asked[r] = (self.columns.heard & asked_in(self.snapshot, self.rows.lines[r])).any(axis=1)
        return asked | (self.codings > 0)


def matrix(case: Reads, rows: AxisName, columns: AxisName) -> Matrix:
    """Show two things crossed, with the voices and the codings in each cell.

    Counts are of voices first: one talkative person is one voice. A code counts with its subtree; codings that take
    another direction than the codebook declares have a row of their own ("trust: company -> group"); where neither rows
    nor columns are codes they are left out, unless the view chose a holder or a target.

    Parameters
    ----------
    rows, columns
        What to lay the evidence out by: code, role, side, voice, source, kind, stance, basis, aspect, phase.

    Returns
    -------
    Matrix
        `.frame`, a row for each cell in the order of the rows: `row`, `column`; `voices`, `codings` (distinct);
        `eligible` (voices that could stand in the column; -1 where that has no meaning).

    Raises
    ------
    OptionError
        No such axis; or several coders and nobody said whose codings are the evidence.

    Examples
    --------
    >>> m = case.matrix("code", "role")
    >>> m.quotes("trust", "member").frame["quote"].size > 0
    True
    """
    snapshot = case.snapshot
    evidence = counted(snapshot.evidence, rows, columns)
    down, across = axis(evidence, rows), axis(evidence, columns)
    voices, codings = (crossed(down, across, thing) for thing in (evidence.voice, evidence.coding))
    size = voices.shape
    data = {
        "row": np.repeat(np.array(down.names, object), size[1]),
        "column": np.tile(np.array(across.names, object), size[0]),
        "voices": voices.reshape(-1),
        "codings": codings.reshape(-1),
        "eligible": np.tile(across.eligible, size[0]),
    }
    made = call("matrix", snapshot, coder=evidence.coder, rows=rows, columns=columns)
    return Matrix(data, snapshot, made, evidence.steps, evidence, down, across, voices, codings)


def crossed(down: Axis, across: Axis, thing: Ints) -> Ints:
    """Count the distinct things in each pair of places, a place being a set of values: (rows, columns)."""
    gathers = np.flatnonzero(down.member.sum(axis=1) > 1)
    if not gathers.size and (across.member.sum(axis=1) > 1).any():
        return crossed(across, down, thing).T
    table = _plain(down, across, thing)
    for r in gathers:  # a thing may come under several of the values
        here = np.flatnonzero(down.member[r][down.value])
        value, things = across.value[here], thing[here]
        table[r] = [np.unique(things[column[value]]).size for column in across.member]
    return table


def _plain(down: Axis, across: Axis, thing: Ints) -> Ints:
    """Count as if nothing came under two values of a place."""
    size = down.member.shape[1], across.member.shape[1]
    plain = cell_counts(down.value * size[1] + across.value, thing, size[0] * size[1]).reshape(size)
    shown = [places.member.astype(np.float64) for places in (down, across)]  # floats multiply in BLAS
    return np.asarray(shown[0] @ plain @ shown[1].T).astype(np.int64)


def unset_note(evidence: Evidence, *by: Axis, lang: str) -> tuple[str, ...]:
    """Say how many codings have no stance, where evidence is laid out by stance."""
    n = evidence.unset(np.arange(evidence.coding.size)) if any(places.by == "stance" for places in by) else 0
    return (label("note.unset", lang, n=n),) if n else ()


def evidence_notes(evidence: Evidence, lang: str) -> tuple[str, ...]:
    """Say whose codings are the evidence, how many count for several voices, and what was left out, by which rule."""
    notes = [label("note.coder", lang, coder=evidence.coder)] if evidence.coder else []
    notes += [
        label("note.left_out", lang, n=s.dropped.size, rule=label(s.rule, lang, detail=s.detail))
        for s in evidence.steps
    ]
    if evidence.several:
        notes.append(label("note.several", lang, n=evidence.several))
    if evidence.snapshot.filters:
        notes.append(label("note.view", lang, filters="; ".join(map(str, evidence.snapshot.filters))))
    if evidence.snapshot.study.synthetic:
        notes.append(label("note.synthetic", lang))
    return tuple(notes)
