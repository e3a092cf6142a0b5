"""The same words under two theories: what each codebook sees in them."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase._kernel.text import clip
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.evidence import CONSENSUS, pole, stance_of
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table, call

SHOWN = 400  # characters of a passage in a table


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SideBySide(Table):
    """Passages in the order of the texts, and the codes that each codebook gives them."""

    books: tuple[str, ...]
    coders: tuple[str, ...]  # whose codings stand for each book
    rows: tuple[tuple[Ints, ...], ...]  # for each passage and book, the numbers of the codings

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out place, words, and a column for each book."""
        lang = lang or self.snapshot.lang
        data, snapshot = self.data, self.snapshot
        places = [
            label("place.turn", lang, source=s, turn=t) if t else s
            for s, t in zip(data["source"], data["turn"], strict=True)
        ]
        columns = [
            Column(label("head.place", lang), places, rowhead=True, width=0.8),
            Column(label("head.quote", lang), [clip(quote, SHOWN) for quote in data["quote"]], width=4),
        ]
        for n, book in enumerate(self.books):
            cells = [_said(snapshot, passage[n], lang) for passage in self.rows]
            columns.append(Column(book, cells, links=[sorted(passage[n].tolist()) for passage in self.rows], width=1.8))
        full = [[bool(passage[n].size) for n in range(len(self.books))] for passage in self.rows]
        counts = ", ".join(
            f"{book} {number(sum(row[n] and sum(row) == 1 for row in full), lang)}" for n, book in enumerate(self.books)
        )
        notes = [
            label("side.note", lang),
            label("side.counts", lang, n=number(sum(all(row) for row in full), lang), alone=counts),
            label("side.coders", lang, coders="; ".join(map(": ".join, zip(self.books, self.coders, strict=True)))),
        ]
        if snapshot.study.synthetic:
            notes.append(label("note.synthetic", lang))
        return Sheet(label("side.title", lang), tuple(columns), notes=tuple(notes), lang=lang)


def side_by_side(case: Reads, *books: str) -> SideBySide:
    """Show the same words under two or more codebooks: what each theory sees in them, and what it leaves out.

    A passage is a stretch of text whose codings, of any of the books, overlap one another. No label is computed: two
    theories applied to one passage are not two witnesses (theory triangulation is read, not counted).

    Parameters
    ----------
    books
        Names of codebooks in use; without, all of them.

    Returns
    -------
    SideBySide
        `.frame`, a row for each passage: `source`, `turn`, `voice`, `quote`, and a column for each book with its codes
        and their stances ("trust: supports; ..."), empty where the book has nothing to say.

    Raises
    ------
    NotFound
        There is no such codebook.
    OptionError
        Fewer than two books, or several people coded with one and there is no consensus.

    Notes
    -----
    Theory triangulation is one of four kinds in Denzin 1978, The Research Act.

    Examples
    --------
    >>> case.side_by_side("four-elements", "programme-activities").frame.columns.tolist()[:4]
    ['source', 'turn', 'voice', 'quote']
    """
    snapshot = case.snapshot
    for book in books:
        if not isinstance(book, str):
            raise OptionError(f"name the codebooks one by one: case.side_by_side('a', 'b'), not {book!r}.")
    there = [book.name for book in snapshot.books]
    named = tuple(dict.fromkeys(known("codebook", book, there, "this case") for book in books)) or tuple(there)
    if len(named) < 2:
        raise OptionError(f"side by side needs two codebooks, and here is {', '.join(named) or 'none'}. case.use(...)")
    chosen = [_codings(snapshot, book) for book in named]
    coders = tuple(coder for coder, _ in chosen)
    rows = np.concatenate([found for _, found in chosen])
    start, end = snapshot.spans(rows)
    first, last = spans.merge(start, end)
    passage = np.searchsorted(first, start, "right") - 1
    of_book = np.repeat(np.arange(len(named)), [found.size for _, found in chosen])
    by_passage = tuple(
        tuple(rows[(passage == p) & (of_book == b)] for b in range(len(named))) for p in range(first.size)
    )
    data = _data(snapshot, first, last, by_passage, named)
    return SideBySide(data, snapshot, call("side_by_side", snapshot, books=named), (), named, coders, by_passage)


def _codings(snapshot: Snapshot, book: str) -> tuple[str, Ints]:
    """Give whose codings under a book count, and their numbers."""
    codings = snapshot.codings
    of_book = np.array([ref.book == book for ref in snapshot.codes], np.bool_)
    rows = snapshot.rows[of_book[codings.code[snapshot.rows]]]
    coders = [codings.coders[n] for n in np.unique(codings.coder[rows])]
    preferred = [name for name in (snapshot.study.evidence, CONSENSUS) if name in coders]
    if len(coders) > 1 and not preferred:
        raise OptionError(
            f"{', '.join(coders)} coded with {book!r} and there is no consensus. "
            f"Say whose codings to show: case.where(coder={coders[0]!r}).side_by_side(...)."
        )
    coder = next(iter(preferred or coders), "")
    return coder, rows[codings.coder[rows] == codings.coders.index(coder)] if coder else rows


def _data(
    snapshot: Snapshot, first: Ints, last: Ints, passages: tuple[tuple[Ints, ...], ...], books: tuple[str, ...]
) -> dict[str, Any]:
    source = np.searchsorted(snapshot.base, first, "right") - 1
    turn = snapshot.units["turn"]
    at = np.searchsorted(turn.end, first, "right")
    voices = [snapshot.voices[v].id if v >= 0 else "" for v in turn.voice[np.minimum(at, turn.end.size - 1)]]
    begin, end = first - snapshot.base[source], last - snapshot.base[source]
    texts = [snapshot.text(n) for n in source.tolist()]
    data: dict[str, Any] = {
        "source": [snapshot.sources[n].id for n in source.tolist()],
        "turn": [int(turn.place[n]) if n < turn.end.size else 0 for n in at.tolist()],
        "voice": voices,
        "quote": [text[a:b] for text, a, b in zip(texts, begin.tolist(), end.tolist(), strict=True)],
    }
    for n, book in enumerate(books):
        data[f"{book} (codebook)" if book in data else book] = [
            "; ".join(f"{code}: {stance}" if stance else code for code, stance in _codes(snapshot, passage[n]))
            for passage in passages
        ]
    return data


def _codes(snapshot: Snapshot, rows: Ints) -> list[tuple[str, str]]:
    """Give each code of some codings with its stance, once, in the order of the text."""
    start, _ = snapshot.spans(rows)
    rows = rows[np.lexsort((rows, start))]
    names = [snapshot.codes[n].name for n in snapshot.codings.code[rows]]
    return list(dict.fromkeys(zip(names, map(pole, stance_of(snapshot, rows).tolist()), strict=True)))


def _said(snapshot: Snapshot, rows: Ints, lang: str) -> str:
    return "\n".join(
        f"{snapshot.name('code', code, lang)}: {label('stance.' + (stance or 'unset'), lang)}"
        for code, stance in _codes(snapshot, rows)
    )
