import json
import math
from collections import Counter
from itertools import permutations
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qualcase.coding.agreement import (
    NO_UNIT,
    NO_VARIATION,
    alpha,
    alpha_of_sets,
    binary_alpha,
    binary_alphas,
    percent,
    prevalence,
)
from qualcase.errors import OptionError
from qualcase.model.spans import incidence

GOLDEN = json.loads((Path(__file__).parents[1] / "data/golden/agreement.json").read_text(encoding="utf-8"))
CLOSE = GOLDEN["meta"]["tolerance"]["computed"]


def named(entries):
    return {entry["id"]: entry for entry in entries}


def numbered(rows):
    """Categories of any kind as numbers, None as -1."""
    values = sorted({json.dumps(v) for row in rows for v in row if v is not None})
    return np.array([[-1 if v is None else values.index(json.dumps(v)) for v in row] for row in rows], np.int64)


def from_table(table):
    """Two coders' ratings from a table of how often they chose each pair of categories."""
    return np.array([(a, b) for a, row in enumerate(table) for b, n in enumerate(row) for _ in range(n)], np.int64)


def from_counts(counts):
    return np.array([[k for k, n in enumerate(row) for _ in range(n)] for row in counts], np.int64)


TABLES = {name: e for name, e in named(GOLDEN["two_rater_tables"]).items() if "weights" not in e}
ALPHAS = named(GOLDEN["krippendorff_alpha"])
RAW = {name: e for name, e in named(GOLDEN["raw_ratings"]).items() if "identity" in e["computed"]}
COUNTS = named(GOLDEN["count_tables"])


@pytest.mark.parametrize("name", ALPHAS)
def test_alpha_of_the_published_data(name):
    entry = ALPHAS[name]
    found = alpha(numbered(entry["units_by_coders"])).value
    assert found == pytest.approx(entry["computed"]["nominal"]["alpha"], abs=CLOSE)
    if "nominal" in entry["published"]:
        assert found == pytest.approx(entry["published"]["nominal"], abs=5e-4)


@pytest.mark.parametrize("name", RAW)
def test_agreement_of_raw_ratings(name):
    expected = RAW[name]["computed"]["identity"]
    assert percent(numbered(RAW[name]["units_by_raters"])).value == pytest.approx(expected["pa"]["value"], abs=CLOSE)


@pytest.mark.parametrize("name", COUNTS)
def test_agreement_and_alpha_of_tables_of_counts(name):
    ratings, expected = from_counts(COUNTS[name]["units_by_category_counts"]), COUNTS[name]["computed"]
    assert percent(ratings).value == pytest.approx(expected["pa"]["value"], abs=CLOSE)
    assert alpha(ratings).value == pytest.approx(expected["alpha_gwet"]["value"], abs=CLOSE)


@pytest.mark.parametrize("name", TABLES)
def test_agreement_and_alpha_of_two_coders_tables(name):
    ratings, expected = from_table(TABLES[name]["table_rows_rater1_cols_rater2"]), TABLES[name]["computed"]["identity"]
    assert percent(ratings).value == pytest.approx(expected["pa"], abs=CLOSE)
    assert alpha(ratings).value == pytest.approx(expected["alpha"], abs=CLOSE)


def test_sets_of_codes_compare_as_one_nominal_value():
    entry = named(GOLDEN["set_valued"])["dkpro_sets"]
    expected = entry["computed"]["nominal(exact set)"]["alpha"]
    assert alpha(numbered(entry["units_by_coders"])).value == pytest.approx(expected, abs=CLOSE)


def test_two_rare_disagreements_among_agreement_are_worse_than_chance():
    entry = next(entry for entry in GOLDEN["degenerate"] if "units_by_coders" in entry)
    found = alpha(numbered(entry["units_by_coders"])).value
    assert found == pytest.approx(entry["computed"]["alpha_nominal"], abs=CLOSE)


def test_without_variation_alpha_is_undefined_and_says_so():
    same = np.ones((5, 2), np.int64)
    assert percent(same).value == 1
    assert math.isnan(alpha(same).value)
    assert (alpha(same).n, alpha(same).reason) == (5, NO_VARIATION)
    assert binary_alpha(same > 0).reason == binary_alpha(same < 0).reason == NO_VARIATION
    assert np.isnan(binary_alphas(np.stack((same > 0, same < 0)))).all()


