"""Which coding of one coder answers which of another's, and in what the two differ."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple, TypeAlias, get_args

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
        unlike: dict[Kind, bool] = {
            "stance": a.stance != b.stance,
            "code": a.code != b.code,
            "direction": (a.holder, a.target) != (b.holder, b.target),
            "basis": a.basis != b.basis,
            "ends": (a.start, a.end) != (b.start, b.end),
        }
        if unlike["code"]:  # what is said of another code says nothing of this one
            unlike |= {"stance": False, "direction": False, "basis": False}
        return tuple(kind for kind in KINDS if unlike.get(kind))


def pair_up(first: Sequence[Put], second: Sequence[Put]) -> list[Pair]:
    """Pair codings that share words and a codebook, each at most once; the rest stand alone. In the order of texts.

    The likest pair first: the same code before another one, the same direction and stance before others, then the
    greater share of words in common. Codings of different books answer different questions and are never paired.
    """
    taken_a: set[int] = set()
    taken_b: set[int] = set()
    pairs = []
    for _, a, b in sorted(_candidates(first, second)):
        if a not in taken_a and b not in taken_b:
            taken_a.add(a)
            taken_b.add(b)
            pairs.append(Pair(first[a], second[b]))
    pairs += [Pair(put, None) for n, put in enumerate(first) if n not in taken_a]
    pairs += [Pair(None, put) for n, put in enumerate(second) if n not in taken_b]
    return sorted(pairs, key=lambda pair: min(put for put in pair if put is not None))


def _candidates(
    first: Sequence[Put], second: Sequence[Put]
) -> Iterator[tuple[tuple[bool, bool, bool, float], int, int]]:
    by_text: dict[tuple[str, str], list[tuple[int, int]]] = {}
    for n, put in enumerate(second):
        by_text.setdefault((put.text, put.book), []).append((put.start, n))
    longest: dict[tuple[str, str], int] = {}
    for key, here in by_text.items():
        here.sort()
        longest[key] = max(second[n].end - start for start, n in here)
    for n, a in enumerate(first):
        key = a.text, a.book
        here = by_text.get(key, [])
        at = bisect_left(here, (a.start - longest.get(key, 0), -1))
        while at < len(here) and here[at][0] < a.end:
            b = second[here[at][1]]
            shared = min(a.end, b.end) - max(a.start, b.start)
            if shared > 0:
                whole = max(a.end, b.end) - min(a.start, b.start)
                unlike = (a.code != b.code, (a.holder, a.target) != (b.holder, b.target), a.stance != b.stance)
                yield (*unlike, -shared / whole), n, here[at][1]
            at += 1
