"""Whether the files of a study folder fit together: every name is known, every file is there, every date is one."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from qualcase.errors import OptionError
from qualcase.formats.findings import Finding, Findings, Lang
from qualcase.formats.study import read_and_check
from qualcase.formats.study_layout import FILES, FILTERS, FLAGS, TECHNICAL_ROLES, Origin, Quoting, StudyRows
from qualcase.model.codebook import Codebook
from qualcase.model.dates import interval, period
from qualcase.model.nouns import BASES, KINDS, RESEARCHER, STANCES

Locate: TypeAlias = Callable[[Quoting], str | None]


def check_study(folder: str | Path, lang: Lang = "id", *, locate: Locate | None = None) -> list[Finding]:
    """Check a study folder and give everything that is wrong or missing, by file and line.

    `locate` says why the quote of a coding, or of what else quotes, is not to be found in its text, or None if it is;
    without it the texts are not read.
    """
    rows, found = read_and_check(Path(folder), lang)
    study = _Known(rows, lang, {})
    if rows.folder.is_dir():
        for check in _CHECKS:
            check(study)
        if locate is not None:
            for quoting in rows.quoting:
                why = locate(quoting)
                if why is not None:
                    study.error(quoting.origin, "quote_not_found", why=why)
    more = (finding for findings in study.by_file.values() for finding in findings.found)
    return sorted({*found, *more})


@dataclass(slots=True)
class _Known:
    """What a study folder names, and a place for what is found wrong."""

    rows: StudyRows
    lang: Lang
    by_file: dict[str, Findings]

    def error(self, at: Origin, key: str, /, **facts: Any) -> None:
        self._findings(at).error(at.line, key, **facts)

    def warning(self, at: Origin, key: str, /, **facts: Any) -> None:
        self._findings(at).warning(at.line, key, **facts)

    def _findings(self, at: Origin) -> Findings:
        return self.by_file.setdefault(at.file, Findings(at.file, self.lang))

    def at(self, noun: str, id: str) -> Origin:
        return self.rows.origins.get((noun, id), Origin(self.rows.folder.name))

    def ids(self, noun: str) -> list[str]:
        return [id for kind, id in self.rows.origins if kind == noun]

    @property
    def roles(self) -> list[str]:
        return list(dict.fromkeys((*self.ids("roles"), *TECHNICAL_ROLES)))

    @property
    def sides(self) -> list[str]:
        return list(dict.fromkeys((*self.ids("sides"), RESEARCHER)))

    @property
    def books(self) -> list[Codebook]:
        return [Codebook.from_content(book.content) for book in self.rows.books]

    def name(self, at: Origin, name: str, known: Iterable[str], key: str, fact: str) -> None:
        """Find a name that is not known."""
        known = list(known)
        if name and name not in known:
            self.error(at, key, near=(name, known), **{fact: name})

    def date(self, at: Origin, date: str) -> None:
        try:
            if date:
                period(date)
        except OptionError:
            self.error(at, "bad_date", date=date)

    def interval(self, at: Origin, since: str, until: str) -> tuple[int, int] | None:
        """Give a stretch of days; None and what is wrong if it is none."""
        before = sum(len(findings.found) for findings in self.by_file.values())
        for date in (since, until):
            self.date(at, "" if date == ".." else date)
        if sum(len(findings.found) for findings in self.by_file.values()) > before:
            return None
        try:
            return interval(since, until)
        except OptionError:
            self.error(at, "dates_reversed", since=since, until=until)
            return None


class _Codes:
    """The codes of all codebooks of a study, by their own names and as book/code."""

    def __init__(self, books: list[Codebook]) -> None:
        self.status = {f"{book.name}/{code.id}": code.status for book in books for code in book}
        self.books: dict[str, list[str]] = {}
        for book in books:
            for id in book.ids:
                self.books.setdefault(id, []).append(book.name)

    def check(self, study: _Known, at: Origin, code: str, book: str = "", *, used: bool = False) -> None:
        """Find a code that no codebook has, that several have, or that is no longer to be used."""
        written, _, bare = code.rpartition("/")
        book = book or written
        books = [book] if book else self.books.get(bare, [])
        if book and book not in {name for names in self.books.values() for name in names}:
            study.error(at, "unknown_book", near=(book, [other.name for other in study.rows.books]), book=book)
        elif not books or f"{books[0]}/{bare}" not in self.status:
            study.error(at, "unknown_code", near=(bare, list(self.books)), code=code)
        elif len(books) > 1:
            study.error(at, "ambiguous_code", code=code, books=", ".join(books), example=f"{books[0]}/{bare}")
        elif used and (status := self.status[f"{books[0]}/{bare}"]) in ("retired", "merged", "split"):
            study.warning(at, "retired_code", code=code, status=status)


def _folder(study: _Known) -> None:
    rows = study.rows
    here = Origin(rows.folder.name)
    written = [name for name in FILES if name != "key.csv" and (rows.folder / name).is_file()]
    if not written and not rows.sources:
        study.error(here, "empty_folder")
    if rows.sources and not rows.texts and not (rows.folder / "informants.csv").is_file():
        study.warning(Origin("informants.csv"), "no_informants")
    for place in (rows.folder, rows.folder / "codings"):
        for path in sorted(place.glob("*.xls*")):
            if not path.name.startswith("~$"):
                study.warning(Origin(path.relative_to(rows.folder).as_posix()), "not_excel")
    if any(path.name.lower() == "key.csv" for path in rows.folder.rglob("*.csv")):
        study.warning(Origin("key.csv"), "key_file")


def _study(study: _Known) -> None:
    rows = study.rows.study
    for noun, items in (("roles", rows.roles), ("parties", rows.parties)):
        for item in items:
            at = study.at(noun, str(item.get("id", "")))
            study.name(at, str(item.get("side", "")), study.sides, "unknown_side", "side")
            for role in item.get("roles", ()):
                study.name(at, role, study.roles, "unknown_role", "role")
    for group in rows.population:
        at = study.at("population", str(group.get("id", "")))
        for criterion in group.get("criteria", ()):
            study.name(at, criterion, study.ids("criteria"), "unknown_criterion", "criterion")
        for role in group.get("roles", ()):
            study.name(at, role, study.roles, "unknown_role", "role")
    stretches: list[tuple[Any, tuple[int, int]]] = []
    for phase in rows.phases:
        at = study.at("phases", str(phase.get("id", "")))
        days = study.interval(at, str(phase.get("from", "")), str(phase.get("to", "")))
        if days is None or days == (0, 0):
            continue
        for other, (since, until) in stretches:
            if days[0] < until and since < days[1]:
                study.error(at, "phases_overlap", phase=phase.get("id"), other=other)
        stretches.append((phase.get("id"), days))


def _voices(study: _Known) -> None:
    rows = study.rows
    criteria = study.ids("criteria")
    whose: dict[str, str] = {}
    for voice in rows.voices:
        at = study.at("voice", voice.id)
        if not voice.role:
            study.error(at, "no_role", id=voice.id)
        if rows.study.roles:
            study.name(at, voice.role, study.roles, "unknown_role", "role")
        if rows.study.sides:
            study.name(at, voice.side, study.sides, "unknown_side", "side")
        if voice.role in TECHNICAL_ROLES and voice.side != RESEARCHER:
            study.error(at, "asking_side", id=voice.id, role=voice.role)
        for criterion in voice.criteria if criteria else ():
            study.name(at, criterion, criteria, "unknown_criterion", "criterion")
        for speaker in voice.speakers:
            first = whose.setdefault(speaker.casefold(), voice.id)
            if first != voice.id:
                study.warning(at, "speaker_twice", speaker=speaker, first=first)


def _sources(study: _Known) -> None:
    rows = study.rows
    voices = study.ids("voice")
    kept = {text.hash for text in rows.texts}
    listed = (rows.folder / "sources.csv").is_file()
    first: dict[Path, int] = {}
    for source in rows.sources:
        at = source.origin
        for voice in (*source.voices, *source.interviewers) if voices else ():
            study.name(at, voice, voices, "unknown_voice", "voice")
        study.date(at, source.date)
        if not source.path.is_file() and source.text not in kept:
            there = [path.name for path in (rows.folder / "sources").glob("*")]
            study.error(at, "no_file", near=(source.path.name, there), file=source.file)
        if source.listed and first.setdefault(source.path, at.line) != at.line:
            study.error(at, "file_twice", file=source.file, first=first[source.path])
        if listed and not source.listed:
            study.warning(at, "unlisted_file", kind=source.kind)


def _parties(study: _Known) -> None:
    """Whose judgement a code is must be somebody of this study, else nothing said is anybody's own."""
    known = {*study.sides, *study.roles, *(name for v in study.rows.voices for name in (v.id, v.role, v.side)), ""}
    used = {coding.code for coding in study.rows.codings}
    for book in study.books:
        for code in book:
            for field, party in (("holder", code.holder), ("target", code.target)):
                if code.id in used and party not in known:
                    at = Origin(f"codebooks/{book.name}.yaml")
                    study.warning(at, "no_party", near=(party, study.sides), code=code.id, field=field, party=party)


