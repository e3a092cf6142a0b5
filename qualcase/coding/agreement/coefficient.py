"""A coefficient, what it rests on, and how far it would move in another sample."""

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase.coding.agreement.ratings import Floats, Ints
from qualcase.errors import OptionError

NO_UNIT, NO_VARIATION = "no pairable unit", "no variation"

DRAWS = 2000
FEW_CLUSTERS = 8  # below this many transcripts units are resampled instead, and the interval ignores transcripts
_BLOCK = 1 << 22  # numbers held at a time
_ZERO = 1e-12

Terms: TypeAlias = Callable[[Floats], tuple[Floats, Floats]]


@dataclass(frozen=True, slots=True, eq=False)
class Parts:
    """What a coefficient rests on: sums over units, from which come observed and expected disagreement.

    `adds`: patterns (k, ...) -> what a unit of each adds (k, m). `terms`: sums (..., m) -> observed and expected
    disagreement (...) each, observed NaN where no unit has a pair. `variance`: what each pattern adds and how often it
    is -> the variance by the coefficient's own formula.
    """

    patterns: Ints
    often: NDArray[np.int64]
    pattern_of: Callable[[], NDArray[np.int64]]
    adds: Callable[[Ints], Floats]
    terms: Terms
    variance: Callable[[Floats, NDArray[np.int64]], float] | None = None

    def sums(self, times: NDArray[np.integer]) -> Floats:
        """Add up what units add, each pattern so many times: (draws, patterns) -> (draws, m)."""
        size = self.patterns.shape[0]
        if not size:
            return np.zeros((times.shape[0], self.adds(self.patterns).shape[1]))
        wide = self.adds(self.patterns[:1]).shape[1]
        step = max(1, _BLOCK // wide)
        blocks = range(0, size, step)
        return sum((times[:, a : a + step] @ self.adds(self.patterns[a : a + step]) for a in blocks), np.zeros(1))

    def sums_by(self, by: ArrayLike) -> Floats:
        """Add up what units add in each cluster that somebody rated in: (units,) of any kind -> (clusters, m)."""
        pattern, size, names = self.pattern_of(), self.patterns.shape[0], np.asarray(by)
        if names.shape != pattern.shape:
            raise OptionError(f"by= names the transcript of each of {pattern.size} units; its shape is {names.shape}.")
        cluster = np.unique(names[pattern >= 0], return_inverse=True)[1].reshape(-1)
        pattern = pattern[pattern >= 0]
        found, step = [], max(1, _BLOCK // max(size, 1))
        for first in range(0, int(cluster.max(initial=0)) + 1, step):
            here = (cluster >= first) & (cluster < first + step)
            at = (cluster[here] - first) * size + pattern[here]
            often = np.bincount(at, minlength=(int(cluster[here].max(initial=first)) - first + 1) * size)
            found.append(self.sums(often.reshape(-1, size)))
        return np.concatenate(found)

    def values(self, sums: Floats) -> Floats:
        """Give the coefficient for sums (..., m), NaN where it is undefined."""
        observed, expected = self.terms(sums)
        defined = expected > _ZERO
        return np.where(defined, 1 - observed / np.where(defined, expected, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Interval:
    """Where a coefficient would lie in other samples, by drawing units, or whole clusters of them, anew."""

    low: float
    high: float
    se: float  # the standard deviation of the draws
    level: float
    draws: int
    undefined: int  # draws in which the coefficient is undefined; they do not enter
    clusters: int  # how many clusters were drawn from; 0: units


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A value, the units it rests on, and, where it is undefined (NaN), why.

    `observed`, `expected`: agreement as seen and as expected by chance (pa, pe); of the alphas disagreement (D_o, D_e).
    """

    value: float
    n: int
    reason: str = ""
    observed: float = math.nan
    expected: float = math.nan
    parts: Parts | None = field(default=None, repr=False, compare=False)

    @property
    def se(self) -> float:
        """The standard error by the coefficient's own formula: Gwet's linearisation, Cohen's asymptotic one; or NaN."""
        if self.parts is None or self.parts.variance is None or self.reason:
            return math.nan
        return math.sqrt(max(self.parts.variance(self.parts.adds(self.parts.patterns), self.parts.often), 0.0))

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Give value -+ t se, with n - 1 degrees of freedom over the units that somebody rated, at most 1."""
        from scipy.stats import t

        far = float(t.ppf((1 + level) / 2, self._parts().often.sum() - 1)) * self.se
        return self.value - far, min(self.value + far, 1.0)

    def bootstrap(
        self, *, by: ArrayLike | None = None, draws: int = DRAWS, level: float = 0.95, seed: int = 0
    ) -> Interval:
        """Draw units anew, with what is expected by chance computed anew each time; a percentile interval.

        `by`: (units,), the transcript of each unit: then whole transcripts are drawn, because turns of one talk are
        alike. Of few transcripts, below 8 or so, such an interval is too short.
        """
        parts, rng = self._parts(), np.random.default_rng(seed)
        if not 0 < level < 1 or draws < 1:
            raise OptionError(f"level lies between 0 and 1 and draws from 1, not {level!r} and {draws!r}.")
        if self.reason:
            return Interval(math.nan, math.nan, math.nan, level, 0, 0, 0)
        if by is None:
            values, clusters = parts.values(_drawn(parts, draws, rng)), 0
        else:
            sums = parts.sums_by(by)
            clusters = sums.shape[0]
            times = rng.multinomial(clusters, np.full(clusters, 1 / clusters), draws)
            values = parts.values(times @ sums)
        found = values[~np.isnan(values)]
        low, high = np.quantile(found, [(1 - level) / 2, (1 + level) / 2]) if found.size else (math.nan, math.nan)
        se = float(found.std(ddof=1)) if found.size > 1 else math.nan
        return Interval(float(low), float(high), se, level, draws, draws - found.size, clusters)

    def jackknife(self) -> float:
        """Give the standard error by leaving out each unit in turn (Hughes 2022 recommends it for alpha)."""
        parts = self._parts()
        if self.reason:
            return math.nan
        n = int(parts.often.sum())
        left = parts.values(parts.sums(parts.often[None]) - parts.adds(parts.patterns))
        kept = ~np.isnan(left)
        if not kept.all() or n < 2:
            return math.nan
        mean = float(parts.often @ left) / n
        return math.sqrt((n - 1) / n * float(parts.often @ (left - mean) ** 2))

    def _parts(self) -> Parts:
        if self.parts is None:
            raise OptionError("this value has no units to draw from.")
        return self.parts


def _drawn(parts: Parts, draws: int, rng: np.random.Generator) -> Floats:
    """Sum up what units drawn with replacement add: (draws, m). Patterns are drawn as often as their units would be."""
    n = int(parts.often.sum())
    step = max(1, 4 * _BLOCK // max(parts.often.size, 1))
    share = parts.often / n
    return np.concatenate(
        [parts.sums(rng.multinomial(n, share, min(step, draws - done))) for done in range(0, draws, step)]
    )


def estimate(parts: Parts, n: int, *, disagreement: bool = False) -> Coefficient:
    """Give the coefficient of these parts; `n`: the units it rests on."""
    sums = parts.sums(parts.often[None])
    observed, expected = (float(term[0]) for term in parts.terms(sums))
    value = float(parts.values(sums)[0])
    seen = (observed, expected) if disagreement else (1 - observed, 1 - expected)
    if math.isnan(observed):
        return Coefficient(math.nan, 0, NO_UNIT, parts=parts)
    return Coefficient(value, n, NO_VARIATION if math.isnan(value) else "", *seen, parts)
