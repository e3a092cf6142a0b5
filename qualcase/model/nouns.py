"""The nouns as they are recorded: one frozen dataclass a table, its first field the key.

A field is a str, int, float, bool, a tuple of str, or a dict or list that JSON can hold; "" means not recorded.
"""

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from qualcase._kernel.ids import digest

Stance: TypeAlias = Literal["supports", "contradicts", "mixed", "neutral"]
Basis: TypeAlias = Literal["first_hand", "attributed", "observed", "documentary"]
Unit: TypeAlias = Literal["turn", "sentence", "paragraph", "source", "informant"]
SourceKind: TypeAlias = Literal[
    "interview", "group discussion", "observation", "document", "survey", "literature", "picture"
]
AskedAnswer: TypeAlias = Literal["yes", "no", "skipped", "not in a position"]
RoundKind: TypeAlias = Literal["independent", "discussion"]

STANCES: tuple[Stance, ...] = get_args(Stance)
BASES: tuple[Basis, ...] = get_args(Basis)
UNITS: tuple[Unit, ...] = get_args(Unit)
KINDS: tuple[SourceKind, ...] = get_args(SourceKind)
ASKED: tuple[AskedAnswer, ...] = get_args(AskedAnswer)
ROUND_KINDS: tuple[RoundKind, ...] = get_args(RoundKind)
RESEARCHER = "researcher"  # the side of interviewers and observers: a technique, never an interest


@dataclass(frozen=True, slots=True)
class Study:
    """What the case is about: one row, keyed "study"."""

    id: str = "study"
    title: Any = ""  # str, or {"id": ..., "en": ...}
    language: str = "id"
    synthetic: bool = False
    questions: list[Any] = field(default_factory=list)
    criteria: list[Any] = field(default_factory=list)
    sides: list[Any] = field(default_factory=list)
    roles: list[Any] = field(default_factory=list)
    phases: list[Any] = field(default_factory=list)
    parties: list[Any] = field(default_factory=list)
    population: list[Any] = field(default_factory=list)
    evidence: str = ""  # whose codings are evidence, where it is not the consensus


@dataclass(frozen=True, slots=True)
class Text:
    """An immutable text: NFC, LF, keyed by the SHA-256 of its UTF-8."""

    hash: str
    content: str


