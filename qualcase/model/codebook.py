"""A codebook: what each code means, when to use it and when not, and by which words it may be found."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, is_dataclass, replace
from typing import Any, ClassVar, Literal, TypeAlias, get_args

from qualcase._kernel.checks import known
from qualcase._kernel.ids import digest
from qualcase.errors import FormatError
from qualcase.model.codebook_diff import CodebookDiff, EntryChange
from qualcase.model.token_patterns import Written, token_pattern

Text: TypeAlias = str | dict[str, str]  # one text, or one a language: {"id": ..., "en": ...}
CodeKind: TypeAlias = Literal["evaluative", "descriptive", "link"]
Origin: TypeAlias = Literal["deductive", "inductive", "in_vivo"]
Status: TypeAlias = Literal["draft", "active", "merged", "split", "retired"]

CODE_KINDS: tuple[CodeKind, ...] = get_args(CodeKind)
STATUSES: tuple[Status, ...] = get_args(Status)
CLOSED = ("retired", "merged", "split")  # a code with such a status takes no new codings

MEANING = (
    "kind", "holder", "target", "definition", "full_definition", "use_when", "do_not_use_when", "near_misses", "poles",
)  # fmt: skip
CUES = ("indicators", "excluded_senses")


def text(value: Text, lang: str) -> str:
    """Give a text in `lang`, else in Indonesian, English or whatever there is; "" for none."""
    if isinstance(value, str):
        return value
    return next((value[key] for key in (lang, "id", "en", *value) if value.get(key)), "")


class Strict:
    """Refuses fields that it does not know when it is read from a file."""

    __slots__ = ()
    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}


@dataclass(frozen=True, slots=True)
class Example(Strict):
    """A typical quote of a code."""

    quote: str
    source: str = ""
    note: Text = ""


@dataclass(frozen=True, slots=True)
class NearMiss(Strict):
    """A quote that looks like a code and belongs to another, or to "none"."""

    quote: str
    code: str
    why: Text = ""


@dataclass(frozen=True, slots=True)
class Poles(Strict):
    """What the two ends of an evaluative code are called."""

    positive: Text
    negative: Text


@dataclass(frozen=True, slots=True)
class Indicators(Strict):
    """Words that point to a code, by the pole they point to.

    `percaya`: any form with that root; `ditinggal`, `terbantu`: its forms with di-, with ter- or ke-; `=percaya`: that
    form alone; `janji*`: forms that begin so; `menepati janji`: a phrase of such words next to each other.
    `[{LEMMA: janji}, {LIKE_NUM: true}]`: a pattern for spaCy's Matcher.
    """

    positive: tuple[Written, ...] = ()
    negative: tuple[Written, ...] = ()

    def __post_init__(self) -> None:
        for pole in ("positive", "negative"):
            written = getattr(self, pole)
            object.__setattr__(self, pole, tuple(w if isinstance(w, str) else token_pattern(w) for w in written))


@dataclass(frozen=True, slots=True)
class Change(Strict):
    """A line of the changelog."""

    version: str
    date: str = ""
    change: Text = ""


@dataclass(frozen=True, slots=True, repr=False)
class Code(Strict):
    """One entry of a codebook.

    After MacQueen, McLellan, Kay and Milstein 1998, Cultural Anthropology Methods 10(2):31-36: label, short and full
    definition, when to use, when not to use, examples.
    """

    id: str
    label: Text
    short: Text = ""  # at most 20 characters, for the heads of tables
    kind: CodeKind = "descriptive"
    parent: str = ""  # where the dot in the id does not say it
    holder: str = ""  # whose judgement it is, and about whom
    target: str = ""
    definition: Text = ""
    full_definition: Text = ""
    use_when: tuple[Text, ...] = ()
    do_not_use_when: tuple[Text, ...] = ()
    examples: tuple[Example, ...] = ()
    near_misses: tuple[NearMiss, ...] = ()
    poles: Poles | None = None
    indicators: dict[str, Indicators] = field(default_factory=dict)
    excluded_senses: dict[str, tuple[str, ...]] = field(default_factory=dict)
    origin: Origin = "deductive"
    theory: Text = ""
    status: Status = "active"
    created_by: str = ""
    created_at: str = ""
    memo: Text = ""
    _lang: str = field(init=False, default="", compare=False)

    @property
    def above(self) -> str:
        """The id of the parent, by `parent` or by the dot; "" at the top."""
        return self.parent or self.id.rpartition(".")[0]

    def __repr__(self) -> str:
        from qualcase.model import codebook_show as show

        return show.code_text(self, show.language(self._lang, self._languages))

    def _repr_html_(self) -> str:
        from qualcase.model import codebook_show as show

        return show.code_html(self, show.language(self._lang, self._languages))

    @property
    def _languages(self) -> tuple[str, ...]:
        return tuple(self.label) if isinstance(self.label, dict) else ()


@dataclass(frozen=True, slots=True, repr=False)
class Codebook(Strict):
    """The codes of a study, versioned: every coding remembers by which version it was made."""

    name: str
    version: str
    title: Text = ""
    languages: tuple[str, ...] = ()
    source: Text = ""
    profile: str = ""
    changelog: tuple[Change, ...] = ()
    codes: tuple[Code, ...] = ()
    format: int = 1
    _codes: dict[str, Code] = field(init=False, compare=False)
    _under: dict[str, tuple[str, ...]] = field(init=False, compare=False)
    _lang: str = field(init=False, default="", compare=False)

    def __post_init__(self) -> None:
        under: dict[str, list[str]] = {}
        for code in self.codes:
            under.setdefault(code.above, []).append(code.id)
        object.__setattr__(self, "_codes", {code.id: code for code in self.codes})
        object.__setattr__(self, "_under", {parent: tuple(ids) for parent, ids in under.items()})

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __contains__(self, id: object) -> bool:
        return id in self._codes

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of all codes, in book order."""
        return tuple(self._codes)

    @property
    def tops(self) -> tuple[str, ...]:
        """The ids of the codes that have no parent, in book order."""
        return self._under.get("", ())

    def code(self, id: str) -> Code:
        """Give a code by its id; NotFound with the nearest spelling if there is none."""
        return self._codes[known("code", id, self._codes, f"codebook {self.name!r} {self.version}")]

    def children(self, id: str) -> tuple[str, ...]:
        """Give the ids right below a code, in book order."""
        return self._under.get(self.code(id).id, ())

    def subtree(self, id: str) -> tuple[str, ...]:
        """Give the id of a code and those of all codes below it, in book order."""
        found, fresh = {id}, [self.code(id).id]
        while fresh:
            below = [child for parent in fresh for child in self._under.get(parent, ())]
            fresh = [child for child in below if child not in found]
            found.update(fresh)
        return tuple(key for key in self._codes if key in found)

    def entry_hash(self, id: str) -> str:
        """Give the hash of what a code means and by which words it is found; its label, examples and memo do not count.

        A decision on a suggestion stands as long as this stays the same.
        """
        code = self.code(id)
        return digest(*(_canonical(getattr(code, name)) for name in MEANING + CUES))[:16]

    def diff(self, other: "Codebook") -> CodebookDiff:
        """Show what changes from this book to `other`, and what that does to codings made by this one."""
        return CodebookDiff(self.name, self.version, other.version, tuple(_changes(self, other)))

    def content(self) -> dict[str, Any]:
        """Give the book as plain data, as its file holds it: fields in order, those that say nothing left out."""
        plain: dict[str, Any] = _plain(self)
        return {"format": self.format, **plain}

    @classmethod
    def from_content(cls, content: Mapping[str, Any]) -> "Codebook":
        """Build a book from plain data that `content` gave; FormatError if it has fields that are not known here."""
        try:
            changelog = tuple(Change(**change) for change in content.get("changelog", ()))
            codes = tuple(_code(entry) for entry in content.get("codes", ()))
            languages = tuple(content.get("languages", ()))
            return cls(**{**content, "changelog": changelog, "codes": codes, "languages": languages})
        except TypeError as error:
            raise FormatError(
                f"the content of codebook {content.get('name', '')!r} cannot be read: {error}. "
                "It may come from a newer qualcase."
            ) from error

    def speaking(self, lang: str) -> "Codebook":
        """Give this book so that it and its codes show themselves in a language; it stays equal to this one."""
        codes = tuple(replace(code) for code in self.codes)
        book = replace(self, codes=codes)
        for one in (book, *codes):
            object.__setattr__(one, "_lang", lang)
        return book

    def __repr__(self) -> str:
        from qualcase.model import codebook_show as show

        return show.book_text(self, show.language(self._lang, self.languages))

    def _repr_html_(self) -> str:
        from qualcase.model import codebook_show as show

        return show.book_html(self, show.language(self._lang, self.languages))


