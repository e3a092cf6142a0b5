"""What coders put on which stretch of text: the arrays that agreement is computed from."""

from dataclasses import dataclass
from functools import cached_property
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known
from qualcase.coding.agreement import Continuum, continuum
from qualcase.coding.rounds import read_by, refuse_hidden
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.evidence import UNSET, Evidence, Line
from qualcase.model.snapshot import Snapshot

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
By: TypeAlias = Literal["turn", "sentence", "paragraph", "span"]
Text: TypeAlias = Literal["all", "coded"]


@dataclass(frozen=True, eq=False)
class Rated:
    """Stretches of informants' words in the sources that all of some coders have coded, and what each put on them.

    By turn, sentence or paragraph a stretch is such a unit. By span it is a piece in which no coding begins or ends.
    """

    snapshot: Snapshot
    coders: tuple[str, ...]
    by: By
    start: Ints  # (units,), on the line of all texts
    end: Ints
    source: Ints
    turn: Ints  # by span the turn that a piece lies in; else the unit itself
    lines: tuple[Line, ...]  # what is compared: a code in its declared direction, or in another one
    planes: Flags  # (lines, units, coders): has this coder put this line's code on this unit
    coded: Evidence  # the coders' codings, an entry for each
    ratings: Ints  # (units, coders): the set of codes that a coder put on a unit, a row of `sets`
    sets: Flags  # (sets, codes in their directions)
    books: tuple[str, ...]  # codebooks, each with the version it was used in
    left_out: int  # units that nobody coded, where only coded ones are compared

    @property
    def names(self) -> list[str]:
        """What is compared, as it is called in a frame: "trust", or "trust: company -> community"."""
        return [line.code if line.declared else f"{line.code}: {line.holder} -> {line.target}" for line in self.lines]

    @cached_property
    def values(self) -> Ints:
        """The sets of codes as values, -1 for the empty one: (units, coders)."""
        some: Flags = np.asarray(self.sets.any(axis=1))
        return np.where(some[self.ratings], self.ratings, -1)

    @cached_property
    def sources(self) -> list[str]:
        """The sources that are compared, by id."""
        return [self.snapshot.sources[n].id for n in np.unique(self.source).tolist()]

    def rows_at(self, units: Flags, entries: Ints) -> Ints:
        """Give the codings among entries of `coded` that have a character in one of these units."""
        rows = self.coded.coding[entries]
        span, at = spans.incidence(*self.snapshot.spans(rows), self.start, self.end)
        return np.unique(rows[span[units[at]]])

    def continuum(self, values: Ints) -> Continuum:
        """Lay the pieces of each source end to end, with values (pieces, coders), -1 for none, as units.

        Pieces of one turn with one value that touch are one unit: overlapping codings of one coder are no two.
        """
        size = self.end - self.start
        source = np.unique(self.source, return_inverse=True)[1]
        length = np.bincount(source, size).astype(np.int64)
        begin = np.cumsum(size) - size - (np.cumsum(length) - length)[source]
        found = []
        for coder in range(values.shape[1]):
            own = values[:, coder]
            opens = np.ones(own.size, np.bool_)
            opens[1:] = (own[1:] != own[:-1]) | (self.turn[1:] != self.turn[:-1])
            first = np.flatnonzero(opens)
            last = np.append(first[1:], own.size) - 1
            kept = own[first] >= 0
            first, last = first[kept], last[kept]
            found.append(
                (begin[first], begin[last] + size[last], np.full(first.size, coder), own[first], source[first])
            )
        start, end, who, value, text = (np.concatenate(column) for column in zip(*found, strict=True))
        return continuum(start, end, who, value, length=length, text=text, coders=values.shape[1],
                         values=int(values.max(initial=0)) + 1)  # fmt: skip


def rated(snapshot: Snapshot, named: tuple[str, ...], by: By, text: Text) -> Rated:
    """Find what coders put on which stretch, all coders but a consensus where none is named.

    OptionError: fewer than two coders, no source in common, or codings under different versions of a codebook.
    """
    who = _coders(snapshot, named)
    mine = _codings_of(snapshot, who)
    start, end, source, turn = _stretches(snapshot, who, mine, by)
    span, _ = spans.incidence(*snapshot.spans(mine), start, end)
    rows = mine[np.unique(span)]
    unset = np.full(rows.size, UNSET)
    coded = Evidence(snapshot, "", rows, unset, unset, unset, ())
    entry, at = spans.incidence(*snapshot.spans(rows), start, end)
    kept = np.ones(start.size, np.bool_)
    if text == "coded":
        kept = np.bincount(at, minlength=start.size) > 0
        at = (np.cumsum(kept) - 1)[at]
    number = {snapshot.codings.coders.index(name): n for n, name in enumerate(who)}
    coder = np.array([number[c] for c in snapshot.codings.coder[rows[entry]].tolist()], np.int64)
    lines, planes, ratings, sets = _planes(coded, entry, at, coder, (int(kept.sum()), len(who)))
    books = _one_version(snapshot, rows, who)
    return Rated(
        snapshot, who, by, start[kept], end[kept], source[kept], turn[kept], lines, planes, coded, ratings, sets, books,
        int((~kept).sum()),
    )  # fmt: skip


