"""How much there is of what: voices first, then codings."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known
from qualcase.model.evidence import Evidence
from qualcase.model.protocols import Reads
from qualcase.reduce.axes import Axis, AxisName, axis, counted
from qualcase.reduce.matrix import crossed, evidence_notes, unset_note
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Count(Table):
    """Voices and codings for each place along one axis."""

    evidence: Evidence
    places: Axis

    def quotes(self, name: str) -> Quotes:
        """Quote the codings behind one row."""
        at = self.places.names.index(known("row", name, self.places.names, "this count"))
        return quotes_of(self.snapshot, self.rows_of(at), self.call, self.evidence)

    def rows_of(self, at: int) -> Ints:
        """Give the numbers of the codings behind a row, rising."""
        return np.unique(self.evidence.coding[self.places.member[at][self.places.value]])

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the count out, with its denominator."""
        lang = lang or self.snapshot.lang
        links = [self.rows_of(at).tolist() for at in range(len(self.places.names))]
        shares = [f"{v}/{n}" for v, n in zip(self.data["voices"], self.data["eligible"], strict=True)]
        columns = (
            Column(
                label(f"head.{self.places.by}", lang), self.places.heads(self.snapshot, lang), rowhead=True, width=2
            ),
            Column(label("head.voices", lang), shares, align="right", links=links),
            Column(label("head.codings", lang), [str(v) for v in self.data["codings"]], align="right", links=links),
        )
        title = label("count.title", lang, by=label(f"head.{self.places.by}", lang))
        note = label("count.note", lang, n=int(self.snapshot.heard.sum()))
        notes = (note, *unset_note(self.evidence, self.places, lang=lang), *evidence_notes(self.evidence, lang))
        return Sheet(title, columns, notes=notes, lang=lang)


def count(case: Reads, by: AxisName = "code") -> Count:
    """Show how many voices, and how many codings, there are of each code, role, stance, ...

    Returns
    -------
    Count
        `.frame`, a row for each place: `name`, `voices`, `codings` (distinct), `eligible` (voices that could stand
        there: filters of codings do not change it). A code counts with its subtree, and each direction on its own row;
        by anything else codings in another direction than the codebook's are left out, unless the view chose a holder
        or a target.

    Raises
    ------
    OptionError
        No such axis; or several coders and nobody said whose codings are the evidence.

    Examples
    --------
    >>> sum(case.count("stance").frame["codings"]) == sum(case.count("kind").frame["codings"])
    True
    """
    evidence = counted(case.snapshot.evidence, by)
    places = axis(evidence, by)
    everything = Axis("", ("",), np.zeros_like(places.value), np.ones((1, 1), np.bool_), False, np.full(1, -1))
    voices, codings = (crossed(places, everything, thing)[:, 0] for thing in (evidence.voice, evidence.coding))
    eligible = places.eligible if places.by_voice else np.full(voices.size, case.snapshot.heard.sum())
    data: dict[str, Any] = {"name": list(places.names), "voices": voices, "codings": codings, "eligible": eligible}
    made = call("count", case.snapshot, coder=evidence.coder, by=by)
    return Count(data, case.snapshot, made, evidence.steps, evidence, places)
