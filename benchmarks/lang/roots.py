"""Roots: how many distinct forms a second, beside other stemmers, and how many of the golden words each gets right.

`python -m benchmarks.lang.roots [documents]`; the peers come with `pip install "qualcase[id]"`. Some keep what they
have worked out, so each is timed once, on forms that are new to it.
"""

import csv
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks.make import corpus
from benchmarks.measure import measure, row
from qualcase.errors import MissingPackage
from qualcase.lang import roots as rules
from qualcase.lang.lexicon import Lexicon
from qualcase.lang.roots import root
from qualcase.lang.stemmers import OTHERS

GOLDEN = Path(__file__).parents[2] / "tests" / "data" / "golden" / "roots.csv"


def right(using: rules.Using) -> str:
    """Give, for each kind of golden word, how many roots are exact, and how many words meet their root's own stem."""
    exact, met, total = Counter[str](), Counter[str](), Counter[str]()
    with GOLDEN.open(encoding="utf-8") as file:
        for line in csv.DictReader(file):
            found = root(line["word"], using=using)
            total[line["category"]] += 1
            exact[line["category"]] += found == line["root"]
            met[line["category"]] += found == root(line["root"], using=using)
    kinds = " ".join(f"{kind} {exact[kind]}/{total[kind]}" for kind in sorted(total))
    return f"{using}: {exact.total()} of {total.total()} exact, {met.total()} meet their root ({kinds})"


def main(docs: int = 10) -> None:
    data = corpus(docs)
    lexicon = Lexicon()
    lexicon.index([str(n) for n in range(docs)], lambda key: data.texts[int(key)])
    forms = lexicon.forms
    rules.known()

    def ours() -> list[str]:
        rules._indonesian.cache_clear()
        return rules.roots(forms)

    ms = measure(ours)
    told = [right("rules")]
    for using, langs in OTHERS.items():
        if "id" not in langs:
            continue
        try:
            root("percaya", using=using)  # its data are read
            begin = time.process_time()
            rules.roots(forms, using=using)
            peer = (time.process_time() - begin) * 1e3
            told.append(right(using))
        except MissingPackage as missing:
            print(missing)
            continue
        row(
            f"roots of distinct forms, beside {using}",
            len(forms),
            ms,
            peer,
            f"{len(forms) / ms:.0f} k forms/s, goal >= 50",
        )
    print(*told, sep="\n")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
