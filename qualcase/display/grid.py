"""What the qualitative displays share: rows by lines of codes, cells of entries, and the way back to the quotes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, names
from qualcase.display.cells import Cell
from qualcase.errors import OptionError
from qualcase.model.evidence import Evidence, Line, Step, pole
from qualcase.reduce.matrix import evidence_notes
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.condensation import narrowed
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Grid(Table):
    """A display: `cells[row][column]`, each with its entries and its codings."""

    evidence: Evidence
    row_names: tuple[str, ...]
    lines: Sequence[Line]
    cells: list[list[Cell]]
    entries: str

    @property
    def column_names(self) -> tuple[str, ...]:
        """The columns' names: a code, or "code: holder -> target" for another direction."""
        return tuple(
            line.code if line.declared else f"{line.code}: {line.holder} -> {line.target}" for line in self.lines
        )

    def quotes(self, row: str, column: str) -> Quotes:
        """Quote all codings of a cell, those that its entries leave out too."""
        r = self.row_names.index(known("row", row, self.row_names, "this display"))
        c = self.column_names.index(known("column", column, self.column_names, "this display"))
        return quotes_of(self.snapshot, np.array(self.cells[r][c].rows, np.int64), self.call, self.evidence)

    @property
    def frame(self) -> "pd.DataFrame":
        """A row for each entry, and one for each empty cell: see the verb."""
        import pandas as pd

        names = ["row", "column", "voice", "text", "kind", "stance", "speaking", "eligible", "mark", "ids"]
        rows: list[tuple[Any, ...]] = []
        ids = self.snapshot.codings.ids
        for row, cells in zip(self.row_names, self.cells, strict=True):
            for column, cell in zip(self.column_names, cells, strict=True):
                last = (cell.speaking, cell.eligible, cell.mark)
                for e in cell.entries:
                    voice = self.snapshot.voices[e.voice].id
                    rows.append((row, column, voice, e.text, e.kind, pole(e.stance), *last, [ids[r] for r in e.rows]))
                if not cell.entries:
                    rows.append((row, column, "", "", "", "", *last, []))
        return pd.DataFrame(rows, columns=names)

    def __len__(self) -> int:
        return len(self.row_names)


def top_lines(evidence: Evidence, codes: Iterable[str] | None) -> list[Line]:
    """Give the lines of the codes named, else of every top code in use; OptionError if nothing is coded."""
    snapshot = evidence.snapshot
    if codes is not None:
        return evidence.lines(*names(codes))
    lines = evidence.lines(*snapshot.top_codes)
    used = {line.code for line in lines if evidence.pairs(line).size}
    if not used:
        raise OptionError(
            "nothing here is coded yet, so there is nothing to display. Start with case.code(...) or case.suggest(...)."
        )
    return [line for line in lines if line.code in used]


def grid_steps(evidence: Evidence, lines: Sequence[Line]) -> tuple[Step, ...]:
    """Say what a display of these lines leaves out: other codes; attributed accounts, shown and without stance."""
    return narrowed(evidence, _pairs(evidence, lines))


def _pairs(evidence: Evidence, lines: Sequence[Line]) -> Ints:
    return np.unique(np.concatenate([np.empty(0, np.int64), *(evidence.pairs(line) for line in lines)]))


def aside_note(steps: Sequence[Step], lang: str) -> tuple[str, ...]:
    """Say how many attributed accounts take no part in the stances and ratings of a display."""
    n = sum(step.dropped.size for step in steps if step.rule == "step.attributed")
    return (label("cell.aside", lang, n=n),) if n else ()


def unset_note(evidence: Evidence, pairs: Ints, lang: str) -> tuple[str, ...]:
    """Say how many codings of a display have no stance yet."""
    n = evidence.unset(pairs)
    return (label("note.unset", lang, n=n),) if n else ()


def grid_sheet(
    grid: Grid,
    title: str,
    corner: str,
    heads: Sequence[str],
    notes: tuple[str, ...],
    lang: str,
    *,
    before: Sequence[Column] = (),
) -> Sheet:
    """Lay a display out: a row for each name, a column for each line."""
    voices = [voice.id for voice in grid.snapshot.voices]
    columns = [*before, Column(corner, list(heads), rowhead=True, width=1.8)]
    for c, line in enumerate(grid.lines):
        cells = [row[c] for row in grid.cells]
        columns.append(
            Column(
                line.name(grid.snapshot, lang), [cell.text(voices, lang) for cell in cells],
                links=[cell.rows for cell in cells], width=3,
            )
        )  # fmt: skip
    pairs = _pairs(grid.evidence, grid.lines)
    notes = (*notes, *aside_note(grid.steps, lang), *unset_note(grid.evidence, pairs, lang))
    notes += evidence_notes(grid.evidence, lang)
    return Sheet(title, tuple(columns), notes=notes, lang=lang)
