"""Run every workload in one process and print its ratio to a peer beside the goal.

    python benchmarks/run.py            all
    python benchmarks/run.py reduce     those whose path holds a word
"""

import importlib
import sys
from pathlib import Path

HERE = Path(__file__).parent


def main(word: str = "") -> None:
    sys.path.insert(0, str(HERE.parent))
    head = f"{'workload':<44}{'n':>11}{'ours':>13}{'peer':>13}{'peer / ours':>12}  goal"
    print(head, "-" * len(head), sep="\n")
    for path in sorted(HERE.rglob("*.py")):
        name = ".".join(path.relative_to(HERE.parent).with_suffix("").parts)
        if (path.parent == HERE and path.stem in ("run", "measure", "make")) or word not in name:
            continue
        importlib.import_module(name).main()


if __name__ == "__main__":
    main(*sys.argv[1:])
