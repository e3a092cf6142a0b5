from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.coding.direction import Directions, Held

OURS, THEIRS = ("community", "company"), ("company", "community")
SIDES = {0: "community", 1: "community", 2: "company", 3: "company", 4: "company", 5: ""}


def held(*rows: tuple[int, int, tuple[str, str]], code: int = 0) -> frozenset[Held]:
    return frozenset(Held(passage, code, voice, direction) for passage, voice, direction in rows)


def test_the_direction_is_the_one_in_which_others_of_the_side_were_coded() -> None:
    met = held((0, 0, OURS), (1, 0, OURS), (2, 1, OURS), (3, 2, THEIRS), (4, 2, THEIRS), (5, 3, THEIRS), (6, 3, OURS))
    found = Directions(met, SIDES).usual(0, 4)
    assert found is not None
    assert found[:2] == THEIRS
    assert found.because.facts == {"n": 3, "all": 4}


@pytest.mark.parametrize(
    ("rows", "voice"),
    [
        ([(0, 2, THEIRS), (1, 2, THEIRS)], 4),  # too few
        ([(0, 2, THEIRS), (1, 2, THEIRS), (2, 2, THEIRS)], 2),  # the voice's own alone
        ([(n, 2, THEIRS) for n in range(3)] + [(n, 3, OURS) for n in range(3, 5)], 4),  # three of five: of two minds
        ([(n, 2, THEIRS) for n in range(3)], 0),  # of the other side
        ([(n, 2, ("company", "")) for n in range(3)], 4),  # about whom is not on record
        ([(n, 5, THEIRS) for n in range(3)], 5),  # of no side
    ],
)
def test_where_others_are_too_few_or_do_not_agree_the_direction_stays_open(rows: list, voice: int) -> None:
    assert Directions(held(*rows), SIDES).usual(0, voice) is None


def test_it_is_told_for_each_code_by_itself() -> None:
    both = held(*((n, 2, THEIRS) for n in range(3))) | held(*((n, 3, OURS) for n in range(3, 6)), code=1)
    found = Directions(both, SIDES)
    told = [found.usual(code, 4) for code in (0, 1)]
    assert [one and one[:2] for one in told] == [THEIRS, OURS]


ROWS = st.sets(st.tuples(st.integers(0, 30), st.sampled_from((OURS, THEIRS, ("government", "company")))), max_size=40)


@given(ROWS)
def test_how_often_it_is_right_is_counted_with_each_informant_left_out(rows: set) -> None:
    met = held(*((passage, passage % 5, direction) for passage, direction in rows))
    told = []
    for passage in {passage for passage, _ in rows}:
        others = [
            way for other, way in rows if other % 5 != passage % 5 and SIDES[other % 5] == SIDES[passage % 5]
        ]  # fmt: skip
        [(first, n)] = Counter(sorted(others)).most_common(1) or [(("", ""), 0)]
        if len(others) >= 3 and Fraction(n, len(others)) >= Fraction(2, 3):
            told.append((first, {way for other, way in rows if other == passage}))
    right, declared = Directions(met, SIDES).right(0, OURS)
    if not told:
        assert (right, declared) == (None, None)
        return
    assert right == pytest.approx(sum(way in ways for way, ways in told) / len(told))
    assert declared == pytest.approx(sum(OURS in ways for _, ways in told) / len(told))
