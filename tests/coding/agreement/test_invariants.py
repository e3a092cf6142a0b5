"""What must hold of every coefficient, whatever the data."""

import math
from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qualcase.coding import agreement as ag
from qualcase.errors import OptionError

OF_MANY = {
    "percent": ag.percent, "fleiss": ag.fleiss, "brennan_prediger": ag.brennan_prediger, "gwet": ag.gwet,
    "conger": ag.conger, "light": ag.light, "alpha": ag.alpha,
}  # fmt: skip
OF_TWO = {"cohen": ag.cohen, "scott": ag.scott, "holsti": ag.holsti}
METRICS = ("nominal", "ordinal", "interval", "ratio", "circular", "polar")


def ratings(coders=None, least=-1):
    shape = st.tuples(st.integers(1, 9), st.integers(2, 5) if coders is None else coders)
    return shape.flatmap(lambda size: arrays(np.int64, size, elements=st.integers(least, 3)))


def same(a, b):
    assert a.value == pytest.approx(b.value, abs=1e-9, nan_ok=True)
    assert (a.n, a.reason) == (b.n, b.reason)


@given(ratings(), st.data())
def test_names_and_order_of_coders_units_and_categories_do_not_matter(drawn, data):
    units, coders = drawn.shape
    other = drawn[data.draw(st.permutations(range(units)))][:, data.draw(st.permutations(range(coders)))]
    names = np.array([*data.draw(st.permutations(range(4))), -1])
    for function in [*OF_MANY.values(), *(OF_TWO.values() if coders == 2 else ())]:
        same(function(names[other]), function(drawn))
    for metric in METRICS:
        same(ag.alpha(other, metric=metric, scores=range(4)), ag.alpha(drawn, metric=metric, scores=range(4)))
        if metric not in ("nominal", "ratio"):  # a scale may run the other way
            back = np.where(drawn < 0, -1, 3 - drawn)
            same(ag.alpha(back, metric=metric, scores=range(4)), ag.alpha(drawn, metric=metric, scores=range(4)))


@given(ratings())
def test_a_coder_or_a_unit_without_ratings_changes_nothing(drawn):
    wide = np.hstack((drawn, np.full((drawn.shape[0], 1), -1)))
    tall = np.vstack((drawn, np.full((2, drawn.shape[1]), -1)))
    for name, function in OF_MANY.items():
        if name != "light":  # a mean over pairs of coders, one of whom rated nothing
            same(function(wide), function(drawn))
            assert function(wide).se == pytest.approx(function(drawn).se, nan_ok=True)
        same(function(tall), function(drawn))
        assert function(tall).bootstrap(draws=20) == pytest.approx(function(drawn).bootstrap(draws=20), nan_ok=True)


@given(ratings(least=0))
def test_of_complete_data_alpha_is_fleiss_kappa_corrected_for_few_ratings(drawn):
    fleiss, alpha = ag.fleiss(drawn), ag.alpha(drawn)
    assert fleiss.reason == alpha.reason
    assume(not fleiss.reason)
    assert 1 - alpha.value == pytest.approx((1 - fleiss.value) * (drawn.size - 1) / drawn.size)


@given(ratings())
def test_identity_weights_are_no_weights(drawn):
    for name in ("percent", "fleiss", "brennan_prediger", "gwet", "conger", "light"):
        weights = ag.weights("identity", range(4))
        plain, weighted = (OF_MANY[name](drawn, **given) for given in ({"categories": 4}, {"weights": weights}))
        same(plain, weighted)
        assert plain.se == pytest.approx(weighted.se, nan_ok=True)


@given(st.integers(2, 5), st.integers(1, 3), st.randoms())
def test_where_categories_are_chosen_equally_often_ac1_is_brennan_and_predigers(q, times, random):
    first, second = ([k for k in range(q) for _ in range(times)] for _ in "ab")
    random.shuffle(first)
    drawn = np.array([first, second]).T
    assert ag.gwet(drawn).value == pytest.approx(ag.brennan_prediger(drawn).value)


@given(ratings(coders=st.just(2), least=0))
def test_of_two_coders_who_rated_everything_the_families_meet(drawn):
    same(ag.scott(drawn), ag.fleiss(drawn))
    same(ag.conger(drawn), ag.cohen(drawn))
    same(ag.light(drawn), ag.cohen(drawn))
    assert ag.holsti(drawn).value == pytest.approx(ag.percent(drawn).value)


@given(ratings())
def test_percent_is_the_share_of_pairs_that_agree_unit_by_unit(drawn):
    units = [[v for v in row if v >= 0] for row in drawn.tolist()]
    shares = [np.mean([a == b for a, b in permutations(unit, 2)]) for unit in units if len(unit) >= 2]
    assert ag.percent(drawn).value == pytest.approx(np.mean(shares) if shares else math.nan, nan_ok=True)
    assert ag.percent(drawn).n == ag.alpha(drawn).n == len(shares)


