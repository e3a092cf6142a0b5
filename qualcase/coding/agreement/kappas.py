"""Agreement beyond chance: one observed agreement, and what each author takes to be chance.

All are (pa - pe) / (1 - pe). Ratings are (units, coders), whole numbers from 0, -1 missing. `weights`, (categories,
categories), let near categories disagree less; with them, or with `categories`, also categories count that nobody used.
"""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import combinations
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase.coding.agreement.coefficient import NO_UNIT, Coefficient, Parts, estimate
from qualcase.coding.agreement.ratings import Floats, Ints, Units, counts_of, two_coders, units_of
from qualcase.coding.agreement.weighting import apartness

# from the categories' shares (..., categories) and how far categories are apart: the disagreement expected by chance
Chance: TypeAlias = Callable[[Floats, Floats], Floats]
# what each unit adds to expected agreement: ratings as shares (k, categories), shares of categories, apartness -> (k,)
Adding: TypeAlias = Callable[[Floats, Floats, Floats], Floats]


def percent(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give the share of agreeing pairs of ratings in a unit, averaged over the units that have a pair (0 to 1).

    Of two coders who rated everything: the share of units on which they agree.
    """
    return _by_shares(ratings, weights, categories, lambda share, apart: np.ones(share.shape[:-1]), None, paired=True)


def fleiss(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give Fleiss' kappa: coders choose alike by chance as often as categories are chosen by all together.

    Of two coders: Scott's pi. Units with one rating enter the shares of categories, not observed agreement.
    Fleiss (1971), Psychological Bulletin 76: 378-382; with weights and missing ratings after Gwet (2014).
    """
    return _by_shares(ratings, weights, categories, _scotts, lambda own, share, apart: 1 - own @ apart @ share)


def scott(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give Scott's pi of two coders: chance as in Fleiss' kappa. Scott (1955), Public Opinion Quarterly 19: 321-325."""
    two_coders(ratings, "Scott's pi")
    return fleiss(ratings, weights=weights, categories=categories)


def brennan_prediger(
    ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None
) -> Coefficient:
    """Give Brennan and Prediger's kappa (Bennett's S; of two categories PABAK): chance takes all categories alike.

    Brennan & Prediger (1981), Educational and Psychological Measurement 41: 687-699. It rises with the number of
    categories, so give `categories` where some were never chosen.
    """
    return _by_shares(ratings, weights, categories, _alike, None)


def gwet(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give Gwet's AC1, or with weights AC2: chance is strong only where categories are chosen equally often.

    It stays near observed agreement where one category is rare, where kappa and alpha fall. Gwet (2008), British
    Journal of Mathematical and Statistical Psychology 61: 29-48.
    """
    return _by_shares(
        ratings, weights, categories, _gwets, lambda own, share, apart: _near(apart) * (own @ (1 - share))
    )


def conger(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give Conger's kappa of any number of coders, each with habits of choice of their own (of two: Cohen's).

    Conger (1980), Psychological Bulletin 88: 322-328; Hubert's, and the "exact" one of Fleiss'.
    """
    units, apart = _units(ratings, weights, categories)
    coders, q = units.patterns.shape[1], units.categories

    def adds(patterns: Ints) -> Floats:
        own = (patterns[:, :, None] == np.arange(q)).reshape(patterns.shape[0], coders * q)
        return np.concatenate((_observed(counts_of(patterns, q), apart), own), axis=1)

    def terms(sums: Floats) -> tuple[Floats, Floats]:
        chosen = sums[..., 2:].reshape(*sums.shape[:-1], coders, q)
        made = chosen.sum(axis=-1, keepdims=True)
        each = chosen / np.where(made > 0, made, 1)
        raters = (made[..., 0] > 0).sum(axis=-1)[..., None, None]
        mean = each.sum(axis=-2) / np.maximum(raters[..., 0], 1)
        together = np.einsum("...gk,...gl->...kl", each, each)
        product = mean[..., :, None] * mean[..., None, :]
        spread = (together - raters * product) / np.maximum(raters - 1, 1)
        near = (1 - apart) * (product - spread / np.maximum(raters, 1))
        return _share(sums[..., 1], sums[..., 0]), 1 - near.sum(axis=(-1, -2))

    return estimate(_parts(units, adds, terms), units.n)


def cohen(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give Cohen's kappa of two coders, each with habits of choice of their own; weighted kappa with weights.

    Units that one of the two did not rate are left out. Cohen (1960), Educational and Psychological Measurement 20:
    37-46; the standard error is that of Fleiss, Cohen & Everitt (1969), Psychological Bulletin 72: 323-327.
    """
    two_coders(ratings, "Cohen's kappa")
    units, apart = _units(ratings, weights, categories)

    def variance(added: Floats, often: NDArray[np.int64]) -> float:
        return cohen_variance(_crosstab(units), 1 - apart)

    parts = _parts(units, lambda patterns: _two(patterns, apart), lambda sums: _cohens(sums, apart), variance)
    return estimate(parts, units.paired.n)


def light(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> Coefficient:
    """Give Light's kappa: the mean of Cohen's kappas of all pairs of coders. Undefined where one of these is.

    Light (1971), Psychological Bulletin 76: 365-377.
    """
    units, apart = _units(ratings, weights, categories)
    pairs = list(combinations(range(units.patterns.shape[1]), 2))

    def adds(patterns: Ints) -> Floats:
        return np.concatenate([_two(patterns[:, pair], apart) for pair in pairs], axis=1)

    def terms(sums: Floats) -> tuple[Floats, Floats]:
        observed, expected = _cohens(sums.reshape(*sums.shape[:-1], len(pairs), 2 + 2 * units.categories), apart)
        defined = (expected > 0).all(axis=-1)
        unlike = (observed / np.where(expected > 0, expected, 1)).mean(axis=-1)  # NaN if a pair has no unit in common
        return np.asarray(unlike), np.asarray(defined, np.float64)

    if not pairs:
        return Coefficient(math.nan, 0, NO_UNIT)
    found = estimate(_parts(units, adds, terms), units.n)
    return replace(found, observed=math.nan, expected=math.nan)  # each pair has its own


def kappa_max(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> float:
    """Give the highest kappa that two coders with these habits of choice could have reached (Cohen 1960)."""
    two_coders(ratings, "the greatest kappa")
    units, apart = _units(ratings, weights, categories)
    table = _crosstab(units)
    row, column = table.sum(axis=1) / table.sum(), table.sum(axis=0) / table.sum()
    expected = float(row @ apart @ column)
    return 1 - (1 - float(np.minimum(row, column).sum())) / expected if expected else math.nan


def holsti(ratings: ArrayLike) -> Coefficient:
    """Give Holsti's CR of two coders: 2 M / (N1 + N2), M decisions that agree, N decisions of each. No chance in it.

    It is percent agreement where both rated everything. Holsti (1969), Content Analysis for the Social Sciences.
    """
    two_coders(ratings, "Holsti's CR")
    units = units_of(ratings)
    a, b = units.patterns.T
    made = int(units.often @ (units.patterns >= 0).sum(axis=1))
    if not made:
        return Coefficient(math.nan, 0, NO_UNIT)
    value = 2 * int(units.often @ ((a == b) & (a >= 0))) / made
    return Coefficient(value, units.n, observed=value, expected=0.0)


def specific(ratings: ArrayLike, *, categories: int | None = None) -> Floats:
    """Give for each category the share of agreeing pairs among the pairs in which somebody chose it: (categories,).

    NaN where nobody chose it. Of two coders and two categories: positive and negative agreement (Cicchetti & Feinstein
    1990, Journal of Clinical Epidemiology 43: 551-558).
    """
    units = units_of(ratings, categories)
    counts = counts_of(units.patterns, units.categories)
    alike = units.often @ (counts * (counts - 1))
    all_pairs = units.often @ (counts * (counts.sum(axis=1, keepdims=True) - 1))
    return np.where(all_pairs > 0, alike / np.where(all_pairs > 0, all_pairs, 1), np.nan)


def fleiss_by_category(ratings: ArrayLike, *, categories: int | None = None) -> Floats:
    """Give Fleiss' kappa of each category against the rest: (categories,); NaN where nobody or everybody chose it."""
    units = units_of(ratings, categories)
    chosen = [np.where(units.patterns < 0, -1, units.patterns == k) for k in range(units.categories)]
    return np.array([fleiss(np.repeat(one, units.often, axis=0), categories=2).value for one in chosen])


def fleiss_null_se(ratings: ArrayLike, *, categories: int | None = None) -> float:
    """Give the standard error of Fleiss' kappa if coders chose by chance: for a test of that, never for an interval.

    Of units that all coders rated. Fleiss, Nee & Landis (1979), Psychological Bulletin 86: 974-977.
    """
    units = units_of(ratings, categories)
    full = (units.patterns >= 0).all(axis=1)
    coders, n = units.patterns.shape[1], int(units.often[full].sum())
    share = units.often[full] @ counts_of(units.patterns[full], units.categories) / max(n * coders, 1)
    spread = float((share * (1 - share)).sum())
    if not spread or coders < 2:
        return math.nan
    skew = float((share * (1 - share) * (1 - 2 * share)).sum())
    return math.sqrt(2 / (n * coders * (coders - 1)) * (spread**2 - skew)) / spread


def cohen_null_se(ratings: ArrayLike, *, weights: ArrayLike | None = None, categories: int | None = None) -> float:
    """Give the standard error of Cohen's kappa if coders chose independently (Fleiss, Cohen & Everitt 1969)."""
    two_coders(ratings, "Cohen's kappa")
    units, apart = _units(ratings, weights, categories)
    table, near = _crosstab(units), 1 - apart
    p, n = table / table.sum(), table.sum()
    row, column = p.sum(axis=1), p.sum(axis=0)
    u = (near @ column)[:, None] + (row @ near)
    expected = float(row @ near @ column)
    spread = float((np.outer(row, column) * (near - u) ** 2).sum()) - expected**2
    return math.sqrt(max(spread, 0.0) / n) / (1 - expected) if expected < 1 else math.nan


def cohen_variance(table: Floats, near: Floats) -> float:
    """Give the large-sample variance of weighted kappa from two coders' table (Fleiss, Cohen & Everitt 1969)."""
    p, n = table / table.sum(), table.sum()
    row, column = p.sum(axis=1), p.sum(axis=0)
    expected = float(row @ near @ column)
    kappa = (float((p * near).sum()) - expected) / (1 - expected)
    u = (near @ column)[:, None] + (row @ near)
    spread = float((p * (near - u * (1 - kappa)) ** 2).sum()) - (kappa - expected * (1 - kappa)) ** 2
    return float(spread / (n * (1 - expected) ** 2))


def _units(ratings: ArrayLike, weights: ArrayLike | None, categories: int | None) -> tuple[Units, Floats]:
    if weights is not None:
        categories = np.asarray(weights).shape[0]
    units = units_of(ratings, categories)
    return units, apartness(weights, units.categories)


def _parts(
    units: Units,
    adds: Callable[[Ints], Floats],
    terms: Callable[[Floats], tuple[Floats, Floats]],
    variance: Callable[[Floats, NDArray[np.int64]], float] | None = None,
) -> Parts:
    return Parts(units.patterns, units.often, lambda: units.pattern_of, adds, terms, variance)


def _observed(counts: Floats, apart: Floats) -> Floats:
    """Of patterns: whether they have a pair, and the share of their pairs that disagree: (k, 2)."""
    given = counts.sum(axis=1)
    paired = given >= 2
    unlike = (counts * (counts @ apart)).sum(axis=1) / np.where(paired, given * (given - 1), 1)
    return np.stack((paired, np.where(paired, unlike, 0)), axis=1)


def _by_shares(
    ratings: ArrayLike, weights: ArrayLike | None, categories: int | None, chance: Chance, adding: Adding | None,
    *, paired: bool = False,
) -> Coefficient:  # fmt: skip
    """Give a coefficient whose chance comes from the shares of categories, averaged over rated units.

    Its variance is Gwet's linearisation: Gwet (2014), Handbook of Inter-Rater Reliability, 4th ed., ch. 5.
    """
    units, apart = _units(ratings, weights, categories)
    q = units.categories

    def adds(patterns: Ints) -> Floats:
        counts = counts_of(patterns, q)
        given = counts.sum(axis=1, keepdims=True)
        return np.concatenate((_observed(counts, apart), given > 0, counts / np.maximum(given, 1)), axis=1)

    def terms(sums: Floats) -> tuple[Floats, Floats]:
        share = sums[..., 3:] / np.maximum(sums[..., 2:3], 1)
        return _share(sums[..., 1], sums[..., 0]), chance(share, apart)

    def variance(added: Floats, often: NDArray[np.int64]) -> float:
        sums = often @ added
        n, share = sums[2], sums[3:] / sums[2]
        unlike, by_chance = (float(term) for term in terms(sums))
        agreeing = np.where(added[:, 0] > 0, 1 - added[:, 1], 0)
        by_unit = n / sums[0] * (agreeing - (1 - by_chance) * added[:, 0]) / by_chance
        value = 1 - unlike / by_chance
        if adding is not None:
            own = adding(added[:, 3:], share, apart)
            by_unit = by_unit - 2 * (1 - value) * (own - (1 - by_chance)) / by_chance
        return float(often @ (by_unit - value) ** 2) / (n * (n - 1)) if n > 1 else math.nan

    parts = _parts(units, adds, terms, variance)
    return estimate(parts, units.paired.n if paired else units.n)


def _two(patterns: Ints, apart: Floats) -> Floats:
    """Of patterns of two coders: have both rated, how far apart, what the first and what the second chose."""
    a, b = patterns.T
    both = (a >= 0) & (b >= 0)
    category = np.arange(apart.shape[0])
    first, second = ((one[:, None] == category) & both[:, None] for one in (a, b))
    unlike = np.where(both, apart[a, b], 0) if category.size else np.zeros(a.size)
    return np.concatenate((both[:, None], unlike[:, None], first, second), axis=1)


def _cohens(sums: Floats, apart: Floats) -> tuple[Floats, Floats]:
    q = apart.shape[0]
    n = np.maximum(sums[..., 0], 1)
    expected = np.einsum("...k,kl,...l->...", sums[..., 2 : 2 + q], apart, sums[..., 2 + q :]) / n**2
    return _share(sums[..., 1], sums[..., 0]), expected


def _crosstab(units: Units) -> Floats:
    """Give how often two coders chose each pair of categories: (categories, categories)."""
    q, both = units.categories, units.paired
    a, b = both.patterns.T
    return np.bincount(a * q + b, both.often, minlength=q * q).reshape(q, q).astype(np.float64)


def _share(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), np.nan)


def _scotts(share: Floats, apart: Floats) -> Floats:
    return np.asarray(np.einsum("...k,kl,...l->...", share, apart, share))


def _alike(share: Floats, apart: Floats) -> Floats:
    return np.full(share.shape[:-1], apart.mean() if apart.size else 0.0)


def _near(apart: Floats) -> float:
    """Give the sum of the weights over q (q - 1)."""
    q = apart.shape[0]
    return float((1 - apart).sum()) / (q * (q - 1)) if q > 1 else 0.0


def _gwets(share: Floats, apart: Floats) -> Floats:
    expected = 1 - _near(apart) * (share * (1 - share)).sum(axis=-1)
    return expected if apart.shape[0] > 1 else np.zeros(share.shape[:-1])
