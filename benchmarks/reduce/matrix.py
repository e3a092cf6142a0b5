"""W2: codes by roles, codings and distinct informants in each cell, beside pandas."""

import sys

import numpy as np

from benchmarks.measure import measure, row, slope
from benchmarks.reduce.study import SIZES, Made, fresh, made
from qualcase.reduce.count import count
from qualcase.reduce.matrix import Matrix, matrix


def ours(study: Made) -> Matrix:
    return matrix(study, "code", "role")


def crosstab(frame):
    import pandas as pd

    return pd.crosstab(frame["code"], frame["role"])


def nunique(frame):
    return frame.groupby(["code", "role"], observed=True)["informant"].nunique()


def numpy_unique(data) -> np.ndarray:
    keys = np.unique((data.code * 6 + data.role) * 10_000 + data.informant) // 10_000
    return np.bincount(keys, minlength=300).reshape(-1, 6)


def at_size(n: int, docs: int) -> dict[str, float]:
    study = made(n, docs)
    frame = study.frame
    table, voices = crosstab(frame), nunique(frame).unstack(fill_value=0)
    found = ours(study)
    rows = [found.rows.names.index(name) for name in table.index]
    columns = [found.columns.names.index(name) for name in table.columns]
    assert (found.codings[np.ix_(rows, columns)] == table.to_numpy()).all()
    assert (found.voices[np.ix_(rows, columns)] == voices.to_numpy()).all()
    times = {
        "verb": measure(lambda: ours(study)),
        "evidence": measure(lambda: ours(fresh(study))),
        "count": measure(lambda: count(study, "code")),
    }
    row("W2a matrix, pandas crosstab", n, times["verb"], measure(lambda: crosstab(frame)), ">= 15 x")
    row("W2b its informants, pandas nunique", n, times["verb"], measure(lambda: nunique(frame)), ">= 10 x")
    row("    its informants, numpy unique", n, times["verb"], measure(lambda: numpy_unique(study.data)))
    row("    the evidence found anew", n, times["evidence"])
    row("    count", n, times["count"])
    row("    the sheet, with the ids behind each cell", n, measure(lambda: found.sheet()))
    return times


def main(most: int) -> None:
    sizes = [size for size in SIZES if size[0] <= most]
    times = [at_size(n, docs) for n, docs in sizes]
    if len(sizes) > 1:
        ns = [n for n, _ in sizes]
        print("slope", {name: round(slope(ns, [ms[name] for ms in times]), 2) for name in times[0]})


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000)
