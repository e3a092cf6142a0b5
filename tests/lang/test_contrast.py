"""Measures of difference and spread, against numbers in print."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.lang.contrast import log_likelihood, log_ratio, unevenness


def test_log_likelihood_gives_the_numbers_of_the_lancaster_course():
    # "a word that occurs 52 times in 50,000 words and 57 times in 75,000": LL + 2.65, not significant at 3.84
    assert log_likelihood(52, 57, 50_000, 75_000).round(2) == 2.65


@pytest.mark.parametrize(("times", "expected"), [(3, 3), (1, 1), (2, 2)])
def test_equal_shares_are_no_evidence_of_a_difference(times, expected):
    assert log_likelihood(times, expected * 2, 1000, 2000) == pytest.approx(0, abs=1e-12)


@given(st.integers(0, 50), st.integers(0, 50), st.integers(51, 900), st.integers(51, 900))
def test_log_likelihood_is_the_sum_over_observed_and_expected(a, b, c, d):
    expected = [n * (a + b) / (c + d) for n in (c, d)]
    g2 = 2 * sum(o * math.log(o / e) for o, e in zip((a, b), expected, strict=True) if o)
    assert log_likelihood(a, b, c, d) == pytest.approx(max(g2, 0), abs=1e-9)
    assert log_likelihood(b, a, d, c) == pytest.approx(float(log_likelihood(a, b, c, d)), abs=1e-9)


def test_log_ratio_gives_the_examples_of_its_author():
    # .0006 against .0002 is three times as often (Hardie 2014); half an occurrence stands in for none
    assert log_ratio(6, 2, 10_000, 10_000) == pytest.approx(math.log2(3))
    assert log_ratio(8, 0, 100, 100) == pytest.approx(4)
    assert log_ratio(0, 8, 100, 100) == pytest.approx(-4)
    assert log_ratio(4, 4, 100, 100) == 0
    assert np.isnan(log_ratio(0, 0, 10, 10))
    assert np.isnan(log_ratio(1, 0, 10, 0))


def test_spread_gives_the_numbers_of_gries():
    # the word "a" in the five parts of his small corpus (2008: 409): DP .18; normalised .22 (2012)
    parts = [9, 10, 10, 10, 11]
    assert unevenness([[1, 2, 3, 4, 5]], parts).round(3).tolist() == [0.22]
    assert (unevenness([[1, 2, 3, 4, 5]], parts) * (1 - 9 / 50)).round(2).tolist() == [0.18]


def test_one_part_alone_is_as_uneven_as_can_be_and_proportion_is_even():
    assert unevenness([[5, 0, 0], [1, 2, 3]], [10, 20, 30]).tolist() == [1.0, 0.0]
    assert np.isnan(unevenness([[0, 0], [1, 0]], [3, 0])).all(), "a single part has no spread"
    assert np.isnan(unevenness([[0, 0]], [3, 4])).all(), "nor has a word never said"
