"""From the rows on record to snapshots, at the cost of what changed since the last one."""

import warnings
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from typing import Any, Protocol, TypeVar

import numpy as np

from qualcase.model.codebook import Codebook
from qualcase.model.columns import FETCH, Columns
from qualcase.model.nouns import (
    BASES,
    STANCES,
    Asked,
    Aspect,
    Assignment,
    Book,
    Claim,
    Coder,
    Coding,
    Decision,
    Memo,
    Published,
    Question,
    Round,
    Segments,
    Settlement,
    Source,
    Stood,
    Study,
    Text,
    Translation,
    Voice,
)
from qualcase.model.snapshot import Ints, Snapshot
from qualcase.model.units import CodeRef, Filter, Units

Row = TypeVar("Row")

APART = 32  # bits: sources lie 2**32 code points apart on the line of all texts
MANY = 500  # codings: from here on all are read at one go
KEPT_WHOLE: dict[type[Any], str] = {  # nouns that a snapshot holds as rows, and where
    Question: "questions", Asked: "asked", Memo: "memos", Claim: "claims", Aspect: "aspects",
    Translation: "translations",
    Settlement: "settlements", Published: "published", Round: "rounds", Assignment: "assignments",
}  # fmt: skip
# nouns whose changes leave texts and codebooks as they are
PASSING = frozenset({Coder, Coding, Decision, Stood, *KEPT_WHOLE})


class Reader(Protocol):
    """Where rows are read from."""

    def reading(self) -> AbstractContextManager[None]: ...
    @property
    def seq(self) -> int: ...
    def rows(self, noun: type[Row], **equal: object) -> list[Row]: ...
    def get(self, noun: type[Row], key: str) -> Row | None: ...
    def columns(self, noun: type[Any], names: Sequence[str]) -> list[tuple[Any, ...]]: ...
    def touched(self, since: int) -> dict[type[Any], list[str]]: ...


