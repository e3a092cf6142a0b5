"""What is likely behind a difference between two coders: told from the pair, the codebook and what else they coded."""

from collections.abc import Mapping, Sequence
from operator import attrgetter

from qualcase.coding.pairing import Pair, Put, meeting
from qualcase.model.snapshot import Snapshot

# of a stance, of a code, of the rest, and of a coding that nothing answers; "" where both agree
CAUSES = (
    "opposite", "mixed", "unset", "another code", "sibling", "level", "direction", "basis", "never used", "other codes",
    "overlooked", "elsewhere in the turn", "cut", "ends", "",
)  # fmt: skip


def causes(found: Sequence[Pair], pairs: Sequence[Pair], turn: Mapping[Put, int], snapshot: Snapshot) -> list[str]:
    """Say of each of the pairs `found`, among all `pairs`, what is likely behind its difference: one of CAUSES.

    A stance is opposite, mixed or neutral beside a pole, or left open by one. A code lies above the other, beside it
    under one parent, or elsewhere in the book. A coding that stands alone: the other coder never uses the code, cut the
    words otherwise, chose other words of the turn, gave the words other codes only, or overlooked them.
    """
    first = [pair.first for pair in pairs if pair.first]
    second = [pair.second for pair in pairs if pair.second]
    same_code = _met(first, second, attrgetter("text", "book", "code"))
    any_code = _met(first, second, attrgetter("text", "book"))
    used = [{(put.book, put.code) for put in side} for side in (first, second)]
    in_turn = [{(put.text, turn[put], put.book, put.code) for put in side} for side in (first, second)]

    def alone(put: Put, other: int) -> str:
        if (put.book, put.code) not in used[other]:
            return "never used"
        if put in same_code[1 - other]:
            return "cut"
        if turn[put] and (put.text, turn[put], put.book, put.code) in in_turn[other]:
            return "elsewhere in the turn"
        return "other codes" if put in any_code[1 - other] else "overlooked"

    said = []
    for pair in found:
        a, b = pair
        if b is None:
            said.append(alone(a, 1) if a else "")
        elif a is None:
            said.append(alone(b, 0))
        else:
            kind = next(iter(pair.differs), "")
            said.append(_of_stance(a, b) if kind == "stance" else _of_code(a, b, snapshot) if kind == "code" else kind)
    return said


def _met(first: list[Put], second: list[Put], key: "attrgetter[object]") -> tuple[set[Put], set[Put]]:
    a, b = meeting(first, second, key)
    return {first[n] for n in a.nonzero()[0]}, {second[n] for n in b.nonzero()[0]}


def _of_stance(a: Put, b: Put) -> str:
    if not a.stance or not b.stance:
        return "unset"
    return "opposite" if {a.stance, b.stance} == {"supports", "contradicts"} else "mixed"


def _of_code(a: Put, b: Put, snapshot: Snapshot) -> str:
    """Say where two codes of one book lie to each other."""
    above_a, above_b = _above(a, snapshot), _above(b, snapshot)
    if a.code in above_b or b.code in above_a:
        return "level"
    return "sibling" if above_a[:1] and above_a[:1] == above_b[:1] else "another code"


def _above(put: Put, snapshot: Snapshot) -> list[str]:
    """Give the codes above a coding's code, the nearest first."""
    numbers, found, code = snapshot.code_numbers, list[str](), put.code
    while (full := f"{put.book}/{code}") in numbers:
        entry = snapshot.codes[numbers[full]].entry
        if entry is None or not entry.above or entry.above in found:
            break
        found.append(code := entry.above)
    return found
