"""W3: which codes overlap or share a turn, beside a loop over pairs, a self-merge by pandas and all pairs by numpy."""

import sys
from itertools import combinations

import numpy as np

from benchmarks.make import codings
from benchmarks.measure import measure, row, slope
from benchmarks.reduce.study import SIZES, Made, made
from qualcase.model import spans
from qualcase.reduce.cooccur import Cooccurrence, cooccur


def ours(study: Made, within: str) -> Cooccurrence:
    return cooccur(study, within=within)


def loop(data, doc: int) -> dict[tuple[int, int], int]:
    """Compare every coding of one document with every other one, in plain Python."""
    here = np.flatnonzero(data.doc == doc)
    rows = list(zip(data.code[here].tolist(), data.start[here].tolist(), data.end[here].tolist(), strict=True))
    found: dict[tuple[int, int], int] = {}
    for (code, start, end), (other, s, e) in combinations(rows, 2):
        if start < e and s < end and code != other:
            pair = (min(code, other), max(code, other))
            found[pair] = found.get(pair, 0) + 1
    return found


def merge(data, docs: int):
    """Join the codings of some documents with themselves, keep what overlaps."""
    import pandas as pd

    few = data.doc < docs
    frame = pd.DataFrame({name: getattr(data, name)[few] for name in ("doc", "code", "start", "end")})
    pairs = frame.merge(frame, on="doc", suffixes=("", "_b"))
    pairs = pairs[
        (pairs["start"] < pairs["end_b"]) & (pairs["start_b"] < pairs["end"]) & (pairs["code"] < pairs["code_b"])
    ]
    return pairs.groupby(["code", "code_b"]).size()


def turn_merge(data):
    """Join codings with the turns they lie in, then with themselves by turn."""
    import pandas as pd

    first = np.searchsorted(data.turn_start, data.start, "right") - 1
    last = np.searchsorted(data.turn_start, data.end, "left") - 1
    n = last - first + 1
    turn = np.repeat(data.doc * 80 + first, n) + np.arange(n.sum()) - np.repeat(np.cumsum(n) - n, n)
    frame = pd.DataFrame({"turn": turn, "code": np.repeat(data.code, n)}).drop_duplicates()
    pairs = frame.merge(frame, on="turn", suffixes=("", "_b"))
    pairs = pairs[pairs["code"] < pairs["code_b"]]
    return pairs.groupby(["code", "code_b"]).size()


def all_pairs(start, end, code, n_codes: int):
    """Count by numpy with an array of all pairs, in chunks."""
    order = np.argsort(start, kind="stable")
    s, e, c = start[order], end[order], code[order]
    count = np.searchsorted(s, e, "left") - np.arange(s.size) - 1
    table = spans._count_pairs(c, count, n_codes, 1_000_000)
    both = table + table.T
    np.fill_diagonal(both, table.diagonal())
    return both


def table_of(met: Cooccurrence) -> dict[tuple[int, int], int]:
    number = {name: int(name[1:]) for name in met.codes.names}
    pairs = zip(*(met.data[name] for name in ("a", "b", "both")), strict=True)
    return {(number[a], number[b]): int(both) for a, b, both in pairs if both}


def at_size(n: int, docs: int) -> dict[str, float]:
    study = made(n, docs)
    data = study.data
    assert table_of(ours(study, "turn")) == turn_merge(data).to_dict()
    if n == 10_000:
        assert table_of(ours(study, "overlap")) == merge(data, docs).to_dict()
    times = {"overlap": measure(lambda: ours(study, "overlap")), "turn": measure(lambda: ours(study, "turn"))}
    row("W3a overlap, plain loop (1 document) x", n, times["overlap"],
        measure(lambda: loop(data, 0), repeats=1) * docs, "<= 80 ms at 1e5, >= 1,000 x")  # fmt: skip
    few = max(1, docs // 50)
    row(f"W3a overlap, pandas self-merge ({few} of {docs}) x", n, times["overlap"],
        measure(lambda: merge(data, few), repeats=1) * docs / few, ">= 100 x")  # fmt: skip
    row("W3c within turn, pandas self-merge", n, times["turn"], measure(lambda: turn_merge(data), repeats=3), ">= 20 x")
    met = ours(study, "turn")
    row("    its sheet, with the ids behind each pair", n, measure(lambda: met.sheet(), repeats=1))
    return times


def main(most: int) -> None:
    sizes = [size for size in SIZES if size[0] <= most]
    times = [at_size(n, docs) for n, docs in sizes]
    dense = codings(100_000, 50, median=2500)
    start, end = (dense.doc * (1 << 32) + place for place in (dense.start, dense.end))
    assert (spans.overlap_counts(start, end, dense.code, 50) == all_pairs(start, end, dense.code, 50)).all()
    row("W3b dense, all pairs by numpy", 100_000, measure(lambda: spans.overlap_counts(start, end, dense.code, 50)),
        measure(lambda: all_pairs(start, end, dense.code, 50), repeats=1), "<= 150 ms")  # fmt: skip
    if len(sizes) > 1:
        ns = [n for n, _ in sizes]
        print("slope", {name: round(slope(ns, [ms[name] for ms in times]), 2) for name in times[0]})


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000)
