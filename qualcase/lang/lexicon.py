"""The index behind `suggest`: every word of many texts as the number of its type, and where it stands.

A text is read once. Its words are hashed all together by one running sum, so that only a word never met before becomes
a Python string. Two of a million different words share a hash with a chance below one in ten million.
"""

import threading
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.roots import Lang, fragments, root, skeleton
from qualcase.lang.words import LOW, Points, bounds, code_points, folded

Ints = NDArray[np.int64]
Types = NDArray[np.int32]
Hashes = NDArray[np.uint64]

_BASE = 0x9E3779B97F4A7C15  # odd, so that it has an inverse modulo 2**64
_INVERSE = pow(_BASE, -1, 1 << 64)
_SLOT_BITS = 18


@dataclass(frozen=True, slots=True, eq=False)
class Index:
    """The words of some texts, laid end to end.

    `type`: (n,), numbers in `lexicon.forms`. `start`, `end`: (n,), code points in the word's own text.
    `first`: (texts + 1,), the first word of each text, and n.
    """

    lexicon: "Lexicon"
    type: Types
    start: Types
    end: Types
    first: Ints

    @property
    def texts(self) -> int:
        """How many texts there are."""
        return self.first.size - 1

    def text_of(self, word: Ints) -> Ints:
        """Give the number of the text that each word stands in."""
        return np.searchsorted(self.first, word, "right") - 1


