"""The history of a case, event by event."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from qualcase.render.labels import label
from qualcase.render.plain import sheet_text
from qualcase.render.sheet import Column, Sheet
from qualcase.results.unfolding import unfolded
from qualcase.store.store import Event

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False)
class History:
    """Every event, oldest first."""

    events: Sequence[Event]
    lang: str = "en"

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: seq, at (ISO 8601, UTC), actor, verb, arguments, version, undoes, undone_by, hash."""
        import pandas as pd

        names = ["seq", "at", "actor", "verb", "arguments", "version", "undoes", "undone_by", "hash"]
        return pd.DataFrame([[getattr(e, name) for name in names] for e in self.events], columns=names)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the history out: number, when, who, what."""
        lang = lang or self.lang
        return Sheet(
            label("history.title", lang),
            (
                Column(label("head.no", lang), [str(e.seq) for e in self.events], align="right", width=0.4),
                Column(label("history.at", lang), [e.at.replace("T", " ")[:19] for e in self.events]),
                Column(label("history.who", lang), [e.actor or "–" for e in self.events]),
                Column(label("history.what", lang), [_what(e, lang) for e in self.events], width=4),
            ),
            lang=lang,
        )

    def __len__(self) -> int:
        return len(self.events)

    def __iter__(self) -> Iterator[Event]:
        return iter(self.events)

    def __repr__(self) -> str:
        return sheet_text(self.sheet())

    def _repr_html_(self) -> str:
        return unfolded(self.sheet(), None)


def _what(event: Event, lang: str) -> str:
    given = ", ".join(
        f"{name}={_short(value)}" for name, value in event.arguments.items() if value not in (None, "", [])
    )
    undone = f" ({label('history.undone', lang, n=event.undone_by)})" if event.undone_by else ""
    return f"{event.verb}({given}){undone}" if event.undoes is None else f"{event.verb} {event.undoes}{undone}"


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