def _coders(snapshot: Snapshot, named: tuple[str, ...]) -> tuple[str, ...]:
    used = [snapshot.codings.coders[n] for n in np.unique(snapshot.codings.coder[snapshot.rows])]
    refuse_hidden(snapshot, *named)
    for name in named:
        if not isinstance(name, str):
            raise OptionError(f"name the coders one by one, case.agree('ani', 'budi'), not {name!r}.")
        known("coder", name, used, "this case")
    who = named or tuple(name for name in used if name != "consensus")
    if len(set(who)) < 2:
        raise OptionError(
            f"agreement needs two coders, and here there is {', '.join(dict.fromkeys(who)) or 'none'}. "
            "case.merge(...) brings another in."
        )
    return tuple(dict.fromkeys(who))


def _codings_of(snapshot: Snapshot, coders: tuple[str, ...]) -> Ints:
    numbers = [snapshot.codings.coders.index(name) for name in coders]
    return snapshot.rows[np.isin(snapshot.codings.coder[snapshot.rows], numbers)]


def _stretches(snapshot: Snapshot, coders: tuple[str, ...], rows: Ints, by: By) -> tuple[Ints, Ints, Ints, Ints]:
    """Give start, end, source and turn of what is compared, informants' words in sources that all have coded."""
    codings = snapshot.codings
    numbers = [codings.coders.index(name) for name in coders]
    done = [
        set(codings.source[rows[codings.coder[rows] == c]].tolist()) | read_by(snapshot, codings.coders[c])
        for c in numbers
    ]
    both = set.intersection(*done)
    if not both:
        raise OptionError(f"{' and '.join(coders)} have coded no source in common, so there is nothing to compare.")
    units = snapshot.units["turn" if by == "span" else by]
    kept = np.flatnonzero(snapshot.eligible(units) & np.isin(units.source, list(both)))
    start, end, source = units.start[kept], units.end[kept], units.source[kept]
    if by != "span":
        return start, end, source, kept
    cuts = np.unique(np.concatenate((start, end, *snapshot.spans(rows))))
    turn = np.searchsorted(start, cuts[:-1], "right") - 1
    inside = (turn >= 0) & (cuts[:-1] < end[turn])
    turn = turn[inside]
    return cuts[:-1][inside], cuts[1:][inside], source[turn], turn


def _one_version(snapshot: Snapshot, rows: Ints, coders: tuple[str, ...]) -> tuple[str, ...]:
    """Give the codebooks of codings, each with its version; OptionError where they were coded under several."""
    used: dict[str, dict[str, set[str]]] = {}  # by codebook and coder
    for coding in snapshot.details(snapshot.codings.ids[rows].tolist()):
        used.setdefault(coding.codebook, {}).setdefault(coding.coder, set()).update({coding.version} - {""})
    found = []
    for book, by_coder in used.items():
        versions = sorted(set().union(*by_coder.values()))
        if len(versions) > 1:
            who = "; ".join(f"{name}: {' and '.join(sorted(by_coder[name]))}" for name in coders if by_coder.get(name))
            raise OptionError(
                f"these codings were made under different versions of codebook {book!r} ({who}), and agreement is only "
                "between coders who used the same one. Keep what was coded under one version, "
                "case.where(source=[...]).agree(...), have the rest looked at again, case.recode(...), or say which "
                "code is read as which, codes={'old': 'new'}."
            )
        found.append(" ".join((book, *versions)))
    return tuple(found)


def _planes(
    coded: Evidence, entry: Ints, at: Ints, coder: Ints, size: tuple[int, int]
) -> tuple[tuple[Line, ...], Flags, Ints, Flags]:
    """Give the lines in use, a plane for each, the number of the set of codes by each coder on each unit, all sets."""
    strand, ways = coded.strands
    strand = strand[entry]
    used = frozenset(strand.tolist())
    lines = tuple(line for line in coded.lines(*(ref.name for ref in coded.snapshot.codes)) if used & {*line.strands})
    planes = np.zeros((len(lines), *size), np.bool_)
    for n, line in enumerate(lines):
        under = np.isin(strand, line.strands)
        planes[n, at[under], coder[under]] = True
    exact = np.zeros((*size, len(ways)), np.bool_)
    exact[at, coder, strand] = True
    sets, category = np.unique(exact.reshape(-1, len(ways)), axis=0, return_inverse=True)
    return lines, planes, category.reshape(size), sets
