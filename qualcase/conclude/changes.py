"""What moved since the last report, and by which events."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.conclude.moved import Change, kind_of, moved
from qualcase.conclude.since import When, event_since, texts_of
from qualcase.errors import OptionError
from qualcase.model.nouns import Coding
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.history import History
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call
from qualcase.store.past import Moved

if TYPE_CHECKING:
    import pandas as pd

SHOWN = 3  # events that a cell names
_SAID = {"label", "direction", "strength", "support", "standing"}  # kinds whose values have labels


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Movement(Table):
    """What moved since an event: codings, voices, labels, claims, sources and informants, each with its events."""

    since: int
    was: Snapshot  # the case as it was then
    moves: tuple[Change, ...]
    rows: dict[str, Moved]  # the codings that moved, by id
    history: History  # the events in between

    def __getitem__(self, of: tuple[str, str]) -> Change:
        """Give one thing that moved, by its kind and its name, as they stand in `.frame`."""
        kinds = list(dict.fromkeys(one.kind for one in self.moves))
        kind, what = known("kind", of[0], kinds, "what moved"), of[1]
        names = [one.what for one in self.moves if one.kind == kind]
        known(kind, what, names, "what moved")
        return next(one for one in self.moves if (one.kind, one.what) == (kind, what))

    def events(self, kind: str, what: str) -> History:
        """Show the events by which something moved."""
        return self._events(self[kind, what])

    def quotes(self, kind: str, what: str) -> Quotes:
        """Quote the codings behind something that moved, as far as they are still there."""
        evidence = None if kind == "codings" else self.snapshot.evidence
        return quotes_of(self.snapshot, self[kind, what].rows, self.call, evidence)

    @property
    def codings(self) -> "pd.DataFrame":
        """Each coding that moved, those that went too.

        Columns: change (came, went, changed), id, code, coder, source, quote, fields (what changed), events.
        """
        import pandas as pd

        found = []
        for key, row in self.rows.items():
            one = row.after or row.before
            events = ", ".join(map(str, row.events))
            found.append([kind_of(row), key, one.code, one.coder, one.source, one.quote, _fields(row), events])
        names = ["change", "id", "code", "coder", "source", "quote", "fields", "events"]
        return pd.DataFrame(found, columns=names)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out what moved, before and after, with the events that did it."""
        lang = lang or self.snapshot.lang
        moves = self.moves
        columns = (
            Column(label("changes.kind", lang), [label(f"changes.{one.kind}", lang) for one in moves], width=1.2),
            Column(label("changes.what", lang), [one.title(lang) or "–" for one in moves], rowhead=True, width=2.5),
            Column(label("changes.before", lang), [self._said(one, one.before, lang) for one in moves], width=1.2),
            Column(
                label("changes.after", lang), [self._after(one, lang) for one in moves], width=1.8,
                links=[one.rows.tolist() for one in moves],
            ),
            Column(label("changes.events", lang), [self._by(one, lang) for one in moves], width=2.5),
        )  # fmt: skip
        notes = [
            label("changes.note", lang, since=self.since, now=self.snapshot.event, n=len(self.history)),
            *([label("changes.how", lang)] if moves else [label("changes.nothing", lang)]),
        ]
        if not self._decided:
            notes.append(label("changes.undecided", lang))
        if self.snapshot.study.synthetic:
            notes.append(label("note.synthetic", lang))
        return Sheet(label("changes.title", lang, event=self.since), columns, notes=tuple(notes), lang=lang)

    @property
    def _decided(self) -> bool:
        """Whether it is known of both moments whose codings are the evidence."""
        try:
            return bool(self.was.evidence and self.snapshot.evidence)
        except OptionError:
            return False

    def _events(self, one: Change) -> History:
        return History(tuple(event for event in self.history if event.seq in set(one.events)))

    def _by(self, one: Change, lang: str) -> str:
        events = self._events(one).events
        lines = [
            f"{e.seq}: {e.verb}{f' {e.undoes}' if e.undoes is not None else ''}, {e.actor or '–'}, "
            f"{e.at[:16].replace('T', ' ')}"
            for e in events[:SHOWN]
        ]
        rest = len(events) - SHOWN
        return "\n".join([*lines, *([label("changes.more", lang, n=rest)] if rest > 0 else [])])

    def _after(self, one: Change, lang: str) -> str:
        lines = [self._said(one, one.after, lang)]
        for name in ("came", "went", "changed"):
            if n := len(getattr(one, name)):
                lines.append(label(f"changes.{name}", lang, n=n))
        if one.coders:
            lines.append(label("changes.coders", lang, coders=", ".join(one.coders)))
        return "\n".join(lines)

    def _said(self, one: Change, value: str, lang: str) -> str:
        if not value:
            return "–"
        if one.kind in _SAID:
            return label(f"{one.kind}.{value}", lang)
        if one.kind == "source":
            return label(f"kind.{value}", lang)
        if one.kind == "informant":
            return ", ".join(self.snapshot.called(name, lang) for name in value.split(", "))
        return value