class Live:
    """The one mutable thing between store and snapshots: it knows the last snapshot and catches up with the record."""

    def __init__(self, reader: Reader, *, checked: bool = False) -> None:
        self._reader, self._checked = reader, checked  # whether somebody looked at the quotes already
        self._texts: dict[str, str] = {}
        self._last: Snapshot | None = None
        self._columns = Columns((), (), ())
        self._workings: dict[str, Any] = {}

    def snapshot(self) -> Snapshot:
        """Give the case as it is on record now, what other notebooks wrote included."""
        with self._reader.reading():  # one moment of the record, one thread: columns grow in place
            return self._now()

    def _now(self) -> Snapshot:
        event = self._reader.seq
        last = self._last
        if last is not None and last.event == event:
            return last
        if last is None and not self._checked:
            self._check_quotes()
        touched = self._reader.touched(last.event) if last is not None else {}
        if last is None or not touched.keys() <= PASSING or len(touched.get(Coding, ())) > MANY:
            self._last = self._build(event)
        else:
            self._last = self._catch_up(last, touched, event)
        return self._last

    def text(self, key: str) -> str:
        """Give a text by its hash; each is read once."""
        if key not in self._texts:
            found = self._reader.get(Text, key)
            self._texts[key] = found.content if found else ""
        return self._texts[key]

    def details(self, snapshot: Snapshot, ids: Sequence[str]) -> Sequence[Coding]:
        """Give whole codings by their ids, in that order, as the snapshot has them."""
        with self._reader.reading():
            if len(ids) > MANY:
                found = {coding.id: coding for coding in self._reader.rows(Coding)}
            else:
                found = {key: coding for key in ids if (coding := self._reader.get(Coding, key)) is not None}
            now = self._reader.seq
        if snapshot.event == now:
            return [found[key] for key in ids]
        number = {key: row for row, key in enumerate(snapshot.codings.ids.tolist())}
        return [_as_it_was(snapshot, number[key], found.get(key)) for key in ids]

    def stood(self, snapshot: Snapshot, round: str) -> Snapshot:
        """Give a whole snapshot with the codings as they stood when a round was closed, and no others."""
        rows = self._reader.columns(Stood, (*FETCH, "round"))
        of_round = [(row[0].removeprefix(f"{round} "), *row[1:-1]) for row in rows if row[-1] == round]
        names = [f"{ref.book}/{ref.name.split('/')[-1]}" for ref in snapshot.codes]
        columns = Columns(names, (s.id for s in snapshot.sources), (v.id for v in snapshot.voices))
        columns.parties.numbers(snapshot.codings.parties)
        columns.put(of_round)

        def details(part: Snapshot, ids: Sequence[str]) -> Sequence[Coding]:
            whole = {row.coding: row for row in self._reader.rows(Stood, round=round)}
            return [whole[key].as_coding for key in ids]

        return replace(
            snapshot, codings=columns.view(), codes=_code_refs(snapshot.books, columns.codes.names), recorded=details,
            rows=np.arange(len(of_round)), workings={}, filters=(Filter("round", round, False),), whole=None,
        )  # fmt: skip

    def _check_quotes(self) -> None:
        """Warn of codings whose words are not at their place: something else than qualcase changed the file."""
        texts = dict(self._reader.columns(Text, ("hash", "content")))
        codings = self._reader.columns(Coding, ("id", "text", "start", "end", "quote"))
        moved = [id for id, text, start, end, quote in codings if texts.get(text, "")[start:end] != quote]
        if moved:
            warnings.warn(
                f"{len(moved)} codings do not quote the words at their place ({', '.join(moved[:5])}"
                f"{', ...' if len(moved) > 5 else ''}): the case file was changed by something else than qualcase. "
                "`qualcase restore` brings a backup back.",
                stacklevel=4,
            )

    def _build(self, event: int) -> Snapshot:
        reader = self._reader
        voices, sources = tuple(reader.rows(Voice)), tuple(reader.rows(Source))
        books = tuple(Codebook.from_content(book.content) for book in reader.rows(Book))
        named = [f"{book.name}/{code.id}" for book in books for code in book.codes]
        self._columns = Columns(named, (s.id for s in sources), (v.id for v in voices))
        study = reader.get(Study, "study") or Study()
        declared = [party for book in books for code in book.codes for party in (code.holder, code.target)]
        declared += [item["id"] for item in (*study.sides, *study.roles)]
        self._columns.parties.numbers([*declared, *(name for v in voices for name in (v.side, v.role, v.id))])
        self._columns.put(reader.columns(Coding, FETCH))
        base = np.arange(len(sources), dtype=np.int64) << APART
        codings = self._columns.view()
        kept: dict[str, Any] = {name: tuple(reader.rows(noun)) for noun, name in KEPT_WHOLE.items()}
        return Snapshot(
            study=study, books=books, codes=_code_refs(books, self._columns.codes.names), voices=voices,
            sources=sources, codings=codings, **kept,
            units=_units(reader.rows(Segments), sources, voices, base), base=base, texts=self.text,
            recorded=self.details, stood=self.stood, decided={row.id: row for row in reader.rows(Decision)},
            workings=self._workings, event=event, rows=np.flatnonzero(~codings.withdrawn),
            voices_in=np.ones(len(voices), np.bool_), sources_in=np.ones(len(sources), np.bool_), lang=study.language,
        )  # fmt: skip

    def _catch_up(self, last: Snapshot, touched: dict[type[Any], list[str]], event: int) -> Snapshot:
        changes: dict[str, Any] = {}
        if Coding in touched:
            found = {key: self._reader.get(Coding, key) for key in touched[Coding]}
            self._columns.drop(key for key, row in found.items() if row is None)
            self._columns.put([tuple(getattr(row, name) for name in FETCH) for row in found.values() if row])
            codings = self._columns.view()
            changes |= {"codings": codings, "rows": np.flatnonzero(~codings.withdrawn)}
            if len(self._columns.codes.names) > len(last.codes):
                changes["codes"] = _code_refs(last.books, self._columns.codes.names)
        if Decision in touched:
            changes["decided"] = {row.id: row for row in self._reader.rows(Decision)}
        for noun, name in KEPT_WHOLE.items():
            if noun in touched:
                changes[name] = tuple(self._reader.rows(noun))
        return replace(last, event=event, **changes)


