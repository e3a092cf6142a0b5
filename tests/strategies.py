"""Small studies drawn at random, each with what is true of it worked out from sets of characters."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from hypothesis import strategies as st

import qualcase as qc
from qualcase._kernel.ids import text_hash
from qualcase.model.codebook import Code, Codebook, Poles
from qualcase.model.nouns import (
    BASES,
    RESEARCHER,
    STANCES,
    Book,
    Coding,
    Segments,
    Source,
    Study,
    Text,
    Voice,
)

Place = tuple[str, int]  # a source and a code point

VOICES = (
    Voice("CD", "cdo", "company", ("Cici",)),
    Voice("LD", "leader", "community", ("Lina",)),
    Voice("M1", "member", "community"),
    Voice("M2", "member", "community"),
    Voice("PW", "interviewer", RESEARCHER),
    Voice("OB", "observer", RESEARCHER),  # keeps notes, and asks in interviews
)
SIDE = {voice.id: voice.side for voice in VOICES}
ROLE = {voice.id: voice.role for voice in VOICES}
POLES = Poles("yes", "no")
BOOK = Codebook(
    "small",
    "1.0.0",
    codes=(
        Code("trust", "Trust", kind="evaluative", holder="community", target="company", poles=POLES),
        Code("trust.care", "Care", kind="evaluative", holder="community", target="company", poles=POLES),
        Code("trust.word", "Word", kind="descriptive", parent="trust"),
        Code("tie", "Tie", kind="evaluative", holder="company", target="community", poles=POLES),
        Code("visit", "Visit"),
        Code("old", "Old", status="retired"),
    ),
)
CODES = {code.id: code for code in BOOK}


@dataclass(frozen=True)
class Stretch:
    """A turn, a sentence or a paragraph: its characters, and who speaks ("" nobody known)."""

    characters: frozenset[Place]
    source: str
    voice: str


@dataclass(frozen=True)
class Said:
    """A coding as it was recorded, and the characters under it."""

    row: Coding
    characters: frozenset[Place]

    @property
    def id(self) -> str:
        return self.row.id

    @property
    def direction(self) -> tuple[str, str]:
        """Holder and target, as typed or else as the book says."""
        code = CODES[self.row.code]
        return self.row.holder or code.holder, self.row.target or code.target


@dataclass(frozen=True)
class Small:
    """A study, and the same told without arrays."""

    case: qc.Case
    sources: dict[str, Source]
    turns: tuple[Stretch, ...]
    sentences: tuple[Stretch, ...]
    codings: tuple[Said, ...]
    codes: tuple[str, ...] = field(default=tuple(CODES))

    def asks(self, source: str, voice: str) -> bool:
        """Whether a voice only asks in this source."""
        return SIDE.get(voice) == RESEARCHER and voice not in self.sources[source].voices

    @property
    def only_asks(self) -> set[str]:
        """Voices of the researcher whose account nothing is."""
        account = {voice for source in self.sources.values() for voice in source.voices}
        return {voice.id for voice in VOICES if voice.side == RESEARCHER and voice.id not in account}

    def speakers(self, said: Said) -> set[str]:
        """Whose words a coding is evidence of."""
        touched = [turn for turn in self.turns if turn.characters & said.characters]
        if touched and all(turn.voice and self.asks(turn.source, turn.voice) for turn in touched):
            return set()
        if said.row.voice:
            return {said.row.voice} - self.only_asks
        return {
            turn.voice
            for turn in self.turns
            if turn.voice and not self.asks(turn.source, turn.voice) and turn.characters & said.characters
        }

    def evidence(self, codings: Iterable[Said] | None = None) -> dict[Said, set[str]]:
        """The codings that count, and for whom."""
        return {
            said: voices
            for said in (self.live if codings is None else codings)
            if CODES[said.row.code].status != "retired"
            and self.sources[said.row.source].kind != "literature"
            and (voices := self.speakers(said))
        }

    @property
    def live(self) -> list[Said]:
        return [said for said in self.codings if not said.row.withdrawn]

    @property
    def heard(self) -> set[str]:
        """Voices that could give evidence."""
        there = {voice for source in self.sources.values() if source.kind != "literature" for voice in source.voices}
        there |= {
            turn.voice
            for turn in self.turns
            if turn.voice and not self.asks(turn.source, turn.voice) and self.sources[turn.source].kind != "literature"
        }
        given = [said for said in self.live if self.sources[said.row.source].kind != "literature"]
        there |= {voice for said in given for voice in self.speakers(said)}
        return there - self.only_asks

    def told(self, unit: str) -> list[Stretch]:
        """The turns or sentences that are an informant's words."""
        return [
            stretch
            for stretch in {"turn": self.turns, "sentence": self.sentences}[unit]
            if stretch.voice
            and not self.asks(stretch.source, stretch.voice)
            and self.sources[stretch.source].kind != "literature"
        ]


