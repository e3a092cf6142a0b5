"""How a word's frequency differs between two bodies of talk, and how evenly it is spread over those who talk."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def log_likelihood(here: ArrayLike, there: ArrayLike, total_here: ArrayLike, total_there: ArrayLike) -> Floats:
    """Give G2 of a word's frequency in two bodies of talk: (n,), 0 or more; NaN where one of them has no words.

    `here`, `there`: (n,), how often the word is said in each. `total_here`, `total_there`: words altogether.
    G2 = 2 (a ln(a / E1) + b ln(b / E2)) with E1 = c (a + b) / (c + d), E2 = d (a + b) / (c + d) (Rayson and Garside
    2000, Comparing corpora: 1-6). It says how much evidence there is of a difference, not how large that is.

    >>> round(float(log_likelihood(52, 57, 50_000, 75_000)), 2)
    2.65
    """
    a, b, c, d = (np.asarray(x, np.float64) for x in (here, there, total_here, total_there))
    with np.errstate(divide="ignore", invalid="ignore"):
        share = (a + b) / (c + d)
        g2 = 2 * (_part(a, c * share) + _part(b, d * share))
        return np.where((c > 0) & (d > 0), np.maximum(g2, 0), np.nan)


def log_ratio(here: ArrayLike, there: ArrayLike, total_here: ArrayLike, total_there: ArrayLike) -> Floats:
    """Give the binary logarithm of the ratio of two relative frequencies: (n,); 1 is twice, -1 half as often.

    Where a word is never said in one body, half an occurrence stands in for none (Hardie 2014, Log Ratio, CASS). NaN
    where one of them has no words, or neither the word.

    >>> round(float(log_ratio(6, 2, 10_000, 10_000)), 3)
    1.585
    """
    a, b, c, d = (np.asarray(x, np.float64) for x in (here, there, total_here, total_there))
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2((np.where(a == 0, 0.5, a) / c) / (np.where(b == 0, 0.5, b) / d))
    return np.where((c > 0) & (d > 0) & (a + b > 0), ratio, np.nan)


def unevenness(counts: ArrayLike, totals: ArrayLike) -> Floats:
    """Give Gries' deviation of proportions: (n,), 0 where a word is spread as the talk is, near 1 where few say it.

    `counts`: (n, parts), how often each word is said in each part. `totals`: (parts,), all words of each part; parts
    without words play no role. DP = sum |v - s| / 2 over the parts, v the part's share of the word and s its share of
    the talk (Gries 2008, International Journal of Corpus Linguistics 13: 403-437), divided by 1 - min(s), so that 1
    can be reached (Lijffijt and Gries 2012, same journal 17: 147-149). NaN for a word never said, or a single part.

    >>> float(unevenness([[1, 2, 3, 4, 5]], [9, 10, 10, 10, 11]).round(2)[0])  # "a" in Gries' small corpus: DP .18
    0.22
    """
    size = np.asarray(totals, np.float64)
    spoken = size > 0
    counted = np.asarray(counts, np.float64)[:, spoken]
    share = size[spoken] / size.sum() if spoken.any() else size[spoken]
    if share.size < 2:
        return np.full(counted.shape[0], np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = np.abs(counted / counted.sum(axis=1, keepdims=True) - share).sum(axis=1) / 2
    return np.asarray(deviation / (1 - share.min()), np.float64)


def _part(observed: Floats, expected: Floats) -> Floats:
    """Give O ln(O / E), which is 0 for O = 0."""
    return np.where(observed > 0, observed * np.log(np.where(observed > 0, observed, 1) / expected), 0.0)
