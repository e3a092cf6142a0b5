"""Do people in different roles see it differently? A row for each role."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from qualcase._kernel.checks import known, option
from qualcase.display.cells import Cell, Entries, asked_voices, cell
from qualcase.display.grid import Grid, grid_sheet, grid_steps, top_lines
from qualcase.model.protocols import Reads
from qualcase.render.labels import label
from qualcase.render.sheet import Sheet
from qualcase.results.table import call


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RoleOrdered(Grid):
    """A role-ordered matrix: roles down, codes across; in a cell the views of that role."""

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the matrix out, one role a row, one line a person."""
        lang = lang or self.snapshot.lang
        heads = [self.snapshot.name("role", role, lang) for role in self.row_names]
        notes = (label(f"entries.{self.entries}", lang), label("cell.marks", lang))
        return grid_sheet(self, label("role_ordered.title", lang), label("head.role", lang), heads, notes, lang)


def role_ordered(
    case: Reads, codes: Iterable[str] | None = None, *, roles: Iterable[str] | None = None, entries: Entries = "key"
) -> RoleOrdered:
    """Show what each role says about each code: look down a column for contrast, along a row for a role's whole view.

    Parameters
    ----------
    codes
        The columns; without, every top code in use. A code counts with its subtree, another direction on its own.
    roles
        The rows, in this order; without, the study's.
    entries
        How a cell's entries are chosen: "key" one quote a person, the one marked as key, else the first; "all" every
        quote; "aspects" the aspects named, with how often.

    Returns
    -------
    RoleOrdered
        `.frame`, a row for each entry: `row`, `column`, `voice`, `text`, `kind`, `stance`, `speaking`, `eligible`,
        `mark` (`--` not asked, `0` asked and silent), `ids`. `.cells[row][column]`; `.quotes(row, column)`.

    Notes
    -----
    After Miles, Huberman and Saldana 2014, Qualitative Data Analysis, 3rd ed. Stances count voices by their position;
    n = speaking / asked.

    Examples
    --------
    >>> m = case.role_ordered(["trust"])
    >>> m.quotes("member", "trust").frame["role"].unique().tolist()
    ['member']
    """
    option("entries", entries, ("key", "all", "aspects"))
    snapshot = case.snapshot
    evidence = snapshot.evidence
    lines = top_lines(evidence, codes)
    there = snapshot.roles()
    rows = tuple(known("role", role, there, "this case") for role in roles) if roles is not None else there
    heard = snapshot.voices_in & ~snapshot.interviewer
    of_role = [np.flatnonzero(heard & np.array([v.role == role for v in snapshot.voices])) for role in rows]
    columns = [(line, asked_voices(evidence, line)) for line in lines]
    cells: list[list[Cell]] = [
        [cell(evidence, line, voices, entries=entries, asked=asked) for line, asked in columns] for voices in of_role
    ]
    made = call("role_ordered", snapshot, coder=evidence.coder, codes=[line.code for line in lines], entries=entries)
    return RoleOrdered({}, snapshot, made, grid_steps(evidence, lines), evidence, rows, lines, cells, entries)