def changes(case: Reads, since: When = None) -> Movement:
    """Show what moved since the last report: codings, numbers, labels and claims, each with the events that did it.

    The case is rebuilt as it was, in memory, from what its later events would take back, and the two are compared; the
    file stays as it is. What came and was undone again did not move.

    Parameters
    ----------
    since
        An event's number (what came after it; 0: everything); a day or time in ISO 8601 (what came from then on, in UTC
        as the history has it, unless it names a zone); the folder of a report, whose stamp names the event; without,
        the last report that this case wrote since it was opened.

    Returns
    -------
    Movement
        `.frame`, a row for each thing that moved: `kind`, `what`, `before`, `after` ("" not there), `events` (their
        numbers), `came`, `went`, `changed` (codings). Kinds: codebook, source, informant; codings (of all coders, by
        code); evidence (whose codings count); voices (a code × a role: voices, codings in brackets); label, direction,
        strength (of a code or a claim); claim (its statement), support, standing. `.quotes(kind, what)`,
        `.events(kind, what)`, `.codings`.

    Raises
    ------
    OptionError
        There is no such event, day or report; the report is of other texts; or this is a view, which has no history.
    StoreError
        The history is broken.

    Notes
    -----
    The events beside a number are those that touched the codings it rests on or rested on; where these do not account
    for it, those that touched informants, sources, codebooks, or who was asked, too.

    Examples
    --------
    >>> _ = case.code("bilang enak semua", "satisfaction", source="YL-01", stance="supports", aspect="taste")
    >>> moved = case.changes(since=1)
    >>> moved.frame[["kind", "what", "came", "events"]].values.tolist()
    [['codings', 'satisfaction', 1, '2']]
    >>> moved.quotes("codings", "satisfaction").frame["quote"].tolist()
    ['bilang enak semua']
    """
    back: Any = getattr(case, "since", None)
    if back is None:
        raise OptionError("a view has no history: ask the case itself, case.changes(since=...).")
    history = tuple(case.history)  # type: ignore[attr-defined]
    event, texts = event_since(since, case.snapshot, history)
    was, now, rows = back(event)
    if texts and texts != texts_of(was.snapshot):
        raise OptionError(
            f"the report in {str(since)!r} is of other texts than this case had at event {event}: it is another "
            "case's. Say an event of this one; case.history lists them."
        )
    found = tuple(moved(was, now, rows))
    data: dict[str, Any] = {name: [getattr(one, name) for one in found] for name in ("kind", "what", "before", "after")}
    data["events"] = [", ".join(map(str, one.events)) for one in found]
    data |= {
        name: np.array([len(getattr(one, name)) for one in found], np.int64) for name in ("came", "went", "changed")
    }
    codings = {key: row for key, row in rows.get(Coding, {}).items() if kind_of(row)}
    between = History(tuple(one for one in history if event < one.seq <= now.snapshot.event))
    made = call("changes", now.snapshot, since=event)
    return Movement(data, now.snapshot, made, (), event, was.snapshot, found, codings, between)


def _fields(row: Moved) -> str:
    """Say which fields of a coding changed: "stance: supports -> mixed"."""
    if kind_of(row) != "changed":
        return ""
    pairs = {name: (getattr(row.before, name), getattr(row.after, name)) for name in Coding.__slots__}
    return "; ".join(f"{name}: {then or '–'} -> {now or '–'}" for name, (then, now) in pairs.items() if then != now)
