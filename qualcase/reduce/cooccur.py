"""Which codes are spoken of together."""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import option
from qualcase.model import spans
from qualcase.model.evidence import Evidence
from qualcase.model.nouns import UNITS
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Incidence
from qualcase.reduce.matrix import evidence_notes
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]
Together: TypeAlias = Literal["overlap", "turn", "sentence", "paragraph", "source", "informant"]


def shared_units(unit: Ints, code: Ints, n_codes: int) -> Ints:
    """Count the units that two codes share: (n_codes, n_codes), symmetric; the diagonal counts a code's own.

    `unit`, `code`: (k,), one entry for each coding in a unit, in any order; repeats count once.
    """
    units, row = np.unique(unit, return_inverse=True)
    present = np.zeros((units.size, n_codes), np.float32)  # floats multiply in BLAS; exact below 2**24 units
    present[row, code] = 1
    return np.asarray(present.T @ present).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Cooccurrence(Table):
    """Pairs of codes, and how often they meet."""

    evidence: Evidence
    within: str
    met: Incidence | None  # None where codes meet by overlapping

    def quotes(self, a: str, b: str) -> Quotes:
        """Quote `a` and `b` where they meet."""
        snapshot = self.snapshot
        rows = self.evidence.rows
        pair = [snapshot.code_number(a), snapshot.code_number(b)]
        if self.met is None:
            in_a, in_b = (rows[snapshot.codings.code[rows] == code] for code in pair)
            meets = [
                mine[spans.others_near(*snapshot.spans(mine), snapshot.spans(theirs)) > 0]
                for mine, theirs in ((in_a, in_b), (in_b, in_a))
            ]
            return quotes_of(snapshot, np.unique(np.concatenate(meets)), self.call, self.evidence)
        unit_a, unit_b = (self.met.unit[self.met.code == code] for code in pair)
        here = np.isin(self.met.unit, np.intersect1d(unit_a, unit_b)) & np.isin(self.met.code, pair)
        return quotes_of(snapshot, np.unique(self.met.coding[here]), self.call, self.evidence)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out the pairs that meet, the closest first."""
        lang = lang or self.snapshot.lang
        both = np.asarray(self.data["both"])
        order = [i for i in np.lexsort((-both, -np.nan_to_num(np.asarray(self.data["jaccard"]), nan=-1))) if both[i]]
        a, b = ([self.data[name][i] for i in order] for name in ("a", "b"))
        links = [self.quotes(x, y).rows.tolist() for x, y in zip(a, b, strict=True)]
        heads = [[self.snapshot.name("code", name, lang) for name in names] for names in (a, b)]
        columns = [
            Column(label("head.code", lang), heads[0], rowhead=True, width=2),
            Column(label("head.code", lang), heads[1], rowhead=True, width=2),
            Column(label("cooccur.both", lang), [str(both[i]) for i in order], align="right", links=links),
        ]
        if self.met is not None:
            columns.append(
                Column("Jaccard", [number(self.data["jaccard"][i], lang, digits=3) for i in order], align="right")
            )
        notes = (
            label(
                f"cooccur.note.{'overlap' if self.met is None else 'unit'}",
                lang,
                unit=label(f"unit.{self.within}", lang),
            ),
        )
        return Sheet(
            label("cooccur.title", lang), tuple(columns), notes=notes + evidence_notes(self.evidence, lang), lang=lang
        )


def cooccur(case: Reads, *, within: Together) -> Cooccurrence:
    """Show which codes are spoken of together.

    Two codes meet in a unit that holds at least one character of each, or where their spans overlap::

        turn     |--------------|--------------|
        trust        |=====|
        control              |======|              they meet in the first turn only, and nowhere by overlap

    Parameters
    ----------
    within
        "overlap", or the unit in which codes must meet; "informant" asks who speaks of both, however far apart.

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
    jaccard = both / (both + a_only + b_only), ATLAS.ti's c (Jaccard 1912, New Phytologist 11: 37-50). No order, no cause.

    Examples
    --------
    >>> met = case.cooccur(within="informant")
    >>> set(met.quotes("trust", "commitment").frame["code"]) <= {"trust", "commitment"}
    True
    """
    option("within", within, ("overlap", *UNITS))
    snapshot = case.snapshot
    evidence = snapshot.evidence
    rows, n_codes = evidence.rows, len(snapshot.codes)
    names = np.array([ref.name for ref in snapshot.codes], object)
    a, b = np.triu_indices(n_codes, k=1)
    made = call("cooccur", snapshot, coder=evidence.coder, within=within)
    if within == "overlap":
        pairs = spans.overlap_counts(*snapshot.spans(rows), snapshot.codings.code[rows], n_codes)
        none = np.full(a.size, np.nan)
        data = {
            "a": names[a],
            "b": names[b],
            "both": pairs[a, b],
            "a_only": none,
            "b_only": none,
            "neither": none,
            "jaccard": none,
        }
        return Cooccurrence(data, snapshot, made, evidence.steps, evidence, within, None)
    met = snapshot.incidence(within, rows)
    shared = shared_units(met.unit, met.code, n_codes)
    both, own = shared[a, b], shared.diagonal()
    either = own[a] + own[b] - both
    data = {
        "a": names[a], "b": names[b], "both": both, "a_only": own[a] - both, "b_only": own[b] - both,
        "neither": met.n_units - either, "jaccard": both / np.where(either, either, np.nan),
    }  # fmt: skip
    return Cooccurrence(data, snapshot, made, evidence.steps, evidence, within, met)
