"""The snapshot: everything that reading verbs look at, immutable, in arrays."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import did_you_mean, known
from qualcase.errors import NotFound, OptionError
from qualcase.model import dates, spans
from qualcase.model.codebook import Code, Codebook, text
from qualcase.model.columns import Codings
from qualcase.model.nouns import (
    RESEARCHER,
    UNITS,
    Asked,
    Aspect,
    Assignment,
    Claim,
    Decision,
    Memo,
    Published,
    Question,
    Round,
    Settlement,
    Source,
    Study,
    Translation,
    Unit,
    Voice,
)
from qualcase.model.units import CodeRef, Filter, Incidence, Units, shared

if TYPE_CHECKING:
    from qualcase.model.evidence import Evidence

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


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
    aspects: tuple[Aspect, ...]
    translations: tuple[Translation, ...]
    settlements: tuple[Settlement, ...]
    published: tuple[Published, ...]
    rounds: tuple[Round, ...]
    assignments: tuple[Assignment, ...]
    codings: Codings
    units: dict[str, Units]
    base: Ints  # where each source begins on the line of all texts
    texts: Callable[[str], str]  # hash -> text
    recorded: Callable[["Snapshot", Sequence[str]], Sequence[Any]]  # ids -> codings whole, as the snapshot has them
    stood: Callable[["Snapshot", str], "Snapshot"]  # a closed round -> the whole case as it stood then
    decided: Mapping[str, Decision]  # what somebody decided on suggestions, by their keys
    workings: dict[str, Any]  # what a verb worked out and may use again; one for the whole case, keyed by the verb
    event: int
    rows: Ints
    voices_in: Flags
    sources_in: Flags
    filters: tuple[Filter, ...] = ()
    lang: str = "id"
    whole: "Snapshot | None" = None  # what this is a part of
    hidden: tuple[str, ...] = ()  # the blind rounds for whose sake codings of others are not in it
    seen_by: str = ""  # who looks, where something is hidden

    # names to numbers

    @shared
    def code_numbers(self) -> dict[str, int]:
        """The number of each code, by its name and by book/code."""
        by_name = {ref.name: number for number, ref in enumerate(self.codes)}
        return {f"{ref.book}/{ref.name.split('/')[-1]}": n for n, ref in enumerate(self.codes)} | by_name

    def code_number(self, name: str) -> int:
        """Give the number of a code; NotFound with the nearest spelling, or the books where a name is ambiguous."""
        if not isinstance(name, str):
            raise OptionError(f"a code is named by a text, as in 'trust', not {name!r}. Name several one by one.")
        found = self.code_numbers.get(name)
        if found is not None:
            return found
        twice = [ref.name for ref in self.codes if ref.name.endswith(f"/{name}")]
        if twice:
            raise NotFound(f"code {name!r} is in several codebooks: say {' or '.join(map(repr, twice))}.")
        said = {local: ref.name for ref in self.codes if ref.entry for local in _labels(ref.entry)}
        if name.casefold() in said:
            raise NotFound(f"no code {name!r}: that is the label of code {said[name.casefold()]!r}.")
        books = ", ".join(f"{book.name!r} {book.version}" for book in self.books)
        where = f"codebook {books}" if books else "this case, which has no codebook yet (case.use(...))"
        raise NotFound(f"no code {name!r} in {where}. {did_you_mean(name, (ref.name for ref in self.codes))}")

    def subtree(self, name: str) -> Ints:
        """Give the numbers of a code and all below it, in book order."""
        return self.subtrees[self.code_number(name)]

    @shared
    def subtrees(self) -> tuple[Ints, ...]:
        """The numbers of each code and all below it, in book order."""
        books = {book.name: book for book in self.books}
        return tuple(
            np.array(
                [self.code_numbers[f"{ref.book}/{child}"] for child in books[ref.book].subtree(ref.entry.id)]
                if ref.entry
                else [number]
            )
            for number, ref in enumerate(self.codes)
        )

    @shared
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
            if labelled:
                several = " or ".join(repr(ids[n]) for n in labelled)
                raise NotFound(f"label {name!r} is that of several voices: say {several}.")
        return ids.index(known("voice", name, ids, "this case"))

    def source_number(self, name: str) -> int:
        """Give the number of a source."""
        ids = [source.id for source in self.sources]
        return ids.index(known("source", name, ids, "this case"))

    @shared
    def declared(self) -> tuple[Ints, Ints]:
        """The holder and the target that the books declare for each code, numbers of `codings.parties`: (codes,)."""
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

    def marks(self, rows: Ints) -> Flags:
        """Mark some codings among all on record: (n,)."""
        marked = np.zeros(len(self.codings), np.bool_)
        marked[rows] = True
        return marked

    # geometry

    def spans(self, rows: Ints) -> tuple[Ints, Ints]:
        """Give the spans of codings on the line of all texts."""
        base = self.base[self.codings.source[rows]]
        return base + self.codings.start[rows], base + self.codings.end[rows]

    def unit(self, by: str) -> Units:
        """Give the turns, sentences or paragraphs of the case."""
        return self.units[by]

    @shared
    def interviewer(self) -> Flags:
        """Which voices only ask: of side `researcher`, and nowhere the one whose account it is. (voices,)"""
        account = {voice for source in self.sources for voice in source.voices}
        return np.array([v.side == RESEARCHER and v.id not in account for v in self.voices], np.bool_)

    @shared
    def literature(self) -> Flags:
        """Which sources are read and never evidence. (sources,)"""
        return np.array([source.kind == "literature" for source in self.sources], np.bool_)

    @shared
    def accounts(self) -> Ints:
        """Whose account each source is: pairs of source and voice, (k, 2)."""
        number = {voice.id: n for n, voice in enumerate(self.voices)}
        pairs = [(n, number[v]) for n, source in enumerate(self.sources) for v in source.voices if v in number]
        return np.array(pairs, np.int64).reshape(-1, 2)

    def asks(self, units: Units) -> Flags:
        """Say in which units a voice of side `researcher` speaks in a source that is not its account: (u,)."""
        researcher = np.array([v.side == RESEARCHER for v in self.voices] + [False])  # the last for nobody, -1
        asks = researcher[units.voice]
        pair = units.source[asks] * len(self.voices) + units.voice[asks]
        asks[asks] = ~np.isin(pair, self.accounts @ [len(self.voices), 1])
        return asks

    @shared
    def asking(self) -> Flags:
        """Which turns are an interviewer's. (turns,)"""
        return self.asks(self.units["turn"])

    @shared
    def _lie_in(self) -> dict[str, tuple[Ints, Ints]]:
        return {}

    def lie_in(self, kind: str) -> tuple[Ints, Ints]:
        """Pair all codings on record with the turns, sentences or paragraphs they touch: (coding rows, units)."""
        if kind not in self._lie_in:
            units = self.units[kind]
            every = np.arange(len(self.codings))
            self._lie_in[kind] = spans.incidence(*self.spans(every), units.start, units.end)
        return self._lie_in[kind]

    @shared
    def speakers(self) -> tuple[Ints, Ints]:
        """Pair the codings on record with the voices that they are evidence of: (coding rows, voice numbers).

        A coding's voice is the one its coder gave; else each known voice, interviewers aside, whose turn it overlaps.
        Wholly on an interviewer's turn it is nobody's.
        """
        given = self.codings.voice
        turn = self.units["turn"]
        spoken, at = self.lie_in("turn")
        usable = (given[spoken] < 0) & ((turn.voice >= 0) & ~self.asking)[at]
        stated = np.flatnonzero((given >= 0) & (given < len(self.voices)))
        asked_only = self.marks(spoken) & ~self.marks(spoken[~self.asking[at]])
        stated = stated[~self.interviewer[given[stated]] & ~asked_only[stated]]
        coding = np.concatenate((spoken[usable], stated))
        voice = np.concatenate((turn.voice[at[usable]], given[stated]))
        pairs = np.unique(coding * (len(self.voices) + 1) + voice) if coding.size else np.empty(0, np.int64)
        return pairs // (len(self.voices) + 1), pairs % (len(self.voices) + 1)

    @shared
    def phase_days(self) -> dict[str, tuple[int, int]]:
        """The days of each phase of the study that has dates, half-open."""
        ends = {p["id"]: [str(p.get(end) or "..") for end in ("from", "to")] for p in self.study.phases}
        return {phase: dates.interval(*pair) for phase, pair in ends.items() if pair != ["..", ".."]}

    def heard_in(self, sources: Flags) -> Flags:
        """Say which voices have an account in these sources, (voices,); literature is nobody's.

        Those whose account a source is, those who speak there and do not ask, those whom a coder gave words of it.
        """
        sources = sources & ~self.literature
        turn = self.units["turn"]
        speaks = (turn.voice >= 0) & ~self.asking & sources[turn.source]
        coding, voice = self.speakers
        given = ~self.codings.withdrawn[coding] & sources[self.codings.source[coding]]
        heard = np.zeros(len(self.voices), np.bool_)
        for numbers in (self.accounts[sources[self.accounts[:, 0]], 1], turn.voice[speaks], voice[given]):
            heard[numbers] = True
        return heard

    @shared
    def has_source(self) -> Flags:
        """Which voices have an account on record. (voices,)"""
        return self.heard_in(np.ones(len(self.sources), np.bool_))

    @cached_property
    def heard(self) -> Flags:
        """Which voices of the universe could give evidence: they have an account, and do not only ask. (voices,)"""
        return self.voices_in & self.has_source & ~self.interviewer

    def incidence(self, within: Unit, rows: Ints | None = None) -> Incidence:
        """Pair codings with the units that hold at least one of their characters; `n_units` counts the universe's."""
        known("unit", within, UNITS, "this case")
        rows = self.rows if rows is None else rows
        code = self.codings.code
        if within == "source":
            sources = self.sources_in & ~self.literature
            rows = rows[sources[self.codings.source[rows]]]
            return Incidence(self.codings.source[rows], code[rows], rows, int(sources.sum()))
        if within == "informant":
            coding, voice = self.speakers
            here = self.marks(rows)[coding] & self.voices_in[voice]
            return Incidence(voice[here], code[coding[here]], coding[here], int(self.heard.sum()))
        units = self.units[within]
        eligible = self.eligible(units)
        coding, unit = self.lie_in(within)
        here = self.marks(rows)[coding] & eligible[unit]
        coding, unit = coding[here], unit[here]
        return Incidence(unit, code[coding], coding, int(eligible.sum()))

    def eligible(self, units: Units) -> Flags:
        """Say which units are an informant's words in the universe: (u,)."""
        spoken = (units.voice >= 0) & ~self.asks(units)
        spoken[spoken] &= self.voices_in[units.voice[spoken]]
        return spoken & (self.sources_in & ~self.literature)[units.source]

    @cached_property
    def evidence(self) -> "Evidence":
        """Which of these codings are evidence, of whom, and on what basis; OptionError if nobody said whose count."""
        from qualcase.model.evidence import evidence

        return evidence(self)

    # words

    def details(self, ids: Sequence[str]) -> Sequence[Any]:
        """Give codings whole, with quote, memo and times as said; as they were when the snapshot was taken."""
        return self.recorded(self, ids)

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
            self, rows=rows, filters=self.filters + filters, whole=self.whole or self,
            voices_in=self.voices_in if voices is None else voices,
            sources_in=self.sources_in if sources is None else sources,
        )  # fmt: skip

    def roles(self) -> tuple[str, ...]:
        """Give the roles of the voices in the universe, in the study's order, then as they came."""
        declared = [role["id"] for role in self.study.roles]
        used = [v.role for v, keep in zip(self.voices, self.voices_in & ~self.interviewer, strict=True) if keep]
        return tuple(dict.fromkeys([r for r in declared if r in used] + used))

    def name(self, kind: str, key: str, lang: str = "") -> str:
        """Give the label of a role, side, phase, aspect or code in a language; the id where it has none."""
        lang = lang or self.lang
        if kind == "code":
            ref = self.codes[self.code_number(key)]
            if ref.entry is None:
                return key
            return text(ref.entry.label, lang) + (f" ({ref.book})" if "/" in ref.name else "")
        if kind == "aspect":
            return next((text(one.label or key, lang) for one in self.aspects if one.id == key), key)
        listed: Iterable[Any] = {"role": self.study.roles, "side": self.study.sides, "phase": self.study.phases}[kind]
        return next((text(item.get("label", key), lang) for item in listed if item["id"] == key), key)

    def called(self, name: str, lang: str) -> str:
        """Give the label of a role or a side, whichever `name` is; the name where it is neither."""
        listed: Iterable[Any] = (*self.study.roles, *self.study.sides)
        return next((text(item.get("label", name), lang) for item in listed if item["id"] == name), name)


def _labels(entry: Code) -> list[str]:
    """The labels of a code in every language, to tell them from its id."""
    labels = entry.label.values() if isinstance(entry.label, dict) else [entry.label]
    return [said.casefold() for said in labels if said]
