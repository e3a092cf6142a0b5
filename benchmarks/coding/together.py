"""Two coders of 50,000 codings each: set side by side, and brought into one case. Goal: within 2 s each.

`python -m benchmarks.coding.together [n]`. The peer does what a script of a researcher's would: for each coding of one
coder it looks through those of the other in the same text for one that overlaps, in plain Python.
"""

import gc
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import numpy as np

import qualcase as qc
from benchmarks.make import codings
from benchmarks.measure import measure
from benchmarks.measure import row as line
from qualcase._kernel.ids import new_id, text_hash
from qualcase.model.nouns import Book, Coder, Coding, Segments, Source, Text, Voice

DOCS, CHARS, CODES = 200, 25_000, 50


def study(change) -> None:
    """Put a study on record whose texts are words of letters, the same at every run."""
    rng = np.random.default_rng(3)
    book = {"format": 1, "name": "made", "version": "1.0.0", "title": "made", "codes": [
        {"id": f"c{n}", "label": f"c{n}", "definition": "d", "kind": "evaluative", "holder": "a", "target": "b",
         "poles": {"positive": "+", "negative": "-"}} for n in range(CODES)
    ]}  # fmt: skip
    change.put(Book("made", "1.0.0", book), Voice("V", "member", "a"))
    for doc in range(DOCS):
        text = "".join(rng.choice(list("abcdefgh  "), CHARS))
        key = text_hash(text)
        size = CHARS // 80
        cuts = [[n * size, (n + 1) * size] for n in range(80)]
        turns = {
            "start": [a for a, _ in cuts], "end": [b for _, b in cuts], "voice": ["V"] * 80, "label": ["V"] * 80,
            "begin": [None] * 80, "finish": [None] * 80, "question": [""] * 80,
        }  # fmt: skip
        change.put(Text(key, text), Source(f"S{doc}", "interview", key, voices=("V",)))
        change.put(Segments(f"S{doc}", key, "1", turns=turns, paragraphs=cuts, sentences=cuts))


def work(change, coder: str, n: int, seed: int) -> None:
    """Put a coder's codings on record: three in four are those of everybody, some with other ends, stance or code."""
    shared, own = codings(n, DOCS, CODES, seed=1, chars=CHARS), codings(n, DOCS, CODES, seed=seed, chars=CHARS)
    rng = np.random.default_rng(seed)
    mine, moved, other = rng.random(n) < 0.25, rng.random(n) < 0.2, rng.random(n) < 0.1
    texts = [(s.text, change.get(Text, s.text).content) for s in change.find(Source)]
    doc = np.where(mine, own.doc, shared.doc)
    start = np.where(mine, own.start, shared.start)
    end = np.where(mine, own.end, shared.end + 7 * moved)
    code = np.where(mine | other, own.code, shared.code)
    stance = np.array(["supports", "contradicts", "mixed", ""])[rng.integers(0, 4, n)]
    rows = {}
    for d, s, e, c, st in zip(doc.tolist(), start.tolist(), end.tolist(), code.tolist(), stance.tolist(), strict=True):
        key, text = texts[d]
        made = Coding(
            new_id(), f"S{d}", key, s, min(e, CHARS), text[s:e], "made", f"c{c}", coder, stance=st, version="1.0.0",
            created="2026-01-01T00:00:00+00:00",
        )  # fmt: skip
        rows[made.content] = made
    change.put(Coder(coder, new_id()))
    change.put_all(rows.values())


def peer_compare(ours: list[Coding], theirs: list[Coding]) -> int:
    by_text = defaultdict(list)
    for one in theirs:
        by_text[one.text].append(one)
    found = 0
    for one in ours:
        best = None
        for other in by_text[one.text]:
            shared = min(one.end, other.end) - max(one.start, other.start)
            if shared > 0 and (best is None or (other.code == one.code, shared) > best):
                best = other.code == one.code, shared
        found += best is not None
    return found


def peer_merge(ours: list[Coding], theirs: list[Coding]) -> int:
    """Look each coding up by what makes it the same one, in a dict of tuples, and keep those that are not there."""
    there = {tuple(getattr(row, name) for name in Coding.IDENTITY): row for row in ours}
    for row in theirs:
        there.setdefault(tuple(getattr(row, name) for name in Coding.IDENTITY), row)
    return len(there)


def once(fn) -> float:
    """Give one run in milliseconds of CPU time: what is recorded is there the second time."""
    gc.collect()
    begin = time.process_time()
    fn()
    return (time.process_time() - begin) * 1e3


def main(n: int = 50_000) -> None:
    with tempfile.TemporaryDirectory() as place:
        paths = {}
        for coder, seed in (("ani", 11), ("budi", 12)):
            paths[coder] = Path(place) / f"{coder}.qualcase"
            with qc.Case(paths[coder], coder=coder) as case, case.record("made") as change:
                study(change)
                work(change, coder, n, seed)
        with qc.Case(paths["ani"], coder="ani") as case, qc.Case(paths["budi"], coder="budi") as other:
            ours, theirs = case.rows(Coding), other.rows(Coding)
            peer = measure(lambda: peer_merge(ours, theirs), repeats=3)
            line("merge a coder", n, once(lambda: case.merge(paths["budi"])), peer, "2 s; the peer stores nothing")
            line("merge her again", n, once(lambda: case.merge(paths["budi"])), peer, "2 s")
            case.snapshot  # noqa: B018
            peer = measure(lambda: peer_compare(ours, theirs), repeats=1)
            line("compare two coders", n, measure(lambda: case.compare("ani", "budi"), repeats=3), peer, "2 s")
            found = case.compare("ani", "budi")
            alike = found.agreed
            line("settle what they agree on", len(alike), once(lambda: case.settle(alike)))
            for name in ("ani", "budi"):
                case.assign(name, [f"S{doc}" for doc in range(DOCS)])
            line("close a round", 2 * n, once(case.close_round))
            line("agree on what stood", 2 * n, once(lambda: case.agree("ani", "budi", round="independent")))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
