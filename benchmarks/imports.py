"""W1: what it costs to import qualcase, and to have a first case, beside bare Python and pandas."""

import statistics
import subprocess
import sys
import time

WORK = {
    "bare python": "pass",
    "import qualcase": "import qualcase",
    "import numpy": "import numpy",
    "import pandas": "import pandas",
    "a first qc.Case": "import qualcase as qc; qc.Case()",
    "a first case, shown": "import qualcase as qc; repr(qc.Case())",
}


def once(code: str) -> float:
    """Give the CPU time of a new Python that runs `code`, in milliseconds."""
    run = f"import time; exec({code!r}); print(time.process_time() * 1e3)"
    return float(subprocess.run([sys.executable, "-c", run], capture_output=True, text=True, check=True).stdout)


def main(repeats: int = 9) -> None:
    times: dict[str, list[float]] = {name: [] for name in WORK}
    for _ in range(repeats):  # in turn, so that a busy moment hits all alike
        for name, code in WORK.items():
            times[name].append(once(code))
            time.sleep(0.01)
    ms = {name: statistics.median(found) for name, found in times.items()}
    for name, found in ms.items():
        bare, pandas = (found / ms[peer] for peer in ("bare python", "import pandas"))
        print(f"{name:<24}{found:8.1f} ms{bare:8.2f} x bare{pandas:8.2f} x pandas")
    print("goals: import qualcase <= 1.5 x bare; a first qc.Case <= 1.25 x pandas")


if __name__ == "__main__":
    main()