def below(code: str) -> set[str]:
    """A code and all under it."""
    return {id for id in CODES if id == code or id.startswith(f"{code}.") or CODES[id].parent == code}


def as_declared(code: str, said: Said) -> bool:
    """Whether a coding under `code` goes in the row of `code` itself: its direction is the code's, or it has none."""
    holder, target = CODES[code].holder, CODES[code].target
    own = CODES[said.row.code]
    undirected = (own.holder, own.target) == ("", "") and not (said.row.holder or said.row.target)
    unturned = said.direction == (own.holder, own.target)
    return undirected or said.direction == (holder, target) or ((holder, target) == ("", "") and unturned)


BY = st.sampled_from(["code", "role", "side", "voice", "source", "kind", "stance", "aspect", "phase"])


def lines_of(small, said):
    """The names of the rows that a coding stands in, when it is laid out by code."""
    found = set()
    for code in CODES:
        if code != "old" and said.row.code in below(code):
            holder, target = said.direction
            found.add(code if as_declared(code, said) else f"{code}: {holder} -> {target}")
    return found


def laid_out(small, *by):
    """The codings that count, by these axes: without codes only those in their codebook's direction."""
    counted = small.evidence()
    if "code" in by:
        return counted
    declared = {code.id: (code.holder, code.target) for code in BOOK}
    return {said: who for said, who in counted.items() if said.direction == declared[said.row.code]}


def places(small, by, said, voice):
    """The names of the places of one entry along an axis."""
    single = {
        "role": lambda: ROLE[voice], "side": lambda: SIDE[voice], "voice": lambda: voice,
        "source": lambda: said.row.source, "kind": lambda: small.sources[said.row.source].kind,
        "stance": lambda: said.row.stance or ("supports" if CODES[said.row.code].kind == "descriptive" else "unset"),
        "aspect": lambda: said.row.aspect or "unset", "phase": lambda: "unset",
    }  # fmt: skip
    return lines_of(small, said) if by == "code" else {single[by]()}


