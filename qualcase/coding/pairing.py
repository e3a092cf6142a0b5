"""Which coding of one coder answers which of another's, and in what the two differ."""

from collections.abc import Callable, Sequence
from operator import attrgetter
from typing import Literal, NamedTuple, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

APART = 32  # bits: texts lie 2**32 code points apart on the line they are laid on

# in what two codings differ, the costliest for the evidence first: what turns it, what moves it to another row, what
# lets it count or not, what adds or takes it away, and what leaves it as it is
Kind: TypeAlias = Literal["stance", "code", "direction", "basis", "only second", "only first", "ends"]
KINDS: tuple[Kind, ...] = get_args(Kind)


class Put(NamedTuple):
    """A coding as it counts: its text, span, book and code, direction, stance and basis, and its row."""

    text: str
    start: int
    end: int
    book: str
    code: str
    holder: str
    target: str
    stance: str
    basis: str
    row: int


class Pair(NamedTuple):
    """A coding of the first coder and the one of the second that answers it; None where nothing does."""

    first: Put | None
    second: Put | None

    @property
    def differs(self) -> tuple[Kind, ...]:
        """In what the two differ, the costliest for the evidence first; empty where they agree."""
        a, b = self
        if a is None or b is None:
            return ("only first",) if b is None else ("only second",)
        found: list[Kind] = []
        if a.code != b.code:
            found.append("code")  # what is said of another code says nothing of this one
        else:
            if a.stance != b.stance:
                found.append("stance")
            if a.holder != b.holder or a.target != b.target:
                found.append("direction")
            if a.basis != b.basis and a.basis and b.basis:  # unset says nothing else
                found.append("basis")
        if a.start != b.start or a.end != b.end:
            found.append("ends")
        return tuple(found)


def pair_up(first: Sequence[Put], second: Sequence[Put]) -> list[Pair]:
    """Pair codings that share words and a codebook, each at most once; the rest stand alone. In the order of texts.

    The likest pair first: the same code before another one, then the very same words, then the same direction and
    stance, then the greater share of words. Codings of different books answer different questions: never paired.
    """
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for a, b in _candidates(first, second):
        if a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            pairs.append(Pair(first[a], second[b]))
    pairs += [Pair(put, None) for n, put in enumerate(first) if n not in taken_a]
    pairs += [Pair(None, put) for n, put in enumerate(second) if n not in taken_b]
    return sorted(pairs, key=lambda pair: min(put for put in pair if put is not None))


def meeting(first: Sequence[Put], second: Sequence[Put], key: Callable[[Put], object]) -> tuple[Flags, Flags]:
    """Say which codings of each list share words with one of the other whose `key` is the same, text included."""
    a, b = _overlapping(*_on_one_line(first, second, key))
    met = np.zeros(len(first), np.bool_), np.zeros(len(second), np.bool_)
    met[0][a], met[1][b] = True, True
    return met


def _candidates(first: Sequence[Put], second: Sequence[Put]) -> list[tuple[int, int]]:
    """Give the pairs that share words and a book, as places in the two lists, the likest first."""
    start_a, end_a, start_b, end_b = _on_one_line(first, second, attrgetter("text", "book"))
    a, b = _overlapping(start_a, end_a, start_b, end_b)
    shared = np.minimum(end_a[a], end_b[b]) - np.maximum(start_a[a], start_b[b])
    whole = np.maximum(end_a[a], end_b[b]) - np.minimum(start_a[a], start_b[b])
    code = _unlike(first, second, a, b, attrgetter("code"))
    direction = _unlike(first, second, a, b, attrgetter("holder", "target"))
    stance = _unlike(first, second, a, b, attrgetter("stance"))
    order = np.lexsort((b, a, -shared / whole, stance, direction, shared < whole, code))
    return list(zip(a[order].tolist(), b[order].tolist(), strict=True))


def _on_one_line(
    first: Sequence[Put], second: Sequence[Put], key: Callable[[Put], object]
) -> tuple[Ints, Ints, Ints, Ints]:
    """Lay both coders' spans on one line on which those of another `key` lie too far apart to meet."""
    every = [*first, *second]
    numbers: dict[object, int] = {}
    shift = np.array([numbers.setdefault(key(put), len(numbers)) for put in every], np.int64) << APART
    start = np.array([put.start for put in every], np.int64) + shift
    end = np.array([put.end for put in every], np.int64) + shift
    n = len(first)
    return start[:n], end[:n], start[n:], end[n:]


def _overlapping(start_a: Ints, end_a: Ints, start_b: Ints, end_b: Ints) -> tuple[Ints, Ints]:
    """Pair the spans of two lists that share a character: of two such spans one begins within the other.

    a   |=====|      |==|
    b      |====|   |=====|           (0, 0): b begins in a; (1, 1): a begins in b
    """
    in_a = _beginning_in(start_a, end_a, start_b, "left")
    in_b = _beginning_in(start_b, end_b, start_a, "right")
    return np.concatenate((in_a[0], in_b[1])), np.concatenate((in_a[1], in_b[0]))


def _beginning_in(start: Ints, end: Ints, begins: Ints, side: Literal["left", "right"]) -> tuple[Ints, Ints]:
    """Pair spans with what begins in them: at their start too ("left"), or behind it only ("right")."""
    order = np.argsort(begins, kind="stable")
    first = np.searchsorted(begins[order], start, side)
    count = np.maximum(np.searchsorted(begins[order], end, "left") - first, 0)
    span = np.repeat(np.arange(start.size), count)
    shift = np.arange(span.size) - np.repeat(np.cumsum(count) - count, count)
    return span, order[np.repeat(first, count) + shift]


def _unlike(first: Sequence[Put], second: Sequence[Put], a: Ints, b: Ints, key: Callable[[Put], object]) -> Flags:
    numbers: dict[object, int] = {}
    ours = np.array([numbers.setdefault(key(put), len(numbers)) for put in first] or [0], np.int64)
    theirs = np.array([numbers.setdefault(key(put), len(numbers)) for put in second] or [0], np.int64)
    return np.asarray(ours[a] != theirs[b], np.bool_)
