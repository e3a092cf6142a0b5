"""The layout of a study folder, format 1: its files, their columns and fields, and what is read from them."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeAlias

from qualcase.model.codebook import Strict, Text
from qualcase.model.nouns import (
    Asked,
    Aspect,
    Assignment,
    Basis,
    Book,
    Coder,
    Decision,
    Memo,
    Published,
    Question,
    Round,
    Segments,
    SourceKind,
    Stance,
    Study,
    Voice,
)
from qualcase.model.nouns import Text as SourceText

FORMAT = 1
FILES = (
    "study.yaml", "informants.csv", "sources.csv", "guide.yaml", "asked.csv", "memos.csv", "claims.yaml",
    "settled.csv", "rounds.csv", "assignments.csv", "published.yaml", "links.csv", "coders.csv", "decisions.csv",
    "history.jsonl", "key.csv",
)  # fmt: skip
FOLDERS = ("sources", "codebooks", "codings", "rounds", "text", "segments", "translations")

INFORMANTS = ("id", "role", "side", "speaker", "criteria", "consent", "status")
ARCHIVE_SOURCES = ("text", "file_hash", "layout", "encoding", "report")  # columns that only an archive has
SOURCES = (
    "id", "file", "kind", "voices", "date", "place", "interviewer", "language", "title", *ARCHIVE_SOURCES,
)  # fmt: skip
ASKED_COLUMNS = ("voice", "about", "asked", "note")
ARCHIVE_CODINGS = ("coder", "text", "origin", "withdrawn", "was", "needs_review")
CODINGS = (
    "id", "source", "start", "end", "quote", "code", "stance", "basis", "holder", "target", "voice", "aspect", "time",
    "time_from", "time_to", "phase", "hedge", "not_yet", "key", "memo", "codebook", "version", "created",
    *ARCHIVE_CODINGS,
)  # fmt: skip
ARCHIVE_SETTLED = ("came_from", "made")
SETTLED = ("source", "start", "end", "quote", "codes", "kept", "reason", "author", "created", *ARCHIVE_SETTLED)
ROUNDS = ("id", "kind", "blind", "opened", "closed", "author")
ASSIGNMENTS = ("round", "coder", "source", "done", "created")
ARCHIVE_TRANSLATION = ("source",)  # where the id of the source cannot be the name of the file
TRANSLATION = ("turn", "original", "translation", *ARCHIVE_TRANSLATION)  # of translations/<source>.<language>.csv
MEMOS = ("id", "about", "kind", "author", "text", "created")
CODERS = ("name", "uid")
DECISIONS = ("id", "source", "start", "end", "code", "entry", "verdict", "coder", "reason", "created")

ITEMS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {  # lists of study.yaml: fields they need, and may have
    "questions": (("id", "text"), ()),
    "criteria": (("id", "text"), ()),
    "sides": (("id",), ("label",)),
    "roles": (("id",), ("label", "side")),
    "phases": (("id",), ("label", "from", "to")),
    "parties": (("id",), ("label", "side", "roles")),
    "population": (("n",), ("id", "label", "source", "criteria", "roles")),
    "aspects": (("id",), ("label",)),
}
HEARD = (("id",), ("role", "side"))  # fields of somebody whom a publication heard: needed, and others it may have
TECHNICAL_ROLES = ("interviewer", "observer")  # of the researcher's side, without being declared
FILTERS = (  # what `where` takes
    "round", "source", "kind", "voice", "role", "side", "collected", "code", "exact", "near", "without", "within",
    "stance", "basis", "holder", "target", "aspect", "coder", "period", "key", "hedge", "needs_review",
)  # fmt: skip
FLAGS = ("exact", "key", "hedge", "needs_review")  # those that are true or false

Item: TypeAlias = dict[str, str | list[str] | dict[str, str]]
Polarity: TypeAlias = Literal["supports", "contradicts"]
ClaimKind: TypeAlias = Literal["descriptive", "comparative", "relational", "sequence", "causal"]
Standing: TypeAlias = Literal["tentative", "verified", "revised", "rejected"]
How: TypeAlias = Literal["quoted", "reported", "asserted"]


@dataclass(frozen=True, slots=True)
class StudyFile(Strict):
    """study.yaml."""

    format: int = FORMAT
    title: Text = ""
    synthetic: bool = False
    language: str = "id"
    questions: tuple[Item, ...] = ()
    criteria: tuple[Item, ...] = ()
    sides: tuple[Item, ...] = ()
    roles: tuple[Item, ...] = ()
    phases: tuple[Item, ...] = ()
    parties: tuple[Item, ...] = ()
    population: tuple[Item, ...] = ()
    aspects: tuple[Item, ...] = ()
    codebooks: tuple[str, ...] = ()
    evidence: str = ""  # whose codings are evidence, where it is not the consensus


@dataclass(frozen=True, slots=True)
class GuideQuestion(Strict):
    """A question of guide.yaml."""

    id: str
    text: Text = ""
    codes: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GuideFile(Strict):
    """guide.yaml."""

    questions: tuple[GuideQuestion, ...] = ()


@dataclass(frozen=True, slots=True)
class Link(Strict):
    """A coding that a claim rests on: by its id, or by its quote and source."""

    quote: str = ""
    source: str = ""
    code: str = ""
    polarity: Polarity = "supports"
    coding: str = ""


@dataclass(frozen=True, slots=True)
class Statement(Strict):
    """What a claim and a publication's finding both are: a sentence, and the evidence that it rests on."""

    id: str
    statement: Text
    kind: ClaimKind = "descriptive"
    rests_on: dict[str, str | list[str]] = field(default_factory=dict)
    polarity: Polarity = "supports"


