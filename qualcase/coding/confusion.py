"""Which code one coder put where another put which."""

from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known
from qualcase.coding.rated import Rated
from qualcase.render.html import fragment
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.render.svg import heatmap_svg
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Call, Table


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Confusion(Table):
    """In how many units one coder put one code and the other put another one, and not that one.

    On the diagonal both put the code. The last row and column: the other coder put none that the one did not.
    `data`: a row for each pair that occurs.
    """

    rated: Rated
    pair: tuple[int, int]  # the two coders, by number
    counts: NDArray[np.int64]  # (codes + 1, codes + 1): rows the first coder's, columns the second's, last: none

    def quotes(self, first: str, second: str) -> Quotes:
        """Quote both coders where the first has the code `first` and the second `second`, as counted in that cell."""
        found = self.rated
        n, m = (found.names.index(known("code", code, found.names, "this confusion")) for code in (first, second))
        here = _units(found, self.pair)(n, m)
        coders = [found.snapshot.codings.coders.index(found.coders[k]) for k in self.pair]
        rows = []
        for line, coder in zip((n, m), coders, strict=True):
            entries = found.coded.pairs(found.lines[line])
            own = entries[found.snapshot.codings.coder[found.coded.coding[entries]] == coder]
            rows.append(found.rows_at(here, own))
        return quotes_of(self.snapshot, np.unique(np.concatenate(rows)), self.call)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the table out: rows the first coder's codes, columns the second's."""
        lang = lang or self.snapshot.lang
        names = self._names(lang)
        cells = [[number(n, lang) if n else "–" for n in column] for column in self.counts.T.tolist()]
        columns = [Column(self.first, names, rowhead=True, width=2)]
        columns += [Column(name, column, align="right") for name, column in zip(names, cells, strict=True)]
        unit = label(f"unit.{self.rated.by}", lang)
        said = label("confusion.note", lang, first=self.first, second=self.second, unit=unit)
        return Sheet(self.title(lang), tuple(columns), notes=(said,), lang=lang)

    @property
    def first(self) -> str:
        """The coder whose codes are the rows."""
        return self.rated.coders[self.pair[0]]

    @property
    def second(self) -> str:
        """The coder whose codes are the columns."""
        return self.rated.coders[self.pair[1]]

    def title(self, lang: str = "") -> str:
        """Say what it shows."""
        return label("confusion.title", lang or self.snapshot.lang, first=self.first, second=self.second)

    def svg(self, *, lang: str = "") -> str:
        """Draw it as SVG, a shade for each cell."""
        lang = lang or self.snapshot.lang
        names = self._names(lang)
        words = [[number(n, lang) if n else "" for n in row] for row in self.counts.tolist()]
        shown = self.counts.astype(np.float64)
        shown[-1, -1] = np.nan  # where neither has a code of their own is no confusion
        return heatmap_svg(names, names, shown, cell_labels=words, title=self.title(lang), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw it with matplotlib on `ax` or on new axes; give the Axes."""
        from qualcase.render.figure import heat

        names = self._names(self.snapshot.lang)
        return heat(self.counts, names, names, title=self.title(), ax=ax)

    def _names(self, lang: str) -> list[str]:
        return [*(line.name(self.snapshot, lang) for line in self.rated.lines), label("confusion.none", lang)]

    def _repr_html_(self) -> str:
        note = escape(self.sheet().notes[0])
        return fragment(
            f'<figure class="picture"><figcaption>{escape(self.title())}</figcaption>{self.svg()}'
            f"<figcaption>{note}</figcaption></figure>"
        )


def confusion(found: Rated, made: Call, first: str, second: str) -> Confusion:
    """Count, for each pair of codes, the units in which the first coder put one and the second the other."""
    pair = found.coders.index(first), found.coders.index(second)
    units, n = _units(found, pair), len(found.lines)
    counts = np.array([[int(units(a, b).sum()) for b in range(n + 1)] for a in range(n + 1)], np.int64)
    names = [*found.names, ""]
    rows = [(names[a], names[b], int(counts[a, b])) for a, b in np.argwhere(counts).tolist() if a < n or b < n]
    columns = (list(column) for column in zip(*rows, strict=True)) if rows else ([], [], [])
    data: dict[str, list[Any]] = dict(zip(("first", "second", "n"), columns, strict=True))
    return Confusion(data, found.snapshot, made, (), found, pair, counts)


def _units(found: Rated, pair: tuple[int, int]) -> Any:
    """Give the function that says in which units a pair of codes, by number, is confused; n is no code."""
    one, two = (found.planes[:, :, k] for k in pair)
    alone, other = one & ~two, two & ~one
    nothing, none_other = ~alone.any(axis=0), ~other.any(axis=0)
    n = len(found.lines)

    def units(a: int, b: int) -> NDArray[np.bool_]:
        if a == b and a < n:
            return np.asarray(one[a] & two[b])
        return np.asarray((alone[a] if a < n else nothing) & (other[b] if b < n else none_other))

    return units
