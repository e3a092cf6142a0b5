"""Krippendorff's alpha of units given beforehand: 1 - observed / expected disagreement, by what a difference means."""

import math
from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase._kernel.checks import option
from qualcase.coding.agreement.coefficient import DRAWS, Coefficient, Interval, Parts, Terms, estimate
from qualcase.coding.agreement.ratings import Flags, Floats, Ints, Units, counts_of, score_of, units_of
from qualcase.errors import OptionError

Named: TypeAlias = Literal["nominal", "ordinal", "interval", "ratio", "circular", "polar"]
Metric: TypeAlias = Named | Callable[[Floats, Floats], Floats]
SetMetric: TypeAlias = Literal["masi", "jaccard"]


def alpha(
    ratings: ArrayLike, *, metric: Metric = "nominal", scores: ArrayLike | None = None, categories: int | None = None
) -> Coefficient:
    """Give Krippendorff's alpha, 1 - D_o / D_e over the coincidences of values in units (-1 to 1).

    `ratings`: (units, coders), the number of a category, -1 missing; units with fewer than two ratings do not enter.
    `scores`: (categories,), the value of each, which interval, ratio, circular and polar need; by default its number.
    `metric`: what a difference means, or a symmetric function of two arrays of values. "ordinal" counts the ratings
    between two ranks; "circular" takes the scores to go round in equal steps; "polar" takes their ends for the poles.
    NaN where all ratings are of one category. Krippendorff (2019), Content Analysis, 4th ed., ch. 12.

    >>> ben, gerry = [0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0], [1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3]
    >>> round(alpha(np.array([ben, gerry]).T).value, 3)  # Krippendorff (2011), Computing alpha, data B
    0.692
    """
    if not callable(metric):
        option("metric", metric, get_args(Named))
    if scores is not None:
        categories = np.asarray(scores).size
    elif metric not in ("nominal", "ordinal") and categories is None:
        categories = int(np.max(np.asarray(ratings), initial=-1)) + 1  # numbers are values: gaps among them count
    units = units_of(ratings, categories).paired
    if metric == "ordinal":
        return _estimated(units, lambda patterns: coincidences(patterns, units.categories), _ordinal(units.categories))
    return _of_distance(units, distances(metric, score_of(scores, units.categories)))


def alpha_of_sets(ratings: ArrayLike, sets: Flags, *, metric: SetMetric = "masi") -> Coefficient:
    """Give Krippendorff's alpha where each rating is a set, and sets that overlap disagree less than those that do not.

    `ratings`: (units, coders), the number of a set, -1 missing. `sets`: (sets, codes), the codes in each. Two
    lie 1 - J apart, J the share of codes in common (Jaccard), or with "masi" 1 - J M, M being 1 for equal sets, 2/3
    where one holds the other, 1/3 where they overlap, 0 else (Passonneau 2006, LREC: 831-836). Empty sets are equal.
    DKPro multiplies the Jaccard distance by its M instead, which gives other numbers.

    >>> sets = np.array([[1, 0], [1, 1], [0, 1]], bool)  # {trust}, {trust, visits}, {visits}
    >>> ratings = np.array([[0, 0], [0, 1], [2, 2], [1, 2]])
    >>> round(alpha_of_sets(ratings, sets).value, 2), round(alpha(ratings).value, 2)
    (0.45, 0.33)
    """
    option("metric", metric, get_args(SetMetric))
    return _of_distance(units_of(ratings, sets.shape[0]).paired, _set_distance(sets, metric))


def distances(metric: Metric, scores: Floats) -> Floats:
    """Give how far values are apart, squared, by a metric that does not depend on the data: (values, values)."""
    a, b = scores[:, None], scores[None]
    if callable(metric):
        found = np.broadcast_to(np.asarray(metric(a, b), np.float64), (scores.size, scores.size))
        if not np.allclose(found, found.T) or found.diagonal().any():
            raise OptionError("a metric is symmetric and 0 between a value and itself.")
        return found
    low, high = (float(scores.min()), float(scores.max())) if scores.size else (0.0, 0.0)
    if metric == "interval":
        return np.asarray((a - b) ** 2)
    if metric == "ratio":
        return _quotient((a - b) ** 2, (a + b) ** 2)
    if metric == "circular":
        return np.asarray(np.sin(np.pi * (a - b) / (high - low + 1)) ** 2)
    if metric == "polar":
        return _quotient((a - b) ** 2, (a + b - 2 * low) * (2 * high - a - b))
    return np.asarray(a != b, np.float64)


def coincidences(patterns: Ints, categories: int) -> Floats:
    """Count of each row of ratings the ordered pairs of values, each over the ratings less one: (rows, categories**2).

    Summed over units they are Krippendorff's table of coincidences.
    """
    counts = counts_of(patterns, categories)
    given = counts.sum(axis=1)[:, None, None]
    pairs = counts[:, :, None] * counts[:, None, :]
    own = np.arange(categories)
    pairs[:, own, own] -= counts
    shared = np.where(given >= 2, pairs / np.maximum(given - 1, 1), 0)
    return shared.reshape(patterns.shape[0], categories**2)


