"""Words: where they stand in a text, and how they read in lower case."""

import unicodedata
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.roots import Lang, roots
from qualcase.lang.spelling import usual

Ints = NDArray[np.int64]
Points = NDArray[np.uint32]

OTHER, LETTER, DIGIT, JOINER = 0, 1, 2, 3
LOW = 0x3000  # code points below are looked up, the few above are asked one by one
_SAME = str.maketrans("\u2018\u2019\u2010\u2011", "''--")
_JOINERS = frozenset("'-\u2018\u2019\u2010\u2011")


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """The words of a text in order.

    `start`, `end`: (n,), code points, half-open. `forms`: the words in lower case, curly apostrophes made straight.
    """

    start: Ints
    end: Ints
    forms: list[str]

    @property
    def usual(self) -> list[str]:
        """The forms in usual spelling (Indonesian): beside the text, which stays as it was said."""
        found = {form: usual(form) for form in set(self.forms)}
        return [found[form] for form in self.forms]

    def roots(self, *, lang: Lang = "id", names: Ints | None = None) -> list[str]:
        """Give the roots of the words. Within `names` ((n, 2), code points, in order) words keep their form."""
        found = roots(self.forms, lang=lang)
        if names is None or not len(names):
            return found
        at = np.searchsorted(names[:, 1], self.start, "right")
        named = (at < len(names)) & (names[np.minimum(at, len(names) - 1), 0] < self.end)
        return [form if name else root for form, root, name in zip(self.forms, found, named.tolist(), strict=True)]


def words(text: str) -> Words:
    """Find the words of a text.

    A word is a run of letters, marks and digits. A hyphen or an apostrophe belongs to it between two letters.

    >>> words("Kata-katanya CDO-nya: don’t!").forms
    ['kata-katanya', 'cdo-nya', "don't"]
    """
    points = code_points(text)
    start, end = bounds(points)
    lowered = folded(points).astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")
    pairs = zip(start.tolist(), end.tolist(), strict=True)
    return Words(start, end, [lowered[a:b] for a, b in pairs])


def code_points(text: str) -> Points:
    """Give the code points of a text: (n,)."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def bounds(points: Points) -> tuple[Ints, Ints]:
    """Find where words start and end among code points."""
    kind = kinds(points)
    inside = (kind == LETTER) | (kind == DIGIT)
    at = np.flatnonzero(kind[1:-1] == JOINER) + 1
    inside[at[(kind[at - 1] == LETTER) & (kind[at + 1] == LETTER)]] = True
    edge = np.zeros(points.size + 1, np.bool_)
    if points.size:
        edge[0], edge[-1] = inside[0], inside[-1]
        np.not_equal(inside[1:], inside[:-1], out=edge[1:-1])
    edges = np.flatnonzero(edge)
    return edges[::2], edges[1::2]


def kinds(points: Points) -> NDArray[np.uint8]:
    """Say of each code point whether it is a LETTER (or mark), a DIGIT, a JOINER or OTHER: (n,)."""
    table, _ = _tables()
    kind = table.take(points, mode="clip")
    for at in np.flatnonzero(points >= LOW).tolist():
        kind[at] = _kind(chr(points[at]))
    return kind


def folded(points: Points) -> Points:
    """Give each code point in lower case, where that is one code point; curly apostrophes become straight: (n,)."""
    _, table = _tables()
    lower = table.take(points, mode="clip")
    for at in np.flatnonzero(points >= LOW).tolist():
        lower[at] = _lower(chr(points[at]))
    return lower


@cache
def _tables() -> tuple[NDArray[np.uint8], Points]:
    kind = np.fromiter(map(_kind, map(chr, range(LOW))), np.uint8, LOW)
    lower = np.fromiter(map(_lower, map(chr, range(LOW))), np.uint32, LOW)
    for table in (kind, lower):
        table.flags.writeable = False
    return kind, lower


def _kind(character: str) -> int:
    if character in _JOINERS:
        return JOINER
    return {"L": LETTER, "M": LETTER, "N": DIGIT}.get(unicodedata.category(character)[0], OTHER)


def _lower(character: str) -> int:
    lowered = character.translate(_SAME).lower()
    return ord(lowered) if len(lowered) == 1 else ord(character)
