"""How far two or more coders agree."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, option
from qualcase.coding import agreement
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
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
    planes: NDArray[np.bool_]  # (codes, units, coders): has this coder put this code on this unit

    def differences(self, code: str) -> Quotes:
        """Quote what some coders coded with `code`, in the units where they do not all agree on it."""
        names = [name for name in self.data["code"] if name != "overall"]
        plane = self.planes[names.index(known("code", code, names, "this agreement"))]
        mixed = self.units[plane.any(axis=1) & ~plane.all(axis=1)]
        snapshot = self.snapshot
        rows = _rows(snapshot, self.coders, snapshot.subtree(code))
        unit = snapshot.units[self.by]
        span, at = spans.incidence(*snapshot.spans(rows), unit.start, unit.end)
        return quotes_of(snapshot, np.unique(rows[span[np.isin(at, mixed)]]), self.call)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out, per code: units, prevalence, percent agreement, alpha."""
        lang = lang or self.snapshot.lang
        data = self.data
        names = [
            label("agree.overall", lang) if c == "overall" else self.snapshot.name("code", c, lang)
            for c in data["code"]
        ]
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
        return Sheet(label("agree.title", lang), columns, notes=(note,), lang=lang)

    def _sources(self) -> list[str]:
        unit = self.snapshot.units[self.by]
        return [self.snapshot.sources[n].id for n in np.unique(unit.source[self.units])]


def agree(case: Reads, *coders: str, by: By = "turn") -> Agreement:
    """Show how far coders agree, per code and overall.

    A unit counts as coded with a code if a coding of that code, or below it, has a character in it. What is compared
    are the informants' turns of the sources that every one of the coders has coded in; interviewers' turns are not.

    Parameters
    ----------
    coders
        Two or more; without any, all who coded, a consensus aside.
    by
        The unit that is compared.

    Returns
    -------
    Agreement
        `.frame`, a row for each code in use and one "overall": `code`, `n` (units), `prevalence` (share of decisions
        that say yes), `percent` (share of agreeing pairs of decisions, 0 to 1), `alpha` (Krippendorff's, nominal),
        `reason` (why alpha is undefined). Overall compares the sets of codes on a unit as one nominal value.
        `.differences(code)` quotes where they differ.

    Raises
    ------
    OptionError
        Fewer than two coders, or no source that all of them coded.

    Notes
    -----
    alpha = 1 - D_o / D_e over the coincidences of values in units (Krippendorff 2019, Content Analysis, 4th ed., ch.
    12). The figures describe these units and this version of the codebook; only a round coded independently is
    reliability.

    Examples
    --------
    >>> case.agree("ani", "budi")
    Traceback (most recent call last):
    qualcase.errors.NotFound: no coder 'budi' in this case. ...
    """
    snapshot = case.snapshot
    option("by", by, ("turn", "sentence", "paragraph"))
    who = _coders(snapshot, coders)
    units, ratings, planes, names = _compared(snapshot, who, by)
    n = units.size
    per_code = [agreement.binary_alpha(plane) for plane in planes]
    overall = agreement.alpha(ratings)
    data: dict[str, list[Any]] = {
        "code": [*names, "overall"],
        "n": [n] * (len(names) + 1),
        "prevalence": [*planes.mean(axis=(1, 2)).tolist(), float("nan")],
        "percent": [agreement.percent(plane.astype(np.int64)).value for plane in planes]
        + [agreement.percent(ratings).value],
        "alpha": [*(c.value for c in per_code), overall.value],
        "reason": [*(c.reason for c in per_code), overall.reason],
    }
    return Agreement(data, snapshot, call("agree", snapshot, coders=who, by=by), (), who, by, units, planes)


def _coders(snapshot: Snapshot, named: tuple[str, ...]) -> tuple[str, ...]:
    used = [snapshot.codings.coders[n] for n in np.unique(snapshot.codings.coder[snapshot.rows])]
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


def _rows(snapshot: Snapshot, coders: tuple[str, ...], codes: Ints) -> Ints:
    numbers = [snapshot.codings.coders.index(name) for name in coders]
    rows = snapshot.rows
    return rows[np.isin(snapshot.codings.coder[rows], numbers) & np.isin(snapshot.codings.code[rows], codes)]


def _compared(snapshot: Snapshot, coders: tuple[str, ...], by: str) -> tuple[Ints, Ints, NDArray[np.bool_], list[str]]:
    """Give the units compared, the set of codes each coder put on each (as a category), and a plane for each code."""
    codings, unit = snapshot.codings, snapshot.units[by]
    rows = _rows(snapshot, coders, np.arange(len(snapshot.codes)))
    number = {snapshot.codings.coders.index(name): n for n, name in enumerate(coders)}
    done = [set(codings.source[rows[codings.coder[rows] == c]].tolist()) for c in number]
    both = set.intersection(*done)
    if not both:
        raise OptionError(f"{' and '.join(coders)} have coded no source in common, so there is nothing to compare.")
    units = np.flatnonzero(snapshot.eligible(unit) & np.isin(unit.source, list(both)))
    place = np.full(unit.start.size, -1)
    place[units] = np.arange(units.size)
    span, at = spans.incidence(*snapshot.spans(rows), unit.start, unit.end)
    here = place[at] >= 0
    rows, at = rows[span[here]], place[at[here]]
    coder = np.array([number[c] for c in codings.coder[rows].tolist()], np.int64)
    names = [ref.name for ref in snapshot.codes if np.isin(codings.code[rows], snapshot.subtree(ref.name)).any()]
    planes = np.zeros((len(names), units.size, len(coders)), np.bool_)
    for n, name in enumerate(names):
        under = np.isin(codings.code[rows], snapshot.subtree(name))
        planes[n, at[under], coder[under]] = True
    exact = np.zeros((units.size, len(coders), len(snapshot.codes)), np.bool_)
    exact[at, coder, codings.code[rows]] = True
    _, category = np.unique(exact.reshape(-1, len(snapshot.codes)), axis=0, return_inverse=True)
    return units, category.reshape(units.size, len(coders)), planes, names