@pytest.mark.parametrize("ratings", [[[1, -1], [-1, 2]], [[1], [2]], np.empty((0, 3), int), [[-1, -1]]])
def test_without_two_ratings_of_one_unit_nothing_is_computed(ratings):
    ratings = np.array(ratings, np.int64)
    for found in (alpha(ratings), percent(ratings), binary_alpha(ratings > 0, ratings >= 0)):
        assert math.isnan(found.value)
        assert (found.n, found.reason) == (0, NO_UNIT)
    assert np.isnan(binary_alphas(ratings[None] > 0, ratings >= 0)).all()


def test_a_metric_that_is_not_there_is_refused():
    with pytest.raises(OptionError, match=r"metric='ordinal' is no option"):
        alpha(np.zeros((2, 2), np.int64), metric="ordinal")


RATINGS = st.tuples(st.integers(1, 8), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(-1, 3))
)


def by_pairs(ratings):
    """Alpha as it is defined, pair by pair of ratings; None where undefined."""
    units = [[v for v in row if v >= 0] for row in ratings.tolist()]
    units = [unit for unit in units if len(unit) >= 2]
    every = [v for unit in units for v in unit]
    observed = sum((a != b) / (len(unit) - 1) for unit in units for a, b in permutations(unit, 2)) / max(len(every), 1)
    pairs = list(permutations(every, 2))
    expected = sum(a != b for a, b in pairs) / max(len(pairs), 1)
    return 1 - observed / expected if expected else None


@given(RATINGS)
def test_alpha_is_what_a_loop_over_pairs_gives(ratings):
    expected, found = by_pairs(ratings), alpha(ratings)
    assert found.value == pytest.approx(math.nan if expected is None else expected, abs=1e-12, nan_ok=True)
    assert (expected is None) == bool(found.reason)


@given(RATINGS)
def test_agreement_is_the_share_of_pairs_that_agree_unit_by_unit(ratings):
    units = [[v for v in row if v >= 0] for row in ratings.tolist()]
    shares = [np.mean([a == b for a, b in permutations(unit, 2)]) for unit in units if len(unit) >= 2]
    assert percent(ratings).value == pytest.approx(np.mean(shares) if shares else math.nan, nan_ok=True)
    assert percent(ratings).n == alpha(ratings).n == len(shares)


@given(RATINGS, st.data())
def test_the_names_and_the_order_of_coders_units_and_categories_do_not_matter(ratings, data):
    units, coders = ratings.shape
    other = ratings[data.draw(st.permutations(range(units)))][:, data.draw(st.permutations(range(coders)))]
    names = np.array([*data.draw(st.permutations(range(4))), -1])
    for measure in (alpha, percent):
        assert measure(names[other]).value == pytest.approx(measure(ratings).value, abs=1e-12, nan_ok=True)


@given(RATINGS)
def test_a_coder_who_rated_nothing_changes_nothing(ratings):
    more = np.hstack((ratings, np.full((ratings.shape[0], 1), -1)))
    for measure in (alpha, percent):
        assert repr(measure(more)) == repr(measure(ratings))


@given(st.tuples(st.integers(2, 8), st.integers(2, 5)).flatmap(
    lambda shape: arrays(np.int64, shape, elements=st.integers(0, 3))
))  # fmt: skip
def test_of_complete_data_alpha_is_fleiss_kappa_corrected_for_small_samples(ratings):
    units, coders = ratings.shape
    n = units * coders
    share = np.bincount(ratings.ravel()) / n
    by_chance = (share**2).sum()
    assume(by_chance < 1)
    fleiss = (percent(ratings).value - by_chance) / (1 - by_chance)
    assert 1 - alpha(ratings).value == pytest.approx((1 - fleiss) * (n - 1) / n)


def test_of_fleiss_own_data_alpha_is_a_little_above_his_kappa():
    ratings = numbered(named(GOLDEN["raw_ratings"])["diagnoses"]["units_by_raters"])
    assert alpha(ratings).value == pytest.approx(0.43341, abs=5e-6)


@given(RATINGS)
def test_alpha_equals_that_of_nltk(ratings):
    from nltk.metrics.agreement import AnnotationTask

    assume(by_pairs(ratings) is not None)
    pairable = [n for n, row in enumerate(ratings) if (row >= 0).sum() >= 2]
    task = AnnotationTask([(str(c), str(u), str(v)) for u in pairable for c, v in enumerate(ratings[u]) if v >= 0])
    assume(len(task.C) > 1)
    assert alpha(ratings).value == pytest.approx(task.alpha())


