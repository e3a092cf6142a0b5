"""Every value of the table of published and cross-checked values; 6 digits as computed, published ones as printed."""

import json
import math
from pathlib import Path

import numpy as np
import pytest

from qualcase.coding import agreement as ag
from qualcase.coding.agreement.alignment import Costs, Marked

GOLDEN = json.loads((Path(__file__).parents[2] / "data/golden/agreement.json").read_text(encoding="utf-8"))
CLOSE = GOLDEN["meta"]["tolerance"]["computed"]
KAPPAS = {
    "pa": ag.percent, "gwet": ag.gwet, "fleiss": ag.fleiss, "bp": ag.brennan_prediger, "conger": ag.conger,
    "scott": ag.scott, "kappa": ag.cohen,
}  # fmt: skip


def entries(block):
    return pytest.mark.parametrize("entry", GOLDEN[block], ids=lambda entry: entry.get("id", entry.get("case")))


def weighted_alpha(ratings, weights):
    """Alpha with 1 - weights as its distance, as irrCAC has it."""
    apart = 1 - np.asarray(weights, float)
    return ag.alpha(ratings, metric=lambda a, b: apart[a.astype(int), b.astype(int)], categories=len(apart))


def printed(value):
    """Half a unit of the last printed digit."""
    return 0.5 * 10 ** -len(repr(value).partition(".")[2])


@pytest.mark.parametrize("name", GOLDEN["weights"])
def test_weights_of_five_categories(name):
    assert ag.weights(name.split("_")[0], [1, 2, 3, 4, 5]) == pytest.approx(
        np.array(GOLDEN["weights"][name]), abs=CLOSE
    )


@entries("two_rater_tables")
def test_two_coders_tables(entry):
    table = np.array(entry["table_rows_rater1_cols_rater2"])
    ratings, q = ag.from_crosstab(table), len(table)
    if "weights" in entry:
        weights = np.array(entry["weights"], float)
        assert ag.cohen(ratings, weights=weights).value == pytest.approx(entry["computed"]["kappa"], abs=CLOSE)
        assert weighted_alpha(ratings, weights).value == pytest.approx(entry["computed"]["alpha"], abs=CLOSE)
        return
    for name, expected in entry["computed"].items():
        weights = ag.weights(name, np.arange(1, q + 1))
        found = {key: KAPPAS[key](ratings, weights=weights) for key in ("pa", "kappa", "scott", "bp", "gwet")}
        values = {key: one.value for key, one in found.items()}
        values |= {f"{key}_pe": one.expected for key, one in found.items() if key != "pa"}
        values |= {
            "kappa_ase": found["kappa"].se,
            "kappa_ase0": ag.cohen_null_se(ratings, weights=weights),
            "alpha": weighted_alpha(ratings, weights).value,
            "kappa_max": ag.kappa_max(ratings, categories=q),
            "pabak": found["bp"].value,
        }
        assert expected.keys() <= values.keys()
        assert {key: values[key] for key in expected} == pytest.approx(expected, abs=CLOSE)
        for key, value in entry.get("published", {}).get(name, {}).items():
            loose = 1e-3 if "abs tol 1e-3" in entry.get("note", "") else printed(value) * 1.001
            assert values[key] == pytest.approx(value, abs=loose), key


def check_raters(ratings, categories, expected):
    """Compare all that a table of several coders has been given: by weighting, or for the unweighted alone."""
    for name, values in expected.items():
        if name == "light_kappa":
            assert ag.light(ratings).value == pytest.approx(values, abs=CLOSE)
        elif name == "fleiss_z0":
            assert ag.fleiss(ratings).value / ag.fleiss_null_se(ratings) == pytest.approx(values, abs=1e-5)
        elif name == "fleiss_per_category":
            assert ag.fleiss_by_category(ratings) == pytest.approx(np.array(values), abs=CLOSE)
        elif not isinstance(values, dict):
            assert KAPPAS[name](ratings).value == pytest.approx(values, abs=CLOSE)
        else:
            check_weighting(ratings, ag.weights(name, categories), values)


def check_weighting(ratings, weights, expected):
    for name, value in expected.items():
        if name == "alpha_gwet":
            found = weighted_alpha(ratings, weights)
            assert (found.value, found.se) == pytest.approx((value["value"], value["se"]), abs=CLOSE)
            continue
        found = KAPPAS[name](ratings, weights=weights)
        seen = {"value": found.value, "pa": found.observed, "pe": found.expected, "se": found.se}
        assert {key: seen[key] for key in value} == pytest.approx(value, abs=CLOSE), name


