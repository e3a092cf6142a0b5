"""Agreement of coders on units given beforehand, as plain functions of arrays."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import option

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]
Metric: TypeAlias = Literal["nominal"]

SetMetric: TypeAlias = Literal["masi", "jaccard"]

NO_UNIT, NO_VARIATION = "no pairable unit", "no variation"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A value, the units it rests on, and, where it is undefined (NaN), why."""

    value: float
    n: int
    reason: str = ""


def percent(ratings: Ints) -> Coefficient:
    """Give the share of agreeing pairs of ratings in a unit, averaged over the units that have a pair (0 to 1).

    `ratings`: (units, coders), the number of a category, -1 missing. Two coders who rated everything: Holsti's CR,
    percent agreement.
    """
    given, agreeing = _pairs(ratings)
    if not given.size:
        return Coefficient(math.nan, 0, NO_UNIT)
    return Coefficient(float((agreeing / (given * (given - 1))).mean()), given.size)


def alpha(ratings: Ints, *, metric: Metric = "nominal") -> Coefficient:
    """Give Krippendorff's alpha, 1 - D_o / D_e over the coincidences of values in units (-1 to 1).

    `ratings`: (units, coders), the number of a category, -1 missing; units with fewer than two ratings do not enter.
    NaN where all ratings are of one category. Krippendorff (2019), Content Analysis, 4th ed., ch. 12.

    >>> ben, gerry = [0, 0, 1, 1, 3, 2, 2, 2, 4, 3, 3, 0], [1, 0, 1, 1, 1, 2, 2, 2, 4, 3, 3, 3]
    >>> round(alpha(np.array([ben, gerry]).T).value, 3)  # Krippendorff (2011), Computing alpha, data B
    0.692
    """
    option("metric", metric, ("nominal",))
    given, agreeing = _pairs(ratings)
    disagreeing = given * (given - 1) - agreeing
    by_given = np.bincount(given, disagreeing)  # whole numbers: units may come in any order
    observed = float((by_given[2:] / np.arange(1, by_given.size - 1)).sum())
    pairable = ratings[(ratings >= 0).sum(axis=1) >= 2]
    of_category, total = np.bincount(pairable[pairable >= 0]), int(given.sum())
    return _alpha(observed, total**2 - int((of_category**2).sum()), total, given.size)


def alpha_of_sets(ratings: Ints, sets: Flags, *, metric: SetMetric = "masi") -> Coefficient:
    """Give Krippendorff's alpha where each rating is a set, and sets that overlap disagree less than those that do not.

    `ratings`: (units, coders), the number of a set, -1 missing. `sets`: (sets, codes), the codes in each. Two
    lie 1 - J apart, J the share of codes in common (Jaccard), or with "masi" 1 - J M, M being 1 for equal sets, 2/3
    where one holds the other, 1/3 where they overlap, 0 else (Passonneau 2006, LREC: 831-836). Empty sets are equal.

    >>> sets = np.array([[1, 0], [1, 1], [0, 1]], bool)  # {trust}, {trust, visits}, {visits}
    >>> ratings = np.array([[0, 0], [0, 1], [2, 2], [1, 2]])
    >>> round(alpha_of_sets(ratings, sets).value, 2), round(alpha(ratings).value, 2)
    (0.45, 0.33)
    """
    option("metric", metric, ("masi", "jaccard"))
    distance = _set_distance(sets, metric)
    given = (ratings >= 0).sum(axis=1)
    paired = ratings[given >= 2]
    observed = 0.0
    for a, b in combinations(range(ratings.shape[1]), 2):
        both = (paired[:, a] >= 0) & (paired[:, b] >= 0)
        apart = distance[paired[both, a], paired[both, b]]
        observed += float((2 * apart / (given[given >= 2][both] - 1)).sum())
    often = np.bincount(paired[paired >= 0], minlength=sets.shape[0])
    return _alpha(observed, float(often @ distance @ often), int(often.sum()), paired.shape[0])


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
    return 1 - near


def binary_alpha(plane: Flags, judged: Flags | None = None) -> Coefficient:
    """Give alpha for one code, on the unit or not.

    `plane`: (units, coders), has this coder put the code on this unit, however often; `judged`: (units, coders), False
    where a coder did not see the unit.
    """
    (shelves,) = _shelves(plane[None], judged)
    observed, expected, total, n = (x[0] for x in _binary(shelves[None]))
    return _alpha(float(observed), int(expected), int(total), int(n))


def binary_alphas(planes: Flags, judged: Flags | None = None) -> Floats:
    """Give alpha for each code: (codes, units, coders), as in `binary_alpha`, -> (codes,), NaN where undefined."""
    codes = planes.shape[0]
    shelves = np.array(list(_shelves(planes, judged))).reshape(codes, -1, planes.shape[2] + 1)
    observed, expected, total, _ = _binary(shelves)
    defined = expected > 0
    return np.where(defined, 1 - (total - 1) * observed / np.where(defined, expected, 1), np.nan)


def prevalence(planes: Flags, judged: Flags | None = None) -> Floats:
    """Give the share of decisions that say yes, for each code, (codes,), 0 to 1; NaN without a decision."""
    _, units, coders = planes.shape
    seen = np.ones((units, coders), np.bool_) if judged is None else judged
    decisions = int(seen.sum())
    return np.array([np.count_nonzero(plane & seen) / decisions if decisions else math.nan for plane in planes])


def _pairs(ratings: Ints) -> tuple[Ints, Ints]:
    """Of each unit with two ratings or more: its ratings, and its agreeing ordered pairs of them."""
    given = (ratings >= 0).sum(axis=1)
    agreeing = np.zeros(given.size, np.int64)
    for a, b in combinations(range(ratings.shape[1]), 2):
        agreeing += (ratings[:, a] == ratings[:, b]) & (ratings[:, a] >= 0)
    return given[given >= 2], 2 * agreeing[given >= 2]


def _shelves(planes: Flags, judged: Flags | None) -> Iterator[Ints]:
    """All that alpha needs of a code: how many units have r judgements, k of them yes, (coders + 1, coders + 1)."""
    _, units, coders = planes.shape
    given = np.full(units, coders) if judged is None else judged.sum(axis=1)
    shelf = given * (coders + 1)
    for plane in planes if judged is None else planes & judged:
        at = shelf.copy()
        for coder in range(coders):
            at += plane[:, coder]
        yield np.bincount(at, minlength=(coders + 1) ** 2).reshape(coders + 1, coders + 1)


def _binary(shelves: Ints) -> tuple[Floats, Ints, Ints, Ints]:
    """Observed and expected disagreeing pairs, judgements and units, of each code: (codes,) each."""
    given, yes = np.indices(shelves.shape[1:])
    paired = np.where(given >= 2, shelves, 0)
    observed = (paired * (2 * yes * (given - yes) / np.maximum(given - 1, 1))).sum(axis=(1, 2))
    total, said_yes = (paired * given).sum(axis=(1, 2)), (paired * yes).sum(axis=(1, 2))
    return observed, 2 * said_yes * (total - said_yes), total, paired.sum(axis=(1, 2))


def _alpha(observed: float, expected: float, total: int, n: int) -> Coefficient:
    """Give 1 - D_o / D_e, where D_o = observed / total and D_e = expected / (total (total - 1))."""
    if not n:
        return Coefficient(math.nan, 0, NO_UNIT)
    if not expected:
        return Coefficient(math.nan, n, NO_VARIATION)
    return Coefficient(1 - (total - 1) * observed / expected, n)
