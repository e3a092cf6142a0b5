from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.model.evidence import CONTRADICTS, MIXED, SUPPORTS
from qualcase.model.nouns import STANCES
from qualcase.model.positions import position, positions


@pytest.mark.parametrize(
    ("said", "dominance", "stands"),
    [
        ((3, 0, 0), 1, SUPPORTS),
        ((0, 1, 0), 1, CONTRADICTS),
        ((9, 1, 0), 1, MIXED),
        ((0, 0, 2), 1, MIXED),
        ((2, 1, 0), Fraction(2, 3), SUPPORTS),
        ((1, 2, 1), Fraction(2, 3), MIXED),
        ((0, 0, 0), 1, None),
    ],
)
def test_a_voice_stands_where_enough_of_its_words_stand(said, dominance, stands):
    assert position(*said, Fraction(dominance)) == stands


@given(
    st.lists(st.tuples(st.integers(0, 5), st.integers(-1, 3)), max_size=20),
    st.sampled_from([Fraction(1), Fraction(2, 3)]),
)
def test_neutral_and_unset_words_say_nothing_of_direction(items, dominance):
    voice, stance = np.array(items, np.int64).reshape(-1, 2).T
    expected = {}
    for one in {v for v, _ in items}:
        poles = [STANCES[s] for v, s in items if v == one and s >= 0 and STANCES[s] != "neutral"]
        if poles:
            share = {pole: Fraction(poles.count(pole), len(poles)) for pole in ("supports", "contradicts")}
            wins = [pole for pole in share if share[pole] >= dominance]
            expected[one] = STANCES.index(wins[0]) if wins else MIXED
    assert positions(voice, stance, dominance) == expected
