"""How far two or more coders agree."""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Literal, NamedTuple, TypeAlias, get_args

import numpy as np

from qualcase._kernel.checks import known, names, option
from qualcase.coding import agreement
from qualcase.coding.agreed import note, sentences
from qualcase.coding.agreement import Coefficient, Interval
from qualcase.coding.confusion import Confusion, confusion
from qualcase.coding.mapped import as_mapped
from qualcase.coding.rated import By, Rated, Text, rated
from qualcase.coding.rounds import as_it_stood
from qualcase.errors import OptionError
from qualcase.model.evidence import others_left_out
from qualcase.model.protocols import Reads
from qualcase.render.forest import Row, forest_svg
from qualcase.render.html import fragment
from qualcase.render.labels import label
from qualcase.render.numbers import number, written
from qualcase.render.prose import Paragraph, references
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Name: TypeAlias = Literal["alpha", "kappa", "ac1", "fleiss", "pi", "bp", "conger", "light"]

FUNCTIONS: dict[str, Callable[..., Coefficient]] = {
    "alpha": agreement.alpha, "kappa": agreement.cohen, "ac1": agreement.gwet, "fleiss": agreement.fleiss,
    "pi": agreement.scott, "bp": agreement.brennan_prediger, "conger": agreement.conger, "light": agreement.light,
}  # fmt: skip
UNDEFINED = 0.05  # share of draws beyond which there is no interval
RARE, COMMON = 0.1, 0.9  # prevalence beyond which kappa and alpha fall though coders agree


