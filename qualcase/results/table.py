"""What every result shares: columns, the snapshot they were read from, the call that made them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcase.errors import OptionError
from qualcase.model.evidence import Step
from qualcase.model.snapshot import Snapshot
from qualcase.render.sheet import Sheet
from qualcase.results.saving import save

if TYPE_CHECKING:
    import pandas as pd

    from qualcase.results.condensation import Condensation

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Call:
    """Where a result comes from: the verb, its arguments, the filters of the view, whose codings, which event."""

    verb: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    filters: tuple[str, ...] = ()
    coder: str = ""
    event: int = 0

    def __str__(self) -> str:
        given = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items() if value not in (None, ""))
        view = "".join(f".where({text})" for text in self.filters)
        coder = f", codings of {self.coder}" if self.coder else ""
        return f"case{view}.{self.verb}({given}){coder}, event {self.event}"


def call(verb: str, snapshot: Snapshot, *, coder: str = "", **arguments: Any) -> Call:
    """Note where a result comes from."""
    return Call(verb, arguments, tuple(map(str, snapshot.filters)), coder, snapshot.event)


@dataclass(frozen=True, slots=True, eq=False)
class Table(ABC):
    """A result: `.frame` for pandas, `.sheet()` to show, `.to(path)` to save; it prints and draws nothing by itself.

    `data`: the columns of the frame, by name. `steps`: what the reduction left out, and by which rule.
    """

    data: Mapping[str, Sequence[Any] | NDArray[Any]]
    snapshot: Snapshot
    call: Call
    steps: tuple[Step, ...]

    @property
    def frame(self) -> "pd.DataFrame":
        """A fresh plain DataFrame."""
        import pandas as pd

        return pd.DataFrame({name: np.array(column) for name, column in self.data.items()})

    @abstractmethod
    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the result out as it is shown, in Indonesian or English."""

    def to(self, path: str | Path, *, lang: str = "", number: str = "", chapter: int | str = "") -> Path:
        """Save as .csv, .xlsx, .docx, .tex or .html, by the suffix, numbered: number="4.7", or chapter=4 for 4.1.

        A workbook has the quotes behind the numbers on a worksheet of their own, to which the numbers lead.
        """
        sheet = self.sheet(lang=lang)
        beside = self._behind(sheet) if str(path).lower().endswith(".xlsx") else []
        return save([sheet], path, number=number, chapter=chapter, beside=beside)

    def _behind(self, sheet: Sheet) -> list[Sheet]:
        """Lay out the quotes that a sheet's numbers count, if it does not hold them itself."""
        from qualcase.results.quotes import quotes_of

        rows = {row for column in sheet.columns for linked in column.links or () for row in linked}
        if sheet.quotes or not rows:
            return []
        try:
            evidence = self.snapshot.evidence
        except OptionError:  # nobody said whose codings are the evidence
            evidence = None
        made = quotes_of(self.snapshot, np.array(sorted(rows), np.int64), self.call, evidence)
        return [made.sheet(lang=sheet.lang)]

    def condensation(self) -> "Condensation":
        """Show the reduction record, words first, then codings: what came in, what each rule left out, what stayed."""
        from qualcase.results.condensation import condensation

        return condensation(self.snapshot, self.call, self.steps)

    def __len__(self) -> int:
        return len(next(iter(self.data.values()), ()))

    def __repr__(self) -> str:
        from qualcase.render.plain import sheet_text

        return sheet_text(self.sheet())

    def _repr_html_(self) -> str:
        from qualcase.results.unfolding import unfolded

        return unfolded(self.sheet(), self.snapshot)
