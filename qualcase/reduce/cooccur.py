"""Which codes are spoken of together."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.model import spans
from qualcase.model.evidence import Evidence
from qualcase.model.nouns import UNITS
from qualcase.model.protocols import Reads
from qualcase.model.units import Incidence
from qualcase.reduce.axes import Axis, code_axis
from qualcase.reduce.matrix import evidence_notes
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Together: TypeAlias = Literal["overlap", "turn", "sentence", "paragraph", "source", "informant"]


def shared_units(unit: Ints, code: Ints, n_codes: int) -> Ints:
    """Count the units that two codes share: (n_codes, n_codes), symmetric; the diagonal counts a code's own.

    `unit`, `code`: (k,), one entry for each coding in a unit, in any order; repeats count once.
    """
    if unit.max(initial=0) > 4 * unit.size:
        unit = np.unique(unit, return_inverse=True)[1]
    present = np.zeros((int(unit.max(initial=-1)) + 1, n_codes), np.float32)  # floats multiply in BLAS
    present[unit, code] = 1  # exact below 2**24 units
    return np.asarray(present.T @ present).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cooccurrence(Table):
    """Pairs of codes, and how often they meet."""

    evidence: Evidence
    within: str
    codes: Axis  # each code alone, and each other direction of it
    met: Incidence | None  # `code` is the place in `codes`; None where codes meet by overlapping

    def quotes(self, a: str, b: str) -> Quotes:
        """Quote `a` and `b` where they meet."""
        pair = [self.codes.names.index(known("code", name, self.codes.names, "this table")) for name in (a, b)]
        return quotes_of(self.snapshot, next(self.meetings(*np.array([pair]).T)), self.call, self.evidence)

    def meetings(self, a: Ints, b: Ints) -> Iterator[Ints]:
        """Give the codings of each pair of places where they meet, rising."""
        rows, place = _places(self.evidence, self.codes) if self.met is None else (self.met.coding, self.met.code)
        order = np.argsort(place, kind="stable")
        bounds = np.searchsorted(place[order], np.arange(len(self.codes.names) + 1))
        of_place = [order[low:high] for low, high in pairwise(bounds)]
        meets = self._meets(rows, of_place)
        for x, y in zip(a.tolist(), b.tolist(), strict=True):
            both = [rows[of_place[own]][meets(own, other)] for own, other in ((x, y), (y, x))]
            yield np.unique(np.concatenate(both))

    def _meets(self, rows: Ints, of_place: Sequence[Ints]) -> Callable[[int, int], Flags]:
        """Give the test for which entries of one place meet an entry of another."""
        if self.met is None:
            spread = [self.snapshot.spans(rows[here]) for here in of_place]
            return lambda own, other: spans.others_near(*spread[own], spread[other]) > int(own == other)
        unit = self.met.unit
        present = np.zeros((int(unit.max(initial=-1)) + 1, len(of_place)), np.bool_)
        present[unit, self.met.code] = True
        return lambda own, other: present[unit[of_place[own]], other]

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out the pairs that meet, the closest first."""
        lang = lang or self.snapshot.lang
        both, jaccard = (np.asarray(self.data[name]) for name in ("both", "jaccard"))
        order = np.lexsort((-both, -np.nan_to_num(jaccard, nan=-1)))
        order = order[both[order] > 0]
        a, b = (index[order] for index in np.triu_indices(len(self.codes.names), k=1))
        heads = self.codes.heads(self.snapshot, lang)
        links = [rows.tolist() for rows in self.meetings(a, b)]
        columns = [
            Column(label("head.code", lang), [heads[n] for n in a], rowhead=True, width=2),
            Column(label("head.code", lang), [heads[n] for n in b], rowhead=True, width=2),
            Column(label("cooccur.both", lang), [str(both[n]) for n in order], align="right", links=links),
        ]
        if self.met is not None:
            columns.append(Column("Jaccard", [number(jaccard[n], lang, digits=3) for n in order], align="right"))
        kind = "overlap" if self.met is None else "unit"
        note = label(f"cooccur.note.{kind}", lang, unit=label(f"unit.{self.within}", lang))
        notes = (note, label("cooccur.note.alone", lang), *evidence_notes(self.evidence, lang))
        return Sheet(label("cooccur.title", lang), tuple(columns), notes=notes, lang=lang)


def _places(evidence: Evidence, codes: Axis) -> tuple[Ints, Ints]:
    """Give the codings of these codes that are evidence, rising, and the place of each."""
    place = np.full(codes.member.shape[1], -1, np.int64)
    for n, strands in enumerate(codes.member):
        place[strands] = n
    place = place[codes.value[evidence.first]]
    return evidence.rows[place >= 0], place[place >= 0]


def cooccur(case: Reads, *, within: Together) -> Cooccurrence:
    """Show which codes are spoken of together.

    Each code counts alone here, without those below it: else a parent would meet its own children everywhere. Two codes
    meet in a unit that holds at least one character of each, or where their spans overlap::

        turn     |--------------|--------------|
        trust        |=====|
        control              |======|              they meet in the first turn only, and nowhere by overlap

    Parameters
    ----------
    within
        "overlap", or the unit in which codes must meet; "informant" asks who speaks of both, however far apart.
        Another direction than the codebook's is a row of its own.

    Returns
    -------
    Cooccurrence
        `.frame`, a row for each pair in codebook order: `a`, `b`; within a unit `both`, `a_only`, `b_only`, `neither`
        (units; they sum to the denominator) and `jaccard` (0 to 1; NaN where neither code occurs); by overlap `both`
        counts pairs of codings that share a character and the rest is missing.

    Raises
    ------
    OptionError
        `within` is none of these; or several coders and nobody said whose codings are the evidence.

    Notes
    -----
    jaccard = both / (both + a_only + b_only), ATLAS.ti's c (Jaccard 1912, New Phytologist 11: 37-50). It tells neither
    order nor cause.

    Examples
    --------
    >>> met = case.cooccur(within="informant")
    >>> set(met.quotes("trust", "commitment").frame["code"]) <= {"trust", "commitment"}
    True
    """
    option("within", within, ("overlap", *UNITS))
    snapshot = case.snapshot
    evidence = snapshot.evidence
    codes = code_axis(evidence, exact=True)
    rows, place = _places(evidence, codes)
    n_codes = len(codes.names)
    a, b = np.triu_indices(n_codes, k=1)
    names = np.array(codes.names, object)
    data: dict[str, NDArray[Any]] = {"a": names[a], "b": names[b]}
    made = call("cooccur", snapshot, coder=evidence.coder, within=within)
    if within == "overlap":
        data["both"] = spans.overlap_counts(*snapshot.spans(rows), place, n_codes)[a, b]
        data |= dict.fromkeys(("a_only", "b_only", "neither", "jaccard"), np.full(a.size, np.nan))
        return Cooccurrence(data, snapshot, made, evidence.steps, evidence, within, codes, None)
    met = snapshot.incidence(within, rows)
    place_of = np.empty(len(snapshot.codings), np.int64)
    place_of[rows] = place
    met = met._replace(code=place_of[met.coding])
    shared = shared_units(met.unit, met.code, n_codes)
    both, own = shared[a, b], shared.diagonal()
    either = own[a] + own[b] - both
    data |= {
        "both": both, "a_only": own[a] - both, "b_only": own[b] - both, "neither": met.n_units - either,
        "jaccard": both / np.where(either, either, np.nan),
    }  # fmt: skip
    return Cooccurrence(data, snapshot, made, evidence.steps, evidence, within, codes, met)
