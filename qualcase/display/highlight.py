"""A transcript with its codings on it."""

from dataclasses import dataclass
from html import escape

import numpy as np

from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.html import fragment
from qualcase.render.labels import label
from qualcase.render.transcript import Passage, transcript_html


@dataclass(frozen=True, slots=True, eq=False)
class Highlight:
    """One source, turn by turn, with every coding kept by the view; shown as HTML, or as text with brackets."""

    snapshot: Snapshot
    source: int
    rows: Ints  # numbers of the codings shown

    def passages(self) -> list[Passage]:
        """Give the turns, and the text between them, in order."""
        return passages(self.snapshot, self.source)

    def html(self, *, lang: str = "") -> str:
        """Give the transcript as HTML, without a style sheet around it; a note says whose codings are shown."""
        snapshot, rows = self.snapshot, self.rows
        lang = lang or snapshot.lang
        codings = snapshot.codings
        names = [snapshot.name("code", ref.name, lang) for ref in snapshot.codes]
        html = transcript_html(
            snapshot.text(self.source), self.passages(), codings.start[rows], codings.end[rows], codings.code[rows],
            rows, names, lang=lang,
        )  # fmt: skip
        coders = ", ".join(codings.coders[n] for n in np.unique(codings.coder[rows]).tolist())
        note = label("highlight.coders", lang, coders=coders) if coders else label("highlight.none", lang)
        return f'{html}<p class="note" lang="{lang}">{escape(note)}</p>'

    def _repr_html_(self) -> str:
        return fragment(self.html())

    def __repr__(self) -> str:
        lines = []
        for passage in self.passages():
            here = [r for r in self.rows if passage.start <= self.snapshot.codings.start[r] < passage.end]
            codes = ", ".join(dict.fromkeys(self.snapshot.codes[self.snapshot.codings.code[r]].name for r in here))
            words = self.snapshot.text(self.source)[passage.start : passage.end]
            lines.append(f"{passage.number or '':>4} {passage.speaker}: {words}" + (f"  [{codes}]" if codes else ""))
        return "\n".join(lines)


def highlight(case: Reads, source: str) -> Highlight:
    """Show a transcript with the coded spans on it, overlapping ones too.

    Parameters
    ----------
    source
        The source's id. A view shows its own codings only: `case.where(code="trust").highlight("YL-01")`.

    Returns
    -------
    Highlight
        Shows itself in a notebook; each code has its colour and its number at the span: colour alone says nothing.

    Raises
    ------
    NotFound
        No such source.

    Examples
    --------
    >>> page = case.highlight("YL-01")
    >>> "<mark" in page.html()
    True
    """
    snapshot = case.snapshot
    number = snapshot.source_number(source)
    return Highlight(snapshot, number, snapshot.rows[snapshot.codings.source[snapshot.rows] == number])


def passages(snapshot: Snapshot, source: int) -> list[Passage]:
    """Cut a source into its turns, each with its number and its speaker."""
    turn = snapshot.units["turn"]
    here = np.flatnonzero(turn.source == source)
    base = int(snapshot.base[source])
    return [
        Passage(int(turn.start[u]) - base, int(turn.end[u]) - base, int(turn.place[u]), _speaker(snapshot, u),
                bool(turn.voice[u] >= 0 and snapshot.interviewer[turn.voice[u]]), float(turn.begin[u]), turn.label[u])
        for u in here.tolist()
    ]  # fmt: skip


def _speaker(snapshot: Snapshot, unit: int) -> str:
    turn = snapshot.units["turn"]
    voice = int(turn.voice[unit])
    return snapshot.voices[voice].id if voice >= 0 else (turn.label[unit] if turn.label else "")