def _changes(old: Codebook, new: Codebook) -> Iterator[EntryChange]:
    gone = {id: old.entry_hash(id) for id in old.ids if id not in new}
    for code in new:
        if code.id in old:
            yield from _entry_changes(old.code(code.id), code)
            continue
        here = new.entry_hash(code.id)
        was = next((id for id, hash in gone.items() if hash == here and old.code(id).label == code.label), None)
        if was is None:
            yield EntryChange(code.id, "added")
        else:
            del gone[was]
            yield EntryChange(code.id, "renamed", was=was)
    yield from (EntryChange(id, "removed") for id in gone)


def _entry_changes(old: Code, new: Code) -> Iterator[EntryChange]:
    differ = [item.name for item in fields(Code) if item.compare and getattr(old, item.name) != getattr(new, item.name)]
    if "status" in differ and new.status in ("split", "merged", "retired"):
        differ.remove("status")
        yield EntryChange(new.id, new.status, ("status",))
    meaning = tuple(name for name in differ if name in MEANING and not _same(getattr(old, name), getattr(new, name)))
    if meaning:
        yield EntryChange(new.id, "redefined", meaning)
    if new.above != old.above:
        yield EntryChange(new.id, "moved", ("parent",), was=old.above)
    if cues := tuple(name for name in differ if name in CUES):
        yield EntryChange(new.id, "indicators", cues)
    if rest := tuple(name for name in differ if name not in (*meaning, *CUES, "parent")):
        yield EntryChange(new.id, "described", rest)