class OfSpans(NamedTuple):
    """Agreement on spans, the set of codes on a stretch as its value: overall, where, and which where both see any."""

    overall: Coefficient  # u-alpha
    where: Coefficient  # |u|-alpha
    which: Coefficient  # cu-alpha


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Agreement(Table):
    """Agreement per code and overall, and the stretches of text on which the coders differ."""

    rated: Rated
    coefficients: tuple[str, ...]  # in the order of the columns
    chosen: bool  # by the table of choice, not by the user
    text: str
    level: float
    draws: int
    seed: int
    clusters: int  # transcripts drawn for the intervals; 0: units were

    @property
    def coders(self) -> tuple[str, ...]:
        """Those who are compared."""
        return self.rated.coders

    @property
    def by(self) -> By:
        """The unit that is compared."""
        return self.rated.by

    def of_sets(self, *, metric: agreement.SetMetric = "masi") -> Coefficient:
        """Give alpha over sets of codes, where coders whose sets overlap disagree less than those whose do not.

        Overall takes two sets as the same or not; this one weighs what they share: by "masi" or "jaccard" distance.

        >>> table = case.agree("ani", "budi")
        >>> bool(table.of_sets().value > table.frame.set_index("code").loc["overall", "alpha"])
        True
        """
        return agreement.alpha_of_sets(self.rated.ratings, self.rated.sets, metric=metric)

    def of_spans(self) -> OfSpans:
        """Give u-alpha, `|u|`-alpha (where) and cu-alpha (which codes, where both see any), of `by="span"`.

        The value of a stretch is the set of codes on it, so that codes may overlap each other.

        >>> found = case.agree("ani", "budi", by="span").of_spans()
        >>> bool(found.which.value > found.where.value)
        True
        """
        found = self._of_spans()
        line = found.continuum(found.values)
        return OfSpans(agreement.u_alpha(line), agreement.u_alpha_binary(line), agreement.cu_alpha(line))

    def gamma(self, **options: Any) -> agreement.Gamma:
        """Give gamma over the codings themselves, which may overlap, of `by="span"`; options as in `agreement.gamma`.

        Sources lie end to end. Each coding is a unit with its code; what lies on words not compared is cut off.
        """
        found = self._of_spans()
        start, end = found.snapshot.spans(found.coded.coding)
        size = found.end - found.start
        line = np.append(np.cumsum(size) - size, size.sum())
        first = np.searchsorted(found.end, start, "right")
        last = np.searchsorted(found.start, end, "left") - 1
        codings = found.snapshot.codings
        coder = [found.coders.index(codings.coders[n]) for n in codings.coder[found.coded.coding].tolist()]
        return agreement.gamma(
            line[first],
            line[last + 1],
            coder,
            found.coded.strands[0],
            length=float(line[-1]),
            coders=len(found.coders),
            **options,
        )

    def differences(self, code: str) -> Quotes:
        """Quote what some coders coded with `code`, in the units where they do not all agree on it.

        `code` as in the frame: "trust", or "trust: company -> community" for another direction than the codebook's.
        """
        found = self.rated
        n = found.names.index(known("code", code, found.names, "this agreement"))
        mixed = found.planes[n].any(axis=1) & ~found.planes[n].all(axis=1)
        return quotes_of(self.snapshot, found.rows_at(mixed, found.coded.pairs(found.lines[n])), self.call)

    def confusion(self, first: str = "", second: str = "") -> Confusion:
        """Show which codes one coder put where another put which: of two coders, or of these two among more.

        >>> confused = case.agree("ani", "budi").confusion()
        >>> confused.quotes("satisfaction", "control-mutuality").frame["coder"].unique().tolist()
        ['ani', 'budi']
        """
        who = (first, second) if first or second else self.coders
        if len(who) != 2 or who[0] == who[1]:
            raise OptionError(f"two coders, please: .confusion({self.coders[0]!r}, {self.coders[1]!r}).")
        return confusion(self.rated, self.call, *(known("coder", name, self.coders, "this agreement") for name in who))

    def sentences(self, *, lang: str = "") -> tuple[str, ...]:
        """Say it in sentences for a chapter on method, in Indonesian or English."""
        return tuple(sentences(self, lang or self.snapshot.lang))

    def words(self, *, lang: str = "") -> str:
        """Say it as a paragraph for a chapter on method, with the works that it cites under it.

        >>> print(case.agree("ani", "budi").words(lang="en")[:62])
        Compared are 766 units (turn) in 12 sources that ani and budi
        """
        said = Paragraph("", self.sentences(lang=lang))
        return "\n\n".join((said.text, *references([said])))

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out, per code: units, prevalence, percent agreement, alpha and its interval, the other coefficients."""
        lang = lang or self.snapshot.lang
        data, first = self.data, self.coefficients[0]
        reasons = [f" ({label('agree.' + why, lang)})" if why else "" for why in data["reason"]]
        values = [value + why for value, why in zip(written(data[first], lang, 3), reasons, strict=True)]
        ends = [
            "–" if low != low else f"{number(low, lang, 2)} … {number(high, lang, 2)}"
            for low, high in zip(data[f"{first}_low"], data[f"{first}_high"], strict=True)
        ]
        n = label("agree.characters", lang) if self.by == "span" else "n"
        columns = [
            Column(label("head.code", lang), self.rows(lang), rowhead=True, width=2),
            Column(n, written(data["n"], lang), align="right"),
            Column(label("agree.prevalence", lang), written(data["prevalence"], lang, 3), align="right"),
            Column(label("agree.percent", lang), written(data["percent"], lang, 3), align="right"),
            Column(self.called(first, lang), values, align="right"),
            Column(label("agree.interval", lang, level=number(100 * self.level, lang)), ends, align="right"),
            *(Column(self.called(c, lang), written(data[c], lang, 3), align="right") for c in self.coefficients[1:]),
        ]
        return Sheet(label("agree.title", lang), tuple(columns), notes=tuple(note(self, lang)), lang=lang)

    def rows(self, lang: str) -> list[str]:
        """Name the rows."""
        return [*(line.name(self.snapshot, lang) for line in self.rated.lines), label("agree.overall", lang)]

    def called(self, coefficient: str, lang: str) -> str:
        """Name a coefficient."""
        return label("agree.u_alpha" if self.by == "span" else f"agree.{coefficient}", lang)

    def svg(self, *, lang: str = "") -> str:
        """Draw the first coefficient of each code with its interval (a forest plot) as SVG."""
        lang = lang or self.snapshot.lang
        first = self.coefficients[0]
        ends = (self.data[key] for key in (first, f"{first}_low", f"{first}_high"))
        rows = [Row(*row) for row in zip(self.rows(lang), *ends, strict=True)]
        return forest_svg(rows, axis=self.called(first, lang), title=self.title(lang), lang=lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw the same with matplotlib on `ax` or on new axes; give the Axes. Undefined: none."""
        from qualcase.render.figure import dots

        first, lang = self.coefficients[0], self.snapshot.lang
        values, low, high = (list(self.data[key]) for key in (first, f"{first}_low", f"{first}_high"))
        axis = self.called(first, lang)
        return dots(values, self.rows(lang), low=low, high=high, axis=axis, title=self.title(lang), ax=ax)

    def title(self, lang: str = "") -> str:
        """Say what the figure shows."""
        lang = lang or self.snapshot.lang
        return f"{self.called(self.coefficients[0], lang)}: {', '.join(self.coders)}"

    def _repr_html_(self) -> str:
        # no zero-argument super: a class with slots is made anew
        table = Table._repr_html_(self)
        picture = f'<figure class="picture"><figcaption>{escape(self.title())}</figcaption>'
        return table + fragment(f"{picture}{self.svg()}</figure>")

    def _of_spans(self) -> Rated:
        if self.by != "span":
            raise OptionError(f'this compares by {self.by!r}; spans are compared by agree(by="span").')
        return self.rated


