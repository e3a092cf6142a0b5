import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcase.coding.ridge import PENALTIES, TURN, fit, honest, thresholds, with_turn


@st.composite
def studies(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A kernel of passages, their labels under two codes, the informant of each; -1: learned from, never judged."""
    n = draw(st.integers(8, 24))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    rows = rng.normal(size=(n, draw(st.integers(1, 6))))
    group = rng.integers(-1, 4, n)
    group[:3] = [0, 1, 2]
    return rows @ rows.T + 1, (rng.random((n, 2)) < 0.4).astype(float), group


def refitted(
    kernel: np.ndarray, labels: np.ndarray, kept: np.ndarray, judged: np.ndarray, penalty: float
) -> np.ndarray:
    """What a ridge fitted anew without some passages says of others."""
    weight = np.linalg.solve(kernel[np.ix_(kept, kept)] + penalty * np.eye(kept.size), labels[kept])
    return kernel[np.ix_(judged, kept)] @ weight


@given(studies(), st.sampled_from([0.3, 1.0, 30.0]))
def test_leaving_an_informant_out_in_closed_form_equals_refitting(study: tuple, penalty: float) -> None:
    kernel, labels, group = study
    made = fit(kernel, labels, penalty)
    for one in np.unique(group):
        rows, rest = np.flatnonzero(group == one), np.flatnonzero(group != one)
        assert made.left_out(rows) == pytest.approx(refitted(kernel, labels, rest, rows, penalty), abs=1e-6)


@given(studies(), st.sampled_from([0.3, 1.0, 30.0]))
def test_leaving_two_informants_out_in_closed_form_equals_refitting(study: tuple, penalty: float) -> None:
    kernel, labels, group = study
    away, other = np.flatnonzero(group == 0), np.flatnonzero(group == 1)
    rest = np.flatnonzero((group != 0) & (group != 1))
    (found,) = fit(kernel, labels, penalty).left_out_besides(away, [other])
    assert found == pytest.approx(refitted(kernel, labels, rest, other, penalty), abs=1e-6)


@given(studies())
def test_a_threshold_lets_a_quarter_more_through_than_were_coded(study: tuple) -> None:
    kernel, labels, _ = study
    scores = kernel[:, :2] + np.arange(len(kernel))[:, None] * 1e-6  # no two alike
    at, reached = thresholds(scores, labels)
    for code in range(2):
        true = labels[:, code] > 0
        if not true.any():
            assert (at[code], reached[code]) == (np.inf, 0)
            continue
        said = scores[:, code] > at[code]
        assert said.sum() == min(round(1.25 * true.sum()), true.size - 1)
        precision, recall = (true & said).sum() / said.sum(), (true & said).sum() / true.sum()
        assert reached[code] == pytest.approx(2 * precision * recall / (precision + recall) if precision else 0)


def test_a_score_takes_in_the_mean_of_the_rest_of_its_turn_and_one_alone_stays() -> None:
    scores = np.array([[1.0, 0.0], [2.0, 8.0], [6.0, 0.0], [5.0, 5.0]])
    found = with_turn(scores, np.array([7, 7, 7, 3]))
    assert found[0] == pytest.approx([1 + TURN * 4, TURN * 4])
    assert found[1] == pytest.approx([2 + TURN * 3.5, 8])
    assert found[3] == pytest.approx([5, 5])


@given(studies(), st.integers(1, 3))
def test_margins_equal_refitting_without_the_informant_and_without_every_two(study: tuple, long: int) -> None:
    kernel, labels, group = study
    turn = group * 100 + np.arange(group.size) // long  # of one informant each
    found = honest(kernel, labels, group, turn)
    groups = [np.flatnonzero(group == one) for one in np.unique(group[group >= 0])]
    for away in groups:
        others = [one for one in groups if one is not away]
        every, met = np.concatenate(others), []
        for penalty in PENALTIES:
            inner = [
                refitted(kernel, labels, np.setdiff1d(np.arange(group.size), np.r_[away, one]), one, penalty)
                for one in others
            ]
            at, reached = thresholds(with_turn(np.concatenate(inner), turn[every]), labels[every])
            outer = refitted(kernel, labels, np.setdiff1d(np.arange(group.size), away), away, penalty)
            met.append((reached.mean(), outer, with_turn(outer, turn[away]) - at))
        best = max(reached for reached, _, _ in met)
        near = [one for one in met if one[0] >= best - 1e-9]
        assert any(
            np.allclose(found.score[away], outer, atol=1e-6) and np.allclose(found.margin[away], margin, atol=1e-6)
            for _, outer, margin in near
        )


def test_passages_that_score_alike_stand_on_one_side_of_the_threshold() -> None:
    labels = np.array([[1.0], [0.0], [1.0], [0.0], [0.0]])
    at, reached = thresholds(np.array([[0.5], [0.5], [0.5], [0.5], [0.1]]), labels)
    assert (at[0], reached[0]) == (0.5, 0)
    at, reached = thresholds(np.array([[0.9], [0.1], [0.9], [0.1], [0.1]]), labels)
    assert (at[0], reached[0]) == (0.5, 1)


def test_an_informants_own_codings_do_not_decide_how_the_informant_is_judged() -> None:
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(60, 3))
    labels = (rows[:, :1] > 0.5).astype(float)
    group = np.arange(60) // 15
    kernel = rows @ rows.T + 1
    before = honest(kernel, labels, group, np.arange(60) // 5)
    turned = labels.copy()
    turned[group == 2] = 1 - turned[group == 2]
    after = honest(kernel, turned, group, np.arange(60) // 5)
    assert after.margin[group == 2] == pytest.approx(before.margin[group == 2], abs=1e-9)
    assert not np.allclose(after.margin[group == 1], before.margin[group == 1])


def test_what_can_be_learned_is_found_and_what_is_never_judged_has_no_margin() -> None:
    rng = np.random.default_rng(2)
    rows = rng.normal(size=(120, 2))
    labels = np.stack([rows[:, 0] > 0.8, np.zeros(120)], axis=1).astype(float)
    group = np.arange(120) % 5 - 1
    found = honest(rows @ rows.T + 1, labels, group, np.arange(120))
    assert found.f1[0] > 0.8
    assert np.isnan(found.recall[1])  # nothing coded: no share
    assert np.isnan(found.margin[group == -1]).all()
    assert np.isfinite(found.margin[group >= 0][:, 0]).all()
    judged = group >= 0
    said, true = found.margin[judged, 0] > 0, labels[judged, 0] > 0
    assert found.precision[0] == pytest.approx((said & true).sum() / said.sum())
    assert found.recall[0] == pytest.approx((said & true).sum() / true.sum())