def _same(old: Any, new: Any) -> bool:
    """Whether two texts say the same in the languages that both have: a translation redefines nothing."""
    old, new = _plain(old), _plain(new)
    match old, new:
        case dict(), dict():
            shared = old.keys() & new.keys()
            return bool(shared) and all(_same(old[key], new[key]) for key in shared)
        case dict(), str():
            return new in old.values()
        case str(), dict():
            return old in new.values()
        case list(), list():
            return len(old) == len(new) and all(map(_same, old, new))
    return bool(old == new)


def _canonical(value: Any) -> str:
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True)


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {
            item.name: _plain(getattr(value, item.name))
            for item in fields(value)
            if item.init and getattr(value, item.name) != _default(item)
        }
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return value


def _default(item: Any) -> Any:
    return item.default_factory() if item.default_factory is not MISSING else item.default


def _code(entry: Mapping[str, Any]) -> Code:
    given = dict(entry)
    given["use_when"] = tuple(given.get("use_when", ()))
    given["do_not_use_when"] = tuple(given.get("do_not_use_when", ()))
    given["examples"] = tuple(Example(**example) for example in given.get("examples", ()))
    given["near_misses"] = tuple(NearMiss(**miss) for miss in given.get("near_misses", ()))
    given["poles"] = Poles(**given["poles"]) if given.get("poles") else None
    given["indicators"] = {
        lang: Indicators(tuple(by_pole.get("positive", ())), tuple(by_pole.get("negative", ())))
        for lang, by_pole in given.get("indicators", {}).items()
    }
    given["excluded_senses"] = {lang: tuple(words) for lang, words in given.get("excluded_senses", {}).items()}
    return Code(**given)
