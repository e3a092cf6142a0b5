"""A matrix as a picture."""

from dataclasses import dataclass
from html import escape
from typing import Any, Literal, TypeAlias

import numpy as np

from qualcase._kernel.checks import option
from qualcase.model.protocols import Reads
from qualcase.reduce.axes import AxisName
from qualcase.reduce.matrix import Matrix, matrix
from qualcase.render.figure import heat
from qualcase.render.html import Href, fragment
from qualcase.render.labels import label
from qualcase.render.svg import heatmap_svg

Value: TypeAlias = Literal["voices", "codings"]


@dataclass(frozen=True, slots=True, eq=False)
class Heatmap:
    """A heat map of a matrix; the number stands in each cell, so that the shade only helps."""

    matrix: Matrix
    value: str

    def title(self, lang: str = "") -> str:
        """Say what it shows, and whose codings are the evidence."""
        lang = lang or self.matrix.snapshot.lang
        said = label("heatmap.title", lang, value=label(f"heatmap.{self.value}", lang))
        coder = self.matrix.evidence.coder
        return f"{said}. {label('note.coder', lang, coder=coder)}" if coder else said

    def svg(self, *, lang: str = "", href: Href | None = None) -> str:
        """Draw it as SVG; `href` gives the address behind a cell's codings."""
        snapshot = self.matrix.snapshot
        lang = lang or snapshot.lang
        values = np.asarray(getattr(self.matrix, self.value), float)
        rows, columns = self.matrix.rows.heads(snapshot, lang), self.matrix.columns.heads(snapshot, lang)
        links = None
        if href is not None:
            links = [
                [href(self.matrix.cell(r, c).tolist()) if n else None for c, n in enumerate(row)]
                for r, row in enumerate(values)
            ]
        return heatmap_svg(rows, columns, values, links=links, title=self.title(lang), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw it with matplotlib on `ax` or on new axes; give the Axes."""
        snapshot = self.matrix.snapshot
        rows = self.matrix.rows.heads(snapshot, snapshot.lang)
        columns = self.matrix.columns.heads(snapshot, snapshot.lang)
        return heat(getattr(self.matrix, self.value), rows, columns, title=self.title(), ax=ax)

    def _repr_html_(self) -> str:
        return fragment(f'<figure class="picture"><figcaption>{escape(self.title())}</figcaption>{self.svg()}</figure>')

    def __repr__(self) -> str:
        return repr(self.matrix)


def heatmap(case: Reads, rows: AxisName = "code", columns: AxisName = "role", *, value: Value = "voices") -> Heatmap:
    """Show a matrix as a heat map: darker is more.

    Parameters
    ----------
    rows, columns
        What is crossed: as in `matrix`.
    value
        Shade by the number of voices, or of codings.

    Returns
    -------
    Heatmap
        Shows itself in a notebook; `.plot()` gives matplotlib Axes; `.matrix` the numbers and their quotes.

    Examples
    --------
    >>> case.heatmap("code", "role").svg().startswith("<svg")
    True
    """
    option("value", value, ("voices", "codings"))
    return Heatmap(matrix(case, rows, columns), value)