class Lexicon:
    """All words met so far, their roots, and the texts read; it grows, and belongs to whoever made it."""

    def __init__(self) -> None:
        self.forms: list[str] = []
        self._number: dict[str, int] = {}
        self._roots: dict[Lang, dict[int, str]] = {"id": {}, "en": {}}
        self._asked: dict[tuple[str, Lang], tuple[int, list[int]]] = {}  # (looked at up to, types found)
        self._skeletons = ""  # of all forms, a line each
        self._skeleton_ends: list[int] = []
        self._read: dict[str, tuple[Types, Types, Types]] = {}
        self._slot_hash = np.zeros(1 << _SLOT_BITS, np.uint64)
        self._slot_type = np.full(1 << _SLOT_BITS, -1, np.int32)
        self._more_hash = np.empty(0, np.uint64)  # sorted; those whose slot was taken
        self._more_type = np.empty(0, np.int32)
        self._salt = _mixed(folded(np.arange(LOW, dtype=np.uint32)))
        self._power = np.ones(1, np.uint64)
        self._unpower = np.ones(1, np.uint64)
        self.lock = threading.RLock()  # to be held by whoever reads or asks while other threads may

    def index(self, keys: Sequence[str], text: Callable[[str], str]) -> Index:
        """Give the index over the texts of `keys` (text hashes); `text` is asked for those not read before."""
        for key in keys:
            if key not in self._read:
                self._read[key] = self._words(text(key))
        read = [self._read[key] for key in keys]
        first = np.cumsum([0, *(types.size for types, _, _ in read)])
        empty = np.empty(0, np.int32)
        types, start, end = (np.concatenate([empty, *(columns[i] for columns in read)]) for i in range(3))
        return Index(self, types, start, end, first)

    def forget(self, keys: Iterable[str]) -> None:
        """Drop texts that are no longer wanted; their words stay known."""
        for key in keys:
            self._read.pop(key, None)

    def with_form(self, form: str) -> list[int]:
        """Give the type of a lower-cased word, if it was met: none or one."""
        return [self._number[form]] if form in self._number else []

    def with_root(self, wanted: str, lang: Lang) -> list[int]:
        """Give the types that have a root. Only forms met since it was last asked for are looked at."""
        since, found = self._asked.get((wanted, lang), (0, []))
        if since < len(self.forms):
            maybe = self._holding(wanted, since) if lang == "id" else range(since, len(self.forms))
            found = found + [number for number in maybe if self._root(number, lang) == wanted]
            self._asked[wanted, lang] = len(self.forms), found
        return found

    def roots(self, lang: Lang) -> list[str]:
        """Give the root of every form met so far, in their order; each is worked out once."""
        return [self._root(number, lang) for number in range(len(self.forms))]

    def _root(self, number: int, lang: Lang) -> str:
        known = self._roots[lang]
        if number not in known:
            known[number] = root(self.forms[number], lang=lang)
        return known[number]

    def _holding(self, wanted: str, since: int) -> list[int]:
        """Give the types from `since` on whose skeleton holds a fragment of a root: others need no rules."""
        fresh = [skeleton(form) for form in self.forms[len(self._skeleton_ends) :]]
        if fresh:
            ends = np.cumsum([len(one) + 1 for one in fresh]) + len(self._skeletons)
            self._skeleton_ends += ends.tolist()
            self._skeletons += "".join(f"{one}\n" for one in fresh)
        begin = self._skeleton_ends[since - 1] if since else 0
        return sorted({number for fragment in fragments(wanted) for number in self._with(fragment, begin)})

    def _with(self, fragment: str, begin: int) -> Iterator[int]:
        """Give the types whose skeleton holds a fragment, from a place among the skeletons on."""
        at = self._skeletons.find(fragment, begin)
        while 0 <= at < len(self._skeletons):
            number = bisect_right(self._skeleton_ends, at)
            yield number
            at = self._skeletons.find(fragment, self._skeleton_ends[number])

    def _words(self, text: str) -> tuple[Types, Types, Types]:
        points = code_points(text)
        start, end = bounds(points)
        hashes = self._hashes(points, start, end)
        types = self._known(hashes)
        unknown = np.flatnonzero(types < 0)
        if unknown.size:
            new, where = np.unique(hashes[unknown], return_index=True)
            self._learn(new, text, start[unknown[where]], end[unknown[where]])
            types[unknown] = self._known(hashes[unknown])
        return types, start.astype(np.int32), end.astype(np.int32)

    def _known(self, hashes: Hashes) -> Types:
        """Give the type of each hash: from its slot, else from among the rest; -1 where it is new."""
        slot = (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.int64)
        types = self._slot_type[slot]
        missed = np.flatnonzero(self._slot_hash[slot] != hashes)
        if missed.size:
            types[missed] = -1
            rest = hashes[missed]
            at = np.searchsorted(self._more_hash, rest)
            at[at == self._more_hash.size] = 0
            if self._more_hash.size:
                types[missed] = np.where(self._more_hash[at] == rest, self._more_type[at], -1)
        return types

    def _learn(self, hashes: Hashes, text: str, start: Ints, end: Ints) -> None:
        """Give new words their types: a free slot, or a place among the rest."""
        types = np.empty(hashes.size, np.int32)
        for i, (a, b) in enumerate(zip(start.tolist(), end.tolist(), strict=True)):
            form = "".join(map(chr, folded(code_points(text[a:b])).tolist()))
            types[i] = self._number.setdefault(form, len(self.forms))
            if types[i] == len(self.forms):
                self.forms.append(form)
        slot = (hashes >> np.uint64(64 - _SLOT_BITS)).view(np.int64)
        _, once = np.unique(slot, return_index=True)
        free = once[self._slot_type[slot[once]] < 0]
        self._slot_hash[slot[free]], self._slot_type[slot[free]] = hashes[free], types[free]
        rest = np.setdiff1d(np.arange(hashes.size), free)
        more_hash = np.concatenate((self._more_hash, hashes[rest]))
        order = np.argsort(more_hash)
        self._more_hash = more_hash[order]
        self._more_type = np.concatenate((self._more_type, types[rest]))[order]

    def _hashes(self, points: Points, start: Ints, end: Ints) -> Hashes:
        """Hash each word: the sum over its letters of salt[letter] * base**place, modulo 2**64; one running sum."""
        if self._power.size <= points.size:
            size = 2 * points.size + 1
            self._power, self._unpower = (_powers(base, size) for base in (_BASE, _INVERSE))
        if points.size and points.max() >= LOW:
            salted = _mixed(folded(points))
        else:
            salted = self._salt[points]
        total = np.zeros(points.size + 1, np.uint64)
        np.cumsum(salted * self._power[: points.size], out=total[1:])
        return (total[end] - total[start]) * self._unpower[start]


def _powers(base: int, size: int) -> Hashes:
    powers = np.full(size, base, np.uint64)
    powers[0] = 1
    return np.multiply.accumulate(powers)


def _mixed(points: Points) -> Hashes:
    """Scatter code points over 64 bits: splitmix64 (Steele, Lea and Flood 2014, OOPSLA)."""
    z = (points.astype(np.uint64) + np.uint64(1)) * np.uint64(0x9E3779B97F4A7C15)
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return z ^ (z >> np.uint64(31))
