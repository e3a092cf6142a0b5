"""Rounds as a table: who has what, how far each has come, and how far they agree from round to round."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.coding import agreement
from qualcase.coding.agree import Agreement, Name, agree
from qualcase.coding.rated import By, Text
from qualcase.coding.round_agreement import RoundAgreement, round_agreement
from qualcase.errors import NotFound, OptionError
from qualcase.model.nouns import Round
from qualcase.model.snapshot import Snapshot
from qualcase.model.units import Filter
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table, call


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Rounds(Table):
    """Who has what in which round, and how far each has come.

    `.frame`, a row for each source of each coder: `round`, `kind`, `blind`, `closed` (when; empty while open), `coder`,
    `source`, `codings` (as they stood, in a closed round; -1 where a blind round hides them), `reached` (the turn in
    which the last one lies, 0 for none, -1 hidden), `turns` (of the source), `done`.
    """

    def agree(
        self, *coders: str, by: By = "turn", codes: Mapping[str, str] | None = None, text: Text = "all",
        coefficient: Name = "alpha", level: float = 0.95, draws: int = agreement.DRAWS, seed: int = 0,
    ) -> RoundAgreement:  # fmt: skip
        """Show how far the same coders agree from round to round, per code and overall: whether they have learned.

        Each closed round is read as it stood; last comes what is on record now in their sources. Only rounds in
        which each coder worked apart are reliability.

        Parameters
        ----------
        coders
            Two or more; without any, those who have sources in every closed round.
        by, codes, text, level, draws, seed
            As in `case.agree`.
        coefficient
            What is shown; one.

        Returns
        -------
        RoundAgreement
            `.frame`, a row for each code of each round; `["pilot"]` is the whole agreement in a round; `.svg()` and
            `.plot()` draw it.

        Raises
        ------
        NotFound
            A coder has no source in any closed round.
        OptionError
            No round is closed, or there are no two coders who can be compared in one.
        """
        closed = sorted((row for row in self.snapshot.rounds if row.closed), key=attrgetter("closed"))
        if not closed:
            raise OptionError("no round is closed yet, so there is nothing that stood. case.close_round(...) ends one.")
        who = coders or self._in_all(closed)
        listed = {row.coder for row in self.snapshot.assignments if row.round in {one.id for one in closed}}
        for name in who:
            known("coder", name, listed, "the closed rounds")
        if len(set(who)) < 2:
            raise OptionError(
                f"agreement needs two coders, and those in every closed round are {', '.join(who) or 'none'}. Name "
                "them: case.rounds.agree('ani', 'budi')."
            )
        found: list[tuple[Round | None, Agreement]] = []
        lost: dict[str, Exception] = {}
        for round in (*closed, None):
            name, read = (round.id, self) if round else ("", replace(self, snapshot=self._now(closed)))
            try:
                one = agree(read, *who, by=by, round=name, codes=codes, text=text, coefficients=coefficient,
                            level=level, draws=draws, seed=seed)  # fmt: skip
            except (OptionError, NotFound) as why:
                lost[name] = why
            else:
                found.append((round, one))
        if not found:
            raise next(iter(lost.values()))
        return round_agreement(self.snapshot, found, list(lost))

    def _now(self, closed: list[Round]) -> Snapshot:
        """Give what is on record now in the sources of the closed rounds."""
        rounds, snapshot = {one.id for one in closed}, self.snapshot
        ids = {row.source for row in snapshot.assignments if row.round in rounds}
        kept = np.array([source.id in ids for source in snapshot.sources], np.bool_)
        rows = snapshot.rows[kept[snapshot.codings.source[snapshot.rows]]]
        return snapshot.keep(rows, Filter("source", tuple(sorted(ids)), True), sources=kept)

    def _in_all(self, closed: list[Round]) -> tuple[str, ...]:
        rounds = [{row.coder for row in self.snapshot.assignments if row.round == one.id} for one in closed]
        return tuple(sorted(set.intersection(*rounds)))

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the rounds out, with a line below for each of them."""
        lang = lang or self.snapshot.lang
        data = self.data

        def counted(values: Any) -> list[str]:
            return [number(n, lang) if n >= 0 else label("rounds.hidden", lang) for n in values]

        reached = [
            label("rounds.of" if n >= 0 else "rounds.hidden", lang, n=number(n, lang), turns=number(turns, lang))
            for n, turns in zip(data["reached"], data["turns"], strict=True)
        ]  # fmt: skip
        columns = (
            Column(label("rounds.round", lang), list(data["round"]), rowhead=True),
            Column(label("head.coder", lang), list(data["coder"])),
            Column(label("head.source", lang), list(data["source"])),
            Column(label("head.codings", lang), counted(data["codings"]), align="right"),
            Column(label("rounds.reached", lang), reached, align="right"),
            Column(label("rounds.done", lang), [label("value.yes" if d else "value.no", lang) for d in data["done"]]),
        )
        notes = []
        for row in self.snapshot.rounds:
            parts = [label(f"rounds.kind.{row.kind}", lang), *([label("rounds.blind", lang)] if row.blind else [])]
            state = label("rounds.closed", lang, at=row.closed[:10]) if row.closed else label("rounds.open", lang)
            notes.append(f"{row.id}: {', '.join([*parts, state])}.")
        if not notes:
            notes.append(label("rounds.none", lang))
        return Sheet(label("rounds.title", lang), columns, notes=tuple(notes), lang=lang)


def round_table(snapshot: Snapshot) -> Rounds:
    """Count, for each source that a coder has in a round, what she coded there and how far that reaches."""
    turn = snapshot.units["turn"]
    turns = np.bincount(turn.source, minlength=len(snapshot.sources))
    number_of = {source.id: n for n, source in enumerate(snapshot.sources)}
    names = ("round", "kind", "blind", "closed", "coder", "source", "codings", "reached", "turns", "done")
    data: dict[str, list[Any]] = {name: [] for name in names}
    now = _progress(snapshot)
    for round in snapshot.rounds:
        given = [row for row in snapshot.assignments if row.round == round.id]
        stood = _progress(snapshot.stood(snapshot.whole or snapshot, round.id)) if round.closed else now
        hidden = round.id in snapshot.hidden
        coders = list(dict.fromkeys(row.coder for row in given))
        for row in sorted(given, key=lambda row: (coders.index(row.coder), number_of.get(row.source, -1))):
            blank = hidden and row.coder != snapshot.seen_by
            counts = (-1, -1) if blank else stood.get((row.coder, number_of.get(row.source, -1)), (0, 0))
            size = int(turns[number_of[row.source]]) if row.source in number_of else 0
            said = (round.id, round.kind, round.blind, round.closed, row.coder, row.source, *counts, size, row.done)
            for name, value in zip(names, said, strict=True):
                data[name].append(value)
    return Rounds(data, snapshot, call("rounds", snapshot), ())


def _progress(snapshot: Snapshot) -> dict[tuple[str, int], tuple[int, int]]:
    """Give, by coder and source, how many codings there are and the turn in which the last one begins."""
    codings, rows = snapshot.codings, snapshot.rows
    pair = codings.coder[rows] * max(len(snapshot.sources), 1) + codings.source[rows]
    place = snapshot.turns_of(rows)
    keys, at = np.unique(pair, return_inverse=True)
    count, last = np.bincount(at.reshape(-1), minlength=keys.size), np.zeros(keys.size, np.int64)
    np.maximum.at(last, at.reshape(-1), place)
    return {
        (codings.coders[key // len(snapshot.sources)], int(key % len(snapshot.sources))): (int(n), int(turn))
        for key, n, turn in zip(keys.tolist(), count, last, strict=True)
    }
