"""The same numbers as other libraries where they are right, and why not where they are not.

krippendorff, irrCAC, statsmodels and scikit-learn come with `pip install "qualcase[peers]"`; nltk is there anyway.
"""

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from qualcase.coding import agreement as ag

COMPLETE = st.tuples(st.integers(3, 20), st.integers(2, 4)).flatmap(
    lambda size: arrays(np.int64, size, elements=st.integers(0, 3))
)
GAPPY = st.tuples(st.integers(3, 20), st.integers(2, 4)).flatmap(
    lambda size: arrays(np.int64, size, elements=st.integers(-1, 3))
)


def floats(drawn):
    return np.where(drawn < 0, np.nan, drawn.astype(float))


@given(GAPPY, st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_alpha_is_that_of_krippendorff(drawn, metric):
    krippendorff = pytest.importorskip("krippendorff")
    found = ag.alpha(drawn, metric=metric, scores=range(4))
    assume(not found.reason)
    peer = krippendorff.alpha(reliability_data=floats(drawn).T, level_of_measurement=metric, value_domain=[0, 1, 2, 3])
    assert found.value == pytest.approx(peer)


def test_where_nothing_varies_krippendorff_says_one_and_we_say_why_not():
    krippendorff = pytest.importorskip("krippendorff")
    same = np.zeros((5, 2), np.int64)
    found = ag.alpha(same)
    assert math.isnan(found.value)
    assert found.reason == ag.NO_VARIATION
    with pytest.raises(ValueError, match="more than one value"):
        krippendorff.alpha(reliability_data=same.T, level_of_measurement="nominal")


@given(COMPLETE, st.sampled_from([None, "linear", "quadratic"]))
def test_kappa_is_that_of_scikit_learn(drawn, weighting):
    metrics = pytest.importorskip("sklearn.metrics")
    pair = drawn[:, :2]
    weights = None if weighting is None else ag.weights(weighting, range(4))
    found = ag.cohen(pair, weights=weights, categories=4)
    assume(not found.reason)
    peer = metrics.cohen_kappa_score(pair[:, 0], pair[:, 1], weights=weighting, labels=[0, 1, 2, 3])
    assert found.value == pytest.approx(peer)


@given(COMPLETE)
def test_kappas_and_their_standard_errors_are_those_of_statsmodels(drawn):
    peer = pytest.importorskip("statsmodels.stats.inter_rater")
    pair = drawn[:, :2]
    found = ag.cohen(pair, categories=4)
    assume(not found.reason)
    table = np.zeros((4, 4))
    np.add.at(table, (pair[:, 0], pair[:, 1]), 1)
    with np.errstate(all="ignore"):  # it divides by a variance of 0
        theirs = peer.cohens_kappa(table)
    assert found.value == pytest.approx(theirs.kappa)
    assert found.se**2 == pytest.approx(theirs.var_kappa, abs=1e-12)
    assert ag.cohen_null_se(pair, categories=4) ** 2 == pytest.approx(theirs.var_kappa0, abs=1e-12)
    counts = np.stack([(drawn == k).sum(axis=1) for k in range(4)], axis=1)
    assert ag.fleiss(drawn).value == pytest.approx(peer.fleiss_kappa(counts, method="fleiss"))
    assert ag.brennan_prediger(drawn, categories=4).value == pytest.approx(peer.fleiss_kappa(counts, method="rand"))


@settings(max_examples=25)
@given(GAPPY, st.sampled_from(["identity", "linear", "quadratic", "ordinal", "radical"]))
def test_the_family_of_kappas_is_that_of_irrcac(drawn, weighting):
    raw = pytest.importorskip("irrCAC.raw")
    import pandas as pd

    assume((np.bincount(drawn[drawn >= 0], minlength=4) > 0).all())  # its categories are those that occur
    assume((drawn >= 0).any(axis=0).all())
    frame = pd.DataFrame(floats(drawn[(drawn >= 0).any(axis=1)]) + 1)
    weights = ag.weights(weighting, [1, 2, 3, 4])
    theirs = raw.CAC(frame, weights=weights, categories=[1.0, 2.0, 3.0, 4.0], digits=12)
    for function, name in (
        (ag.gwet, "gwet"), (ag.fleiss, "fleiss"), (ag.conger, "conger"), (ag.brennan_prediger, "bp")
    ):  # fmt: skip
        found = function(drawn, weights=weights)
        assume(not found.reason)
        peer = getattr(theirs, name)()["est"]
        assert found.value == pytest.approx(peer["coefficient_value"], abs=1e-6), name
        if name != "conger":
            assert found.se == pytest.approx(peer["se"], abs=1e-6), name


def test_irrcacs_ordinal_alpha_is_not_krippendorffs():
    """Its "ordinal" weights do not depend on how often categories were used: .834 against .815 on data C."""
    rows = [
        [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4],
        [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
    ]  # fmt: skip
    ratings, scores = ag.from_values(rows)
    assert ag.alpha(ratings, metric="ordinal", scores=scores).value == pytest.approx(0.8154, abs=5e-5)
    apart = 1 - ag.weights("ordinal", scores)
    by_weights = ag.alpha(ratings, metric=lambda a, b: apart[a.astype(int) - 1, b.astype(int) - 1], scores=scores)
    assert by_weights.value == pytest.approx(0.8336, abs=5e-5)
    raw = pytest.importorskip("irrCAC.raw")
    import pandas as pd

    theirs = raw.CAC(pd.DataFrame(rows, dtype=float), weights="ordinal", categories=scores).krippendorff()["est"]
    assert theirs["coefficient_value"] == pytest.approx(by_weights.value, abs=1e-4)
    nominal = ag.alpha(ratings)
    python = raw.CAC(pd.DataFrame(rows, dtype=float), weights="identity", categories=scores).krippendorff()["est"]
    assert nominal.se == pytest.approx(0.14548, abs=5e-6)  # irrCAC 1.4 for R
    assert python["se"] == pytest.approx(0.14557, abs=5e-6)  # irrCAC 0.4.4 for Python takes pa for pa prime


@given(GAPPY)
def test_alpha_is_that_of_nltk(drawn):
    from nltk.metrics.agreement import AnnotationTask

    found = ag.alpha(drawn)
    assume(not found.reason)
    pairable = [n for n, row in enumerate(drawn) if (row >= 0).sum() >= 2]
    task = AnnotationTask([(str(c), str(u), str(v)) for u in pairable for c, v in enumerate(drawn[u]) if v >= 0])
    assume(len(task.C) > 1)
    assert found.value == pytest.approx(task.alpha())


@given(COMPLETE)
def test_kappa_pi_and_s_are_those_of_nltk(drawn):
    from nltk.metrics.agreement import AnnotationTask

    pair = drawn[:, :2]
    found = ag.cohen(pair), ag.scott(pair), ag.brennan_prediger(pair)
    assume(not any(one.reason for one in found))
    task = AnnotationTask([(str(c), str(u), str(v)) for u, row in enumerate(pair) for c, v in enumerate(row)])
    assert [one.value for one in found] == pytest.approx([task.kappa(), task.pi(), task.S()])


SETS = st.frozensets(st.sampled_from("ABCD"), min_size=1)  # nltk divides by zero between empty sets


@given(st.lists(st.tuples(SETS, SETS, SETS), min_size=2, max_size=12))
def test_alpha_of_sets_is_that_of_nltk(units):
    from nltk.metrics import masi_distance
    from nltk.metrics.agreement import AnnotationTask

    every = sorted({one for unit in units for one in unit}, key=sorted)
    assume(len(every) > 1)
    rows = [(f"coder {c}", str(n), one) for n, unit in enumerate(units) for c, one in enumerate(unit)]
    task = AnnotationTask(rows, distance=masi_distance)
    ratings = np.array([[every.index(one) for one in unit] for unit in units])
    sets = np.array([[code in one for code in "ABCD"] for one in every])
    assert ag.alpha_of_sets(ratings, sets).value == pytest.approx(task.alpha())


def test_empty_sets_are_equal_where_nltk_divides_by_zero():
    from nltk.metrics import masi_distance

    with pytest.raises(ZeroDivisionError):
        masi_distance(set(), set())
    sets = np.array([[False], [True]])
    assert ag.alpha_of_sets(np.array([[0, 0], [1, 1]]), sets).value == 1
    assert ag.alpha_of_sets(np.array([[0, 1], [1, 1]]), sets).observed == 0.5  # empty and not: as far as can be


def test_alpha_of_sets_leaves_out_units_with_one_rating_and_says_why_it_is_undefined():
    sets = np.array([[1, 0], [1, 1], [0, 1]], bool)
    ratings = np.array([[0, 0], [0, 1], [2, 2]])
    assert ag.alpha_of_sets(np.vstack((ratings, [[2, -1]])), sets) == ag.alpha_of_sets(ratings, sets)
    assert ag.alpha_of_sets(np.zeros((3, 2), np.int64), sets).reason == ag.NO_VARIATION
    assert ag.alpha_of_sets(np.array([[0, -1]]), sets).reason == ag.NO_UNIT


@pytest.mark.parametrize(
    ("first", "second", "kappa"),
    [
        ([(1000, 2000)], [(1500, 2500)], 0.4828),  # half overlap
        ([(0, 3000)], [(1000, 2000)], 0.4737),  # one inside the other
        ([(0, 30_000)], [(0, 15_000)], 0.0),  # one codes everything: chance explains it all
        ([(1000, 1500), (1200, 2000)], [(1000, 2000)], 1.0),  # two overlapping codings of one coder are one region
    ],
)
def test_kappa_over_all_characters_not_over_the_coded_ones(first, second, kappa):
    planes = np.zeros((30_000, 2), bool)
    for coder, spans in enumerate((first, second)):
        for start, end in spans:
            planes[start:end, coder] = True
    assert ag.cohen(planes, categories=2).value == pytest.approx(kappa, abs=5e-4)