@entries("raw_ratings")
def test_several_coders(entry):
    ratings, categories = ag.from_values(entry["units_by_raters"])
    numbers = categories if all(isinstance(one, int) for one in categories) else range(len(categories))
    check_raters(ratings, list(numbers), entry["computed"])


@entries("count_tables")
def test_tables_of_counts(entry):
    counts = np.array(entry["units_by_category_counts"])
    check_raters(ag.from_counts(counts), range(counts.shape[1]), {"identity": entry["computed"]})


def test_weighted_kappa_of_pairs_of_coders_by_the_categories_that_they_used():
    entry = next(entry for entry in GOLDEN["raw_ratings"] if entry["id"] == "anxiety")
    values, published = np.array(entry["units_by_raters"]), entry["published"]
    for pair, names in (
        ((0, 1), ("kappa2 raters1-2 unweighted", "linear(equal)", "quadratic(squared)")),
        ((1, 2), ("kappa2 raters2-3 unweighted", "linear", "quadratic")),
    ):
        ratings, used = ag.from_values(values[:, pair])
        for weighting, name in zip(("identity", "linear", "quadratic"), names, strict=True):
            weights = ag.weights(weighting, range(len(used)))
            assert ag.cohen(ratings, weights=weights).value == pytest.approx(published[name], abs=1e-9)


def test_what_papers_printed_of_several_coders():
    raw = {entry["id"]: entry for entry in GOLDEN["raw_ratings"]}
    for name in ("raw4", "randolph1", "randolph2"):
        ratings, _ = ag.from_values(raw[name]["units_by_raters"])
        for key, value in raw[name]["published"].items():
            function = ag.alpha if key == "alpha" else KAPPAS[key]
            assert function(ratings).value == pytest.approx(value, abs=5.1e-3 if "randolph" in name else printed(value))
    ratings, _ = ag.from_values(raw["warrens2010"]["units_by_raters"])
    found = [f(ratings).value for f in (ag.brennan_prediger, ag.fleiss, ag.conger, ag.light)]
    assert found == pytest.approx(list(raw["warrens2010"]["published"].values()), abs=1e-4)
    ratings, _ = ag.from_values(raw["diagnoses"]["units_by_raters"])
    assert ag.conger(ratings).value == pytest.approx(raw["diagnoses"]["published"]["conger_exact"], abs=1e-9)
    assert ag.alpha(ratings).value == pytest.approx(0.43341, abs=5e-6)  # a little above Fleiss' .43024


@entries("krippendorff_alpha")
def test_alpha_by_every_metric(entry):
    ratings, categories = ag.from_values(entry["units_by_coders"])
    scores = None if isinstance(categories[0], str) else categories
    for metric, expected in entry["computed"].items():
        found = ag.alpha(ratings, metric=metric, scores=scores)
        assert found.value == pytest.approx(expected["alpha"], abs=CLOSE)
        assert (found.observed, found.expected) == pytest.approx((expected["Do"], expected["De"]), rel=CLOSE, abs=1e-8)
        if metric in entry["published"]:
            assert found.value == pytest.approx(entry["published"][metric], abs=printed(entry["published"][metric]))


def as_sets(units):
    """Ratings that are sets of letters as numbers, and which codes each set holds."""
    every = sorted({frozenset(one) for unit in units for one in unit}, key=sorted)
    codes = sorted(frozenset().union(*every))
    ratings = np.array([[every.index(frozenset(one)) for one in unit] for unit in units], np.int64)
    return ratings, np.array([[code in one for code in codes] for one in every], np.bool_)


@entries("set_valued")
def test_alpha_of_sets(entry):
    ratings, sets = as_sets(entry["units_by_coders"])
    for metric, expected in entry["computed"].items():
        found = ag.alpha(ratings) if "nominal" in metric else ag.alpha_of_sets(ratings, sets, metric=metric)
        assert found.value == pytest.approx(expected["alpha"], abs=CLOSE)
        assert (found.observed, found.expected) == pytest.approx((expected["Do"], expected["De"]), abs=CLOSE)


@entries("unitizing_2016")
def test_unitizing(entry):
    spans, expected = entry["units_start_end_exclusive_value"], entry["computed"]
    values = expected["values_order"][1:]
    rows = [(s, e, n, values.index(v)) for n, own in enumerate(spans.values()) for s, e, v in own]
    line = ag.continuum(*zip(*rows, strict=True), length=entry["continuum_length"], values=len(values))
    assert line.met[0] == pytest.approx(np.array(expected["observed_coincidences"]))
    for name, function in (
        ("u_alpha_nominal", ag.u_alpha), ("u_alpha_binary", ag.u_alpha_binary), ("cu_alpha_nominal", ag.cu_alpha)
    ):  # fmt: skip
        assert function(line).value == pytest.approx(expected[name], abs=CLOSE), name
    for n, value in enumerate(values):
        found = {"alpha": ag.ku_alpha(line, n).value, "coverage": ag.coverage(line)[n]}
        assert found == pytest.approx(expected["k_u_alpha"][value], abs=CLOSE), value


