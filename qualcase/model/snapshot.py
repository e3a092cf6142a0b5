"""The snapshot: everything that reading verbs look at, immutable, in arrays."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import did_you_mean, known
from qualcase.errors import NotFound
from qualcase.model import spans
from qualcase.model.codebook import Code, Codebook, text
from qualcase.model.columns import Codings
from qualcase.model.nouns import RESEARCHER, UNITS, Asked, Claim, Memo, Question, Source, Study, Unit, Voice

if TYPE_CHECKING:
    from qualcase.model.evidence import Evidence

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """The turns, sentences or paragraphs of all sources, laid end to end: each (u,), sorted by start.

    `voice`: -1 where nobody known speaks. `place`: the number within its source, from 1. `begin`: seconds, NaN untimed.
    """

    start: Ints
    end: Ints
    source: Ints
    voice: Ints
    place: Ints
    begin: NDArray[np.float64]
    label: Sequence[str]
    question: Sequence[str]


class Incidence(NamedTuple):
    """Codings in units: one entry for each coding in a unit; `n_units` is the denominator."""

    unit: Ints
    code: Ints
    coding: Ints
    n_units: int


class Filter(NamedTuple):
    """One filter of a view: its name, its value, and whether it narrows the universe or the codings only."""

    name: str
    value: Any
    universe: bool

    def __str__(self) -> str:
        value = ", ".join(map(str, self.value)) if isinstance(self.value, tuple) else str(self.value)
        return f"{self.name}={value}"


class CodeRef(NamedTuple):
    """A code as the case knows it: the name to say it by, its book, its entry (None if the book lost it)."""

    name: str
    book: str
    entry: Code | None


@dataclass(frozen=True, eq=False)
class Snapshot:
    """An immutable look at the case, or at the part of it that a view keeps.

    `rows`: the numbers of the codings kept, rising. `voices_in`, `sources_in`: the universe, (voices,) and (sources,).
    """

    study: Study
    books: tuple[Codebook, ...]
    codes: tuple[CodeRef, ...]
    voices: tuple[Voice, ...]
    sources: tuple[Source, ...]
    questions: tuple[Question, ...]
    asked: tuple[Asked, ...]
    memos: tuple[Memo, ...]
    claims: tuple[Claim, ...]
    codings: Codings
    units: dict[str, Units]
    base: Ints  # where each source begins on the line of all texts
    texts: Callable[[str], str]  # hash -> text
    details: Callable[[Sequence[str]], Sequence[Any]]  # ids -> Coding rows, with quote, memo, times as said
    decided: frozenset[str]  # keys of the suggestions somebody decided on
    workings: dict[str, Any]  # what a verb worked out and may use again; one for the whole case, keyed by the verb
    event: int
    rows: Ints
    voices_in: Flags
    sources_in: Flags
    filters: tuple[Filter, ...] = ()
    lang: str = "id"

    # names to numbers

    @cached_property
    def code_numbers(self) -> dict[str, int]:
        """The number of each code, by its name and by book/code."""
        by_name = {ref.name: number for number, ref in enumerate(self.codes)}
        return {f"{ref.book}/{ref.name.split('/')[-1]}": n for n, ref in enumerate(self.codes)} | by_name

    def code_number(self, name: str) -> int:
        """Give the number of a code; NotFound with the nearest spelling, or with the books where a name is ambiguous."""
        found = self.code_numbers.get(name)
        if found is not None:
            return found
        twice = [ref.name for ref in self.codes if ref.name.endswith(f"/{name}")]
        if twice:
            raise NotFound(f"code {name!r} is in several codebooks: say {' or '.join(map(repr, twice))}.")
        books = ", ".join(f"{book.name!r} {book.version}" for book in self.books)
        where = f"codebook {books}" if books else "this case, which has no codebook yet (case.use(...))"
        raise NotFound(f"no code {name!r} in {where}. {did_you_mean(name, (ref.name for ref in self.codes))}")

    def subtree(self, name: str) -> Ints:
        """Give the numbers of a code and all below it, in book order."""
        ref = self.codes[self.code_number(name)]
        if ref.entry is None:
            return np.array([self.code_number(name)])
        book = next(book for book in self.books if book.name == ref.book)
        return np.array([self.code_number(f"{ref.book}/{child}") for child in book.subtree(ref.entry.id)])

    @cached_property
    def top_codes(self) -> tuple[str, ...]:
        """The names of the codes without a parent, in book order."""
        return tuple(ref.name for ref in self.codes if ref.entry is not None and not ref.entry.above)

    def voice_number(self, name: str) -> int:
        """Give the number of a voice, by its id or by a label it has in transcripts."""
        ids = [voice.id for voice in self.voices]
        if name not in ids:
            labelled = [n for n, voice in enumerate(self.voices) if name in voice.speakers]
            if len(labelled) == 1:
                return labelled[0]
        return ids.index(known("voice", name, ids, "this case"))

    def source_number(self, name: str) -> int:
        """Give the number of a source."""
        ids = [source.id for source in self.sources]
        return ids.index(known("source", name, ids, "this case"))

    @cached_property
    def declared(self) -> tuple[Ints, Ints]:
        """The holder and the target that the codebooks declare for each code, numbers of `codings.parties`: (codes,)."""
        number = {name: n for n, name in enumerate(self.codings.parties)} | {"": -1}
        ways = [(ref.entry.holder, ref.entry.target) if ref.entry else ("", "") for ref in self.codes] or [("", "")]
        holder, target = (np.array([number[party or ""] for party in side]) for side in zip(*ways, strict=True))
        return holder, target

    def direction(self, rows: Ints) -> tuple[Ints, Ints, Flags]:
        """Give holder and target of codings, typed or else declared, and whether that is the declared direction."""
        codings, code = self.codings, self.codings.code[rows]
        held, aimed = (column[code] for column in self.declared)
        holder = np.where(codings.holder[rows] >= 0, codings.holder[rows], held)
        target = np.where(codings.target[rows] >= 0, codings.target[rows], aimed)
        return holder, target, (holder == held) & (target == aimed)

    # geometry

    def spans(self, rows: Ints) -> tuple[Ints, Ints]:
        """Give the spans of codings on the line of all texts."""
        base = self.base[self.codings.source[rows]]
        return base + self.codings.start[rows], base + self.codings.end[rows]

    def unit(self, by: str) -> Units:
        """Give the turns, sentences or paragraphs of the case."""
        return self.units[by]

    @cached_property
    def interviewer(self) -> Flags:
        """Which voices only ask: of side `researcher`, and nowhere the one whose account it is. (voices,)"""
        account = {voice for source in self.sources for voice in source.voices}
        return np.array([v.side == RESEARCHER and v.id not in account for v in self.voices], np.bool_)

    @cached_property
    def speakers(self) -> tuple[Ints, Ints]:
        """Pair the codings on record with the voices that they are evidence of: (coding rows, voice numbers).

        A coding's voice is the one its coder gave; else each known voice, interviewers aside, whose turn it overlaps.
        """
        given = self.codings.voice
        rows = np.flatnonzero(given < 0)
        turn = self.units["turn"]
        span, at = spans.incidence(*self.spans(rows), turn.start, turn.end)
        voice = turn.voice[at]
        usable = voice >= 0
        usable[usable] &= ~self.interviewer[voice[usable]]
        stated = np.flatnonzero(given >= 0)
        coding = np.concatenate((rows[span[usable]], stated))
        voice = np.concatenate((voice[usable], given[stated]))
        pairs = np.unique(coding * (len(self.voices) + 1) + voice) if coding.size else np.empty(0, np.int64)
        return pairs // (len(self.voices) + 1), pairs % (len(self.voices) + 1)

    def incidence(self, within: Unit, rows: Ints | None = None) -> Incidence:
        """Pair codings with the units that hold at least one of their characters; `n_units` counts the universe's."""
        known("unit", within, UNITS, "this case")
        rows = self.rows if rows is None else rows
        code = self.codings.code
        if within == "source":
            return Incidence(self.codings.source[rows], code[rows], rows, int(self.sources_in.sum()))
        if within == "informant":
            coding, voice = self.speakers
            here = np.isin(coding, rows)
            heard = self.voices_in & ~self.interviewer & self.has_source
            return Incidence(voice[here], code[coding[here]], coding[here], int(heard.sum()))
        units = self.units[within]
        eligible = self.eligible(units)
        span, unit = spans.incidence(*self.spans(rows), units.start, units.end)
        span, unit = span[eligible[unit]], unit[eligible[unit]]
        return Incidence(unit, code[rows[span]], rows[span], int(eligible.sum()))

    def eligible(self, units: Units) -> Flags:
        """Say which units are an informant's words in the universe: (u,)."""
        spoken = units.voice >= 0
        spoken[spoken] &= (self.voices_in & ~self.interviewer)[units.voice[spoken]]
        return spoken & self.sources_in[units.source]

    @cached_property
    def has_source(self) -> Flags:
        """Which voices have an account on record. (voices,)"""
        numbers = {voice.id: n for n, voice in enumerate(self.voices)}
        has = np.zeros(len(self.voices), np.bool_)
        has[[numbers[v] for source in self.sources for v in source.voices if v in numbers]] = True
        turn_voices = self.units["turn"].voice
        has[turn_voices[turn_voices >= 0]] = True
        return has

    @cached_property
    def evidence(self) -> "Evidence":
        """Which of these codings are evidence, of whom, and on what basis; OptionError if nobody said whose count."""
        from qualcase.model.evidence import evidence

        return evidence(self)

    # words

    def text(self, source: int) -> str:
        """Give the text of a source."""
        return self.texts(self.sources[source].text)

    def quote(self, row: int) -> str:
        """Give the words of a coding."""
        codings = self.codings
        return self.text(int(codings.source[row]))[int(codings.start[row]) : int(codings.end[row])]

    def turns_of(self, rows: Ints) -> Ints:
        """Give the number within its source of the turn in which each coding begins (0 outside every turn)."""
        turn = self.units["turn"]
        start, end = self.spans(rows)
        at = np.searchsorted(turn.end, start, "right")
        place = np.zeros(rows.size, np.int64)
        inside = at < turn.start.size
        inside[inside] &= turn.start[at[inside]] < end[inside]
        place[inside] = turn.place[at[inside]]
        return place

    # parts

    def keep(
        self, rows: Ints, *filters: Filter, voices: Flags | None = None, sources: Flags | None = None
    ) -> "Snapshot":
        """Give the part with these codings and this universe."""
        return replace(
            self, rows=rows, filters=self.filters + filters,
            voices_in=self.voices_in if voices is None else voices,
            sources_in=self.sources_in if sources is None else sources,
        )  # fmt: skip

    def roles(self) -> tuple[str, ...]:
        """Give the roles of the voices in the universe, in the study's order, then as they came."""
        declared = [role["id"] for role in self.study.roles]
        used = [v.role for v, keep in zip(self.voices, self.voices_in & ~self.interviewer, strict=True) if keep]
        return tuple(dict.fromkeys([r for r in declared if r in used] + used))

    def name(self, kind: str, key: str, lang: str = "") -> str:
        """Give the label of a role, side, phase or code in a language; the id where it has none."""
        lang = lang or self.lang
        if kind == "code":
            ref = self.codes[self.code_number(key)]
            return text(ref.entry.label, lang) if ref.entry else key
        listed: Iterable[Any] = {"role": self.study.roles, "side": self.study.sides, "phase": self.study.phases}[kind]
        return next((text(item.get("label", key), lang) for item in listed if item["id"] == key), key)
