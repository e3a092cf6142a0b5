"""What came of adding files: what was decided about each, and what could not be placed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from qualcase._kernel.remark import Remark
from qualcase._kernel.text import clip
from qualcase.formats.document import Unplaced
from qualcase.render.labels import keys, label, said
from qualcase.render.numbers import number
from qualcase.render.plain import sheet_text
from qualcase.render.sheet import Column, Sheet
from qualcase.results.unfolding import unfolded

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Arrival:
    """One file: whether it was added, and what the reader decided."""

    file: str
    source: str
    status: str  # added | there already | refused
    kind: str
    layout: str = ""
    encoding: str = ""
    turns: int = 0
    speakers: Mapping[str, int] = field(default_factory=dict)
    guesses: tuple[Remark, ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    dropped: tuple[Remark, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Added:
    """The report of `add`: a row for each file, then what of a study folder could not be placed, and what lacks."""

    arrivals: Sequence[Arrival]
    problems: tuple[str, ...] = ()
    lacks: tuple[Remark, ...] = ()
    lang: str = "en"

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: file, source, status, kind, layout, encoding, turns, voices, guesses, unplaced (lines), problem."""
        import pandas as pd

        rows = [
            (a.file, a.source, a.status, a.kind, a.layout, a.encoding, a.turns, _spoken(a, self.lang),
             said(a.guesses, self.lang), len(a.unplaced), a.problem)
            for a in self.arrivals
        ]  # fmt: skip
        names = "file source status kind layout encoding turns voices guesses unplaced problem"
        return pd.DataFrame(rows, columns=names.split())

    @property
    def unplaced(self) -> "pd.DataFrame":
        """Columns: file, line (from 1), text, why: every line that the reader could not place."""
        import pandas as pd

        rows = [(a.file, u.line, u.text, said(u.why, self.lang)) for a in self.arrivals for u in a.unplaced]
        return pd.DataFrame(rows, columns=["file", "line", "text", "why"])

    @property
    def lacking(self) -> tuple[str, ...]:
        """What was taken in of a study folder and lacks something."""
        return tuple(said(one, self.lang) for one in self.lacks)

    @property
    def refused(self) -> tuple[str, ...]:
        """Why each file that was refused was."""
        return tuple(a.problem for a in self.arrivals if a.status == "refused")

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the report out: a row for each file."""
        lang = lang or self.lang
        rows = self.arrivals
        columns = (
            Column(label("added.file", lang), [a.file for a in rows], rowhead=True, width=2),
            Column(label("head.source", lang), [a.source for a in rows]),
            Column(label("head.status", lang), [label(f"added.status.{a.status}", lang) for a in rows]),
            Column(label("head.kind", lang), [label(f"kind.{a.kind}", lang) for a in rows]),
            Column(label("added.layout", lang), [_layout(a.layout, lang) for a in rows]),
            Column(label("head.turns", lang), [number(a.turns, lang) if a.turns else "" for a in rows], align="right"),
            Column(label("added.speakers", lang), [_spoken(a, lang) for a in rows], width=2),
            Column(label("added.look", lang), [_doubts(a, lang) for a in rows], width=3),
        )
        notes = (*self.problems, *(said(one, lang) for one in self.lacks))
        return Sheet(label("added.title", lang), columns, notes=notes, lang=lang)

    def __len__(self) -> int:
        return len(self.arrivals)

    def __repr__(self) -> str:
        return sheet_text(self.sheet())

    def _repr_html_(self) -> str:
        return unfolded(self.sheet(), None)


def _spoken(arrival: Arrival, lang: str) -> str:
    return ", ".join(f"{name or label('added.no_label', lang)} {n}" for name, n in arrival.speakers.items())


def _layout(layout: str, lang: str) -> str:
    """Say a layout, each of its parts ("name: text + name TAB text"); one that is not the reader's as it is."""
    known = set(keys())
    return " + ".join(label(key, lang) if (key := f"layout.{one}") in known else one for one in layout.split(" + "))


def _doubts(arrival: Arrival, lang: str) -> str:
    lines = [*filter(None, [arrival.problem]), *(said(one, lang) for one in (*arrival.guesses, *arrival.dropped))]
    if arrival.unplaced:
        first = arrival.unplaced[0]
        lines.append(label("added.line", lang, n=first.line, text=clip(first.text, 40), why=first.why))
        if len(arrival.unplaced) > 1:
            lines[-1] += f", {label('added.more', lang, n=len(arrival.unplaced) - 1)}"
    return "\n".join(lines)
