"""Ratings as arrays: what each coder said of each unit, from the tables that people have."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase.errors import OptionError

Ints: TypeAlias = NDArray[np.integer[Any]]
Flags: TypeAlias = NDArray[np.bool_]
Floats: TypeAlias = NDArray[np.float64]

FEW, MANY = 16, 1 << 16  # so many possible rows of ratings are counted one by one, or by place; more are sorted


def from_values(table: Any, categories: Iterable[Any] | None = None) -> tuple[NDArray[np.int64], list[Any]]:
    """Number the categories in a table of values: ratings (units, coders), and the categories in their order.

    `table`: (units, coders), a list of rows, an array or a DataFrame; None, NaN and "" are missing. `categories`: all
    that coders could choose, in order, also what nobody chose; without them those that occur, sorted.

    >>> ratings, categories = from_values([["yes", "no"], ["no", None]])
    >>> ratings.tolist(), categories
    ([[1, 0], [0, -1]], ['no', 'yes'])
    """
    rows = np.asarray(table, object)
    if rows.ndim != 2:
        raise OptionError(f"a table of ratings has a row a unit and a column a coder; this one has shape {rows.shape}.")
    cells = [[None if _missing(cell) else cell for cell in row] for row in rows.tolist()]
    used = {cell for row in cells for cell in row if cell is not None}
    order = list(categories) if categories is not None else _sorted(used)
    if odd := used - set(order):
        raise OptionError(f"{_sorted(odd)} in the table are not among the categories {order}.")
    place = {None: -1, **{category: n for n, category in enumerate(order)}}
    return np.array([[place[cell] for cell in row] for row in cells], np.int64).reshape(rows.shape), order


def from_crosstab(table: ArrayLike) -> NDArray[np.int64]:
    """Give two coders' ratings from how often they chose each pair of categories: (categories, categories) -> (n, 2).

    >>> from_crosstab([[1, 2], [0, 1]]).tolist()
    [[0, 0], [0, 1], [0, 1], [1, 1]]
    """
    often = _counted(table)
    return np.repeat(np.argwhere(np.ones_like(often)), often.ravel(), axis=0)


def from_counts(table: ArrayLike) -> NDArray[np.int64]:
    """Give ratings from how many coders put each unit into each category: (units, categories) -> (units, coders).

    Who chose what is not known: coefficients that ask for it (Cohen's, Conger's, Light's) mean nothing here.

    >>> from_counts([[2, 1], [0, 2]]).tolist()
    [[0, 0, 1], [1, 1, -1]]
    """
    often = _counted(table)
    most = int(often.sum(axis=1).max(initial=0))
    rated = [np.repeat(np.arange(often.shape[1]), row) for row in often]
    return np.array([np.pad(row, (0, most - row.size), constant_values=-1) for row in rated], np.int64)


def _counted(table: ArrayLike) -> NDArray[np.int64]:
    often = np.asarray(table)
    if often.ndim != 2 or not np.issubdtype(often.dtype, np.integer) or (often < 0).any():
        raise OptionError("a table of counts has rows and columns of whole numbers from 0.")
    return often.astype(np.int64)


def _missing(cell: Any) -> bool:
    if cell is None or (isinstance(cell, str) and not cell):
        return True
    try:
        return bool(cell != cell)
    except TypeError:  # pandas' NA is neither
        return True


def _sorted(values: Iterable[Any]) -> list[Any]:
    found = list(values)
    try:
        return sorted(found)
    except TypeError:
        return sorted(found, key=repr)


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """Units that somebody rated, those with the same row of ratings taken together: a pattern and how often it is.

    What a coefficient rests on adds up over units, so that few patterns stand for many units, and a unit drawn twice
    is a pattern counted once more.
    """

    patterns: Ints  # (patterns, coders), -1 missing
    often: NDArray[np.int64]  # (patterns,)
    categories: int  # how many there are
    keys: Ints  # (patterns,), rising
    key: Ints  # (units,), a key outside of `keys` where nobody rated

    @property
    def n(self) -> int:
        """How many units somebody rated."""
        return int(self.often.sum())

    @property
    def paired(self) -> "Units":
        """Those with two ratings or more."""
        kept = (self.patterns >= 0).sum(axis=1) >= 2
        return Units(self.patterns[kept], self.often[kept], self.categories, self.keys[kept], self.key)

    @property
    def pattern_of(self) -> NDArray[np.int64]:
        """The pattern of each unit: (units,), -1 where nobody rated."""
        if not self.keys.size:
            return np.full(self.key.size, -1)
        place = np.minimum(np.searchsorted(self.keys, self.key), self.keys.size - 1)
        return np.where(self.keys[place] == self.key, place, -1)


def units_of(ratings: ArrayLike, categories: int | None = None) -> Units:
    """Take units with the same ratings together.

    `ratings`: (units, coders), whole numbers from 0, below 0 missing. `categories`: how many there are, numbered from
    0; without it those that occur are counted, whatever their numbers.
    """
    rows = np.asarray(ratings)
    if rows.dtype == np.bool_:
        rows = rows.astype(np.int8)
    if rows.ndim != 2 or not np.issubdtype(rows.dtype, np.integer):
        raise OptionError("ratings are whole numbers (units, coders), -1 missing; from_values(table) makes them.")
    highest = int(rows.max(initial=-1))
    if categories is not None and highest >= categories:
        raise OptionError(f"category {highest} is beyond the {categories} that there are, numbered from 0.")
    patterns, often, keys, key = _grouped(rows, highest + 2)
    rated = (patterns >= 0).any(axis=1)
    patterns, often, keys = patterns[rated], often[rated], keys[rated]
    if categories is None:
        used = np.unique(patterns[patterns >= 0])
        patterns, categories = np.where(patterns >= 0, np.searchsorted(used, patterns), -1), used.size
    return Units(patterns, often, categories, keys, key)


def _grouped(rows: Ints, base: int) -> tuple[Ints, NDArray[np.int64], Ints, Ints]:
    """Give the distinct rows, how often each is, a number for each, and the number of each row."""
    coders = rows.shape[1]
    possible = base**coders
    if possible >= 1 << 62:
        patterns, key, often = np.unique(np.maximum(rows, -1), axis=0, return_inverse=True, return_counts=True)
        return patterns, often, np.arange(often.size), key.reshape(-1)
    key = np.zeros(rows.shape[0], np.uint8 if possible <= 256 else np.int64)  # the fewer bytes, the faster
    if rows.size and rows.min() < -1:
        rows = np.maximum(rows, -1)
    for coder in range(coders):
        key *= base
        key += (rows[:, coder] + 1).astype(key.dtype)
    if possible <= FEW:
        often = np.array([np.count_nonzero(key == one) for one in range(possible)])
    elif possible <= MANY:
        often = np.bincount(key, minlength=possible)
    else:
        keys, often = np.unique(key, return_counts=True)
        return _digits(keys, base, coders), often, keys, key
    keys = np.flatnonzero(often)
    return _digits(keys, base, coders), often[keys], keys, key


def _digits(keys: Ints, base: int, coders: int) -> Ints:
    return keys[:, None] // base ** np.arange(coders - 1, -1, -1, dtype=np.int64) % base - 1


def counts_of(patterns: Ints, categories: int) -> Floats:
    """Count the ratings of each pattern in each category: (patterns, categories)."""
    row, _ = given = np.nonzero(patterns >= 0)
    flat = np.bincount(row * categories + patterns[given], minlength=patterns.shape[0] * categories)
    return flat.reshape(patterns.shape[0], categories).astype(np.float64)


def prevalence(ratings: ArrayLike, *, categories: int | None = None) -> Floats:
    """Give the share of all ratings that each category has: (categories,), 0 to 1; NaN where nobody rated."""
    units = units_of(ratings, categories)
    often = units.often @ counts_of(units.patterns, units.categories)
    return often / often.sum() if often.sum() else np.full(units.categories, np.nan)


def two_coders(ratings: ArrayLike, name: str) -> None:
    """Raise OptionError unless there are two coders."""
    shape = np.asarray(ratings).shape
    if len(shape) != 2 or shape[1] != 2:
        raise OptionError(f"{name} is of two coders, and these ratings have shape {shape}: (units, coders).")


def score_of(scores: Sequence[float] | ArrayLike | None, categories: int) -> Floats:
    """Give the value of each category, by default its number: (categories,)."""
    found = np.arange(categories, dtype=np.float64) if scores is None else np.asarray(scores, np.float64)
    if found.shape != (categories,):
        raise OptionError(f"{categories} categories need {categories} scores, and these have shape {found.shape}.")
    return found