def _guide(study: _Known) -> None:
    codes = _Codes(study.books)
    for question in study.rows.questions:
        at = study.at("question", question.id)
        for code in question.codes:
            codes.check(study, at, code)
        for role in question.roles if study.rows.study.roles else ():
            study.name(at, role, study.roles, "unknown_role", "role")


def _asked(study: _Known) -> None:
    codes = _Codes(study.books)
    about = [*study.ids("question"), *codes.books, *codes.status]
    for row in study.rows.asked:
        at = study.at("asked", row.id)
        study.name(at, row.voice, study.ids("voice"), "unknown_voice", "voice")
        study.name(at, row.about, about, "unknown_question", "about")


def _codings(study: _Known) -> None:
    rows = study.rows
    codes = _Codes(study.books)
    voices, phases = study.ids("voice"), study.ids("phases")
    parties = list(dict.fromkeys((*study.sides, *study.roles, *voices, *study.ids("parties"))))
    for coding in rows.codings:
        at = coding.origin
        for column in ("source", "code"):
            if not getattr(coding, column):
                study.error(at, "empty_cell", column=column)
        if coding.code:
            codes.check(study, at, coding.code, coding.codebook, used=True)
        study.name(at, coding.voice, voices, "unknown_voice", "voice")
        study.name(at, coding.phase, phases, "unknown_phase", "phase")
        for party in (coding.holder, coding.target) if rows.study.sides else ():
            study.name(at, party, parties, "unknown_party", "party")
        study.interval(at, coding.time_from, coding.time_to)


