"""In which direction a code is probably meant, by what people coded in the words of the speaker's side."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from qualcase._kernel.remark import Remark, remark

FEWEST, SHARE = 3, 2 / 3  # passages of the side with the code, and how many of them must agree


class Held(NamedTuple):
    """A code held by a passage of a voice, in a direction; numbers of the case, and names of parties."""

    passage: int
    code: int
    voice: int
    direction: tuple[str, str]


class Told(NamedTuple):
    """Whose judgement it is about whom, and why."""

    holder: str
    target: str
    because: Remark


class Directions:
    """The directions in which each code was coded, side by side of those who speak.

    `held`: what is coded, each passage once for a code and direction. `side`: of each voice, "" where unknown.
    """

    def __init__(self, held: frozenset[Held], side: Mapping[int, str]) -> None:
        self._held, self._side = held, side
        self._of_side: dict[tuple[int, str], Counter[tuple[str, str]]] = defaultdict(Counter)
        self._of_voice: dict[tuple[int, int], Counter[tuple[str, str]]] = defaultdict(Counter)
        for one in held:
            self._of_side[one.code, side[one.voice]][one.direction] += 1
            self._of_voice[one.code, one.voice][one.direction] += 1

    def usual(self, code: int, voice: int) -> Told | None:
        """Give the commonest direction of a code in the words of others of a voice's side.

        None where fewer than three passages of theirs hold the code, fewer than two thirds of these agree, or the
        voice's side is not on record.
        """
        if not self._side[voice]:
            return None
        others = self._of_side[code, self._side[voice]] - self._of_voice[code, voice]
        n = sum(others.values())
        if n < FEWEST:
            return None
        (direction, agree) = min(others.items(), key=lambda one: (-one[1], one[0]))
        if agree < SHARE * n or "" in direction:
            return None
        return Told(*direction, remark("suggest.direction", n=agree, all=n))

    def right(self, code: int, declared: tuple[str, str]) -> tuple[float | None, float | None]:
        """Say how many of a code's passages are told rightly by others' words, of those told; and of them the declared.

        A passage that holds the code in two directions is told rightly by either. None where nothing is told.
        """
        told = right = plain = 0
        for voice, directions in self._passages(code):
            found = self.usual(code, voice)
            if found:
                told += 1
                right += found[:2] in directions
                plain += declared in directions
        return (right / told, plain / told) if told else (None, None)

    def _passages(self, code: int) -> Iterator[tuple[int, set[tuple[str, str]]]]:
        found: dict[tuple[int, int], set[tuple[str, str]]] = defaultdict(set)
        for one in self._held:
            if one.code == code:
                found[one.passage, one.voice].add(one.direction)
        for (_, voice), directions in found.items():
            yield voice, directions