def _as_it_was(snapshot: Snapshot, row: int, later: Coding | None) -> Coding:
    """Give a coding edited or dropped since as an older snapshot has it; its memo and time are the later ones."""
    codings, ref = snapshot.codings, snapshot.codes[snapshot.codings.code[row]]
    source = snapshot.sources[codings.source[row]]
    voices = [voice.id for voice in snapshot.voices]
    names: dict[str, Sequence[str]] = {
        "coder": codings.coders, "stance": STANCES, "basis": BASES, "holder": codings.parties,
        "target": codings.parties, "voice": voices, "aspect": codings.aspects, "phase": codings.phases,
    }  # fmt: skip
    number = {name: int(getattr(codings, name)[row]) for name in names}
    said = {name: among[number[name]] if 0 <= number[name] < len(among) else "" for name, among in names.items()}
    flags = {name: bool(getattr(codings, name)[row]) for name in Columns.FLAGS}
    start, end = int(codings.start[row]), int(codings.end[row])
    was = {
        "source": source.id, "text": source.text, "start": start, "end": end, "quote": snapshot.quote(row),
        "codebook": ref.book, "code": ref.name.split("/")[-1],
    }  # fmt: skip
    blank = later or Coding(str(codings.ids[row]), "", "", 0, 0, "", "", "", "")
    return replace(blank, **was, **said, **flags)  # type: ignore[arg-type]


def _code_refs(books: Sequence[Codebook], qualified: Iterable[str]) -> tuple[CodeRef, ...]:
    """Name the codes: bare where that is unambiguous, else book/code; those in no book any more stay, without entry."""
    qualified = list(qualified)
    bare = [name.split("/", 1)[1] for name in qualified]
    entries = {f"{book.name}/{code.id}": code for book in books for code in book.codes}
    return tuple(
        CodeRef(short if bare.count(short) == 1 else name, name.split("/", 1)[0], entries.get(name))
        for name, short in zip(qualified, bare, strict=True)
    )


def _units(
    rows: Sequence[Segments], sources: Sequence[Source], voices: Sequence[Voice], base: Ints
) -> dict[str, Units]:
    by_source = {row.source: row for row in rows}
    cut = [by_source.get(source.id, Segments(source.id, "", "")) for source in sources]
    number = {voice.id: n for n, voice in enumerate(voices)}
    turns = [row.turns or {"start": [], "end": []} for row in cut]
    turn = _laid_out([np.array([t["start"], t["end"]], np.int64).reshape(2, -1).T for t in turns], base)
    size = turn.start.size
    voice = np.array([number.get(v, -1) for t in turns for v in t.get("voice", [])], np.int64)
    begin = [np.nan if b is None else float(b) for t in turns for b in t.get("begin", [])]
    turn = Units(
        turn.start, turn.end, turn.source, voice if voice.size == size else np.full(size, -1), turn.place,
        np.array(begin) if len(begin) == size else np.full(size, np.nan),
        [label for t in turns for label in t.get("label", [])], [q for t in turns for q in t.get("question", [])],
    )  # fmt: skip
    units = {"turn": turn}
    for kind in ("paragraph", "sentence"):
        plain = _laid_out([np.array(getattr(row, f"{kind}s"), np.int64).reshape(-1, 2) for row in cut], base)
        at = np.clip(np.searchsorted(turn.end, plain.start, "right"), 0, max(size - 1, 0))
        inside = (turn.start[at] < plain.end) & (plain.start < turn.end[at]) if size else np.zeros(0, np.bool_)
        spoken = np.where(inside, turn.voice[at], -1) if size else np.full(plain.start.size, -1)
        units[kind] = replace(plain, voice=spoken)
    return units


def _laid_out(pieces: Sequence[Ints], base: Ints) -> Units:
    sizes = np.array([len(piece) for piece in pieces], np.int64)
    flat = np.concatenate(pieces) if pieces else np.empty((0, 2), np.int64)
    source = np.repeat(np.arange(len(pieces)), sizes)
    shift = base[source]
    place = np.arange(source.size) - np.repeat(np.cumsum(sizes) - sizes, sizes) + 1
    untimed = np.full(source.size, np.nan)
    return Units(flat[:, 0] + shift, flat[:, 1] + shift, source, np.full(source.size, -1), place, untimed, (), ())