def _memos(study: _Known) -> None:
    codes = _Codes(study.books)
    known: dict[str, list[str]] = {
        "source": study.ids("source"),
        "voice": study.ids("voice"),
        "code": [*codes.books, *codes.status],
        "coding": study.ids("coding"),
        "claim": study.ids("claim"),
        "question": study.ids("question"),
    }
    for memo in study.rows.memos:
        kind, _, id = memo.about.partition(":")
        if memo.about != "case" and id not in known.get(kind, ()):
            near = (id, known[kind]) if kind in known else None
            study.error(study.at("memo", memo.id), "unknown_about", near=near, about=memo.about)


def _quoting(study: _Known) -> None:
    """What quotes: of sources, codes and coders that are there."""
    rows, codes = study.rows, _Codes(study.books)
    coders = sorted({coding.coder for coding in rows.codings})
    for settled in rows.settled:
        for code in settled.codes:
            codes.check(study, settled.origin, code)
        for coder in settled.kept:
            study.name(settled.origin, coder, coders, "unknown_coder", "coder")
    rounds = study.ids("round")
    for given in rows.assignments:
        at = study.at("assignment", given.id)
        study.name(at, given.round, rounds, "unknown_round", "round")
        study.name(at, given.source, study.ids("source"), "unknown_source", "source")
    for stood in rows.stood:
        study.name(stood.coding.origin, stood.round, rounds, "unknown_round", "round")
    for entry in rows.quoting:
        study.name(entry.origin, entry.source, study.ids("source"), "unknown_source", "source")


