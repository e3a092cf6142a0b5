"""One coding on record, many at a time, undo and redo, the quote check, beside plain SQLite.

`python -m benchmarks.store.store [codings]`
"""

import os
import secrets
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from operator import attrgetter
from pathlib import Path

from benchmarks.measure import measure, row
from qualcase.model.nouns import Coding, Source, Text
from qualcase.store.backups import misquoted
from qualcase.store.file import connection
from qualcase.store.schema import shape, statements
from qualcase.store.store import Store

WORDS = "Kami dilibatkan sejak awal, dan janji yang dibuat sudah ditepati. " * 400
SOURCES = 50


def wall(fn: Callable[[], object], *, repeats: int = 200) -> float:
    """Give the median time of one run in milliseconds by the clock: a disk's work is no CPU time."""
    times = []
    for _ in range(repeats):
        begin = time.perf_counter()
        fn()
        times.append((time.perf_counter() - begin) * 1e3)
    return statistics.median(times)


def codings(n: int, coder: str = "ani") -> list[Coding]:
    places = [(k // SOURCES * 7 % (len(WORDS) - 90), k % SOURCES) for k in range(n)]
    return [
        Coding(secrets.token_hex(8), f"S{s:02}", f"text{s}", at, at + 60, WORDS[at : at + 60], "four", f"c{k}", coder)
        for k, (at, s) in enumerate(places)
    ]


def put(store: Store, rows: list[Coding], actor: str = "ani") -> None:
    with store.record("code", actor=actor, arguments={}) as change:
        change.put_all(rows)


def one_coding(folder: Path) -> None:
    """W5a: a coding with its event, on the disk when the call returns."""
    store = Store.open(folder / "one.qualcase")
    put(store, codings(1))
    waiting = iter(codings(300, "budi"))
    ours = wall(lambda: put(store, [next(waiting)]))
    store.close()
    with open(folder / "bare", "wb", buffering=0) as file:
        page = os.urandom(4096)

        def bare() -> None:
            file.write(page)
            os.fsync(file.fileno())

        row("W5a one durable coding, by the clock", 1, ours, wall(bare), "<= 5 x bare write + fsync, <= 5 ms")


def many(n: int) -> None:
    """W5b: many codings in one step, beside executemany of the same rows into the same table."""
    rows = codings(n)

    def ours() -> None:
        store = Store.open(None)
        put(store, rows)
        store.close()

    def peer() -> None:
        one = shape(Coding)
        fetch = attrgetter(*one.columns)
        with closing(sqlite3.connect(":memory:", isolation_level=None)) as con:
            for statement in statements():
                con.execute(statement)
            con.execute("BEGIN")
            marks = ", ".join("?" * len(one.columns))
            con.executemany(f"INSERT INTO coding VALUES ({marks}, 1)", map(fetch, rows))
            con.execute("COMMIT")

    row("W5b many codings in one step", n, measure(ours), measure(peer), ">= 0.67 x (<= 1.5 x executemany)")


def quotes(n: int) -> None:
    """W5d: every quote against its place in the text, from the tables, beside SQLite's substr."""
    store = Store.open(None)
    with store.record("add", actor="ani", arguments={}) as change:
        change.put_all(Text(f"text{s}", WORDS) for s in range(SOURCES))
        change.put_all(Source(f"S{s:02}", "interview", f"text{s}") for s in range(SOURCES))
        change.put_all(codings(n))
    con = store._con
    sql = (
        "SELECT c.id FROM coding c JOIN text t ON t.hash = c.text "
        'WHERE substr(t.content, c.start + 1, c."end" - c.start) <> c.quote'
    )
    ours = measure(lambda: list(misquoted(con)), repeats=3)
    row("W5d quote check, rows fetched", n, ours, measure(lambda: con.execute(sql).fetchall(), repeats=3), "")
    columns = list(zip(*store.columns(Coding, ["text", "start", "end", "quote"]), strict=True))
    texts = {f"text{s}": WORDS for s in range(SOURCES)}
    checked = measure(lambda: [k for k, (t, s, e, q) in enumerate(zip(*columns, strict=True)) if texts[t][s:e] != q])
    row("W5d quote check, columns at hand", n, checked, None, "<= 40 ms")
    store.close()


def undo_redo(folder: Path, n: int) -> None:
    """W9: undo and redo of one coding in a small case and in a large one; they should take the same."""
    took = []
    for size in (100, n):
        store = Store.open(folder / f"undo{size}.qualcase")
        put(store, codings(size, "budi"), "budi")
        put(store, codings(1))
        both = wall(lambda store=store: (store.undo("ani"), store.redo("ani")), repeats=100)
        took.append(both)
        store.close()
    row("W9 undo + redo, by the clock", n, took[1], took[0], "1 x (peer: a case of 100)")


def look(folder: Path, n: int) -> None:
    """Opening the file, and the number of the last event, which every reading verb asks for."""
    path = folder / f"undo{n}.qualcase"
    store = Store.open(path)
    thousand = measure(lambda: [store.seq for _ in range(1000)])
    row("seq, a thousand times", 1000, thousand, None, "~5 us each")
    store.close()
    row("open, read-only", n, measure(lambda: connection(path, "ro").close()), None, "")


def main() -> None:
    n = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as folder:
        one_coding(Path(folder))
        many(n)
        quotes(n)
        undo_redo(Path(folder), n)
        look(Path(folder), n)


if __name__ == "__main__":
    main()
