"""Gamma: agreement on spans that may overlap, by the cheapest way to say which unit answers which.

Mathet, Widloecher & Metivier (2015), Computational Linguistics 41: 437-479.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase._kernel.checks import option
from qualcase.coding.agreement.coefficient import NO_UNIT, NO_VARIATION
from qualcase.coding.agreement.ratings import Floats
from qualcase.errors import OptionError

Integers: TypeAlias = NDArray[np.int64]
Sampler: TypeAlias = Literal["shuffle", "statistical"]

SAMPLES = 30  # random continua at the least
LIMIT = 12_000_000  # alignments looked at in a step; more would not fit into memory
NONE = -1  # stands in an alignment where a coder has no unit


class Marked(NamedTuple):
    """The units of all coders on one text, (units,) each."""

    start: Floats
    end: Floats
    category: Integers
    coder: Integers


@dataclass(frozen=True, slots=True, eq=False)
class Gamma:
    """Gamma, and what it was made of. `value` is NaN with a reason where nobody marked, or chance has no disorder."""

    value: float
    n: int  # units of all coders
    disorder: float  # of the best alignment
    expected: float  # the mean disorder of random continua
    samples: int
    alignment: NDArray[np.int64]  # (alignments, coders): the unit of each coder that answers the others', -1 for none
    alpha: float
    beta: float
    sampler: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Costs:
    """What disagreement costs: `alpha` for places, `beta` for categories, `empty` (delta) for a unit without answer."""

    alpha: float = 3.0
    beta: float = 1.0
    empty: float = 1.0
    apart: Callable[[Integers, Integers], Floats] | None = None  # of categories, 0 to 1; by default 1 for another one

    def pair(self, units: Marked, a: Integers, b: Integers) -> Floats:
        """Give the dissimilarity of pairs of units, by number, -1 for none."""
        off = np.abs(units.start[a] - units.start[b]) + np.abs(units.end[a] - units.end[b])
        size = units.end[a] - units.start[a] + units.end[b] - units.start[b]
        first, second = units.category[a], units.category[b]
        other = (first != second).astype(np.float64) if self.apart is None else self.apart(first, second)
        cost = self.empty * (self.alpha * (off / size) ** 2 + self.beta * other)
        return np.where((a == NONE) | (b == NONE), self.empty, cost)


def gamma(
    start: ArrayLike, end: ArrayLike, coder: ArrayLike, category: ArrayLike | None = None, *,
    length: float | None = None, coders: int | None = None, alpha: float = 3.0, beta: float = 1.0, delta: float = 1.0,
    apart: Callable[[Integers, Integers], Floats] | None = None, sampler: Sampler = "shuffle",
    precision: float = 0.02, most: int = 500, seed: int = 0,
) -> Gamma:  # fmt: skip
    """Give gamma: 1 - the disorder of the best alignment / the mean disorder of random continua.

    `start`, `end`, `coder`, `category`: (units,), numbers; units may overlap. `length`: of the text. `alpha` weighs
    places (3 in the authors' software, 1 elsewhere: report it), `beta` categories, `delta` is the cost of a unit that
    another coder does not have. `sampler`: "shuffle" cuts each coder's units at a random place and turns them round, as
    the authors do; "statistical" draws lengths and gaps. Random continua, 30 or more, are added until gamma is known
    to within `precision` of the expected disorder, at most `most`. Alignments are exact (integer programming).

    >>> found = gamma([1, 10, 2, 11], [5, 14, 6, 15], [0, 0, 1, 1], [0, 1, 0, 1], alpha=1)
    >>> found.disorder, found.alignment.tolist()
    (0.0625, [[0, 2], [1, 3]])
    """
    option("sampler", sampler, get_args(Sampler))
    units = _marked(start, end, coder, category)
    many = max(int(units.coder.max(initial=-1)) + 1, coders or 0)
    if many < 2:
        raise OptionError(f"agreement needs two coders, and here there is {many or 'none'}.")
    costs = Costs(alpha, beta, delta, apart)
    n = units.start.size
    if not n:
        none = np.zeros((0, many), np.int64)
        return Gamma(math.nan, 0, math.nan, math.nan, 0, none, alpha, beta, sampler, NO_UNIT)
    disorder, alignment = best_alignment(units, many, costs)
    rng = np.random.default_rng(seed)
    long = float(units.end.max()) if length is None else float(length)
    draw = _shuffled(units, many, long, rng) if sampler == "shuffle" else _alike(units, many, rng)
    found = [best_alignment(draw(), many, costs)[0] for _ in range(SAMPLES)]
    wanted = _needed(found, precision)
    found += [best_alignment(draw(), many, costs)[0] for _ in range(min(wanted, most) - SAMPLES)]
    expected = float(np.mean(found))
    value, reason = (1 - disorder / expected, "") if expected > 0 else (math.nan, NO_VARIATION)
    return Gamma(value, n, disorder, expected, len(found), alignment, alpha, beta, sampler, reason)


def best_alignment(units: Marked, coders: int, costs: Costs) -> tuple[float, NDArray[np.int64]]:
    """Give the disorder of the cheapest alignment, and that alignment: (alignments, coders), unit numbers, -1 none.

    An alignment takes one unit or none of each coder and costs the mean of its pairs. Every unit is in one of them.
    The disorder is the sum of costs over the mean number of units a coder has.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array

    choices, cost = _choices(units, coders, costs)
    row, at = np.nonzero(choices != NONE)
    size = (units.start.size, choices.shape[0])
    covers = csr_array((np.ones(row.size), (choices[row, at], row)), shape=size)
    solved = milp(cost, integrality=np.ones(cost.size), bounds=Bounds(0, 1), constraints=LinearConstraint(covers, 1, 1))
    if solved.x is None:
        raise OptionError(f"no best alignment was found: {solved.message}")
    chosen = choices[solved.x > 0.5]
    total = float(cost[solved.x > 0.5].sum())
    return total * coders / units.start.size, chosen[np.argsort(units.start[chosen.max(axis=1)], kind="stable")]


def _marked(start: ArrayLike, end: ArrayLike, coder: ArrayLike, category: ArrayLike | None) -> Marked:
    begin, stop = (np.asarray(column, np.float64).reshape(-1) for column in (start, end))
    who = np.asarray(coder, np.int64).reshape(-1)
    kind = np.zeros(who.size, np.int64) if category is None else np.asarray(category, np.int64).reshape(-1)
    if (stop <= begin).any():
        raise OptionError("units begin before they end.")
    return Marked(begin, stop, kind, who)


def _choices(units: Marked, coders: int, costs: Costs) -> tuple[Integers, Floats]:
    """Give the alignments that can be among the cheapest, and what each costs.

    One that costs more than `coders` times `empty` is never needed: its units alone cost less. Coders are added one
    by one, and what is too dear already goes no further.
    """
    pairs = coders * (coders - 1) / 2
    dear = coders * costs.empty * pairs + 1e-9
    found, cost = np.full((1, 0), NONE), np.zeros(1)
    for one in range(coders):
        own = np.append(np.flatnonzero(units.coder == one), NONE)
        if found.shape[0] * own.size > LIMIT:
            raise OptionError("too many units to align at once: take one text, or one code, at a time.")
        added = np.repeat(cost[:, None], own.size, axis=1)
        for other in range(one):
            added += costs.pair(units, found[:, other, None], own[None])
        row, at = np.nonzero(added <= dear)
        found = np.concatenate((found[row], own[at][:, None]), axis=1)
        cost = added[row, at]
    some = (found != NONE).any(axis=1)
    return found[some], cost[some] / pairs


def _shuffled(units: Marked, coders: int, length: float, rng: np.random.Generator) -> Callable[[], Marked]:
    """Make random continua: for each coder some coder's units, cut at a random place and turned round.

    Cuts of the coders lie at least a mean unit apart, where there is room.
    """
    apart = float((units.end - units.start).mean())

    def draw() -> Marked:
        cuts: list[float] = []
        parts = []
        for one in range(coders):
            tried = rng.uniform(0, length, 100)
            far = [all(min(abs(t - cut), length - abs(t - cut)) >= apart for cut in cuts) for t in tried]
            cuts.append(float(tried[int(np.argmax(far))]))
            own = np.flatnonzero(units.coder == rng.integers(coders))
            start = (units.start[own] + cuts[-1]) % length
            size = units.end[own] - units.start[own]
            parts.append((start, start + size, units.category[own], np.full(own.size, one)))
        return Marked(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    return lambda: _some(draw)


def _alike(units: Marked, coders: int, rng: np.random.Generator) -> Callable[[], Marked]:
    """Make random continua: numbers, gaps and lengths of units normal as they are here, categories as often as here."""
    own = [np.flatnonzero(units.coder == one) for one in range(coders)]
    own = [one[np.argsort(units.start[one], kind="stable")] for one in own if one.size]
    gaps = np.concatenate(
        [
            np.concatenate((units.start[one][:1][units.start[one][:1] > 0], units.start[one][1:] - units.end[one][:-1]))
            for one in own
        ]
    )
    sizes, counts = units.end - units.start, np.bincount(units.coder, minlength=coders)

    def draw() -> Marked:
        parts = []
        for one in range(coders):
            n = max(1, int(rng.normal(counts.mean(), counts.std())))
            gap = rng.normal(gaps.mean(), gaps.std(), n) if gaps.size else np.zeros(n)
            size = np.maximum(np.abs(rng.normal(sizes.mean(), sizes.std(), n)), 1e-6)
            end = np.cumsum(gap + size)
            parts.append((end - size, end, rng.choice(units.category, n), np.full(n, one)))
        return Marked(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    return draw


def _some(draw: Callable[[], Marked]) -> Marked:
    """Draw until somebody has a unit."""
    while not (found := draw()).start.size:
        pass
    return found


def _needed(found: list[float], precision: float) -> int:
    """Give how many random continua bring expected disorder to within `precision` of itself, with 95% confidence."""
    mean = float(np.mean(found))
    return math.ceil((float(np.std(found)) / mean * 1.96 / precision) ** 2) if mean > 0 else 0
