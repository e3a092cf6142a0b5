"""Spans: half-open stretches of one long line of code points, as two int64 arrays, and how they lie to each other.

All sources are laid on one line, each 2**32 from the next, so that nothing in one is near anything in another.
"""

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

FAR = 2**31  # farther than any two places of one text, nearer than two texts


def merge(start: Ints, end: Ints) -> tuple[Ints, Ints]:
    """Give the union of spans as sorted, disjoint spans; spans that touch become one, empty ones are dropped.

    in   |====|   |==|
           |====|    |==|
    out  |======| |=====|
    """
    full = end > start
    start, end = start[full], end[full]
    if not start.size:
        return start, end
    order = np.argsort(start, kind="stable")
    start, reach = start[order], np.maximum.accumulate(end[order])
    opens = np.concatenate(([True], start[1:] > reach[:-1]))
    last = np.concatenate((np.flatnonzero(opens)[1:] - 1, [start.size - 1]))
    return start[opens], reach[last]


def intersect(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Give the characters that lie in a span of `a` and in one of `b`, as sorted, disjoint spans.

    a    |=======|    |===|
    b        |=========|
    out      |===|    |=|
    """
    at, depth_a, depth_b = _depths(merge(*a), merge(*b))
    return _runs(at, (depth_a > 0) & (depth_b > 0))


def subtract(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> tuple[Ints, Ints]:
    """Give the characters that lie in a span of `a` and in none of `b`.

    a    |=======|    |===|
    b        |=========|
    out  |===|          |=|
    """
    at, depth_a, depth_b = _depths(merge(*a), merge(*b))
    return _runs(at, (depth_a > 0) & (depth_b == 0))


def others_near(start: Ints, end: Ints, others: tuple[Ints, Ints], distance: int | None = None) -> Ints:
    """Count, for each span, those of `others` that share a character with it, or lie within `distance` of it: (n,).

    A span that is among the others counts itself. Empty spans meet nothing.

        span           |====|
        others  |====|    |====|   |==|            1 overlaps; within distance 3 there are 3
    """
    full = others[1] > others[0]
    starts, ends = np.sort(others[0][full]), np.sort(others[1][full])
    if distance is None:
        count = np.searchsorted(starts, end, "left") - np.searchsorted(ends, start, "right")
    else:
        count = np.searchsorted(starts, end + distance, "right") - np.searchsorted(ends, start - distance, "left")
    return np.where(end > start, count, 0)


def incidence(start: Ints, end: Ints, unit_start: Ints, unit_end: Ints) -> tuple[Ints, Ints]:
    """Pair each span with the units that hold at least one of its characters: (span numbers, unit numbers).

    `unit_start`, `unit_end`: sorted and disjoint. The pairs come in the order of the spans.

        unit   |------0------|------1------|--2--|
        span           |=========|                    (0, 0) (0, 1)
    """
    first = np.searchsorted(unit_end, start, "right")
    count = np.maximum(np.searchsorted(unit_start, end, "left") - first, 0)
    count[end <= start] = 0
    span = np.repeat(np.arange(start.size), count)
    shift = np.arange(span.size) - np.repeat(np.cumsum(count) - count, count)
    return span, np.repeat(first, count) + shift


def overlap_counts(start: Ints, end: Ints, code: Ints, n_codes: int, *, chunk: int = 1_000_000) -> Ints:
    """Count the pairs of spans that share a character, by their codes: (n_codes, n_codes), symmetric.

    The diagonal counts pairs of two spans of one code, each pair once. A span is no pair with itself.
    """
    full = end > start
    order = np.argsort(start[full], kind="stable")
    s, e, c = start[full][order], end[full][order], code[full][order].astype(np.int64)
    count = np.searchsorted(s, e, "left") - np.arange(s.size) - 1  # later spans that begin before this one ends
    pairs = int(count.sum())
    if pairs <= s.size * n_codes // 2:
        table = _count_pairs(c, count, n_codes, chunk)
    else:
        table = _count_by_depth(s, e, c, n_codes)
    both = table + table.T
    np.fill_diagonal(both, table.diagonal())
    return both


def _count_pairs(code: Ints, count: Ints, n_codes: int, chunk: int) -> Ints:
    table = np.zeros(n_codes * n_codes, np.int64)
    total = np.cumsum(count)
    at = 0
    while at < code.size:
        stop = max(int(np.searchsorted(total, (total[at - 1] if at else 0) + chunk, "right")), at + 1)
        here = count[at:stop]
        i = np.repeat(np.arange(at, stop), here)
        j = i + 1 + np.arange(i.size) - np.repeat(np.cumsum(here) - here, here)
        table += np.bincount(code[i] * n_codes + code[j], minlength=n_codes * n_codes)
        at = stop
    return table.reshape(n_codes, n_codes)


def _count_by_depth(s: Ints, e: Ints, code: Ints, n_codes: int, block: int = 4096) -> Ints:
    """Count without a pair array: for each span, how many of each code began later but before its end.

    Cumulative one-hot counts are kept for one block of starts at a time, so memory is block * n_codes.
    """
    table = np.zeros((n_codes, n_codes), np.int64)
    later = np.searchsorted(s, e, "left")
    for at in range(0, s.size, block):
        stop = min(at + block, s.size)
        below = np.zeros((stop - at + 1, n_codes), np.int32)
        below[np.arange(1, stop - at + 1), code[at:stop]] = 1
        np.cumsum(below, axis=0, out=below)
        reach = np.flatnonzero(later[:stop] > at)  # spans that reach into this block
        low = np.maximum(reach + 1, at) - at
        high = np.minimum(later[reach], stop) - at
        live = high > low
        reach, low, high = reach[live], low[live], high[live]
        order = np.argsort(code[reach], kind="stable")
        reach, low, high = reach[order], low[order], high[order]
        if not reach.size:
            continue
        firsts = np.flatnonzero(np.concatenate(([True], np.diff(code[reach]) != 0)))
        gained = np.add.reduceat(below[high].astype(np.int64) - below[low], firsts, axis=0)
        table[code[reach[firsts]]] += gained
    return table


def _depths(a: tuple[Ints, Ints], b: tuple[Ints, Ints]) -> tuple[Ints, Ints, Ints]:
    at = np.unique(np.concatenate((*a, *b)))
    depth_a, depth_b = (
        np.searchsorted(start, at, "right") - np.searchsorted(end, at, "right") for start, end in (a, b)
    )
    return at, depth_a, depth_b


def _runs(at: Ints, inside: Flags) -> tuple[Ints, Ints]:
    """Join the pieces [at[i], at[i + 1]) that are inside into spans."""
    if not at.size:
        return at, at
    edge = np.diff(np.concatenate(([False], inside, [False])).astype(np.int8))
    bounds = np.append(at, at[-1])
    return bounds[np.flatnonzero(edge == 1)], bounds[np.flatnonzero(edge == -1)]