def _published(study: _Known) -> None:
    filters, declared = _Filters(study), study.rows.study
    for finding in study.rows.published:
        filters.check(study.at("published", finding.id), finding.rests_on)
        for n, item in enumerate(finding.heard):
            at = study.at("heard", f"{finding.id} {n}")
            if declared.roles:
                study.name(at, str(item.get("role", "")), study.roles, "unknown_role", "role")
            if declared.sides:
                study.name(at, str(item.get("side", "")), study.sides, "unknown_side", "side")


def _claims(study: _Known) -> None:
    codes, filters = _Codes(study.books), _Filters(study)
    sources, codings = study.ids("source"), study.ids("coding")
    for claim in study.rows.claims:
        at = claim.origin
        filters.check(at, claim.rests_on)
        for link in claim.links:
            study.name(at, link.source, sources, "unknown_source", "source")
            study.name(at, link.coding, codings, "unknown_coding", "coding")
            if link.code:
                codes.check(study, at, link.code)
        if not claim.rests_on and not any(link.coding or link.quote for link in claim.links):
            study.warning(at, "no_evidence", claim=claim.id)


class _Filters:
    """The filters that something may rest on, and the values that a study knows of each."""

    def __init__(self, study: _Known) -> None:
        self.study = study
        self.codes = _Codes(study.books)
        self.known = {"stance": (*STANCES, "unset"), "basis": (*BASES, "unset"), "kind": KINDS, **_names(study)}

    def check(self, at: Origin, filters: Mapping[str, Any]) -> None:
        """Find filters that there are not, and values of filters that the study does not know."""
        for name, value in filters.items():
            self.study.name(at, name, FILTERS, "unknown_filter", "filter")
            if name in FLAGS and not isinstance(value, bool):
                self.study.error(at, "need_yes_no", field=name)
            known = self.known.get(name, ())
            for one in value if isinstance(value, list) else [value]:
                if name in ("code", "near", "without") and one:
                    self.codes.check(self.study, at, one)
                elif known and one not in known:
                    self.study.error(at, "unknown_value", near=(one, known), filter=name, value=one)


def _names(study: _Known) -> dict[str, tuple[str, ...]]:
    """The sources, voices, roles, sides and parties of a study, by filter; none where informants.csv lists nobody.

    A source whose voices are not named may bring one of its own: named after it, with its kind as the role.
    """
    rows = study.rows
    alone = [source for source in rows.sources if not source.voices]
    voices = [*study.ids("voice"), *(label for voice in rows.voices for label in voice.speakers)]
    roles = [*study.roles, *(voice.role for voice in rows.voices), *(source.kind for source in alone)]
    sides = [*study.sides, *(voice.side for voice in rows.voices)]
    said = [(coding.holder, coding.target) for coding in rows.codings]
    said += [(code.holder, code.target) for book in study.books for code in book]
    parties = [*sides, *roles, *voices, *study.ids("parties"), *(party for way in said for party in way), "unset"]
    voices += [*(source.id for source in alone), *TECHNICAL_ROLES]
    named = {
        "source": study.ids("source"),
        "voice": voices if rows.voices else [],
        "role": roles if rows.voices or rows.study.roles else [],
        "side": sides if rows.voices or rows.study.sides else [],
        "holder": parties,
        "target": parties,
    }
    return {name: tuple(dict.fromkeys(filter(None, names))) for name, names in named.items()}


_CHECKS = (
    _folder, _study, _voices, _sources, _parties, _guide, _asked, _codings, _memos, _claims, _quoting, _published
)  # fmt: skip
