"""What there is: sources, and the people heard in them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcase.errors import OptionError
from qualcase.lang.words import words
from qualcase.model.evidence import evidence_coder
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import MISSING, date, number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table, call


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Listing(Table):
    """A list of sources or informants."""

    what: str

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the list out."""
        lang = lang or self.snapshot.lang
        shown = [(name, column) for name, column in self.data.items() if name != "side" or any(column)]
        columns = tuple(
            Column(
                label(f"head.{name}", lang), [_said(self.snapshot, name, value, lang) for value in column],
                align="right" if name in ("turns", "words", "codings") else "left", rowhead=name == "id",
            )
            for name, column in shown
        )  # fmt: skip
        notes = [label("note.coder", lang, coder=self.call.coder)] if self.call.coder else []
        notes += [label("note.synthetic", lang)] if self.snapshot.study.synthetic else []
        return Sheet(label(f"{self.what}.title", lang), columns, notes=tuple(notes), lang=lang)


def sources(case: Reads) -> Listing:
    """Show the sources: kind, whose account, when and where, how many turns and words, how many codings.

    Returns
    -------
    Listing
        `.frame`, a row for each source in the universe: `id`, `kind`, `title`, `voices`, `date`, `place`, `turns`,
        `words` (in the turns, interviewers' included), `codings` (those that count as evidence; where several coded and
        nobody said whose count, all).

    Examples
    --------
    >>> case.sources().frame["id"].is_unique
    True
    """
    snapshot = case.snapshot
    here = np.flatnonzero(snapshot.sources_in).tolist()
    coder, rows_of = _counting(snapshot)
    coded = np.bincount(snapshot.codings.source[rows_of], minlength=len(snapshot.sources))
    spoken = {n: int(_words_by_turn(snapshot, n)[1].sum()) for n in here}
    turns = np.bincount(snapshot.units["turn"].source, minlength=len(snapshot.sources))
    rows = [snapshot.sources[n] for n in here]
    data: dict[str, Any] = {
        "id": [s.id for s in rows], "kind": [s.kind for s in rows], "title": [s.title for s in rows],
        "voices": [", ".join(s.voices) for s in rows], "date": [s.date for s in rows], "place": [s.place for s in rows],
        "turns": turns[here].tolist(), "words": [spoken[n] for n in here],
        "codings": coded[here].tolist(),
    }  # fmt: skip
    return Listing(data, snapshot, call("sources", snapshot, coder=coder), (), "sources")


def informants(case: Reads) -> Listing:
    """Show whose accounts the case holds, in role order, and how much each says.

    Returns
    -------
    Listing
        `.frame`, a row for each voice of the universe, interviewers aside: `id`, `role`, `side`, `criteria`, `turns`,
        `words`, `codings` (as in `sources`, those that count for the voice). A voice without any source has zeros.

    Examples
    --------
    >>> any(case.informants().frame["words"] > 0)
    True
    """
    snapshot = case.snapshot
    roles = snapshot.roles()
    here = np.flatnonzero(snapshot.voices_in & ~snapshot.interviewer).tolist()
    here.sort(key=lambda n: (roles.index(snapshot.voices[n].role), n))
    spoken = _words_by_voice(snapshot)
    turn = snapshot.units["turn"]
    told = (turn.voice >= 0) & ~snapshot.asking & snapshot.sources_in[turn.source]
    turns = np.bincount(turn.voice[told], minlength=len(snapshot.voices))
    coding, voice = snapshot.speakers
    coder, rows_of = _counting(snapshot)
    coded = np.bincount(voice[snapshot.marks(rows_of)[coding]], minlength=len(snapshot.voices))
    rows = [snapshot.voices[n] for n in here]
    data: dict[str, Any] = {
        "id": [v.id for v in rows], "role": [v.role for v in rows], "side": [v.side for v in rows],
        "criteria": ["; ".join(v.criteria) for v in rows], "turns": turns[here].tolist(),
        "words": spoken[here].tolist(), "codings": coded[here].tolist(),
    }  # fmt: skip
    return Listing(data, snapshot, call("informants", snapshot, coder=coder), (), "informants")


def _counting(snapshot: Snapshot) -> tuple[str, Ints]:
    """Give whose codings are counted, "" for everybody's, and their numbers."""
    codings, rows = snapshot.codings, snapshot.rows
    try:
        coder = evidence_coder(snapshot)
    except OptionError:  # several coded, and nobody said whose codings count
        return "", rows
    return (codings.coders[coder], rows[codings.coder[rows] == coder]) if coder >= 0 else ("", rows)


def _words_by_voice(snapshot: Snapshot) -> Ints:
    """Count the words in each voice's turns, those that ask aside: (voices,)."""
    turn = snapshot.units["turn"]
    total = np.zeros(len(snapshot.voices), np.int64)
    for n in np.flatnonzero(snapshot.sources_in).tolist():
        turns, counts = _words_by_turn(snapshot, n)
        told = (turn.voice[turns] >= 0) & ~snapshot.asking[turns]
        np.add.at(total, turn.voice[turns[told]], counts[told])
    return total


def _words_by_turn(snapshot: Snapshot, source: int) -> tuple[Ints, Ints]:
    """Give the turns of a source, and the number of words in each."""
    turn = snapshot.units["turn"]
    at = words(snapshot.text(source)).start + snapshot.base[source]
    turns = np.flatnonzero(turn.source == source)
    return turns, np.searchsorted(at, turn.end[turns]) - np.searchsorted(at, turn.start[turns])


def _said(snapshot: Snapshot, name: str, value: Any, lang: str) -> str:
    if name == "kind":
        return label(f"kind.{value}", lang)
    if name in ("role", "side"):
        return snapshot.name(name, value, lang) if value else MISSING
    if name == "date":
        return date(value, lang) if value else MISSING
    return number(value, lang) if isinstance(value, int) else str(value) or MISSING
