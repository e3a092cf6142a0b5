"""Agreement on spans that coders chose themselves."""

import math
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qualcase.coding import agreement as ag
from qualcase.coding.agreement.alignment import Costs, best_alignment
from qualcase.coding.agreement.alignment import _marked as marked
from qualcase.errors import OptionError

LENGTH = 20


def cut(row):
    """Spans (start, end, value) from values of characters, 0 for a gap; neighbours of one value are one unit."""
    edges = [0, *(n for n in range(1, len(row)) if row[n] != row[n - 1]), len(row)]
    return [(a, b, row[a] - 1) for a, b in pairwise(edges) if row[a]]


ROWS = st.lists(st.lists(st.integers(0, 2), min_size=LENGTH, max_size=LENGTH), min_size=2, max_size=4)


def line_of(rows, **given):
    units = [(s, e, coder, v) for coder, row in enumerate(rows) for s, e, v in cut(row)]
    columns = zip(*units, strict=True) if units else ([],) * 4
    return ag.continuum(*columns, length=LENGTH, coders=len(rows), values=2, **given)


@given(ROWS)
def test_lengths_that_meet_are_those_counted_character_by_character(rows):
    met = np.zeros((3, 3))
    for a, first in enumerate(rows):
        for b, second in enumerate(rows):
            if a != b:
                for one, other in zip(first, second, strict=True):
                    met[one, other] += 1 / (len(rows) - 1)
    assert line_of(rows).met[0] == pytest.approx(met)
    whole = ag.u_alpha(line_of(rows))
    assert whole.observed == pytest.approx(1 - np.trace(met) / met.sum())


@given(ROWS, st.randoms())
def test_order_of_coders_and_names_of_values_do_not_matter(rows, random):
    other = [[{0: 0, 1: 2, 2: 1}[v] for v in row] for row in rows]
    random.shuffle(other)
    for function in (ag.u_alpha, ag.u_alpha_binary, ag.cu_alpha):
        a, b = function(line_of(rows)), function(line_of(other))
        assert a.value == pytest.approx(b.value, nan_ok=True)
        assert a.reason == b.reason
    assert ag.ku_alpha(line_of(rows), 0).value == pytest.approx(ag.ku_alpha(line_of(other), 1).value, nan_ok=True)


@given(ROWS)
def test_of_units_of_one_value_nominal_and_binary_are_the_same(rows):
    once = [[min(v, 1) for v in row] for row in rows]
    assert ag.u_alpha(line_of(once)).value == pytest.approx(ag.u_alpha_binary(line_of(once)).value, nan_ok=True)
    found = ag.cu_alpha(line_of(once))
    assert (found.value, found.reason) == (1.0, ag.ONE_VALUE) or math.isnan(found.value)


def test_a_unit_cut_into_two_neighbours_of_its_value_changes_u_alpha_and_not_what_is_observed():
    whole = ag.continuum([0, 2], [8, 6], [0, 1], length=LENGTH)
    halves = ag.continuum([0, 4, 2], [4, 8, 6], [0, 0, 1], length=LENGTH)
    assert ag.u_alpha(whole).observed == ag.u_alpha(halves).observed
    assert ag.u_alpha(whole).value != pytest.approx(ag.u_alpha(halves).value, abs=1e-3)


def test_coders_who_marked_nothing_in_common_do_not_agree():
    apart = ag.continuum([0, 10], [5, 15], [0, 1], length=LENGTH)
    assert ag.u_alpha(apart).value < 0
    assert ag.u_alpha_binary(apart).value < 0
    assert ag.cu_alpha(apart).reason == ag.NO_UNIT  # no unit meets another
    assert ag.gamma([0, 100], [5, 105], [0, 1], length=200).disorder == 2  # each stands alone


def test_texts_laid_end_to_end_are_one_text_and_can_be_drawn_anew():
    start, end, coder = [1, 2, 3, 3, 12, 14], [5, 6, 6, 5, 18, 17], [0, 1, 0, 1, 0, 1]
    text = np.array([0, 0, 1, 1, 2, 2])
    many = ag.continuum(start, end, coder, length=[10, 10, 20], text=text)
    one = ag.continuum(np.array(start) + text * 10, np.array(end) + text * 10, coder, length=40)
    assert ag.u_alpha(many).value == pytest.approx(ag.u_alpha(one).value)
    assert ag.u_alpha(many).n == 3
    drawn = ag.u_alpha(many).bootstrap(draws=400)
    assert drawn.low < ag.u_alpha(many).value < drawn.high


