"""Run every workload in one process and print its ratio to a peer beside the goal.

python benchmarks/run.py            all
python benchmarks/run.py reduce     those whose path holds a word
"""

import runpy
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(word: str = "") -> None:
    sys.path.insert(0, str(HERE.parent))
    head = f"{'workload':<44}{'n':>11}{'ours':>13}{'peer':>13}{'peer / ours':>12}  goal"
    print(head, "-" * len(head), sep="\n")
    for path in sorted(HERE.rglob("*.py")):
        name = ".".join(path.relative_to(HERE.parent).with_suffix("").parts)
        if path.stem in ("__init__", "run", "measure", "make", "study") or word not in name:
            continue
        sys.argv = [str(path)]
        runpy.run_module(name, run_name="__main__")


if __name__ == "__main__":
    main(*sys.argv[1:])