@dataclass(frozen=True, slots=True)
class Source:
    """One text of the study and how it came: an interview, an observation note, a document."""

    id: str
    kind: str
    text: str  # hash of its Text
    title: str = ""
    file: str = ""
    file_hash: str = ""
    language: str = ""
    date: str = ""
    place: str = ""
    voices: tuple[str, ...] = ()  # whose account it is
    interviewers: tuple[str, ...] = ()
    layout: str = ""
    encoding: str = ""
    report: dict[str, Any] = field(default_factory=dict)  # what the reader decided and could not place


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose account it is: an informant under a pseudonym, an observer, a document's issuer."""

    id: str
    role: str = ""
    side: str = ""
    speakers: tuple[str, ...] = ()  # labels it has in transcripts
    criteria: tuple[str, ...] = ()
    consent: str = ""
    status: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segments:
    """How one source is cut: turns, paragraphs, sentences, each in text order; code points, half-open.

    `turns` has columns of equal length: start, end, voice (id or ""), label, begin, finish (seconds or null), question.
    """

    source: str
    text: str
    splitter: str
    turns: dict[str, list[Any]] = field(default_factory=dict)
    paragraphs: list[list[int]] = field(default_factory=list)  # [[start, end], ...]
    sentences: list[list[int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the interview guide, the codes it is about and the roles it is put to."""

    id: str
    text: Any = ""
    codes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()  # empty: put to everybody


@dataclass(frozen=True, slots=True)
class Asked:
    """Whether a voice was asked about a question or a code; keyed "voice about"."""

    id: str
    voice: str
    about: str
    asked: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A codebook as the case uses it; `content` is the codebook file's plain data."""

    name: str
    version: str
    content: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, repr=False)
class Coding:
    """A span, a code, a coder, and what the words say; empty fields fall back to the codebook's and the speaker's."""

    id: str
    source: str
    text: str
    start: int
    end: int
    quote: str
    codebook: str
    code: str
    coder: str
    stance: str = ""
    basis: str = ""
    holder: str = ""
    target: str = ""
    voice: str = ""  # given by the coder where the speaker is not whose account it is
    aspect: str = ""
    time: str = ""  # as said
    time_from: str = ""  # ISO 8601, open where empty
    time_to: str = ""
    phase: str = ""
    hedge: bool = False
    not_yet: bool = False
    key: bool = False
    memo: str = ""
    origin: str = "hand"  # hand, suggestion, merge, settled
    version: str = ""  # of the codebook
    created: str = ""
    withdrawn: bool = False
    was: str = ""  # the code it had before its code was merged, split or renamed
    needs_review: bool = False  # its code was redefined or split since

    IDENTITY: ClassVar[tuple[str, ...]] = ("text", "start", "end", "codebook", "code", "coder", "holder", "target")

    def __repr__(self) -> str:
        said = [self.stance or "no stance", *filter(None, [self.basis, self.aspect]), *(["withdrawn"] * self.withdrawn)]
        words = self.quote if len(self.quote) <= 60 else self.quote[:59] + "…"
        return f"Coding({words!r} as {self.code!r} in {self.source} by {self.coder}: {', '.join(said)}; id {self.id})"

    @property
    def content(self) -> str:
        """What makes two codings the same one: text, span, code, coder, direction."""
        return digest(*(getattr(self, name) for name in self.IDENTITY))

    @property
    def fingerprint(self) -> str:
        """What a claim that rests on it remembers: any change of what it says changes this."""
        fields = (
            "quote", "stance", "basis", "holder", "target", "voice", "aspect", "time_from", "time_to", "phase",
            "withdrawn",
        )  # fmt: skip
        return digest(self.text, self.start, self.end, self.code, *(getattr(self, name) for name in fields))[:16]


@dataclass(frozen=True, slots=True, repr=False)
class Stood(Coding):
    """A coding as it stood when a round was closed; its id is the round's and the coding's."""

    round: str = ""

    @classmethod
    def of(cls, coding: Coding, round: str) -> "Stood":
        """Keep a coding as it is now."""
        values = (f"{round} {coding.id}", *_said(coding), round)
        return cls(*values)

    @property
    def coding(self) -> str:
        """The id of the coding."""
        return self.id.removeprefix(f"{self.round} ")

    @property
    def as_coding(self) -> Coding:
        """The coding as it was."""
        return Coding(self.coding, *_said(self))


_said = attrgetter(*[item.name for item in fields(Coding)][1:])  # all but the id


@dataclass(frozen=True, slots=True)
class Round:
    """A stage of coding together: `independent` of one another, or after `discussion`.

    `blind`: until it is closed, a coder sees only her own work on its sources. `closed`: when; "" while it is open.
    """

    id: str
    kind: str
    blind: bool = False
    opened: str = ""
    closed: str = ""
    author: str = ""


@dataclass(frozen=True, slots=True)
class Assignment:
    """A source that a coder is to code in a round, and whether she is done with it."""

    id: str
    round: str
    coder: str
    source: str
    done: bool = False
    created: str = ""

    @classmethod
    def of(cls, round: str, coder: str, source: str, done: bool = False, created: str = "") -> "Assignment":
        """Make one, with its key."""
        return cls(digest(round, coder, source)[:16], round, coder, source, done, created)


@dataclass(frozen=True, slots=True)
class Coder:
    """Who codes: the name that codings carry, and an id for life that tells two people of one name apart."""

    name: str
    uid: str


@dataclass(frozen=True, slots=True)
class Memo:
    """A note about anything: "case", "source:YL-01", "code:trust", "coding:<id>", "voice:YL"."""

    id: str
    about: str
    kind: str = ""
    author: str = ""
    text: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True, repr=False)