def kalpha_bootstrap(
    ratings: ArrayLike, *, metric: Metric = "nominal", scores: ArrayLike | None = None, draws: int = DRAWS,
    level: float = 0.95, seed: int = 0,
) -> Interval:  # fmt: skip
    """Give the interval of Hayes and Krippendorff's KALPHA macro, to compare with what others printed. Too short.

    It draws pairs of ratings as if they were independent of each other, with expected disagreement held fixed: of 95%
    intervals some 60% held the true value (Zapf et al. 2016). `Coefficient.bootstrap` draws units.
    """
    found = alpha(ratings, metric=metric, scores=scores)
    if found.reason or found.parts is None:
        return Interval(math.nan, math.nan, math.nan, level, 0, 0, 0)
    units = units_of(ratings, None if scores is None else np.asarray(scores).size)
    q = units.categories
    table = units.often @ coincidences(units.patterns, q)
    of_category = table.reshape(q, q).sum(axis=1)
    apart = _rank_distance(of_category) if metric == "ordinal" else distances(metric, score_of(scores, q))
    total, coders = table.sum(), units.patterns.shape[1]
    pairs = int(min(25 * np.count_nonzero(table), (coders - 1) * total / 2))
    drawn = np.random.default_rng(seed).multinomial(pairs, table / total, draws) @ apart.ravel() / pairs
    values = np.maximum(1 - drawn / found.expected, -1)
    low, high = np.quantile(values, [(1 - level) / 2, (1 + level) / 2])
    return Interval(float(low), float(high), float(values.std(ddof=1)), level, draws, 0, 0)


def _of_distance(units: Units, apart: Floats) -> Coefficient:
    """Give alpha where values lie these distances apart: (categories, categories)."""
    q = units.categories

    def adds(patterns: Ints) -> Floats:
        counts = counts_of(patterns, q)
        unlike = (counts * (counts @ apart)).sum(axis=1, keepdims=True)
        return np.concatenate((unlike / (counts.sum(axis=1, keepdims=True) - 1), counts), axis=1)

    def terms(sums: Floats) -> tuple[Floats, Floats]:
        often = sums[..., 1:]
        return _over(sums[..., 0], often.sum(axis=-1), np.einsum("...k,kl,...l->...", often, apart, often))

    return _estimated(units, adds, terms, _variance(apart) if apart.size else None)


def _estimated(
    units: Units, adds: Callable[[Ints], Floats], terms: Terms,
    variance: Callable[[Floats, NDArray[np.int64]], float] | None = None,
) -> Coefficient:  # fmt: skip
    parts = Parts(units.patterns, units.often, lambda: units.pattern_of, adds, terms, variance)
    return estimate(parts, units.n, disagreement=True)


def _over(unlike: Floats, total: Floats, by_chance: Floats) -> tuple[Floats, Floats]:
    """Give D_o and D_e of sums of disagreement."""
    some = total > 1
    observed = np.where(some, unlike / np.where(some, total, 1), np.nan)
    return observed, np.where(some, by_chance / np.where(some, total * (total - 1), 1), 0)


def _ordinal(categories: int) -> Terms:
    def terms(sums: Floats) -> tuple[Floats, Floats]:
        table = sums.reshape(*sums.shape[:-1], categories, categories)
        often = table.sum(axis=-1)
        apart = _rank_distance(often)
        by_chance = np.einsum("...k,...kl,...l->...", often, apart, often)
        return _over((table * apart).sum(axis=(-1, -2)), often.sum(axis=-1), by_chance)

    return terms


def _rank_distance(often: Floats) -> Floats:
    """Give the ratings between two ranks, half of those at either end, squared: (..., categories, categories)."""
    middle = np.cumsum(often, axis=-1) - often / 2
    return np.asarray((middle[..., :, None] - middle[..., None, :]) ** 2)


def _variance(apart: Floats) -> Callable[[Floats, NDArray[np.int64]], float]:
    """Give Gwet's linearisation for alpha, as in irrCAC 1.4 for R, with distances brought to 0..1."""
    unlike = apart / apart.max() if apart.max() > 0 else apart

    def variance(added: Floats, often: NDArray[np.int64]) -> float:
        counts = added[:, 1:]
        given, n = counts.sum(axis=1), int(often.sum())
        if n < 2:
            return math.nan
        mean = float(often @ given) / n
        agreeing = (counts * (counts @ (1 - unlike) - 1)).sum(axis=1) / (mean * (given - 1))
        observed = float(often @ agreeing) / n
        share = often @ (counts / mean) / n
        near = (1 - unlike) @ share
        expected = float(share @ near)
        off = (given - mean) / mean
        by_unit = (agreeing - observed * off - expected) / (1 - expected)
        own = counts @ near / mean - expected * off
        value = (observed - expected) / (1 - expected)
        by_unit = by_unit - 2 * (1 - value) * (own - expected) / (1 - expected)
        return float(often @ (by_unit - value) ** 2) / (n * (n - 1))

    return variance


def _set_distance(sets: Flags, metric: SetMetric) -> Floats:
    """Give how far each set is from each other one, 0 to 1: (sets, sets)."""
    held = sets.astype(np.int64)
    common, size = held @ held.T, held.sum(axis=1)
    either = size[:, None] + size - common
    near = np.where(either > 0, common / np.maximum(either, 1), 1.0)
    if metric == "masi":
        within = common == np.minimum(size[:, None], size)
        weight = np.where(common == either, 1.0, np.where(within, 2 / 3, 1 / 3))
        near = near * weight  # where nothing is in common, `near` is 0
    return np.asarray(1 - near)


def _quotient(above: Floats, below: Floats) -> Floats:
    return np.where(above == 0, 0, above / np.where(below == 0, 1, below))
