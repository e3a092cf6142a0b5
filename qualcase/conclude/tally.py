"""What each voice said, tallied from items of evidence: the accounts that the rule of triangulation judges."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase.model.evidence import ATTRIBUTED, CONTRADICTS, MIXED, NEUTRAL, SUPPORTS
from qualcase.model.positions import position

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]
Position: TypeAlias = Literal["supports", "contradicts", "mixed"]

POSITIONS: dict[int, Position] = {SUPPORTS: "supports", CONTRADICTS: "contradicts", MIXED: "mixed"}
POLES = {"supports": SUPPORTS, "contradicts": CONTRADICTS}


@dataclass(frozen=True, slots=True)
class Member:
    """A voice in its group: a voice is whose account it is. `side`: its interest, "" not recorded."""

    id: str
    group: str
    side: str = ""
    asked: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Items:
    """Items of evidence on one proposition, in any order, all (k,).

    `voice`: numbers of members; `stance`, `basis`: in STANCES and BASES; `technique`, `aspect`: any; -1 none.
    """

    voice: Ints
    stance: Ints
    technique: Ints
    aspect: Ints
    basis: Ints


@dataclass(frozen=True, slots=True)
class Account:
    """What one voice said, tallied.

    `said`: its items that support, that contradict, that are mixed; `ways`: each stance with a technique that it was
    said by; `aspects`: those it named in these items.
    """

    member: Member
    said: tuple[int, int, int] = (0, 0, 0)
    ways: frozenset[tuple[int, int]] = frozenset()
    aspects: frozenset[int] = frozenset()
    neutral: int = 0  # items that take no direction
    attributed: int = 0  # let in or not
    items: int = 0  # with all that was left out

    @property
    def asked(self) -> bool:
        """Whether it was asked; who spoke was."""
        return self.member.asked or any(self.said) or self.neutral > 0

    def position(self, dominance: Fraction) -> Position | None:
        """Give the pole that carries its words, else "mixed"; None where it is silent on direction."""
        found = position(*self.said, dominance)
        return None if found is None else POSITIONS[found]


def tally(items: Items, members: Sequence[Member], *, include_attributed: bool = False) -> tuple[Account, ...]:
    """Reduce items to an account for each member: what is attributed, neutral or unset says nothing of direction."""
    n = len(members)
    kept, judged = let_in(items, include_attributed)
    said = np.bincount(items.voice[judged] * 3 + items.stance[judged], minlength=3 * n).reshape(n, 3).tolist()
    which = (kept & ~judged, items.basis == ATTRIBUTED, np.ones(kept.size, np.bool_))
    counts = [np.bincount(items.voice[these], minlength=n).tolist() for these in which]
    ways: list[set[tuple[int, int]]] = [set() for _ in members]
    known = judged & (items.technique >= 0)
    for voice, stance, technique in _distinct(known, items.voice, items.stance, items.technique):
        ways[voice].add((stance, technique))
    aspects: list[set[int]] = [set() for _ in members]
    for voice, aspect in _distinct(judged & (items.aspect >= 0), items.voice, items.aspect):
        aspects[voice].add(aspect)
    return tuple(map(Account, members, map(tuple, said), map(frozenset, ways), map(frozenset, aspects), *counts))


def let_in(items: Items, include_attributed: bool) -> tuple[Flags, Flags]:
    """Which items are let in, and which of these take a direction."""
    kept = (items.basis != ATTRIBUTED) | include_attributed
    return kept, kept & (items.stance >= 0) & (items.stance != NEUTRAL)


def _distinct(which: Flags, *columns: Ints) -> list[list[int]]:
    return np.unique(np.stack([column[which] for column in columns], axis=1), axis=0).tolist()  # type: ignore[no-any-return]
