"""A study of made codings, as the verbs read it: without a case file, so that only the verbs are timed."""

from contextlib import nullcontext
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from benchmarks.make import Codings, codings
from qualcase.model.codebook import Code, Codebook
from qualcase.model.columns import FETCH
from qualcase.model.live import Live
from qualcase.model.nouns import Book, Segments, Source, Text, Voice
from qualcase.model.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """Something that reads like a case; `data` is what it was made of, `frame` the same for pandas."""

    snapshot: Snapshot
    data: Codings

    @property
    def frame(self) -> Any:
        import pandas as pd

        columns = {"code": "C", "role": "R", "informant": "V", "doc": "S"}
        return pd.DataFrame({name: named(head, getattr(self.data, name)) for name, head in columns.items()})


class Rows:
    """A record in memory, as `Live` reads it."""

    seq = 1

    def reading(self):
        return nullcontext()

    def __init__(self, data: Codings, codes: int) -> None:
        self.text = ("kata demi kata " * (data.chars // 15 + 1))[: data.chars]
        docs = int(data.doc.max()) + 1
        informant = np.zeros(docs, int)
        informant[data.doc] = data.informant
        edges = [*data.turn_start.tolist(), data.chars]
        book = Codebook("made", "1", codes=tuple(Code(f"C{n:03}", f"Code {n}") for n in range(codes)))
        rows: list[Any] = [Book("made", "1", book.content()), Text("text", self.text)]
        rows += [Voice(f"V{n:04}", f"R{role:03}") for n, role in enumerate(data.role_of.tolist())]
        for n, voice in enumerate(informant.tolist()):
            columns = {"start": edges[:-1], "end": edges[1:], "voice": [f"V{voice:04}"] * 80}
            rows += [Source(f"S{n:04}", "interview", "text", voices=(f"V{voice:04}",))]
            spans = [list(pair) for pair in pairwise(edges)]
            rows += [Segments(f"S{n:04}", "text", "1", columns, spans, spans)]
        self._rows, self.data = rows, data

    def rows(self, noun: Any, **equal: object) -> list[Any]:
        return [row for row in self._rows if type(row) is noun]

    def get(self, noun: Any, key: str) -> Any:
        return next((row for row in self._rows if type(row) is noun and noun is Text), None)

    def touched(self, since: int) -> dict[Any, Any]:
        return {}

    def columns(self, noun: Any, names: Any) -> list[tuple[Any, ...]]:
        if noun is Text:
            return [("text", self.text)]
        data, n = self.data, self.data.doc.size
        blank = dict.fromkeys(FETCH, [""] * n) | dict.fromkeys(("hedge", "not_yet", "key", "withdrawn"), [0] * n)
        start, end = data.start.tolist(), data.end.tolist()
        made = blank | {
            "id": list(map(str, range(n))), "source": named("S", data.doc, 4), "codebook": ["made"] * n,
            "code": named("C", data.code), "coder": ["ani"] * n, "start": start, "end": end,
        }  # fmt: skip
        if "quote" in names:
            made |= {"text": ["text"] * n, "quote": [self.text[s:e] for s, e in zip(start, end, strict=True)]}
        return list(zip(*(made[name] for name in names), strict=True))


def named(head: str, numbers: Any, digits: int = 3) -> list[str]:
    names = [f"{head}{n:0{digits}}" for n in range(int(numbers.max()) + 1)]
    return [names[n] for n in numbers.tolist()]


def made(n: int, docs: int, *, codes: int = 50, **how: Any) -> Made:
    """Make a study of `n` codings by one coder, each informant speaking in the documents that are hers."""
    data = codings(n, docs, codes, **how)
    return Made(Live(Rows(data, codes)).snapshot(), data)


def fresh(study: Made) -> Made:
    """The same with nothing worked out yet."""
    snapshot = study.snapshot
    return Made(snapshot.keep(snapshot.rows), study.data)


SIZES = ((10_000, 50), (100_000, 50), (1_000_000, 500))