@given(ROWS)
def test_u_alpha_is_that_of_krippendorff_unitized_alpha(rows):
    peer = pytest.importorskip("krippendorff_unitized_alpha.krippendorffs_unitized_alpha")
    found = ag.u_alpha(line_of(rows))
    assume(not found.reason)
    data = {str(n): [] for n in range(len(rows))}
    for n, row in enumerate(rows):  # it takes gaps from the caller, half-open, by a tag of its own
        edges = [0, *(at for at in range(1, LENGTH) if row[at] != row[at - 1]), LENGTH]
        data[str(n)] = [peer.Segment(str(row[a]) if row[a] else peer.EMPTY_TAG, a, b) for a, b in pairwise(edges)]
    assert found.value == pytest.approx(peer.KrippendorffUnitizedAlpha(data).result)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ag.continuum([0, 3], [5, 8], [0, 0], length=10, coders=2), "overlap each other"),
        (lambda: ag.continuum([0, 3], [5, 18], [0, 1], length=10), "inside their text"),
        (lambda: ag.continuum([4], [4], [0], length=10, coders=2), "begin before they end"),
        (lambda: ag.continuum([1], [4], [0], length=10), "needs two coders"),
        (lambda: ag.ku_alpha(ag.continuum([1, 2], [4, 5], [0, 1], length=10), 1), "value 1 is none of the 1"),
        (lambda: ag.gamma([1], [4], [0]), "needs two coders"),
        (lambda: ag.gamma([1, 4], [4, 4], [0, 1]), "begin before they end"),
        (lambda: ag.gamma([1, 4], [4, 5], [0, 1], sampler="cut"), "sampler='cut' is no option"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(OptionError, match=message):
        call()


UNITS = st.lists(
    st.tuples(st.integers(0, 15), st.integers(1, 6), st.integers(0, 1), st.integers(0, 1)), min_size=1, max_size=7
)


def every_alignment(units, costs):
    """The cheapest way to pair up the units of two coders, by trying all."""
    first = [n for n, who in enumerate(units.coder) if who == 0]
    second = [n for n, who in enumerate(units.coder) if who == 1]

    def cheapest(left, right):
        if not left:
            return costs.empty * len(right)
        one, rest = left[0], left[1:]
        alone = costs.empty + cheapest(rest, right)
        cost = [costs.pair(units, np.array([one]), np.array([other]))[0] for other in right]
        met = [c + cheapest(rest, right[:n] + right[n + 1 :]) for n, c in enumerate(cost)]
        return min([alone, *met])

    return cheapest(first, second)


@given(UNITS, st.sampled_from([1.0, 3.0]))
def test_the_best_alignment_is_the_cheapest_of_all(drawn, alpha):
    start, size, coder, category = (np.array(column) for column in zip(*drawn, strict=True))
    units, costs = marked(start, start + size, coder, category), Costs(alpha)
    disorder, alignment = best_alignment(units, 2, costs)
    assert disorder == pytest.approx(every_alignment(units, costs) * 2 / start.size)
    assert sorted(alignment[alignment >= 0].tolist()) == list(range(start.size))


def test_gamma_is_one_where_coders_marked_the_same_and_undefined_where_nobody_marked():
    found = ag.gamma([0, 9, 0, 9], [5, 14, 5, 14], [0, 0, 1, 1], [0, 1, 0, 1], length=40)
    assert (found.value, found.disorder, found.n) == (1.0, 0.0, 4)
    assert found.alignment.tolist() == [[0, 2], [1, 3]]
    nobody = ag.gamma([], [], [], coders=2)
    assert math.isnan(nobody.value)
    assert nobody.reason == ag.NO_UNIT


def test_gamma_takes_overlapping_units_which_u_alpha_cannot():
    start, end, coder, code = [0, 3, 0, 4], [10, 8, 10, 8], [0, 0, 1, 1], [0, 1, 0, 1]
    with pytest.raises(OptionError, match="gamma"):
        ag.continuum(start, end, coder, code, length=40)
    found = ag.gamma(start, end, coder, code, length=40)
    assert 0.5 < found.value < 1
    assert found.value == ag.gamma(start, end, coder, code, length=40).value != 1
    assert found.value != ag.gamma(start, end, coder, code, length=40, seed=1).value


def test_near_categories_disagree_less():
    def steps(a, b):
        return np.abs(a - b) / 2

    columns = ([0, 0], [10, 10], [0, 1], [0, 1])
    assert ag.gamma(*columns, length=40).disorder == 1
    assert ag.gamma(*columns, length=40, apart=steps).disorder == 0.5
