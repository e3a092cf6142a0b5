"""W3d: AND, NOT and NEAR between a frequent and a less frequent code, beside a loop and sets of positions."""

import sys

import numpy as np

from benchmarks.measure import measure, row, slope
from benchmarks.reduce.study import Made, made
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


def main(most: int) -> None:
    times: dict[str, list[float]] = {kind: [] for kind in KINDS}
    sizes = [(n, docs) for n, docs in ((10_000, 50), (100_000, 50), (1_000_000, 500)) if n <= most]
    for n, docs in sizes:
        study = made(n, docs)
        here = 50 if n < 1_000_000 else 5
        peer = measure(lambda here=here: by_positions(study.data, here), repeats=1) * docs / here
        if here == docs:
            assert ours(study, "AND").rows.size == by_positions(study.data, docs)
        a, b = (int((study.data.code == code).sum()) for code in (0, 1))
        for kind in KINDS:
            times[kind].append(measure(lambda kind=kind: ours(study, kind)))
            row(f"W3d {kind}, {a:,} and {b:,} spans, by sets", n, times[kind][-1], peer, "<= 10 ms at 1e5")
        times.setdefault("role", []).append(measure(lambda: select(study.snapshot, role="R001")))
        row("    where(role=...)", n, times["role"][-1])
    if len(sizes) > 1:
        print({name: round(slope([n for n, _ in sizes], ms), 2) for name, ms in times.items()})


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000)