@st.composite
def small_cases(draw: st.DrawFn, *, coders: tuple[str, ...] = ("ani",), kinds: tuple[str, ...] = ()) -> Small:
    """Draw a study: up to three sources cut into turns with gaps, up to nine codings anywhere in them."""
    kinds = kinds or ("interview", "interview", "group discussion", "observation", "document", "literature")
    sources, texts, cuts = {}, {}, {}
    turns: list[Stretch] = []
    sentences: list[Stretch] = []
    for number in range(draw(st.sampled_from([1, 1, 2, 3]))):
        name = f"S{number}"
        length = draw(st.integers(1, 24))
        text = "".join(chr(97 + at % 26) for at in range(length)) + f" {number}"
        kind = draw(st.sampled_from(kinds))
        voices = draw(st.sampled_from([("M1",), ("M1", "M2"), ("CD",), ("OB",), ()]))
        sources[name] = Source(name, kind, text_hash(text), voices=voices, date=f"2020-0{number + 1}-15")
        texts[name] = text
        edges = sorted(draw(st.sets(st.integers(0, length), max_size=7)))
        pieces = [pair for pair in pairwise(edges) if draw(st.integers(0, 4))]  # some stretches are nobody's turn
        speaks = [draw(st.sampled_from(["", *SIDE])) for _ in pieces]
        halves = [(a, b, v) for (s, e), v in zip(pieces, speaks, strict=True)
                  for a, b in ((s, (s + e) // 2), ((s + e) // 2, e)) if b > a]  # fmt: skip
        turns += [stretch(name, s, e, v) for (s, e), v in zip(pieces, speaks, strict=True)]
        sentences += [stretch(name, a, b, v) for a, b, v in halves]
        empty = [None] * len(pieces)
        columns = {
            "start": [s for s, _ in pieces], "end": [e for _, e in pieces], "voice": speaks, "label": speaks,
            "begin": empty, "finish": empty, "question": [""] * len(pieces),
        }  # fmt: skip
        cuts[name] = Segments(
            name, text_hash(text), "1", columns, [list(pair) for pair in pieces], [[a, b] for a, b, _ in halves]
        )
    codings = []
    for number in range(draw(st.integers(0, 14))):
        name = draw(st.sampled_from(sorted(sources)))
        start = draw(st.integers(0, len(texts[name]) - 1))
        end = draw(st.integers(start + 1, len(texts[name])))
        turned = draw(st.sampled_from([("", "")] * 4 + [("company", "community"), ("community", "company")]))
        row = Coding(
            f"c{number}", name, text_hash(texts[name]), start, end, texts[name][start:end], "small",
            draw(st.sampled_from(["trust", "trust", "visit", *CODES])), draw(st.sampled_from(coders)),
            stance=draw(st.sampled_from(["", *STANCES])), basis=draw(st.sampled_from(["", "", *BASES])),
            holder=turned[0], target=turned[1], voice=draw(st.sampled_from([""] * 6 + ["LD", "PW"])),
            aspect=draw(st.sampled_from(["", "b", "a"])), withdrawn=not draw(st.integers(0, 7)),
        )  # fmt: skip
        if row.content not in {said.row.content for said in codings}:
            codings.append(Said(row, frozenset((name, at) for at in range(start, end))))
    case = qc.Case(coder=coders[0])
    with case.record("made", coder="maker") as change:
        change.put(Study(language="en"), *VOICES, Book(BOOK.name, BOOK.version, BOOK.content()))
        change.put_all(Text(text_hash(text), text) for text in dict.fromkeys(texts.values()))
        change.put_all(sources.values())
        change.put_all(cuts.values())
        change.put_all(said.row for said in codings)
    return Small(case, sources, tuple(turns), tuple(sentences), tuple(codings))


def stretch(source: str, start: int, end: int, voice: str) -> Stretch:
    return Stretch(frozenset((source, at) for at in range(start, end)), source, voice)


def spans_at_random(most: int = 40) -> st.SearchStrategy[list[tuple[int, int]]]:
    """Draw spans on a short line, empty ones too."""
    return st.lists(st.tuples(st.integers(0, most), st.integers(0, 12)).map(lambda p: (p[0], p[0] + p[1])), max_size=12)


def said_by_one(
    *codes: str, at: list[tuple[int, int]] | None = None, voices: tuple[str, str, str] = ("M1", "M1", "M1")
) -> qc.Case:
    """A case in which M1 says everything, in turns of seven characters: a coding a code, one behind the other."""
    text = "abcdefghijklmnopqrstuvwxyz"
    turns = [(start, start + 7) for start in range(0, 21, 7)]
    columns = {"start": [s for s, _ in turns], "end": [e for _, e in turns], "voice": [*voices], "label": [""] * 3}
    case = qc.Case(coder="ani")
    with case.record("made", coder="maker") as change:
        change.put(Study(language="en"), *VOICES, Book(BOOK.name, BOOK.version, BOOK.content()), Text("h", text))
        change.put(Source("S", "interview", "h", voices=("M1",)), Segments("S", "h", "1", columns))
        for n, (code, (start, end)) in enumerate(
            zip(codes, at or [(n, n + 1) for n in range(len(codes))], strict=True)
        ):
            change.put(Coding(f"c{n}", "S", "h", start, end, text[start:end], "small", code, "ani"))
    return case