def marked(entry):
    categories = sorted({unit[2] for own in entry["units"].values() for unit in own})
    rows = [(s, e, n, categories.index(c)) for n, own in enumerate(entry["units"].values()) for s, e, c in own]
    return [np.array(column) for column in zip(*rows, strict=True)]


@pytest.mark.parametrize("entry", [e for e in GOLDEN["gamma"] if "units" in e], ids=lambda entry: entry["id"])
def test_gamma(entry):
    weights = {"alpha": entry["alpha"], "beta": entry["beta"], "delta": entry["delta_empty"]}
    found = ag.gamma(*marked(entry), **weights, sampler="statistical", precision=0.02)
    assert found.disorder == pytest.approx(entry["computed"]["best_alignment_disorder"], abs=CLOSE)
    published = entry["published"]
    if "gamma_observed_here" in published:
        assert found.value == pytest.approx(published["gamma_observed_here"], abs=0.03)
        low, high = published["gamma_range_mathet_sampler"]
        assert low - 0.03 <= ag.gamma(*marked(entry), **weights).value <= high + 0.03
    if "gamma_30_samples_stat_reference" in published:  # itself the mean of 30 random continua, so off by chance
        off = 3 * published["expected_disorder_stat_reference"] * 0.25 / math.sqrt(30)
        assert found.expected == pytest.approx(published["expected_disorder_stat_reference"], abs=off)


def test_how_far_places_of_two_units_are_apart():
    entry = next(entry for entry in GOLDEN["gamma"] if "pairs" in entry)
    for (a, b, _), expected in zip(entry["pairs"], entry["computed"], strict=True):
        start, end = (np.array(column, float) for column in zip(a, b, strict=True))
        pair = Marked(start, end, np.zeros(2, np.int64), np.array([0, 1]))
        assert Costs(alpha=1).pair(pair, np.array([0]), np.array([1])) == pytest.approx(expected, abs=CLOSE)


@entries("intervals")
def test_intervals(entry):
    data = next(one for one in GOLDEN["krippendorff_alpha"] if one["id"] == entry["id"])
    ratings, categories = ag.from_values(data["units_by_coders"])
    found = ag.alpha(ratings, metric=entry["metric"], scores=categories)
    assert found.jackknife() == pytest.approx(entry["jackknife_se"], abs=CLOSE)
    drawn = found.bootstrap(draws=5000, seed=1)
    assert drawn.se == pytest.approx(entry["unit_bootstrap"]["se"], abs=0.005)
    assert (drawn.low, drawn.high) == pytest.approx(entry["unit_bootstrap"]["ci95"], abs=entry["tolerance"])
    macro = ag.kalpha_bootstrap(ratings, metric=entry["metric"], scores=categories, draws=20_000)
    assert macro.se == pytest.approx(entry["kalpha_v3_bootstrap"]["se"], abs=0.005)
    assert (macro.low, macro.high) == pytest.approx(entry["kalpha_v3_bootstrap"]["ci95"], abs=entry["tolerance"])
    assert drawn.se > 2 * macro.se  # the popular interval is less than half as long


def test_degenerate_cases():
    cases = {entry["case"]: entry for entry in GOLDEN["degenerate"]}
    same = np.ones((4, 2), np.int64)
    assert ag.percent(same).value == 1
    for function in (ag.cohen, ag.scott, ag.fleiss, ag.alpha, ag.conger, ag.light):
        found = function(same)
        assert math.isnan(found.value)
        assert found.reason == ag.NO_VARIATION
    entry = next(entry for entry in cases.values() if "units_by_coders" in entry)
    ratings, _ = ag.from_values(entry["units_by_coders"])
    assert ag.alpha(ratings).value == pytest.approx(entry["computed"]["alpha_nominal"], abs=CLOSE)
    assert ag.cohen(ratings).value == pytest.approx(entry["computed"]["kappa"], abs=CLOSE)
    nobody = ag.continuum([], [], [], length=50, coders=2)
    for function in (ag.u_alpha, ag.u_alpha_binary, ag.cu_alpha):
        assert math.isnan(function(nobody).value)
    alone = ag.continuum([5], [15], [0], length=50, coders=2)
    assert ag.u_alpha(alone).value <= 0
    assert math.isnan(ag.cu_alpha(alone).value)
