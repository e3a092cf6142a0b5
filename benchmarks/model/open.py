"""W5c and W5d: open a case file with many codings, cold and again, and check their quotes, beside reading rows."""

import sqlite3
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import qualcase as qc
from benchmarks.make import codings
from benchmarks.measure import measure, row, slope
from benchmarks.reduce.study import Rows
from qualcase.model.live import Live
from qualcase.model.nouns import Book, Coding, Segments, Source, Text, Voice
from qualcase.store.store import Store

NAMES = ("id", "source", "text", "start", "end", "quote", "codebook", "code", "coder")


def case_file(path: Path, n: int) -> None:
    """Write a case of `n` codings in 50 texts."""
    rows = Rows(codings(n, 50), 50)
    there = {}
    for values in rows.columns(Coding, NAMES):
        coding = Coding(**dict(zip(NAMES, values, strict=True)))
        there.setdefault((coding.source, coding.start, coding.end, coding.code), coding)
    texts = {f"S{n:04}": f"{n:04}" for n in range(50)}  # one text each, though all read alike
    with qc.Case(path, coder="ani") as case, case.record("made") as change:
        for noun in (Book, Voice):
            change.put_all(rows.rows(noun))
        change.put_all(Text(key, rows.text) for key in texts.values())
        change.put_all(Source(s.id, s.kind, texts[s.id], voices=s.voices) for s in rows.rows(Source))
        change.put_all(Segments(s.source, texts[s.source], "1", s.turns) for s in rows.rows(Segments))
        change.put_all(replace(coding, text=texts[coding.source]) for coding in there.values())


def read_sql(path: Path):
    import pandas as pd

    with sqlite3.connect(path) as con:
        found = pd.read_sql("SELECT * FROM coding", con)
    con.close()
    return found


def fetch(path: Path):
    with sqlite3.connect(path) as con:
        found = con.execute("SELECT * FROM coding").fetchall()
    con.close()
    return found


def by_substr(path: Path) -> int:
    with sqlite3.connect(path) as con:
        found = con.execute(
            "SELECT count(*) FROM coding JOIN text ON text.hash = coding.text "
            'WHERE substr(content, "start" + 1, "end" - "start") <> quote'
        ).fetchone()[0]
    con.close()
    return int(found)


def at_size(n: int, path: Path) -> float:
    case_file(path, n)
    store = Store.open(path, readonly=True)
    live = Live(store)
    ours = measure(lambda: Live(store).snapshot(), repeats=3)
    row("W5c open, cold, pandas read_sql", n, ours, measure(lambda: read_sql(path), repeats=3), "<= 500 ms at 1e5")
    row("    beside fetchall", n, ours, measure(lambda: fetch(path), repeats=3))
    row("    the snapshot without the quote check", n, measure(lambda: live._build(store.seq), repeats=3))
    row("    the snapshot again", n, measure(live.snapshot), goal="<= 50 ms")
    row("W5d quote check, rows fetched, SQL substr", n, measure(live._check_quotes, repeats=3),
        measure(lambda: by_substr(path), repeats=1), "<= 40 ms without the fetching")  # fmt: skip
    store.close()
    return ours


def main(most: int) -> None:
    sizes = [n for n in (10_000, 100_000) if n <= most]
    with tempfile.TemporaryDirectory() as folder:
        times = [at_size(n, Path(folder, f"{n}.qualcase")) for n in sizes]
    if len(sizes) > 1:
        print("slope", {"open": round(slope(sizes, times), 2)})


if __name__ == "__main__":
    main(int(float(sys.argv[1])) if len(sys.argv) > 1 else 100_000)