def agree(
    case: Reads, *coders: str, by: By = "turn", round: str = "", codes: Mapping[str, str] | None = None,
    text: Text = "all", coefficients: Name | Iterable[Name] = (), level: float = 0.95,
    draws: int = agreement.DRAWS, seed: int = 0,
) -> Agreement:  # fmt: skip
    """Show how far coders agree, per code and overall.

    A unit counts as coded with a code if a coding of that code, or below it, has a character in it. What is compared
    are the informants' words in the sources that every one of the coders has coded in; interviewers' words are not.
    Codings that take another direction than the codebook declares have a row of their own ("trust: company -> group").

    Parameters
    ----------
    coders
        Two or more; without any, all who coded, a consensus aside.
    by
        The unit that is compared. "span": the codings' own stretches, character by character.
    round
        A closed round of coding: codings as they stood then, whatever was changed since. Only what was coded apart is
        reliability; without it they are compared as they are now.
    codes
        A code -> the code it is read as, where coders used two versions of a codebook: `{"hope": "trust", "trust":
        "trust"}`. Every code that was used under both must be named, if only as itself.
    text
        "all" of it, or only the units that somebody "coded": then agreement on what is nobody's does not count, and all
        figures fall.
    coefficients
        What is computed, one or several; the first has its interval in the table. Without any: alpha first, and of two
        coders kappa and ac1, of more fleiss and ac1.
    level, draws, seed
        The interval: percentiles of so many draws of transcripts, or of units where there are fewer than eight
        transcripts; the same seed gives the same interval.

    Returns
    -------
    Agreement
        `.frame`, a row for each code in use and one "overall": `code`, `n` (units; by span characters), `prevalence`
        (share of decisions that say yes), `percent` (share of agreeing pairs of decisions, 0 to 1); for each
        coefficient its value, and `alpha_low`, `alpha_high` (so for each), its interval; `reason` (why the first is
        undefined), `undefined` (draws in which it is; where they are more than 5%, there is
        no interval), `warning` ("rare", "common": prevalence below 10% or above 90%,
        where kappa and alpha are low though coders agree: read ac1 or bp beside). By span alpha is u-alpha. Overall
        compares the sets of codes on a unit, each with its direction, as one nominal value. `.differences(code)` quotes
        where they differ; `.words()` says it for a chapter on method; `.confusion()` shows which code was taken for
        which; `.svg()` and `.plot()` draw it.

    Raises
    ------
    OptionError
        Fewer than two coders, no source that all of them coded, codings under different versions of a codebook, or a
        coefficient that is not of so many coders.

    Notes
    -----
    alpha = 1 - D_o / D_e over the coincidences of values in units (Krippendorff 2019, Content Analysis, 4th ed., ch.
    12); by span u-alpha (Krippendorff, Mathet, Bouvry & Widloecher 2016, Quality & Quantity 50: 2347-2364). The figures
    describe these units and this version of the codebook; only a round coded independently is reliability.
    `qualcase.coding.agreement` has all coefficients as functions of arrays.

    Examples
    --------
    >>> table = case.agree("ani", "budi").frame.set_index("code")
    >>> round(float(table.loc["satisfaction", "alpha"]), 2)
    0.74
    """
    option("by", by, get_args(By))
    option("text", text, get_args(Text))
    snapshot = as_it_stood(case.snapshot, round) if round else case.snapshot
    snapshot = as_mapped(snapshot, codes) if codes else snapshot
    found = rated(snapshot, coders, by, text)
    wanted = _wanted(coefficients, found)
    texts = len(found.sources)
    drawn = {"level": level, "draws": draws, "seed": seed}
    clusters = texts if texts >= agreement.FEW_CLUSTERS or by == "span" else 0
    data = _by_span(found, drawn) if by == "span" else _by_unit(found, wanted, drawn, clustered=clusters > 0)
    made = call("agree", snapshot, coders=found.coders, by=by, round=round, codes=dict(codes or {}) or None,
                text="" if text == "all" else text, coefficients=None if not coefficients else wanted)  # fmt: skip
    steps = others_left_out(snapshot, found.coders)
    return Agreement(
        data, snapshot, made, steps, found, wanted, not coefficients, text, level, draws, seed, clusters
    )  # fmt: skip