PLANES = st.tuples(st.integers(1, 4), st.integers(1, 8), st.integers(2, 4)).flatmap(
    lambda shape: st.tuples(arrays(np.bool_, shape), arrays(np.bool_, shape[1:]))
)


@given(PLANES)
def test_alpha_per_code_is_alpha_of_each_code_against_the_rest(drawn):
    planes, judged = drawn
    for seen in (None, judged):
        found = binary_alphas(planes, seen)
        for plane, value in zip(planes, found, strict=True):
            whole = alpha(np.where(True if seen is None else seen, plane, -1))
            one = binary_alpha(plane, seen)
            assert value == pytest.approx(whole.value, abs=1e-12, nan_ok=True)
            assert one.value == pytest.approx(whole.value, abs=1e-12, nan_ok=True)
            assert (one.n, one.reason) == (whole.n, whole.reason)


@given(PLANES)
def test_prevalence_is_the_share_of_decisions_that_say_yes(drawn):
    planes, judged = drawn
    for seen in (np.ones_like(judged), judged):
        decisions = [Counter(plane[seen].tolist()) for plane in planes]
        expected = [c[True] / c.total() if c.total() else math.nan for c in decisions]
        assert prevalence(planes, seen).tolist() == pytest.approx(expected, nan_ok=True)
    assert prevalence(planes).tolist() == pytest.approx(planes.mean(axis=(1, 2)).tolist())


def test_overlapping_codings_of_one_coder_count_once():
    turns = np.arange(0, 1000, 100)
    spans = np.array([(0, 120), (20, 180), (0, 180)])  # the first coder codes one region in two overlapping pieces
    coder = np.array([0, 0, 1])
    span, turn = incidence(spans[:, 0], spans[:, 1], turns, turns + 100)
    plane = np.zeros((turns.size, 2), np.bool_)
    plane[turn, coder[span]] = True
    assert np.bincount(turn, minlength=10).tolist() == [3, 3] + [0] * 8
    assert binary_alpha(plane).value == percent(plane.astype(np.int64)).value == 1
    assert prevalence(plane[None]).tolist() == [0.2]


def as_sets(units):
    """Ratings that are sets of letters as numbers, and which codes each set holds."""
    every = sorted({frozenset(one) for unit in units for one in unit}, key=sorted)
    codes = sorted(frozenset().union(*every))
    ratings = np.array([[every.index(frozenset(one)) for one in unit] for unit in units], np.int64)
    return ratings, np.array([[code in one for code in codes] for one in every], np.bool_)


@pytest.mark.parametrize("entry", GOLDEN["set_valued"], ids=lambda entry: entry["id"])
@pytest.mark.parametrize("metric", ["masi", "jaccard"])
def test_alpha_of_sets_is_that_of_the_published_data(entry, metric):
    if metric in entry["computed"]:
        found = alpha_of_sets(*as_sets(entry["units_by_coders"]), metric=metric)
        assert found.value == pytest.approx(entry["computed"][metric]["alpha"], abs=CLOSE)


SETS = st.frozensets(st.sampled_from("ABCD"), min_size=1)  # nltk divides by zero between empty sets


@given(st.lists(st.tuples(SETS, SETS, SETS), min_size=2, max_size=12))
def test_alpha_of_sets_is_that_of_nltk(units):
    from nltk.metrics import masi_distance
    from nltk.metrics.agreement import AnnotationTask

    assume(len({one for unit in units for one in unit}) > 1)
    rows = [(f"coder {c}", str(n), one) for n, unit in enumerate(units) for c, one in enumerate(unit)]
    task = AnnotationTask(rows, distance=masi_distance)
    assert alpha_of_sets(*as_sets(units)).value == pytest.approx(task.alpha())


def test_alpha_of_sets_leaves_out_units_with_one_rating_and_says_why_it_is_undefined():
    ratings, sets = as_sets([["A", "A"], ["A", "AB"], ["B", "B"]])
    more = np.concatenate((ratings, [[2, -1]]))
    assert alpha_of_sets(more, sets) == alpha_of_sets(ratings, sets)
    assert alpha_of_sets(np.zeros((3, 2), np.int64), sets).reason == NO_VARIATION
    assert alpha_of_sets(np.array([[0, -1]]), sets).reason == NO_UNIT
