"""How do several concepts lie together within one person, and between people? A row for each informant."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from qualcase._kernel.checks import option
from qualcase.display.cells import Entries, asked_voices, cell
from qualcase.display.grid import Grid, grid_sheet, grid_steps, top_lines
from qualcase.model.protocols import Reads
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import call


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class ConceptuallyClustered(Grid):
    """A conceptually clustered matrix: informants down, grouped by role; codes that belong together across."""

    groups: tuple[tuple[str, int], ...]  # name of a block of columns, how many columns it has

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the matrix out, one informant a row; the blocks are named in the notes."""
        lang = lang or self.snapshot.lang
        role = {voice.id: voice.role for voice in self.snapshot.voices}
        roles = [self.snapshot.name("role", role[v], lang) if role[v] else "" for v in self.row_names]
        before = (Column(label("head.role", lang), roles, width=1.8),)
        at, blocks = 0, []
        for name, size in self.groups:
            if name:
                names = [line.name(self.snapshot, lang) for line in self.lines[at : at + size]]
                blocks.append(f"{name}: {', '.join(names)}")
            at += size
        notes = (label(f"entries.{self.entries}", lang), label("cell.marks", lang), *blocks)
        title, corner = label("conceptually_clustered.title", lang), label("head.voice", lang)
        return grid_sheet(self, title, corner, self.row_names, notes, lang, before=before)


def conceptually_clustered(
    case: Reads, groups: Mapping[str, Iterable[str]] | Iterable[str] | None = None, *, entries: Entries = "key"
) -> ConceptuallyClustered:
    """Show what each informant says about concepts that belong together, rows by role, then by id.

    Parameters
    ----------
    groups
        Codes, or named blocks of codes: `{"what it is": ["trust"], "what it gives": ["satisfaction"]}`; without, every
        top code in use.
    entries
        How a cell's entries are chosen: as in `role_ordered`.

    Returns
    -------
    ConceptuallyClustered
        `.frame`, `.cells`, `.quotes(informant, code)` as in `role_ordered`.

    Notes
    -----
    After Miles, Huberman and Saldana 2014, Qualitative Data Analysis, 3rd ed.

    Examples
    --------
    >>> m = case.conceptually_clustered({"hubungan": ["trust", "commitment"]})
    >>> m.column_names[:1]
    ('trust',)
    """
    option("entries", entries, ("key", "all", "aspects"))
    snapshot = case.snapshot
    evidence = snapshot.evidence
    blocks = groups if isinstance(groups, Mapping) else {"": groups}
    found = [(name, top_lines(evidence, codes)) for name, codes in blocks.items()]
    lines = [line for _, some in found for line in some]
    roles = snapshot.roles()
    heard = np.flatnonzero(snapshot.voices_in & ~snapshot.interviewer & snapshot.has_source).tolist()
    order = sorted(heard, key=lambda v: (roles.index(snapshot.voices[v].role), snapshot.voices[v].id))
    columns = [(line, asked_voices(evidence, line)) for line in lines]
    cells = [
        [cell(evidence, line, np.array([v]), entries=entries, asked=asked) for line, asked in columns] for v in order
    ]
    made = call(
        "conceptually_clustered", snapshot, coder=evidence.coder, codes=[x.code for x in lines], entries=entries
    )
    names = tuple(snapshot.voices[v].id for v in order)
    blocks_of = tuple((name, len(some)) for name, some in found)
    steps = grid_steps(evidence, lines)
    return ConceptuallyClustered({}, snapshot, made, steps, evidence, names, lines, cells, entries, blocks_of)
