"""How alike passages read: cosines of their characters, of the question before, of their turn, of the cues in them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.words import words

Ints = NDArray[np.int64]
Reals = NDArray[np.floating[Any]]

_SHORTEST, _LONGEST = 2, 5  # letters that a gram has
_MIX, _ADD = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBF58476D1CE4E5B9)


def grams(texts: Sequence[str]) -> Any:
    """Count the runs of 2 to 5 characters in the words of each text: a sparse matrix, (texts, grams).

    A run may cross from word to word, and the start and the end of a text count as characters: "ga percaya" and
    "gak percaya" share most of theirs.
    """
    from scipy import sparse

    lines = [np.frombuffer(f"\n{' '.join(words(text).forms)}\n".encode("utf-32-le", "surrogatepass"), "<u4")
             for text in texts]  # fmt: skip
    points = np.concatenate([np.empty(0, "<u4"), *lines]).astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [line.size for line in lines])
    code = points * _MIX
    codes, owners = [], []
    for length in range(_SHORTEST, _LONGEST + 1):
        code = (code[:-1] ^ (code[:-1] >> np.uint64(29))) * _MIX + points[length - 1 :] * _ADD
        whole = owner[: code.size] == owner[length - 1 :]
        codes.append(code[whole])
        owners.append(owner[: code.size][whole])
    kinds, column = np.unique(np.concatenate(codes), return_inverse=True)
    row = np.concatenate(owners)
    counted = sparse.csr_matrix((np.ones(row.size, np.float32), (row, column)), shape=(len(texts), kinds.size))
    counted.sum_duplicates()
    return counted


def weighed(counts: Any) -> Any:
    """Weigh counts by 1 + log tf and by idf over all rows, and give each row length 1; what only one row has is out."""
    from scipy import sparse

    held = np.bincount(counts.indices, minlength=counts.shape[1])
    counts = counts[:, np.flatnonzero(held > 1)].astype(np.float32)
    held = held[held > 1]
    counts.data = 1 + np.log(counts.data)
    counts = counts @ sparse.diags(1 + np.log((1 + counts.shape[0]) / (1 + held)).astype(np.float32))
    length = np.sqrt(np.asarray(counts.multiply(counts).sum(axis=1)).ravel())
    return sparse.diags(1 / np.where(length > 0, length, 1).astype(np.float32)) @ counts


class Cosine:
    """Cosines between texts by their characters; each distinct text is read once."""

    def __init__(self, texts: Sequence[str]) -> None:
        number = {text: n for n, text in enumerate(dict.fromkeys(texts))}
        self._row = np.fromiter(map(number.__getitem__, texts), np.int64, len(texts))
        self._rows = weighed(grams(list(number))).tocsr()

    def block(self, these: Ints, those: Ints) -> Reals:
        """Give the cosines of some passages with others: (these, those)."""
        (left, back), (right, forth) = (np.unique(self._row[some], return_inverse=True) for some in (these, those))
        cosines: Reals = (self._rows[left] @ self._rows[right].T).toarray()
        return cosines[np.ix_(back, forth)]


class Dense:
    """Cosines between rows of numbers less their mean, (n, d): embeddings, or counts of cues."""

    def __init__(self, rows: Reals) -> None:
        rows = np.asarray(rows, np.float32)
        rows = rows - rows.mean(axis=0)
        length = np.linalg.norm(rows, axis=1, keepdims=True)
        self._rows = rows / np.where(length > 0, length, 1)

    def block(self, these: Ints, those: Ints) -> Reals:
        """Give the cosines of some passages with others: (these, those)."""
        cosines: Reals = self._rows[these] @ self._rows[those].T
        return cosines


class Alike:
    """The mean of several cosines, centred on the passages learned from.

    `within`: kernels that count once more between passages of one side, whose number is in `side` (the same words say
    another thing in the mouth of the other side).
    """

    def __init__(
        self, learned: Ints, kernels: Sequence[Cosine | Dense], within: Sequence[Cosine | Dense], side: Ints
    ) -> None:
        self._learned, self._kernels, self._within, self._side = learned, tuple(kernels), tuple(within), side
        raw = self._raw(learned)
        self._mean = raw.mean(axis=0) if learned.size else np.zeros(0, np.float32)
        self._centre = self._mean.mean() if learned.size else np.float32(0)
        self.kernel = self._centred(raw)

    def to_learned(self, these: Ints) -> Reals:
        """Give how alike some passages are to those learned from: (these, learned); a 1 for the intercept is in it."""
        return self._centred(self._raw(these))

    def _centred(self, raw: Reals) -> Reals:
        centred: Reals = raw - self._mean - raw.mean(axis=1, keepdims=True) + self._centre + np.float32(1)
        return centred

    def _raw(self, these: Ints) -> Reals:
        total = np.zeros((these.size, self._learned.size), np.float32)
        same = self._side[these][:, None] == self._side[self._learned]
        for kernel in self._kernels:
            block = kernel.block(these, self._learned)
            total += block
            if kernel in self._within:
                np.add(total, block, out=total, where=same)
        total /= np.float32(max(len(self._kernels) + len(self._within), 1))
        return total