@dataclass(frozen=True, slots=True)
class WrittenClaim(Statement):
    """A claim as claims.yaml has it."""

    links: tuple[Link, ...] = ()
    standing: Standing = "tentative"
    author: str = ""
    rivals: tuple[Text, ...] = ()
    disposed: dict[str, str] = field(default_factory=dict)
    memo: str = ""
    evidence: dict[str, str] = field(default_factory=dict)
    created: str = ""


@dataclass(frozen=True, slots=True)
class ClaimsFile(Strict):
    """claims.yaml."""

    claims: tuple[WrittenClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed(Strict):
    """What a publication prints for a finding: somebody's words quoted or reported, or its authors' own assertion."""

    how: How
    voice: str = ""  # of those heard; the authors where empty
    stance: Stance | Literal[""] = ""
    basis: Basis | Literal[""] = ""
    kind: SourceKind = "interview"
    page: str = ""
    about: Text = ""


@dataclass(frozen=True, slots=True)
class WrittenFinding(Statement):
    """A finding of published.yaml."""

    evidence: tuple[Printed, ...] = ()
    memo: Text = ""
    reference: str | None = None  # of another publication than the file's
    heard: tuple[Item, ...] | None = None


@dataclass(frozen=True, slots=True)
class PublishedFile(Strict):
    """published.yaml: a publication about the case, whom it heard, and what it finds."""

    reference: str = ""
    heard: tuple[Item, ...] = ()
    findings: tuple[WrittenFinding, ...] = ()


@dataclass(frozen=True, slots=True)
class Origin:
    """Where something was read: a file of the folder, and the line; 0 is the file as a whole."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source as the folder describes it; its text is not read yet."""

    id: str
    path: Path
    file: str  # as sources.csv has it
    kind: str
    voices: tuple[str, ...] = ()
    date: str = ""
    place: str = ""
    interviewers: tuple[str, ...] = ()
    language: str = ""
    title: str = ""
    listed: bool = True  # in sources.csv; else its kind and voices are guessed from the file's name
    text: str = ""  # what an archive tells besides: hash of its text, and how it was read
    file_hash: str = ""
    layout: str = ""
    encoding: str = ""
    report: dict[str, Any] = field(default_factory=dict)
    origin: Origin = field(default=Origin("sources.csv"), compare=False)


@dataclass(frozen=True, slots=True)
class CodingEntry:
    """A coding as somebody wrote it down: perhaps only a quote, a source and a code."""

    id: str
    source: str
    start: int | None
    end: int | None
    quote: str
    code: str
    coder: str
    stance: str = ""
    basis: str = ""
    holder: str = ""
    target: str = ""
    voice: str = ""
    aspect: str = ""
    time: str = ""
    time_from: str = ""
    time_to: str = ""
    phase: str = ""
    hedge: bool = False
    not_yet: bool = False
    key: bool = False
    memo: str = ""
    codebook: str = ""
    version: str = ""
    created: str = ""
    text: str = ""  # hash of the text it was made on, where that is not the source's present one
    made: str = "hand"  # origin of the coding: hand, suggestion, merge
    withdrawn: bool = False
    was: str = ""
    needs_review: bool = False
    origin: Origin = field(default=Origin("codings"), compare=False)


@dataclass(frozen=True, slots=True)
class ClaimEntry:
    """A claim as somebody wrote it down: what it rests on may be given by quotes."""

    id: str
    statement: Text
    kind: str = "descriptive"
    rests_on: dict[str, Any] = field(default_factory=dict)
    links: tuple[Link, ...] = ()
    polarity: str = "supports"
    standing: str = "tentative"
    author: str = ""
    rivals: list[Any] = field(default_factory=list)
    disposed: dict[str, str] = field(default_factory=dict)
    memo: str = ""
    evidence: dict[str, str] = field(default_factory=dict)
    created: str = ""
    origin: Origin = field(default=Origin("claims.yaml"), compare=False)


@dataclass(frozen=True, slots=True)
class TranslationEntry:
    """A turn's translation as somebody wrote it down, with the words it translates."""

    source: str
    language: str
    turn: int  # from 1
    original: str
    words: str
    origin: Origin = field(default=Origin("translations"), compare=False)


@dataclass(frozen=True, slots=True)
class SettledEntry:
    """A settled difference as somebody wrote it down."""

    source: str
    start: int | None
    end: int | None
    quote: str
    codes: tuple[str, ...]
    kept: tuple[str, ...]
    reason: str
    author: str = ""
    created: str = ""
    came_from: tuple[str, ...] = ()
    made: tuple[str, ...] = ()
    origin: Origin = field(default=Origin("settled.csv"), compare=False)


@dataclass(frozen=True, slots=True)
class StoodEntry:
    """A coding as it stood when a round was closed."""

    round: str
    coding: CodingEntry

    @property
    def source(self) -> str:
        """The source's id."""
        return self.coding.source


Quoting: TypeAlias = CodingEntry | SettledEntry | TranslationEntry  # entries that quote the words of a text


@dataclass(frozen=True, slots=True)
class StudyRows:
    """All that a study folder holds, as rows; `origins` says where, by the noun and its id: ("voice", "YL")."""

    folder: Path
    study: Study = field(default_factory=Study)
    voices: tuple[Voice, ...] = ()
    sources: tuple[SourceEntry, ...] = ()
    questions: tuple[Question, ...] = ()
    asked: tuple[Asked, ...] = ()
    books: tuple[Book, ...] = ()
    codings: tuple[CodingEntry, ...] = ()
    memos: tuple[Memo, ...] = ()
    claims: tuple[ClaimEntry, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    translations: tuple[TranslationEntry, ...] = ()
    settled: tuple[SettledEntry, ...] = ()
    rounds: tuple[Round, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    stood: tuple[StoodEntry, ...] = ()
    published: tuple[Published, ...] = ()
    codebooks: tuple[str, ...] = ()  # as study.yaml names them
    texts: tuple[SourceText, ...] = ()  # of an archive
    segments: tuple[Segments, ...] = ()
    coders: tuple[Coder, ...] = ()
    decisions: tuple[Decision, ...] = ()
    history: tuple[dict[str, Any], ...] = ()
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict, compare=False)

    @property
    def quoting(self) -> tuple[Quoting, ...]:
        """Every entry that quotes the words of a text."""
        stood = (entry.coding for entry in self.stood)
        return (*self.codings, *stood, *self.settled, *self.translations)

    @property
    def evidence(self) -> str:
        """Whose codings are evidence, as study.yaml says it."""
        return self.study.evidence
