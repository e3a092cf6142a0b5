"""Kernel ridge: what a person has coded, spread to passages that read alike; honest scores in closed form.

Rifkin & Lippert 2007 (MIT-CSAIL-TR-2007-025) give the leave-one-out form; for groups and for two groups at once it is
the same block inverse. A row of ones in the kernel is the intercept, so that every form equals refitting exactly.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Reals = NDArray[np.floating[Any]]

PENALTIES = (0.5, 2.0)
AS_MANY = 1.25  # proposed for each that was coded, among those a threshold is set on
TURN = 0.6  # of the mean score of the rest of its turn, added to a passage's own


@dataclass(frozen=True, slots=True, eq=False)
class Fit:
    """A ridge on a kernel: `inverse` (n, n) of (K + penalty I), and `weight` (n, c) = inverse @ labels."""

    inverse: Reals
    weight: Reals
    labels: Reals

    def left_out(self, rows: Ints) -> Reals:
        """Give what these rows would score had none of them been learned from: (r, c).

        y_g - (I - H_gg)^-1 (y_g - yhat_g) with H = K (K + lI)^-1, which is y_g - inverse_gg^-1 weight_g.
        """
        return self.labels[rows] - _solved(self.inverse[np.ix_(rows, rows)], self.weight[rows])

    def left_out_besides(self, away: Ints, others: Sequence[Ints]) -> Iterator[Reals]:
        """Give for each group of `others` what it would score had neither it nor `away` been learned from."""
        across = self.inverse[:, away]
        gone = _inverse(across[away])
        weight = self.weight - across @ (gone @ self.weight[away])
        for rows in others:
            cross = across[rows]
            block = self.inverse[np.ix_(rows, rows)] - cross @ gone @ cross.T
            yield self.labels[rows] - _solved(block, weight[rows])


def fit(kernel: Reals, labels: Reals, penalty: float) -> Fit:
    """Fit ridges with one penalty: kernel (n, n), symmetric, labels (n, c) of 0 and 1."""
    inverse = _inverse(kernel + np.eye(len(kernel), dtype=kernel.dtype) * kernel.dtype.type(penalty))
    return Fit(inverse, inverse @ labels, labels)


@dataclass(frozen=True, slots=True, eq=False)
class Honest:
    """What each row scores by what others' words taught, above its threshold; and how often that is right.

    `score` (n, c): found without the row's own group; NaN for rows of no group. `margin` (n, c): the score with that of
    the turn, less the threshold that the others give.
    `precision`, `recall`, `f1`: (c,), NaN where nothing is proposed, or nothing coded. `fit`, `threshold` (c,): what is
    learned from all, for rows that were not learned from.
    """

    score: Reals
    margin: Reals
    precision: Reals
    recall: Reals
    f1: Reals
    fit: Fit
    penalty: float
    threshold: Reals


def honest(kernel: Reals, labels: Reals, group: Ints, turn: Ints, penalties: Sequence[float] = PENALTIES) -> Honest:
    """Leave one group out at a time; its penalty and thresholds come from the others alone.

    kernel (n, n); labels (n, c) of 0 and 1; group (n,), -1 for rows that are always learned from and never judged;
    turn (n,), the turn that each is of, within one group.
    Within the others each is left out in turn as well, so that a threshold is set on words that taught nothing.
    """
    groups = [np.flatnonzero(group == one) for one in np.unique(group[group >= 0])]
    judged = np.concatenate([*groups, np.empty(0, np.int64)])
    n, codes = labels.shape
    alone, outer = np.full((2, len(penalties), n, codes), np.nan)
    best = np.full((len(groups), len(penalties)), -1.0)
    inner_threshold = np.full((len(groups), len(penalties), codes), np.inf)
    fits = []
    for p, penalty in enumerate(penalties):
        made = fit(kernel, labels, penalty)
        fits.append(made)
        for g, rows in enumerate(groups):
            alone[p, rows] = made.left_out(rows)
            outer[p, rows] = with_turn(alone[p, rows], turn[rows])
            others = [one for other, one in enumerate(groups) if other != g]
            if not others:
                continue
            every = np.concatenate(others)
            scores = with_turn(np.concatenate([*made.left_out_besides(rows, others)]), turn[every])
            inner_threshold[g, p], reached = thresholds(scores, labels[every])
            best[g, p] = reached.mean()
    chosen = best.argmax(axis=1)
    score, margin = np.full((2, n, codes), np.nan)
    for g, rows in enumerate(groups):
        score[rows] = alone[chosen[g]][rows]
        margin[rows] = outer[chosen[g]][rows] - inner_threshold[g, chosen[g]]
    proposed, true = margin[judged] > 0, labels[judged] > 0
    right, said, there = (proposed & true).sum(0), proposed.sum(0), true.sum(0)
    over_all = [thresholds(outer[p][judged], labels[judged]) for p in range(len(penalties))]
    final = int(np.argmax([reached.mean() for _, reached in over_all]))
    return Honest(
        score, margin, _ratio(right, said), _ratio(right, there), _ratio(2 * right, said + there),
        fits[final], penalties[final], over_all[final][0],
    )  # fmt: skip


def with_turn(scores: Reals, turn: Ints) -> Reals:
    """Add to each score (n, c) a part of the mean score of the rest of its turn (n,): a coding often covers several."""
    kinds, at = np.unique(turn, return_inverse=True)
    total = np.zeros((kinds.size, scores.shape[1]))
    np.add.at(total, at, scores)
    others = np.maximum(np.bincount(at)[at] - 1, 1)[:, None]
    added: Reals = scores + TURN * (total[at] - scores) / others
    return added


def thresholds(scores: Reals, labels: Reals) -> tuple[Reals, Reals]:
    """Give for each code the threshold above which a quarter more than were coded lie, and the F1 there: (c,) each.

    Infinite and 0 without a label. The best F1 of all follows few labels closely: on the cases of docs/method.md
    it did less well on the next informant on average. A proposal is cheaper to reject than a passage to miss.
    """
    at, reached = np.full(labels.shape[1], np.inf), np.zeros(labels.shape[1])
    for code in range(labels.shape[1]):
        true = labels[:, code] > 0
        if not true.any():
            continue
        last = min(round(AS_MANY * int(true.sum())), true.size - 1)
        ranked = -np.partition(-scores[:, code], (last - 1, last))
        at[code] = (ranked[last - 1] + ranked[last]) / 2
        above = scores[:, code] > at[code]
        reached[code] = 2 * (above & true).sum() / (above.sum() + true.sum())
    return at, reached


def _inverse(matrix: Reals) -> Reals:
    """Invert a symmetric positive definite matrix, by Cholesky."""
    from scipy.linalg import get_lapack_funcs

    factor, inverse = get_lapack_funcs(("potrf", "potri"), (matrix,))
    half, wrong = factor(matrix, lower=True)
    if not wrong:
        half, wrong = inverse(half, lower=True)
    if wrong:
        raise np.linalg.LinAlgError("the kernel is not positive definite")
    lower = np.tril(half)
    return lower + np.tril(lower, -1).T  # type: ignore[no-any-return]


def _solved(matrix: Reals, right: Reals) -> Reals:
    """Solve with a symmetric positive definite matrix."""
    from scipy.linalg import solve

    found: Reals = solve(matrix, right, assume_a="pos", check_finite=False)
    return found


def _ratio(part: NDArray[Any], whole: NDArray[Any]) -> Reals:
    shares: Reals = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return shares
