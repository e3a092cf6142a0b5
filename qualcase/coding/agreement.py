"""Agreement of coders as plain functions of arrays."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NONE = -1  # a rating that is missing
NO_UNIT, NO_VARIATION = "no pairable unit", "no variation"


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A value, the units it rests on, and, where it is undefined (NaN), why."""

    value: float
    n: int
    reason: str = ""


def percent(ratings: Ints) -> Coefficient:
    """Give the share of agreeing pairs of ratings, averaged over the units that have a pair.

    `ratings`: (units, coders), a category each, -1 missing. For two coders, percent agreement (Holsti's CR where both
    rated everything).
    """
    counts = _counts(ratings)
    each = counts.sum(axis=1)
    pairable = counts[each >= 2]
    if not pairable.size:
        return Coefficient(float("nan"), 0, NO_UNIT)
    m = pairable.sum(axis=1)
    agreeing = (pairable * (pairable - 1)).sum(axis=1) / (m * (m - 1))
    return Coefficient(float(agreeing.mean()), m.size)


def alpha(ratings: Ints) -> Coefficient:
    """Give Krippendorff's alpha, nominal: 1 - D_o / D_e over the coincidences of values in units.

    `ratings`: (units, coders), a category each, -1 missing. Units with fewer than two ratings do not enter. NaN where
    all ratings are one category (Krippendorff 2019, Content Analysis, 4th ed., ch. 12).

    >>> a = np.array([1, 2, 3, 3, 2, 1, 4, 1, 2, -1, -1, -1])  # Krippendorff 2011, Computing alpha, data C, first coders
    >>> b = np.array([1, 2, 3, 3, 2, 2, 4, 1, 2, 5, -1, 3])
    >>> round(alpha(np.stack((a, b), axis=1)).value, 3)
    0.852
    """
    counts = _counts(ratings)
    counts = counts[counts.sum(axis=1) >= 2]
    return _alpha(counts.astype(np.float64))


def binary_alpha(plane: Flags) -> Coefficient:
    """Give alpha for one code, yes or no: (units, coders), nothing missing."""
    ones = plane.sum(axis=1)
    return _alpha(np.stack((plane.shape[1] - ones, ones), axis=1).astype(np.float64))


def binary_alphas(planes: Flags) -> NDArray[np.float64]:
    """Give alpha for many codes at once: (codes, units, coders) -> (codes,), NaN without variation.

    Only how many units have how many ones matters: a histogram of coders + 1 cells for each code.
    """
    codes, units, m = planes.shape
    ones = planes.sum(axis=2, dtype=np.int64)
    shelf = (np.arange(codes)[:, None] * (m + 1) + ones).reshape(-1)
    histogram = np.bincount(shelf, minlength=codes * (m + 1)).reshape(codes, m + 1)
    k = np.arange(m + 1)
    disagreement = histogram @ (2 * k * (m - k)) / (m - 1)
    total, yes = units * m, histogram @ k
    expected = 2 * yes * (total - yes) / (total - 1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(expected > 0, 1 - disagreement / expected, np.nan)


def _alpha(counts: NDArray[np.float64]) -> Coefficient:
    """Give alpha from how often each category stands in each pairable unit: (units, categories)."""
    if not counts.size or counts.shape[0] == 0:
        return Coefficient(float("nan"), 0, NO_UNIT)
    m = counts.sum(axis=1)
    margin = counts.sum(axis=0)
    total = margin.sum()
    observed = ((m**2 - (counts**2).sum(axis=1)) / (m - 1)).sum()
    expected = (total**2 - (margin**2).sum()) / (total - 1)
    if expected == 0:
        return Coefficient(float("nan"), m.size, NO_VARIATION)
    return Coefficient(float(1 - observed / expected), m.size)


def _counts(ratings: Ints) -> Ints:
    """Count each category in each unit: (units, categories)."""
    units, coders = ratings.shape
    categories = int(ratings.max(initial=-1)) + 1
    unit, _ = np.nonzero(ratings >= 0)
    value = ratings[ratings >= 0]
    return np.bincount(unit * categories + value, minlength=units * categories).reshape(units, categories)
