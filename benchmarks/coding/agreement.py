"""W6: agreement of three coders on many units, beside krippendorff, scikit-learn, nltk and plain loops.

`pip install "qualcase[peers]"` brings the peers. Each pair is compared for equality first.
"""

import sys
from itertools import combinations

import numpy as np

from benchmarks.make import continuum, ratings
from benchmarks.measure import measure, row, slope
from qualcase.coding import agreement

CODES, DRAWS = 50, 1000


def by_code(made: np.ndarray) -> np.ndarray:
    """Lay ratings out as (codes, units, coders), a coder's ratings of a code side by side in memory."""
    return np.ascontiguousarray(made.transpose(2, 0, 1)).swapaxes(1, 2)


def binary(units: int) -> None:
    """W6a and W6c: alpha of each code against the rest, and its interval."""
    import krippendorff

    made = by_code(ratings(units))
    one = np.where(made[0].T < 0, np.nan, made[0].T.astype(float))
    peer = krippendorff.alpha(reliability_data=one, level_of_measurement="nominal")
    assert np.isclose(agreement.alpha(made[0]).value, peer)
    ours = measure(lambda: [agreement.alpha(code).value for code in made])
    theirs = measure(lambda: krippendorff.alpha(reliability_data=one, level_of_measurement="nominal"), repeats=3)
    row("W6a alpha of 50 codes, krippendorff x", units, ours, CODES * theirs, ">= 50 x")
    small = 2_000
    few = [(str(c), str(u), int(v)) for u, own in enumerate(made[0, :small]) for c, v in enumerate(own) if v >= 0]
    row(f"W6a the same, nltk at {small:,} units x", units, ours,
        measure(lambda: nltk_alpha(few), repeats=1) * CODES * units / small)  # fmt: skip
    drawn = measure(lambda: [agreement.alpha(code).bootstrap(draws=DRAWS) for code in made], repeats=3)
    rng = np.random.default_rng(1)
    row("W6c 1,000 draws of 50 codes, by index x", units, drawn,
        measure(lambda: agreement.alpha(made[0][rng.integers(0, units, units)]), repeats=3) * CODES * DRAWS,
        "<= 500 ms, >= 1,000 x")  # fmt: skip
    text = np.sort(rng.integers(0, CODES, units))
    row("W6c the same, drawing 50 transcripts", units, measure(
        lambda: [agreement.alpha(code).bootstrap(draws=DRAWS, by=text) for code in made], repeats=3
    ))  # fmt: skip


def nltk_alpha(rows: list[tuple[str, str, int]]) -> float:
    from nltk.metrics.agreement import AnnotationTask

    return float(AnnotationTask(rows).alpha())


def many_values(units: int) -> None:
    """W6b: nominal alpha of 50 values."""
    import krippendorff

    rng = np.random.default_rng(2)
    truth = rng.integers(0, CODES, units)
    rated = np.stack([np.where(rng.random(units) < 0.8, truth, rng.integers(0, CODES, units)) for _ in range(3)], 1)
    rated[rng.random(rated.shape) < 0.05] = -1
    data = np.where(rated.T < 0, np.nan, rated.T.astype(float))
    peer = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")
    assert np.isclose(agreement.alpha(rated).value, peer)
    row("W6b alpha of 50 values, krippendorff", units, measure(lambda: agreement.alpha(rated)),
        measure(lambda: krippendorff.alpha(reliability_data=data, level_of_measurement="nominal"), repeats=1),
        ">= 100 x")  # fmt: skip


def two_coders(units: int) -> None:
    """W6d: Cohen's kappa of each code."""
    from sklearn.metrics import cohen_kappa_score

    made = by_code(np.maximum(ratings(units, coders=2), 0))
    assert np.isclose(agreement.cohen(made[0]).value, cohen_kappa_score(made[0][:, 0], made[0][:, 1]))
    row("W6d kappa of 50 codes, scikit-learn x", units,
        measure(lambda: [agreement.cohen(code).value for code in made]),
        measure(lambda: cohen_kappa_score(made[0][:, 0], made[0][:, 1])) * CODES, ">= 20 x")  # fmt: skip


def alpha_of_spans(n: int, stretch: int = 1) -> tuple[agreement.Continuum, float]:
    """Lay `n` spans of each of three coders out, and give how long that and u-alpha take."""
    made, length = continuum(n)
    start, end = np.concatenate(made).T * stretch
    coder = np.repeat(np.arange(len(made)), n)

    def laid() -> agreement.Continuum:
        return agreement.continuum(start, end, coder, length=length * stretch)

    return laid(), measure(lambda: agreement.u_alpha(laid()))


def spans(sizes: list[int]) -> None:
    """W6e: u-alpha of spans, beside the length that pairs of spans share, summed up one by one."""
    times = []
    for n in sizes:
        line, ours = alpha_of_spans(n)
        made, _ = continuum(n)
        if n == sizes[0]:
            assert np.isclose(line.met[0, 1, 1], sum(loop(a, b) for a, b in combinations(made, 2)))
        few = made[0][:1000], made[1][:1000]
        peer = measure(lambda few=few: loop(*few), repeats=1) * (n / len(few[0])) ** 2 * 3
        row("W6e u-alpha, pairs in Python x", n, ours, peer, "<= 10 ms at 1e4")
        times.append(ours)
    row("W6e the same on a line 1,000 times as long", sizes[-1], alpha_of_spans(sizes[-1], 1000)[1])
    if len(sizes) > 1:
        print("slope", round(slope(sizes, times), 2))


def loop(first: np.ndarray, second: np.ndarray) -> int:
    return sum(max(0, min(e, f) - max(s, t)) for s, e in first.tolist() for t, f in second.tolist())


def main(most: int) -> None:
    units = min(most, 100_000)
    binary(units)
    many_values(units)
    two_coders(units)
    spans([n for n in (1_000, 10_000, 100_000) if n <= most])


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000)