def _wanted(coefficients: Name | Iterable[Name], found: Rated) -> tuple[str, ...]:
    """Give the coefficients that were asked for, or those of the table of choice."""
    several = names(coefficients)
    if found.by == "span":
        if set(several) - {"alpha"}:
            raise OptionError(
                'by="span" has alpha (u-alpha) alone; the others are of units given beforehand: by="turn".'
            )
        return ("alpha",)
    for name in several:
        option("coefficients", name, FUNCTIONS)
    two = len(found.coders) == 2
    if not two and (only := {"kappa", "pi"} & set(several)):
        raise OptionError(f"{' and '.join(sorted(only))} is of two coders; of more there are fleiss, conger and light.")
    return tuple(dict.fromkeys(several)) or ("alpha", "kappa" if two else "fleiss", "ac1")


def _by_unit(found: Rated, wanted: Sequence[str], drawn: dict[str, Any], *, clustered: bool) -> dict[str, list[Any]]:
    by = found.source if clustered else None
    prevalence = [float(plane.mean()) if plane.size else float("nan") for plane in found.planes]
    rows = []
    for plane, categories in [*((plane, 2) for plane in found.planes), (found.ratings, None)]:
        values = [FUNCTIONS[name](plane, categories=categories) for name in wanted]
        rows.append((agreement.percent(plane).value, values, [one.bootstrap(by=by, **drawn) for one in values]))
    return _columns(found, [len(found.start)] * len(rows), [*prevalence, float("nan")], rows, wanted)


def _by_span(found: Rated, drawn: dict[str, Any]) -> dict[str, list[Any]]:
    size = found.end - found.start
    total = int(size.sum())
    prevalence = [float(size @ plane.mean(axis=1)) / total for plane in found.planes]
    rows = []
    for values in [*(plane.astype(np.int64) - 1 for plane in found.planes), found.values]:
        value = agreement.u_alpha(found.continuum(values))
        rows.append((1 - value.observed, [value], [value.bootstrap(**drawn)]))
    return _columns(found, [total] * len(rows), [*prevalence, float("nan")], rows, ("alpha",))


def _columns(
    found: Rated, n: list[int], prevalence: list[float], rows: list[tuple[float, list[Coefficient], list[Interval]]],
    wanted: Sequence[str],
) -> dict[str, list[Any]]:  # fmt: skip
    data: dict[str, list[Any]] = {
        "code": [*found.names, "overall"],
        "n": n,
        "prevalence": prevalence,
        "percent": [percent for percent, _, _ in rows],
    }
    for k, name in enumerate(wanted):
        drawn = [intervals[k] for _, _, intervals in rows]
        data[name] = [values[k].value for _, values, _ in rows]
        for end, ends in (("low", [one.low for one in drawn]), ("high", [one.high for one in drawn])):
            data[f"{name}_{end}"] = [math.nan if _few(one) else at for one, at in zip(drawn, ends, strict=True)]
    data["reason"] = [values[0].reason for _, values, _ in rows]
    data["undefined"] = [intervals[0].undefined for _, _, intervals in rows]
    data["warning"] = ["rare" if share < RARE else "common" if share > COMMON else "" for share in prevalence]
    return data


def _few(drawn: Interval) -> bool:
    """Whether so many draws are undefined that the others tell of another coefficient: of samples with the code."""
    return drawn.undefined > UNDEFINED * drawn.draws