class Claim:
    """A statement with what it is tested against: a saved filter, or links to codings with a polarity each."""

    id: str
    statement: Any
    kind: str = "descriptive"
    rests_on: dict[str, Any] = field(default_factory=dict)  # arguments of `where`
    links: dict[str, str] = field(default_factory=dict)  # coding id -> supports | contradicts
    polarity: str = "supports"
    standing: str = "tentative"
    author: str = ""
    rivals: list[Any] = field(default_factory=list)
    disposed: dict[str, str] = field(default_factory=dict)  # negative case (coding id) -> what was done about it
    memo: str = ""
    evidence: dict[str, str] = field(default_factory=dict)  # coding id -> fingerprint when last looked at
    created: str = ""

    def __repr__(self) -> str:
        said = self.statement
        words = next(iter(said.values()), "") if isinstance(said, dict) else said
        return f"Claim({words!r}: {self.kind}, {self.standing}, by {self.author or 'nobody named'}; id {self.id})"


@dataclass(frozen=True, slots=True)
class Decision:
    """A suggestion that somebody accepted or rejected; keyed by text, span, code and codebook entry."""

    id: str
    source: str
    start: int
    end: int
    code: str
    entry: str  # hash of the codebook entry it was proposed by
    verdict: str  # accepted | rejected
    coder: str
    reason: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class Aspect:
    """What an aspect that codings name by an id is called."""

    id: str
    label: Any = ""


@dataclass(frozen=True, slots=True)
class Translation:
    """What a turn says in another language; keyed by the text's hash, where the turn begins, and the language."""

    id: str
    source: str
    text: str
    start: int
    end: int
    language: str
    words: str

    @classmethod
    def of(cls, source: str, text: str, start: int, end: int, language: str, words: str) -> "Translation":
        """Make one, with its key."""
        return cls(digest(text, start, language)[:16], source, text, start, end, language, words)


@dataclass(frozen=True, slots=True)
class Settlement:
    """How coders settled a difference: the words it is about, whose coding was kept, and why.

    `kept`: the coders whose coding stands ("consensus": a new one); empty where none does. `came_from`: the codings
    that were settled, by id. `made`: those of the consensus that came of it.
    """

    id: str
    source: str
    text: str
    start: int
    end: int
    quote: str
    codes: tuple[str, ...]  # the codes in question
    kept: tuple[str, ...]
    reason: str
    author: str = ""
    created: str = ""
    came_from: tuple[str, ...] = ()
    made: tuple[str, ...] = ()

    @staticmethod
    def key(text: str, start: int, end: int, codes: tuple[str, ...], came_from: tuple[str, ...] = ()) -> str:
        """Give the key of the settlement of one difference."""
        return digest(text, start, end, *codes, *sorted(came_from))[:16]


@dataclass(frozen=True, slots=True)
class Published:
    """A finding of a publication about this case, with what is printed for it, as records: there is no text to code.

    `evidence`: a dict for each record: voice, basis, stance, how (quoted, reported, asserted), kind, page, about.
    `heard`: whom the publication says it heard: id, role, side.
    """

    id: str
    statement: Any
    kind: str = "descriptive"
    rests_on: dict[str, Any] = field(default_factory=dict)  # what it would rest on in this case: arguments of `where`
    polarity: str = "supports"
    evidence: list[Any] = field(default_factory=list)
    heard: list[Any] = field(default_factory=list)
    reference: str = ""
    memo: Any = ""


NOUNS: tuple[type[Any], ...] = (
    Study, Text, Voice, Source, Segments, Question, Asked, Book, Coder, Coding, Memo, Claim, Decision,
    Aspect, Translation, Settlement, Published, Round, Assignment, Stood,
)  # fmt: skip
