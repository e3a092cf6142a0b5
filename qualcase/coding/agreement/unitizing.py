"""Agreement of coders who chose the spans themselves: Krippendorff's unitizing alphas.

After Krippendorff, Mathet, Bouvry & Widloecher (2016), Quality & Quantity 50: 2347-2364. The definition of 1995 and
2004 is another coefficient. Spans of one coder may not overlap each other: take one continuum for each code, or gamma.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase.coding.agreement.coefficient import NO_VARIATION, Coefficient, Parts, estimate
from qualcase.coding.agreement.ratings import Floats
from qualcase.errors import OptionError

Integers = NDArray[np.int64]

ONE_VALUE = "one value only"


@dataclass(frozen=True, slots=True, eq=False)
class Continuum:
    """Texts that coders cut into units: lengths in characters or tokens shared by value, summed up for each text.

    Value 0 is a gap (phi); value k of a unit stands at k + 1. Sums over texts are sums of a longer text, so that texts
    can be drawn anew.
    """

    met: Floats  # (texts, values + 1, values + 1): the length that a pair of coders gave these values, over coders - 1
    squared: Floats  # (texts, values + 1): squared lengths of units; of gaps their lengths
    meeting: Floats  # (texts, values + 1): squared lengths of units where they meet a unit of another coder
    coders: int

    @property
    def values(self) -> int:
        """How many values units can have, gaps aside."""
        return int(self.squared.shape[1]) - 1


def continuum(
    start: ArrayLike, end: ArrayLike, coder: ArrayLike, value: ArrayLike | None = None, *, length: int | ArrayLike,
    text: ArrayLike | None = None, coders: int | None = None, values: int | None = None,
) -> Continuum:  # fmt: skip
    """Lay out the units of coders on one text, or on several.

    `start`, `end` (half-open), `coder`, `value`, `text`: (units,), numbers from 0; without `value` all are of one.
    `length`: of each text, (texts,). `coders`, `values`: how many there are, where some have no unit.

    >>> line = continuum([1, 2, 4, 6], [9, 3, 5, 7], [0, 1, 1, 1], length=10)
    >>> round(u_alpha(line).value, 4)
    0.1818
    """
    start, end, coder = (np.asarray(column, np.int64).reshape(-1) for column in (start, end, coder))
    label = np.zeros(start.size, np.int64) if value is None else np.asarray(value, np.int64).reshape(-1)
    place = np.zeros(start.size, np.int64) if text is None else np.asarray(text, np.int64).reshape(-1)
    long = np.asarray(length, np.int64).reshape(-1)
    many = max(int(coder.max(initial=-1)) + 1, coders or 0)
    q = max(int(label.max(initial=-1)) + 1, values or 0) + 1
    if (start < 0).any() or (end <= start).any() or (end > long[place]).any():
        raise OptionError("units begin before they end, inside their text; ends are exclusive.")
    if many < 2:
        raise OptionError(f"agreement needs two coders, and here there is {many or 'none'}.")
    shift = np.cumsum(long) - long
    start, end = start + shift[place], end + shift[place]
    cuts = _distinct(np.concatenate((start, end, shift, [long.sum()])))
    size, of_text = np.diff(cuts), np.searchsorted(shift, cuts[:-1], "right") - 1
    unit = np.full((many, size.size), -1)
    for one in range(many):
        unit[one] = _unit_of(cuts, start, end, np.flatnonzero(coder == one))
    held = np.where(unit >= 0, np.append(label, -1)[unit] + 1, 0)
    met = np.zeros(long.size * q * q)
    for a in range(many):
        for b in range(a + 1, many):
            met += np.bincount((of_text * q + held[a]) * q + held[b], size / (many - 1), met.size)
    table = met.reshape(long.size, q, q)
    covered = (unit >= 0).sum(axis=0)
    squared, meeting = np.zeros((2, long.size, q))
    squared[:, 0] = np.bincount(of_text, size * (many - covered), long.size)
    shared = np.zeros(start.size)
    for row in unit:
        inside = (row >= 0) & (covered >= 2)
        shared += np.bincount(row[inside], size[inside], start.size)
    for found, lengths in ((squared, end - start), (meeting, shared)):
        np.add.at(found, (place, label + 1), lengths.astype(np.float64) ** 2)
    return Continuum(table + table.transpose(0, 2, 1), squared, meeting, many)


def u_alpha(line: Continuum) -> Coefficient:
    """Give u-alpha, nominal: gaps and units, where they lie and of which value.

    Squares of lengths are in what is expected, so that a unit cut into two neighbours of its value changes it.
    """
    return _alpha(line, lambda met, squared, meeting: _off_diagonal(met, _expected(met, squared)))


def u_alpha_binary(line: Continuum) -> Coefficient:
    """Give `|u|`-alpha, binary: where coders see units at all, whatever their value."""

    def terms(met: Floats, squared: Floats, meeting: Floats) -> tuple[Floats, Floats]:
        expected = _expected(met, squared)
        return 2 * met[..., 0, 1:].sum(axis=-1), 2 * expected[..., 0, 1:].sum(axis=-1)

    return _alpha(line, terms)


def cu_alpha(line: Continuum) -> Coefficient:
    """Give cu-alpha, nominal: the values of units where units of two coders meet, gaps aside.

    Of more than two coders a unit counts with what meets a unit of any other coder. Where all units that meet are of
    one value, nothing could differ: 1, with the reason "one value only", as other implementations have it.
    """
    return _of_one_value(_alpha(line, lambda met, squared, meeting: _off_diagonal(*_without_gaps(met, meeting))))


def ku_alpha(line: Continuum, value: int) -> Coefficient:
    """Give (k)u-alpha of one value, numbered from 0: whether what meets its units is of this value, too.

    Where nothing of another value meets a unit, 1 with the reason "one value only".
    """
    if not 0 <= value < line.values:
        raise OptionError(f"value {value} is none of the {line.values}, numbered from 0.")

    def terms(met: Floats, squared: Floats, meeting: Floats) -> tuple[Floats, Floats]:
        found = [
            _share(table[..., value].sum(axis=-1) - table[..., value, value], table[..., value].sum(axis=-1))
            for table in _without_gaps(met, meeting)
        ]
        return found[0], np.nan_to_num(found[1])

    return _of_one_value(_alpha(line, terms))


def coverage(line: Continuum) -> Floats:
    """Give for each value the share of its length that meets units, not gaps: (values,); to be shown by (k)u-alpha."""
    met = line.met.sum(axis=0)
    return _share(met[1:, 1:].sum(axis=0), met[:, 1:].sum(axis=0))


def _alpha(line: Continuum, disagree: Callable[[Floats, Floats, Floats], tuple[Floats, Floats]]) -> Coefficient:
    texts, q = line.squared.shape
    added = np.concatenate((line.met.reshape(texts, -1), line.squared, line.meeting), axis=1)

    def terms(sums: Floats) -> tuple[Floats, Floats]:
        met, squared, meeting = np.split(sums, [q * q, q * q + q], axis=-1)
        return disagree(met.reshape(*sums.shape[:-1], q, q), squared, meeting)

    each = np.arange(texts)
    parts = Parts(each, np.ones(texts, np.int64), lambda: each, lambda some: added[some], terms)
    return estimate(parts, texts, disagreement=True)


def _of_one_value(found: Coefficient) -> Coefficient:
    if found.reason == NO_VARIATION and found.observed == 0:
        return replace(found, value=1.0, reason=ONE_VALUE)
    return found


def _distinct(numbers: Integers) -> Integers:
    """Sort numbers that come in sorted runs, each once."""
    found = np.sort(numbers, kind="stable")
    return found[np.diff(found, prepend=-1) > 0]


def _unit_of(cuts: Integers, start: Integers, end: Integers, own: Integers) -> Integers:
    """Give the unit of one coder that each piece lies in, -1 for none: (pieces,)."""
    own = own[np.argsort(start[own], kind="stable")]
    if (start[own][1:] < end[own][:-1]).any():
        raise OptionError("units of one coder overlap each other: take one continuum for each code, or gamma.")
    if not own.size:
        return np.full(cuts.size - 1, -1)
    at = np.searchsorted(start[own], cuts[:-1], "right") - 1
    inside = (at >= 0) & (cuts[:-1] < end[own][at])
    return np.where(inside, own[at], -1)


def _expected(met: Floats, squared: Floats) -> Floats:
    """Give what is expected by chance, l.. (l_c. l_.k - [c = k] X_c) / (l..^2 - sum X)."""
    of_value = met.sum(axis=-1)
    total = of_value.sum(axis=-1)
    table = of_value[..., :, None] * of_value[..., None, :]
    own = np.arange(met.shape[-1])
    table[..., own, own] -= squared
    free = total**2 - squared.sum(axis=-1)
    return np.asarray(table * np.where(free > 0, total / np.where(free > 0, free, 1), 0)[..., None, None])


def _without_gaps(met: Floats, meeting: Floats) -> tuple[Floats, Floats]:
    inner = met[..., 1:, 1:]
    return inner, _expected(inner, meeting[..., 1:])


def _off_diagonal(observed: Floats, expected: Floats) -> tuple[Floats, Floats]:
    total = observed.sum(axis=(-1, -2))
    some = total > 0
    parts = [
        np.where(some, (table.sum(axis=(-1, -2)) - np.trace(table, axis1=-2, axis2=-1)) / np.where(some, total, 1), 0)
        for table in (observed, expected)
    ]
    return np.where(some, parts[0], np.nan), parts[1]


def _share(part: Floats, whole: Floats) -> Floats:
    return np.where(whole > 0, part / np.where(whole > 0, whole, 1), math.nan)
