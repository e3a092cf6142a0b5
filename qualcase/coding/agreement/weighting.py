"""How near categories are to each other: weights for ordered categories, 1 for the same one, 0 for the farthest."""

from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike

from qualcase._kernel.checks import option
from qualcase.coding.agreement.ratings import Floats
from qualcase.errors import OptionError

Weighting: TypeAlias = Literal["identity", "linear", "quadratic", "radical", "ordinal", "ratio", "circular", "bipolar"]


def weights(weighting: Weighting, scores: ArrayLike) -> Floats:
    """Give the weight of each pair of categories, (categories, categories), from their values (categories,), rising.

    The formulas are those of Gwet's irrCAC. Categories that nobody used belong to the list: they widen the scale. Note
    that "ordinal" here is no metric of Krippendorff's: his depends on how often each category was used.

    >>> weights("quadratic", [1, 2, 3]).round(2).tolist()
    [[1.0, 0.75, 0.0], [0.75, 1.0, 0.75], [0.0, 0.75, 1.0]]
    """
    option("weighting", weighting, get_args(Weighting))
    x = np.asarray(scores, np.float64)
    if x.ndim != 1 or (np.diff(x) <= 0).any():
        raise OptionError("scores are the values of the categories, one each, rising.")
    if x.size < 2:
        return np.ones((x.size, x.size))
    a, b = x[:, None], x[None]
    return _FORMULAS[weighting](a, b, float(x[0]), float(x[-1]))


def _ordinal(a: Floats, b: Floats, low: float, high: float) -> Floats:
    rank = np.arange(a.size)
    steps = np.abs(rank[:, None] - rank) + 1
    between = steps * (steps - 1) / 2
    return np.asarray(1 - between / between.max())


def _ratio(a: Floats, b: Floats, low: float, high: float) -> Floats:
    both = np.where(a + b == 0, 1, a + b)
    return np.asarray(1 - ((a - b) / both) ** 2 / ((low - high) / (low + high)) ** 2)


def _circular(a: Floats, b: Floats, low: float, high: float) -> Floats:
    far = np.sin(np.pi * (a - b) / (high - low + 1)) ** 2
    return np.asarray(1 - far / far.max())


def _bipolar(a: Floats, b: Floats, low: float, high: float) -> Floats:
    far = np.where(a == b, 0, (a - b) ** 2 / np.where(a == b, 1, (a + b - 2 * low) * (2 * high - a - b)))
    return np.asarray(1 - far / far.max())


_FORMULAS: dict[str, Callable[[Floats, Floats, float, float], Floats]] = {
    "identity": lambda a, b, low, high: np.asarray(a == b, np.float64),
    "linear": lambda a, b, low, high: 1 - np.abs(a - b) / (high - low),
    "quadratic": lambda a, b, low, high: 1 - (a - b) ** 2 / (high - low) ** 2,
    "radical": lambda a, b, low, high: 1 - np.sqrt(np.abs(a - b)) / np.sqrt(high - low),
    "ordinal": _ordinal,
    "ratio": _ratio,
    "circular": _circular,
    "bipolar": _bipolar,
}


def apartness(weights: ArrayLike | None, categories: int) -> Floats:
    """Give 1 - weights, checked: symmetric, 1 for the same category. Without weights another category is 1 apart."""
    if weights is None:
        return 1 - np.eye(categories)
    found = np.asarray(weights, np.float64)
    if found.shape != (categories, categories):
        raise OptionError(f"{categories} categories need {categories} x {categories} weights, not {found.shape}.")
    if not np.allclose(found, found.T) or not np.allclose(found.diagonal(), 1):
        raise OptionError("weights are symmetric and 1 between a category and itself.")
    return np.asarray(1 - found)
