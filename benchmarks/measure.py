"""How long a piece of work takes: CPU time in this process, so that only its ratio to a peer beside it can be read."""

import gc
import statistics
import time
from collections.abc import Callable

import numpy as np


def measure(fn: Callable[[], object], *, repeats: int = 5) -> float:
    """Give the median of `repeats` runs in milliseconds of CPU time, after one warm-up and a garbage collection."""
    fn()
    times = []
    for _ in range(repeats):
        gc.collect()
        begin = time.process_time()
        fn()
        times.append((time.process_time() - begin) * 1e3)
    return statistics.median(times)


def row(name: str, n: int, ours_ms: float, peer_ms: float | None = None, goal: str = "") -> None:
    """Print one line: what was done to how many, our time, the peer's, how many times faster, the goal."""
    peer = "" if peer_ms is None else f"{peer_ms:10.2f} ms{peer_ms / ours_ms:10.1f} x"
    print(f"{name:<44}{n:>11,}{ours_ms:10.2f} ms{peer:<24}  {goal}")


def slope(sizes: list[int], times: list[float]) -> float:
    """Give how time grows with size: the slope of log time over log size (1 = in step)."""
    return float(np.polyfit(np.log10(sizes), np.log10(times), 1)[0])
