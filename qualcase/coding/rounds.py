"""Rounds of coding together: what stays hidden while one is blind, and what stood when one was closed."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.errors import OptionError
from qualcase.model.columns import NAMES, Codings
from qualcase.model.nouns import Assignment, Claim, Coding, Decision, Memo, Round, Settlement, Stood
from qualcase.model.snapshot import Flags, Snapshot
from qualcase.render.labels import label
from qualcase.store.past import Moves


@dataclass(frozen=True, slots=True)
class Hidden:
    """What a coder is not shown while blind rounds are open: the work of others on their sources."""

    coder: str
    rounds: tuple[str, ...] = ()
    sources: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.rounds)

    def hides(self, source: str, coder: str) -> bool:
        """Whether the work of `coder` on a source is hidden."""
        return coder != self.coder and source in self.sources

    def row(self, row: Any) -> bool:
        """Whether a row on record is hidden: a coding, a decision, a settlement, or a note on codings or a source."""
        if not self:
            return False
        match row:
            case Coding() | Stood() | Decision():
                return self.hides(row.source, row.coder)
            case Settlement():
                return self.hides(row.source, "")
            case Memo():
                kind, _, about = row.about.partition(":")
                return row.author != self.coder and (kind == "coding" or (kind == "source" and about in self.sources))
        return False

    def without(self, moves: Moves) -> Moves:
        """Give moved rows without those that are hidden."""
        return {
            noun: {key: moved for key, moved in rows.items() if not self.row(moved.after or moved.before)}
            for noun, rows in moves.items()
        }


def hidden_from(rounds: Iterable[Round], assignments: Iterable[Assignment], coder: str) -> Hidden:
    """Say what must not be shown to `coder` ("": nobody named): the others' work on the sources of open blind rounds.

    It concerns those who have sources assigned in such a round, and whoever gives no name. Who leads, and has nothing
    assigned, is shown everything. `case.rows` and every snapshot of `case` keep to it already.
    """
    given = list(assignments)
    rounds_of, sources = [], set[str]()
    for round in rounds:
        mine = [one for one in given if one.round == round.id]
        if round.blind and not round.closed and (not coder or coder in {one.coder for one in mine}):
            rounds_of.append(round.id)
            sources.update(one.source for one in mine)
    return Hidden(coder, tuple(rounds_of), frozenset(sources))


def blinded(snapshot: Snapshot, coder: str) -> Snapshot:
    """Give a whole snapshot as `coder` may see it: where a blind round is open, without what is hidden from her."""
    hidden = hidden_from(snapshot.rounds, snapshot.assignments, coder)
    if not hidden:
        return snapshot
    codings = snapshot.codings
    own = np.array([name == coder for name in codings.coders] or [False], np.bool_)
    closed_to = np.array([source.id in hidden.sources for source in snapshot.sources] or [False], np.bool_)
    shown = own[codings.coder] | ~closed_to[codings.source]
    gone = set(codings.ids[~shown].tolist())
    part = _of(codings, shown)

    def rests_on(claim: Claim) -> bool:
        return not gone.isdisjoint({*claim.links, *claim.disposed, *claim.evidence})

    return replace(
        snapshot, codings=part, rows=np.flatnonzero(~part.withdrawn), workings={}, hidden=hidden.rounds, seen_by=coder,
        memos=tuple(row for row in snapshot.memos if not hidden.row(row)),
        claims=tuple(claim for claim in snapshot.claims if not rests_on(claim)),
        settlements=tuple(row for row in snapshot.settlements if not hidden.row(row)),
        decided={key: row for key, row in snapshot.decided.items() if not hidden.row(row)},
    )  # fmt: skip


def _of(codings: Codings, keep: Flags) -> Codings:
    """Give some codings as columns of their own; the names keep their numbers."""
    columns = {item.name: getattr(codings, item.name) for item in fields(Codings)}
    return Codings(**{name: value if name in NAMES else value[keep] for name, value in columns.items()})


def refuse_hidden(snapshot: Snapshot, *coders: str) -> None:
    """Raise OptionError where somebody asks for coders whose work a blind round hides from her."""
    if snapshot.hidden:
        used = {snapshot.codings.coders[n] for n in np.unique(snapshot.codings.coder[snapshot.rows])}
        others = [name for name in coders if name not in used]
        if others or not coders:
            raise OptionError(
                f"round {' and '.join(map(repr, snapshot.hidden))} is blind: {' and '.join(others) or 'the others'} "
                "cannot be seen before it is closed, case.close_round(...). Who leads opens the case with a name that "
                "has nothing assigned in it."
            )


def as_it_stood(snapshot: Snapshot, round: str) -> Snapshot:
    """Give the codings as they stood when a round was closed, of those who had sources in it; with a view's universe.

    Raises NotFound if there is no such round; OptionError if it is open yet, or the view keeps some codings only.
    """
    found = _round(snapshot, round)
    if round in _asked(snapshot):
        return snapshot
    if not found.closed:
        raise OptionError(
            f"round {round!r} is open yet, and what was coded apart is not settled. case.close_round({round!r}) ends "
            "it; what is coded after that is after discussion."
        )
    narrowed = [f.name for f in snapshot.filters if not f.universe]
    if narrowed:
        raise OptionError(
            f"a view of {', '.join(narrowed)} keeps codings as they are now. Ask for the round first: "
            f"case.where(round={round!r}).where({narrowed[0]}=...)."
        )
    stood = snapshot.stood(snapshot.whole or snapshot, round)
    if not snapshot.filters:
        return stood
    rows = stood.rows[snapshot.sources_in[stood.codings.source]]
    if any(f.name in ("voice", "role", "side") for f in snapshot.filters):
        coding, voice = stood.speakers
        rows = rows[stood.marks(coding[snapshot.voices_in[voice]])[rows]]
    return stood.keep(rows, *snapshot.filters, voices=snapshot.voices_in, sources=snapshot.sources_in)


def round_notes(snapshot: Snapshot, lang: str) -> tuple[str, ...]:
    """Say of which round codings are, and whether they were coded apart; nothing where no round was closed."""
    asked = _asked(snapshot)
    closed = {one.id: one for one in snapshot.rounds if one.closed}
    if asked:
        one = closed[asked[0]]
        key = "rounds.stood" if one.kind == "independent" else "rounds.stood_discussed"
    else:
        apart = [one for one in closed.values() if one.kind == "independent"]
        if not apart:
            return ()
        one, key = apart[-1], "rounds.after"
    return (label(key, lang, round=one.id, at=one.closed[:10]),)


def _asked(snapshot: Snapshot) -> list[str]:
    """Give the round as whose codings a snapshot stands, if it is of one."""
    return [f.value for f in snapshot.filters if f.name == "round"]


def _round(snapshot: Snapshot, name: str) -> Round:
    rounds = {one.id: one for one in snapshot.rounds}
    if not rounds:
        raise OptionError("this case has no rounds yet. case.assign('ani', ['YL-01']) opens one.")
    return rounds[known("round", name, rounds, "this case")]


def read_by(snapshot: Snapshot, coder: str) -> set[int]:
    """Give the sources that a coder is done with, whether or not there was something to code, as numbers."""
    number = {source.id: n for n, source in enumerate(snapshot.sources)}
    asked = _asked(snapshot)
    return {
        number[one.source]
        for one in snapshot.assignments
        if one.coder == coder and one.done and one.source in number and (not asked or one.round in asked)
    }
