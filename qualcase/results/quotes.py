"""Quotes: codings with their words and their place, the end of every hop from a number."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcase.model.evidence import Evidence, ground, pole
from qualcase.model.snapshot import Snapshot
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Call, Ints, Table
from qualcase.results.translation import language_of_translations, translated

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Quotes(Table):
    """The words behind a number: a row for each coding, in the order of the texts."""

    @property
    def rows(self) -> Ints:
        """The numbers of the codings in the snapshot."""
        return np.asarray(self.data["row"], np.int64)

    @property
    def ids(self) -> set[str]:
        """The ids of the codings."""
        return set(self.data["id"])

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: id, source, voice, role, side, turn, start, end, quote, code, coder, stance, basis, holder, target,
        aspect, time, hedge, not_yet, key, memo, translation (of the sentences that the quote touches)."""
        import pandas as pd

        columns = {name: list(column) for name, column in self.data.items() if name != "row"}
        snapshot = self.snapshot
        columns["translation"] = translated(snapshot, self.rows, language_of_translations(snapshot, snapshot.lang))
        return pd.DataFrame(columns)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out the coded table of a thesis: no, informant, role, quote, translation, code, stance, basis, place."""
        from qualcase.render.labels import label

        lang = lang or self.snapshot.lang
        data, snapshot = self.data, self.snapshot
        n = len(self)
        links = [[int(row)] for row in self.rows]

        def shown(kind: str, values: Any) -> list[str]:
            return [label(f"{kind}.{value}", lang) if value else "" for value in values]

        translation = translated(snapshot, self.rows, language_of_translations(snapshot, lang))
        columns = (
            Column(label("head.no", lang), [str(i + 1) for i in range(n)], align="right", width=0.4, links=links),
            Column(label("head.voice", lang), list(data["voice"]), rowhead=True, width=0.8),
            Column(label("head.role", lang), [_roles(snapshot, v, lang) for v in data["voice"]], width=1.2),
            Column(label("head.quote", lang), list(data["quote"]), width=4),
            *([Column(label("head.translation", lang), translation, width=4)] if any(translation) else []),
            Column(label("head.code", lang), [snapshot.name("code", c, lang) for c in data["code"]], width=1.2),
            Column(label("head.stance", lang), shown("stance", data["stance"]), width=1),
            Column(label("head.basis", lang), shown("basis", data["basis"]), width=1),
            Column(label("head.place", lang), self.places(lang), width=1),
        )
        notes = (label("note.coder", lang, coder=self.call.coder),) if self.call.coder else ()
        return Sheet(label("quotes.title", lang), columns, notes=notes, lang=lang, quotes=True)

    def _repr_html_(self) -> str:
        from qualcase.results.unfolding import unfolded

        return unfolded(self.sheet(), None)  # the words stand in the table already

    def places(self, lang: str = "") -> list[str]:
        """Give each quote's locator: source and turn."""
        from qualcase.render.labels import label

        lang = lang or self.snapshot.lang
        pairs = zip(self.data["source"], self.data["turn"], strict=True)
        return [label("place.turn", lang, source=s, turn=t) if t else s for s, t in pairs]


def quotes_of(snapshot: Snapshot, rows: Ints, call: Call, evidence: Evidence | None = None) -> Quotes:
    """Quote codings by their numbers; basis and stance are the effective ones where `evidence` is given."""
    start, _ = snapshot.spans(rows)
    rows = rows[np.lexsort((rows, start))]
    codings = snapshot.codings
    details = snapshot.details([codings.ids[row] for row in rows])
    coding, voice = snapshot.speakers
    by_row: dict[int, list[int]] = {int(row): [] for row in rows}
    for c, v in zip(coding.tolist(), voice.tolist(), strict=True):
        if c in by_row:
            by_row[c].append(v)
    voices = [[snapshot.voices[v] for v in by_row[int(row)]] for row in rows]
    basis = [detail.basis for detail in details]
    stance = [detail.stance for detail in details]
    if evidence is not None:
        call = replace(call, coder=evidence.coder)
        effective = {int(c): n for n, c in enumerate(evidence.coding)}
        basis = [ground(int(evidence.basis[effective[r]])) if r in effective else b
                 for r, b in zip(rows.tolist(), basis, strict=True)]  # fmt: skip
        stance = [pole(int(evidence.stance[effective[r]])) if r in effective else s
                  for r, s in zip(rows.tolist(), stance, strict=True)]  # fmt: skip
    data: dict[str, Any] = {
        "row": rows,
        "id": [detail.id for detail in details],
        "source": [detail.source for detail in details],
        "voice": [", ".join(v.id for v in here) for here in voices],
        "role": [", ".join(dict.fromkeys(v.role for v in here)) for here in voices],
        "side": [", ".join(dict.fromkeys(v.side for v in here)) for here in voices],
        "turn": snapshot.turns_of(rows).tolist(),
        "start": codings.start[rows].tolist(),
        "end": codings.end[rows].tolist(),
        "quote": [detail.quote for detail in details],
        "code": [snapshot.codes[c].name for c in codings.code[rows]],
        "coder": [detail.coder for detail in details],
        "stance": stance,
        "basis": basis,
    }
    rest = ("holder", "target", "aspect", "time", "hedge", "not_yet", "key", "memo")
    data |= {name: [getattr(detail, name) for detail in details] for name in rest}
    return Quotes(data, snapshot, call, ())


def _roles(snapshot: Snapshot, voices: str, lang: str) -> str:
    by_id = {voice.id: voice.role for voice in snapshot.voices}
    roles = dict.fromkeys(by_id.get(v, "") for v in voices.split(", ") if v)
    return ", ".join(snapshot.name("role", role, lang) for role in roles if role)
