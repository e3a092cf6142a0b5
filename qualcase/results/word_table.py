"""What tables of words share: each number leads to the words that it counts, in their context."""

from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.concordance import Concordance, concordance, in_context
from qualcase.results.table import Ints, Table
from qualcase.results.talk import Talk
from qualcase.results.unfolding import unfolded

LINES = 20_000  # in a workbook; of many more words each number leads to its first lines


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class WordTable(Table):
    """A table that counts words of a talk; links of its sheet are words, by their number in the talk's index."""

    talk: Talk

    def in_context(self, word: Ints, what: str) -> Concordance:
        """Put words, by their number in the talk's index, in their context."""
        return concordance(self.talk, *self.talk.place(np.unique(word)), what=what, made=self.call)

    def _behind(self, sheet: Sheet) -> list[Sheet]:
        """Lay out in their context the words that a sheet's numbers count."""
        cells = [linked for column in sheet.columns for linked in column.links or () if len(linked)]
        if not cells:
            return []
        each = max(LINES // len(cells), 1)
        some = np.unique(np.fromiter((n for cell in cells for n in islice(cell, each)), np.int64))
        lines = self.in_context(some, sheet.title).sheet(lang=sheet.lang)
        numbered = Column(
            label("head.no", sheet.lang), [str(n + 1) for n in range(some.size)], align="right", width=0.4,
            links=some[:, None].tolist(),
        )  # fmt: skip
        return [replace(lines, columns=(numbered, *lines.columns))]

    def _repr_html_(self) -> str:
        return unfolded(self.sheet(), in_context(self.talk))
