"""What every result shares: columns, the snapshot they were read from, the call that made them."""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcase.model.evidence import Step
from qualcase.model.snapshot import Snapshot
from qualcase.render.sheet import Sheet
from qualcase.results.saving import save

if TYPE_CHECKING:
    import pandas as pd

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

    def to(self, path: str | Path, *, lang: str = "", number: str = "") -> Path:
        """Save as .csv, .xlsx, .docx, .tex or .html, by the suffix; `number` is the table's ("4.1")."""
        return save([self.sheet(lang=lang)], path, number=number)

    def condensation(self) -> "Condensation":
        """Show the reduction record: what came in, what each rule left out, what was kept."""
        return Condensation({}, self.snapshot, self.call, self.steps)

    def __len__(self) -> int:
        return len(next(iter(self.data.values()), ()))

    def __repr__(self) -> str:
        from qualcase.render.plain import sheet_text

        return sheet_text(self.sheet())

    def _repr_html_(self) -> str:
        from qualcase.render.html import fragment, sheet_html

        return fragment(sheet_html(self.sheet()))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Condensation(Table):
    """The reduction record of a result, a row for each rule; nothing is dropped without one."""

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: rule, detail, came_in, dropped, kept (codings), ids (of those dropped)."""
        import pandas as pd

        ids = self.snapshot.codings.ids
        rows = [(s.rule, s.detail, s.came_in, s.dropped.size, s.kept, [ids[r] for r in s.dropped]) for s in self.steps]
        return pd.DataFrame(rows, columns=["rule", "detail", "came_in", "dropped", "kept", "ids"])

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the record out: rule, what came in, what was dropped, what was kept; words kept of words in."""
        from qualcase.render.labels import label
        from qualcase.render.numbers import number
        from qualcase.render.sheet import Column

        lang = lang or self.snapshot.lang
        came_in, dropped, kept = ([getattr(s, name) for s in self.steps] for name in ("came_in", "dropped", "kept"))
        links = [s.dropped.tolist() for s in self.steps]
        return Sheet(
            title=label("condensation.title", lang),
            columns=(
                Column(
                    label("condensation.rule", lang), [self._rule(s, lang) for s in self.steps], rowhead=True, width=4
                ),
                Column(label("condensation.came_in", lang), [number(n, lang) for n in came_in], align="right"),
                Column(
                    label("condensation.dropped", lang),
                    [number(d.size, lang) for d in dropped],
                    align="right",
                    links=links,
                ),
                Column(label("condensation.kept", lang), [number(n, lang) for n in kept], align="right"),
            ),
            notes=() if self.steps else (label("condensation.nothing", lang),),
            lang=lang,
        )

    @staticmethod
    def _rule(step: Step, lang: str) -> str:
        from qualcase.render.labels import label

        return label(step.rule, lang, detail=step.detail)

    def __len__(self) -> int:
        return len(self.steps)
