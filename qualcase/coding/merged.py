"""What came of merging: each coding, what became of it, and why."""

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from qualcase._kernel.remark import Remark
from qualcase.render.labels import label, said
from qualcase.render.numbers import number
from qualcase.render.plain import sheet_text
from qualcase.render.sheet import Column, Sheet
from qualcase.results.unfolding import unfolded

if TYPE_CHECKING:
    import pandas as pd

Reason: TypeAlias = Remark | tuple[Remark, ...] | str  # a text is an error's message, or nothing
Row: TypeAlias = tuple[str, str, str, str, Reason]  # outcome, source, code, quote, reason


@dataclass(frozen=True, slots=True)
class Merged:
    """What came, what was there already, what conflicts, each with its reason. Nothing that conflicts was taken in."""

    rows: tuple[Row, ...]
    lang: str = "en"

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: outcome (came, there already, updated, conflict), source, code, quote, reason."""
        import pandas as pd

        rows = [(*row[:4], said(row[4], self.lang)) for row in self.rows]
        return pd.DataFrame(rows, columns=["outcome", "source", "code", "quote", "reason"])

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out each conflict and each coding that changed, then the totals."""
        lang = lang or self.lang
        totals = Counter(row[0] for row in self.rows)
        notes = tuple(f"{label(f'merged.outcome.{outcome}', lang)}: {number(n, lang)}" for outcome, n in totals.items())
        shown = [row for row in self.rows if row[0] in ("conflict", "updated")]
        heads = ("merged.outcome", "head.source", "head.code", "head.quote", "merged.reason")
        cells = [(label(f"merged.outcome.{row[0]}", lang), *row[1:4], said(row[4], lang)) for row in shown]
        columns = tuple(Column(label(head, lang), [row[n] for row in cells]) for n, head in enumerate(heads))
        if not shown:
            columns, notes = (), (label("merged.none", lang), *notes)
        return Sheet(label("merged.title", lang), columns, notes=notes, lang=lang)

    def __repr__(self) -> str:
        return sheet_text(self.sheet())

    def _repr_html_(self) -> str:
        return unfolded(self.sheet(), None)
