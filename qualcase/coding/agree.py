"""How far two or more coders agree."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.coding import agreement
from qualcase.coding.mapped import as_mapped
from qualcase.coding.rounds import as_it_stood, read_by, refuse_hidden, round_notes
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.evidence import UNSET, Evidence, Line, others_left_out
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.render.figure import dots
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]
By: TypeAlias = Literal["turn", "sentence", "paragraph"]


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agreement(Table):
    """Agreement per code and overall, and the units on which the coders differ."""

    coders: tuple[str, ...]
    by: str
    units: Ints  # numbers of the units compared
    lines: tuple[Line, ...]  # what is compared: a code in its declared direction, or in another one
    planes: NDArray[np.bool_]  # (lines, units, coders): has this coder put this line's code on this unit
    coded: Evidence  # the coders' codings, an entry for each
    books: tuple[str, ...]  # codebooks, each with the version it was used in
    ratings: Ints  # (units, coders): the set of codes that a coder put on a unit, a row of `sets`
    sets: NDArray[np.bool_]  # (sets, codes in their directions)

    def of_sets(self, *, metric: agreement.SetMetric = "masi") -> agreement.Coefficient:
        """Give alpha over sets of codes, where coders whose sets overlap disagree less than those whose do not.

        Overall takes two sets as the same or not; this one weighs what they share: by "masi" or "jaccard" distance.

        >>> table = case.agree("ani", "budi")
        >>> bool(table.of_sets().value > table.frame.set_index("code").loc["overall", "alpha"])
        True
        """
        return agreement.alpha_of_sets(self.ratings, self.sets, metric=metric)

    def differences(self, code: str) -> Quotes:
        """Quote what some coders coded with `code`, in the units where they do not all agree on it.

        `code` as in the frame: "trust", or "trust: company -> community" for another direction than the codebook's.
        """
        names = [_named(line) for line in self.lines]
        n = names.index(known("code", code, names, "this agreement"))
        mixed = self.units[self.planes[n].any(axis=1) & ~self.planes[n].all(axis=1)]
        snapshot = self.snapshot
        rows = self.coded.coding[self.coded.pairs(self.lines[n])]
        unit = snapshot.units[self.by]
        span, at = spans.incidence(*snapshot.spans(rows), unit.start, unit.end)
        return quotes_of(snapshot, np.unique(rows[span[np.isin(at, mixed)]]), self.call)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out, per code: units, prevalence, percent agreement, alpha."""
        lang = lang or self.snapshot.lang
        data = self.data
        names = [*(line.name(self.snapshot, lang) for line in self.lines), label("agree.overall", lang)]
        reasons = [f" ({label('agree.' + why, lang)})" if why else "" for why in data["reason"]]

        def shares(values: Iterable[Any]) -> list[str]:
            return [number(value, lang, digits=3) for value in values]

        columns = (
            Column(label("head.code", lang), names, rowhead=True, width=2),
            Column("n", [number(n, lang) for n in data["n"]], align="right"),
            Column(label("agree.prevalence", lang), shares(data["prevalence"]), align="right"),
            Column(label("agree.percent", lang), shares(data["percent"]), align="right"),
            Column(
                label("agree.alpha", lang),
                [alpha + why for alpha, why in zip(shares(data["alpha"]), reasons, strict=True)], align="right",
            ),
        )  # fmt: skip
        unit = label(f"unit.{self.by}", lang)
        sources = ", ".join(self._sources())
        note = label("agree.note", lang, coders=", ".join(self.coders), unit=unit, n=self.units.size, sources=sources)
        books = (f"{label('codebook.title', lang)}: {', '.join(self.books)}.",) if self.books else ()
        notes = (note, *round_notes(self.snapshot, lang), *books)
        return Sheet(label("agree.title", lang), columns, notes=notes, lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw alpha for each code with matplotlib on `ax` or on new axes; give the Axes. Undefined: none."""
        sheet, lang = self.sheet(), self.snapshot.lang
        title = f"{sheet.title}: {', '.join(self.coders)}"
        return dots(
            list(self.data["alpha"]), sheet.columns[0].cells, axis=label("agree.alpha", lang), title=title, ax=ax
        )

    def _sources(self) -> list[str]:
        unit = self.snapshot.units[self.by]
        return [self.snapshot.sources[n].id for n in np.unique(unit.source[self.units])]


def agree(
    case: Reads, *coders: str, by: By = "turn", round: str = "", codes: Mapping[str, str] | None = None
) -> Agreement:
    """Show how far coders agree, per code and overall.

    A unit counts as coded with a code if a coding of that code, or below it, has a character in it. What is compared
    are the informants' turns of the sources that every one of the coders has coded in; interviewers' turns are not.
    Codings that take another direction than the codebook declares have a row of their own ("trust: company -> group").

    Parameters
    ----------
    coders
        Two or more; without any, all who coded, a consensus aside.
    by
        The unit that is compared.
    round
        A closed round of coding: codings as they stood then, whatever was changed since. Only what was coded apart is
        reliability; without it they are compared as they are now.
    codes
        A code -> the code it is read as, where coders used two versions of a codebook: `{"hope": "trust", "trust":
        "trust"}`. Every code that was used under both must be named, if only as itself.

    Returns
    -------
    Agreement
        `.frame`, a row for each code in use and one "overall": `code`, `n` (units), `prevalence` (share of decisions
        that say yes), `percent` (share of agreeing pairs of decisions, 0 to 1), `alpha` (Krippendorff's, nominal),
        `reason` (why alpha is undefined). Overall compares the sets of codes on a unit, each with its direction, as one
        nominal value. `.differences(code)` quotes where they differ.

    Raises
    ------
    OptionError
        Fewer than two coders, no source that all of them coded, or codings under different versions of a codebook.

    Notes
    -----
    alpha = 1 - D_o / D_e over the coincidences of values in units (Krippendorff 2019, Content Analysis, 4th ed., ch.
    12). The figures describe these units and this version of the codebook; only a round coded independently is
    reliability.

    Examples
    --------
    >>> table = case.agree("ani", "budi").frame.set_index("code")
    >>> round(float(table.loc["satisfaction", "alpha"]), 2)
    0.74
    """
    snapshot = as_it_stood(case.snapshot, round) if round else case.snapshot
    snapshot = as_mapped(snapshot, codes) if codes else snapshot
    option("by", by, ("turn", "sentence", "paragraph"))
    who = _coders(snapshot, coders)
    units, rows = _compared(snapshot, who, by)
    coded = _as_evidence(snapshot, rows)
    books = _one_version(snapshot, rows, who)
    entry, at, coder = _placed(snapshot, rows, units, who, by)
    lines, planes, ratings, sets = _rated(coded, entry, at, coder, (units.size, len(who)))
    names = [*map(_named, lines), "overall"]
    per_code = [agreement.binary_alpha(plane) for plane in planes]
    overall = agreement.alpha(ratings)
    data: dict[str, list[Any]] = {
        "code": names,
        "n": [units.size] * len(names),
        "prevalence": [*planes.mean(axis=(1, 2)).tolist(), float("nan")],
        "percent": [agreement.percent(plane.astype(np.int64)).value for plane in planes]
        + [agreement.percent(ratings).value],
        "alpha": [*(c.value for c in per_code), overall.value],
        "reason": [*(c.reason for c in per_code), overall.reason],
    }
    made = call("agree", snapshot, coders=who, by=by, round=round, codes=dict(codes or {}) or None)
    return Agreement(
        data, snapshot, made, others_left_out(snapshot, who), who, by, units, lines, planes, coded, books, ratings, sets
    )


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


def _named(line: Line) -> str:
    return line.code if line.declared else f"{line.code}: {line.holder} -> {line.target}"


def _compared(snapshot: Snapshot, coders: tuple[str, ...], by: str) -> tuple[Ints, Ints]:
    """Give the units compared and the coders' codings in them."""
    codings, unit = snapshot.codings, snapshot.units[by]
    numbers = [codings.coders.index(name) for name in coders]
    rows = snapshot.rows[np.isin(codings.coder[snapshot.rows], numbers)]
    done = [
        set(codings.source[rows[codings.coder[rows] == c]].tolist()) | read_by(snapshot, codings.coders[c])
        for c in numbers
    ]
    both = set.intersection(*done)
    if not both:
        raise OptionError(f"{' and '.join(coders)} have coded no source in common, so there is nothing to compare.")
    units = np.flatnonzero(snapshot.eligible(unit) & np.isin(unit.source, list(both)))
    span, _ = spans.incidence(*snapshot.spans(rows), unit.start[units], unit.end[units])
    return units, rows[np.unique(span)]


def _as_evidence(snapshot: Snapshot, rows: Ints) -> Evidence:
    """Lay codings out in lines as evidence is, whoever coded them and whoever speaks."""
    unset = np.full(rows.size, UNSET)
    return Evidence(snapshot, "", rows, unset, unset, unset, ())


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


def _placed(snapshot: Snapshot, rows: Ints, units: Ints, coders: tuple[str, ...], by: str) -> tuple[Ints, Ints, Ints]:
    """Give the places, in `rows`, `units` and `coders`, of each coding in each of the units."""
    unit, codings = snapshot.units[by], snapshot.codings
    entry, at = spans.incidence(*snapshot.spans(rows), unit.start[units], unit.end[units])
    number = {codings.coders.index(name): n for n, name in enumerate(coders)}
    return entry, at, np.array([number[c] for c in codings.coder[rows[entry]].tolist()], np.int64)


def _rated(
    coded: Evidence, entry: Ints, at: Ints, coder: Ints, size: tuple[int, int]
) -> tuple[tuple[Line, ...], NDArray[np.bool_], Ints, NDArray[np.bool_]]:
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