@given(ratings(), st.sampled_from(METRICS))
def test_alpha_is_what_its_definition_says_pair_by_pair(drawn, metric):
    units = [[v for v in row if v >= 0] for row in drawn.tolist()]
    units = [unit for unit in units if len(unit) >= 2]
    every = [v for unit in units for v in unit]
    often = [every.count(k) for k in range(4)]

    def far(a, b):
        low, high = sorted((a, b))
        return {
            "nominal": float(a != b),
            "ordinal": (sum(often[low : high + 1]) - (often[low] + often[high]) / 2) ** 2 if a != b else 0,
            "interval": (a - b) ** 2,
            "ratio": ((a - b) / (a + b + 2)) ** 2,
            "circular": math.sin(math.pi * (a - b) / 4) ** 2,
            "polar": (a - b) ** 2 / ((a + b) * (6 - a - b)) if a != b else 0,  # poles 1 and 4
        }[metric]

    observed = sum(far(a, b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / max(len(every), 1)
    pairs = list(permutations(every, 2))
    expected = sum(far(a, b) for a, b in pairs) / max(len(pairs), 1)
    found = ag.alpha(drawn, metric=metric, scores=range(1, 5))  # the categories' values are one more than their numbers
    assert found.value == pytest.approx(1 - observed / expected if expected else math.nan, nan_ok=True)


@given(ratings())
def test_what_is_drawn_by_pattern_is_what_is_drawn_by_unit(drawn):
    """The sums of parts, each unit once, give the value; each unit twice gives the mean over a doubled table."""
    for name, function in OF_MANY.items():
        found = function(drawn)
        if found.parts is None or found.reason:
            continue
        doubled = found.parts.values(found.parts.sums(2 * found.parts.often[None]))[0]
        assert doubled == pytest.approx(function(np.vstack((drawn, drawn))).value, nan_ok=True), name
        by = np.arange(drawn.shape[0])
        assert found.parts.sums_by(by).sum(axis=0) == pytest.approx(found.parts.sums(found.parts.often[None])[0])


def test_a_bootstrap_of_units_is_that_by_index():
    drawn = np.random.default_rng(3).integers(0, 2, (60, 2))
    drawn[:40, 1] = drawn[:40, 0]
    rng = np.random.default_rng(4)
    by_index = [ag.alpha(drawn[rng.integers(0, 60, 60)]).value for _ in range(1500)]
    found = ag.alpha(drawn).bootstrap(draws=1500)
    assert found.se == pytest.approx(np.std(by_index), rel=0.08)
    assert (found.low, found.high) == pytest.approx(np.quantile(by_index, [0.025, 0.975]), abs=0.03)
    assert (found.draws, found.undefined, found.clusters, found.level) == (1500, 0, 0, 0.95)
    assert found == ag.alpha(drawn).bootstrap(draws=1500)
    assert found != ag.alpha(drawn).bootstrap(draws=1500, seed=1)


def test_an_interval_over_transcripts_is_longer_where_the_turns_of_a_transcript_are_alike():
    truth = np.repeat(np.random.default_rng(5).integers(0, 2, (12, 1)), 20, axis=0)
    other = truth.copy()
    other[:60] = 1 - other[:60]  # in three transcripts the second coder saw it the other way
    drawn, text = np.hstack((truth, other)), np.repeat(np.arange(12), 20)
    units, texts = ag.fleiss(drawn).bootstrap(), ag.fleiss(drawn).bootstrap(by=text)
    assert texts.clusters == 12
    assert texts.high - texts.low > 2 * (units.high - units.low)
    with pytest.raises(OptionError, match="names the transcript of each of 240 units"):
        ag.fleiss(drawn).bootstrap(by=text[:-1])


def test_draws_in_which_nothing_varies_are_counted():
    found = ag.alpha([[0, 0], [0, 0], [0, 1]]).bootstrap(draws=500)
    assert 100 < found.undefined < 200  # (2/3)**3 of the draws miss the third unit
    assert found.low <= found.high
    nothing = ag.alpha([[0, 0], [0, 0]]).bootstrap()
    assert math.isnan(nothing.low)
    assert nothing.draws == 0


def test_the_interval_by_formula_is_gwets():
    ratings, _ = ag.from_values([
        [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
        [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
    ])  # fmt: skip
    assert ag.gwet(ratings).interval() == pytest.approx((0.461, 1), abs=5e-4)  # README of irrCAC for R


def test_units_that_one_coder_did_not_rate():
    drawn = np.array([[0, 0], [1, 1], [0, 1], [1, -1], [-1, -1]])
    assert ag.cohen(drawn) == ag.cohen(drawn[:3])
    assert ag.alpha(drawn) == ag.alpha(drawn[:3])
    assert ag.fleiss(drawn).n == 4  # the fourth tells how often categories are chosen
    assert ag.holsti(drawn).value == pytest.approx(2 * 2 / (4 + 3))


@pytest.mark.parametrize("drawn", [[[1, -1], [-1, 2]], np.empty((0, 2), int), [[-1, -1]]])
def test_without_two_ratings_of_one_unit_nothing_is_computed(drawn):
    for function in [*OF_MANY.values(), ag.cohen, ag.scott]:
        found = function(np.array(drawn))
        assert math.isnan(found.value)
        assert (found.n, found.reason) == (0, ag.NO_UNIT)


def test_specific_agreement_is_positive_and_negative_agreement():
    ratings = ag.from_crosstab([[80, 7], [8, 5]])
    assert ag.specific(ratings) == pytest.approx([2 * 80 / (2 * 80 + 15), 2 * 5 / (2 * 5 + 15)])
    assert math.isnan(ag.specific(ratings, categories=3)[2])
    assert ag.prevalence(ratings, categories=3) == pytest.approx([175 / 200, 25 / 200, 0])


def test_the_paradox_of_a_rare_category():
    ratings = ag.from_crosstab([[80, 7], [8, 5]])
    found = [f(ratings).value for f in (ag.percent, ag.cohen, ag.gwet)]
    assert found == pytest.approx([0.85, 0.314, 0.808], abs=5e-4)


def test_categories_that_nobody_used_count_where_they_are_given():
    drawn = np.array([[0, 0], [1, 1], [0, 1]])
    assert ag.brennan_prediger(drawn).expected == pytest.approx(1 / 2)
    assert ag.brennan_prediger(drawn, categories=4).expected == pytest.approx(1 / 4)
    assert ag.fleiss(drawn, categories=4) == ag.fleiss(drawn)


def test_tables_that_people_have():
    import pandas as pd

    frame = pd.DataFrame({"ani": ["yes", "no", None, pd.NA], "budi": ["yes", "yes", float("nan"), ""]})
    ratings, categories = ag.from_values(frame)
    assert ratings.tolist() == [[1, 1], [0, 1], [-1, -1], [-1, -1]]
    assert categories == ["no", "yes"]
    assert ag.from_values(frame, ["yes", "no", "unsure"])[0][:2].tolist() == [[0, 0], [1, 0]]
    with pytest.raises(OptionError, match=r"\['yes'\] in the table are not among"):
        ag.from_values(frame, ["no"])
    with pytest.raises(OptionError, match="a row a unit"):
        ag.from_values(["yes", "no"])
    assert ag.from_values([[1, "a"], ["a", 1]])[1] == ["a", 1]  # that cannot be put in order: by how they are written


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: ag.alpha([[0, 1]], metric="nominl"), "Did you mean 'nominal'"),
        (lambda: ag.alpha([[0, 1]], metric=lambda a, b: a - b), "symmetric and 0 between"),
        (lambda: ag.alpha([[0, 2]], metric="interval", scores=[1, 2]), "category 2 is beyond the 2"),
        (lambda: ag.alpha([[0.5, 1]]), "whole numbers"),
        (lambda: ag.cohen([[0, 1, 1]]), "Cohen's kappa is of two coders"),
        (lambda: ag.fleiss([[0, 2]], weights=np.eye(2)), "category 2 is beyond"),
        (lambda: ag.fleiss([[0, 1]], weights=[[1, 2], [0, 1]]), "weights are symmetric"),
        (lambda: ag.fleiss([[0, 1]], weights=[[1, 0]]), "category 1 is beyond the 1"),
        (lambda: ag.weights("linear", [3, 2, 1]), "rising"),
        (lambda: ag.weights("square", [1, 2]), "weighting='square' is no option"),
        (lambda: ag.from_counts([[0.5]]), "whole numbers"),
        (lambda: ag.alpha([[0, 1], [0, 0]]).bootstrap(level=95), "level lies between 0 and 1"),
        (lambda: ag.holsti([[0, 1]]).bootstrap(), "no units to draw from"),
    ],
)
def test_what_makes_no_sense_is_refused(call, message):
    with pytest.raises(OptionError, match=message):
        call()


def test_many_coders_and_many_categories_are_counted_by_sorting():
    rng = np.random.default_rng(6)
    wide = rng.integers(-1, 30, (50, 20))  # 31**20 possible rows
    assert ag.fleiss(wide).value == pytest.approx(ag.fleiss(wide[:, ::-1]).value)
    assert ag.alpha(wide).value == pytest.approx(ag.alpha(np.vstack((wide, np.full((1, 20), -1)))).value)
    some = rng.integers(-1, 50, (300, 3))  # 51**3: sorted as numbers
    assert ag.alpha(some.astype(np.int16)).value == ag.alpha(some).value
    assert ag.alpha(some - 5 * (some < 0)).value == ag.alpha(some).value  # any number below 0 is missing
