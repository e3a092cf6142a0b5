"""W3d: AND, NOT and NEAR between a frequent and a less frequent code, beside a loop and sets of positions."""

import sys
from functools import partial

import numpy as np

from benchmarks.measure import measure, row, slope
from benchmarks.reduce.study import SIZES, Made, made
from qualcase.reduce.where import select

KINDS = {
    "AND": {"near": "C001", "within": "overlap"},
    "NOT": {"without": "C001", "within": "overlap"},
    "NEAR 200": {"near": "C001", "within": 200},
    "near in a turn": {"near": "C001", "within": "turn"},
}


def ours(study: Made, kind: str):
    return select(study.snapshot, code="C000", **KINDS[kind])


def by_positions(data, docs: int) -> int:
    """Count the codings of code 0 that share a character with one of code 1, by sets of positions."""
    found = 0
    for doc in range(docs):
        here = np.flatnonzero(data.doc == doc)
        other = {at for n in here[data.code[here] == 1] for at in range(data.start[n], data.end[n])}
        found += sum(not other.isdisjoint(range(data.start[n], data.end[n])) for n in here[data.code[here] == 0])
    return found


def at_size(n: int, docs: int) -> dict[str, float]:
    study = made(n, docs)
    here = docs if n < 1_000_000 else 5
    peer = measure(lambda: by_positions(study.data, here), repeats=1) * docs / here
    if here == docs:
        assert ours(study, "AND").rows.size == by_positions(study.data, docs)
    a, b = (int((study.data.code == code).sum()) for code in (0, 1))
    times = {kind: measure(partial(ours, study, kind)) for kind in KINDS}
    for kind, ms in times.items():
        extrapolated = "" if here == docs else " x"
        row(f"W3d {kind}, {a:,}, {b:,} spans; sets{extrapolated}", n, ms, peer, "<= 10 ms at 1e5")
    times["role"] = measure(lambda: select(study.snapshot, role="R001"))
    row("    where(role=...)", n, times["role"])
    return times


def main(most: int) -> None:
    sizes = [size for size in SIZES if size[0] <= most]
    times = [at_size(n, docs) for n, docs in sizes]
    if len(sizes) > 1:
        ns = [n for n, _ in sizes]
        print("slope", {name: round(slope(ns, [ms[name] for ms in times]), 2) for name in times[0]})


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000)
