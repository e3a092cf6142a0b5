"""The one neutral table that every output draws."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from qualcase.errors import OptionError
from qualcase.render.labels import label


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """A column: its head and one plain, already labelled text for each row.

    `links`: for each cell the numbers of the codings behind it; of a cell of several lines the last is the link.
    `tint`: for each cell a shade from 0 to 1, NaN for none. `width`: its share of the table's width, 1 being usual.
    """

    head: str
    cells: Sequence[str]
    align: Literal["left", "right", "center"] = "left"
    links: Sequence[Sequence[int]] | None = None
    tint: Sequence[float] | None = None
    rowhead: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A table in one language: title, columns of equal length, notes and a source line under it.

    `number`: its number in a thesis ("4.1"), "" for none. `quotes`: whether its rows are quotes, a coding each.
    Raises OptionError where columns differ in length.
    """

    title: str
    columns: tuple[Column, ...]
    notes: tuple[str, ...] = ()
    source: str = ""
    lang: str = "id"
    number: str = ""
    quotes: bool = False

    def __post_init__(self) -> None:
        for column in self.columns:
            for what, given in (("cells", column.cells), ("links", column.links), ("tint", column.tint)):
                if given is not None and len(given) != len(self):
                    raise OptionError(
                        f"column {column.head!r} of table {self.title!r} has {len(given)} {what}, "
                        f"its first column has {len(self)} cells. Give one for each row."
                    )

    def __len__(self) -> int:
        return len(self.columns[0].cells) if self.columns else 0

    @property
    def name(self) -> str:
        """What the table is called by its number: "Tabel 4.1", or "" without one."""
        return f"{label('caption.table', self.lang)} {self.number}" if self.number else ""

    @property
    def caption(self) -> str:
        """The line above the table: "Tabel 4.1 Kutipan"."""
        return f"{self.name} {self.title}".strip()

    @property
    def remarks(self) -> tuple[str, ...]:
        """The lines under the table: its notes, then where it comes from."""
        return (*self.notes, label("caption.source", self.lang, source=self.source)) if self.source else self.notes

    def rows(self) -> Iterator[tuple[str, ...]]:
        """Give the cells row by row."""
        return zip(*(column.cells for column in self.columns), strict=True)
