"""A text with overlapping codings marked, beside a loop over every boundary and every span."""

from html import escape
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import measure, row, slope
from qualcase.render.spans import highlight_html, segments

Ints = NDArray[np.int64]
LABELS = [f"Kode {n}" for n in range(50)]


def coded(spans: int, length: int, median: float = 120) -> tuple[str, Ints, Ints, Ints]:
    """Make a text of `length` characters and spans of lognormal length at uniform places."""
    rng = np.random.default_rng(1)
    text = "".join(rng.choice(list("abcdefghij   \n&<"), length))
    size = np.clip(rng.lognormal(np.log(median), 0.7, spans), 5, 4000).astype(np.int64)
    start = rng.integers(0, length - size.max(), spans)
    return text, start, start + size, rng.integers(0, len(LABELS), spans)


def looped(text: str, start: Ints, end: Ints, code: Ints) -> str:
    """Ask every span at every boundary."""
    spans = list(zip(start.tolist(), end.tolist(), code.tolist(), strict=True))
    bounds = sorted({0, len(text), *start.tolist(), *end.tolist()})
    parts = []
    for a, b in pairwise(bounds):
        here = sorted({c for s, e, c in spans if s <= a and e >= b})
        piece = escape(text[a:b])
        parts.append(f'<mark title="{"; ".join(LABELS[c] for c in here)}">{piece}</mark>' if here else piece)
    return "".join(parts)


def main() -> None:
    text, start, end, code = coded(2000, 60_000)
    cut = segments(start, end, len(text))
    for a, spans in zip(cut.bounds[:-1:97], cut.active[::97], strict=True):
        assert cut.sets[spans] == tuple(np.flatnonzero((start <= a) & (a < end)))
    ours = measure(lambda: highlight_html(text, start, end, code, LABELS))
    peer = measure(lambda: looped(text, start, end, code), repeats=3)
    row("W10 highlight, boundary x span", 2000, ours, peer, "<= 30 ms, >= 5 x")
    sizes, times = [1000, 10_000, 100_000], []
    for n in sizes:
        made = coded(n, n * 30)
        times.append(measure(lambda made=made: highlight_html(*made, LABELS), repeats=3))  # type: ignore[misc]
        row("W10 highlight, depth 5", n, times[-1])
    print(f"slope {slope(sizes, times):.2f}")
    deep = coded(2000, 60_000, 1200)
    row("W10 highlight, depth 50", 2000, measure(lambda: highlight_html(*deep, LABELS)))


if __name__ == "__main__":
    main()
