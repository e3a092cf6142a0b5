"""Read a study folder into rows of every noun: what is written, what can be found out, and where it stands."""

from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path
from typing import Any

from qualcase._kernel.ids import digest, free
from qualcase.errors import FormatError
from qualcase.formats.checked_csv import Line, flag, one_of
from qualcase.formats.codebook_file import SUFFIXES, checked_codebook, shipped_codebooks
from qualcase.formats.findings import Finding, Lang, errors
from qualcase.formats.study_archive import read_coders, read_decisions, read_history, read_segments, read_texts
from qualcase.formats.study_beside import (
    read_assignments,
    read_published,
    read_rounds,
    read_settled,
    read_translations,
)
from qualcase.formats.study_layout import (
    ASKED_COLUMNS,
    CODINGS,
    FORMAT,
    INFORMANTS,
    ITEMS,
    MEMOS,
    SOURCES,
    TECHNICAL_ROLES,
    ClaimEntry,
    ClaimsFile,
    CodingEntry,
    GuideFile,
    Origin,
    SourceEntry,
    StoodEntry,
    StudyFile,
    StudyRows,
    WrittenClaim,
)
from qualcase.formats.study_reading import Reading, place_of, plain_filter
from qualcase.formats.study_sources import found_sources, listed_source
from qualcase.model.nouns import ASKED, BASES, RESEARCHER, STANCES, Asked, Aspect, Book, Memo, Question, Study, Voice


def read_study(folder: str | Path) -> StudyRows:
    """Read a study folder; FormatError with every line that cannot be read.

    What can be read may still not fit together (a code that no codebook has): `check_study` finds that.
    """
    rows, found = read_and_check(Path(folder), "en")
    if wrong := errors(found):
        listed = "\n".join(f"  {finding.place}: {finding.message}" for finding in wrong)
        raise FormatError(f"the study folder {rows.folder.name!r} cannot be read ({len(wrong)} wrong):\n{listed}")
    return rows


def read_and_check(folder: Path, lang: Lang) -> tuple[StudyRows, list[Finding]]:
    """Read as much as can be read, and give what could not be."""
    if not folder.is_dir():
        reading = _Study(folder, lang)
        reading.findings("").error(0, "no_folder")
        return StudyRows(folder), reading.found()
    reading = _Study(folder, lang)
    written, study = reading.study()
    voices = reading.voices(study)
    texts = read_texts(folder, reading.findings("text"))
    books = reading.books(written.codebooks)
    rows = StudyRows(
        folder=folder,
        study=study,
        voices=voices,
        sources=reading.sources(voices),
        questions=reading.questions(),
        asked=reading.asked(),
        books=books,
        aspects=tuple(Aspect(item["id"], item.get("label", "")) for item in written.aspects if item.get("id")),  # type: ignore[arg-type]
        codings=reading.codings(),
        memos=reading.memos(),
        claims=reading.claims(),
        translations=read_translations(reading),
        settled=read_settled(reading),
        rounds=read_rounds(reading),
        assignments=read_assignments(reading),
        stood=reading.stood(),
        published=read_published(reading),
        codebooks=written.codebooks,
        texts=texts,
        segments=read_segments(folder, reading.findings),
        coders=read_coders(folder, reading.findings("coders.csv")),
        decisions=read_decisions(folder, reading.findings("decisions.csv")),
        history=read_history(folder, reading.findings("history.jsonl")),
        origins=reading.origins,
    )
    return rows, reading.found()


def read_codings(path: Path, lang: Lang = "en") -> tuple[tuple[CodingEntry, ...], list[Finding]]:
    """Read one table of codings, of the coder whose name the file has, and give what could not be read in it."""
    reading = _Study(path.parent, lang)
    lines = reading.table(path.name, CODINGS, needed=("source", "quote", "code"))
    return tuple(reading.coding(line, path.stem, path.name) for line in lines), reading.found()


class _Study(Reading):
    """What is read of a study folder, noun by noun."""

    def study(self) -> tuple[StudyFile, Study]:
        file = "study.yaml"
        written, plain = self.yaml(file, StudyFile)
        findings = self.findings(file)
        if written.format != FORMAT:
            findings.error(plain.line("format"), "newer_format", found=written.format, known=FORMAT)
        for name, (needed, others) in ITEMS.items():
            for number, item in enumerate(getattr(written, name)):
                at = (name, number)
                for missing in [one for one in needed if not item.get(one)]:
                    findings.error(plain.line(*at), "missing_field", field=missing)
                for unknown in [one for one in item if one not in (*needed, *others)]:
                    findings.error(
                        plain.line(*at, unknown), "unknown_field", near=(unknown, (*needed, *others)), field=unknown
                    )
                if isinstance(id := item.get("id"), str) and id:
                    self.keep(name, id, file, plain.line(*at))
        lists: dict[str, Any] = {name: [dict(item) for item in getattr(written, name)] for name in ITEMS}
        for number, group in enumerate(lists["population"]):
            group |= {name: [group[name]] for name in ("criteria", "roles") if isinstance(group.get(name), str)}
            size = group.get("n")
            if isinstance(size, str) and size.isdecimal():
                group["n"] = int(size)
            else:
                findings.error(plain.line("population", number, "n"), "need_number", field="n")
        lists.pop("aspects")  # a noun of their own
        return written, Study(
            title=written.title,
            language=written.language,
            synthetic=written.synthetic,
            evidence=written.evidence,
            **lists,
        )

    def voices(self, study: Study) -> tuple[Voice, ...]:
        file = "informants.csv"
        side_of_role = {role["id"]: role.get("side", "") for role in study.roles if "id" in role}
        voices = []
        for line in self.table(file, INFORMANTS, needed=("id", "role"), open_end=True):
            if not self.keep("voice", line["id"], file, line.number):
                continue
            role = line["role"]
            side = line["side"] or side_of_role.get(role, RESEARCHER if role in TECHNICAL_ROLES else "")
            others = [column for column in line.cells if column and column not in INFORMANTS]
            voices.append(
                Voice(
                    id=line["id"],
                    role=role,
                    side=side,
                    speakers=line.listed("speaker"),
                    criteria=line.listed("criteria"),
                    consent=line["consent"],
                    status=line["status"],
                    attributes={column: line[column] for column in others if line[column]},
                )
            )
        return tuple(voices)

    def sources(self, voices: tuple[Voice, ...]) -> tuple[SourceEntry, ...]:
        file = "sources.csv"
        findings = self.findings(file)
        listed = [
            listed_source(line, self.folder, findings)
            for line in self.table(file, SOURCES, needed=("id",))
            if self.keep("source", line["id"], file, line.number)
        ]
        found = found_sources(self.folder, listed, [voice.id for voice in voices])
        for source in found:
            self.origins["source", source.id] = source.origin
        return (*listed, *found)

    def questions(self) -> tuple[Question, ...]:
        written, plain = self.yaml("guide.yaml", GuideFile)
        return tuple(
            Question(question.id, question.text, question.codes, question.roles)
            for number, question in enumerate(written.questions)
            if self.keep("question", question.id, "guide.yaml", plain.line("questions", number))
        )

    def asked(self) -> tuple[Asked, ...]:
        file = "asked.csv"
        findings = self.findings(file)
        rows = []
        for line in self.table(file, ASKED_COLUMNS, needed=("voice", "about", "asked")):
            answer = one_of(line, "asked", ASKED, findings)
            for column in ("voice", "about", "asked"):
                if not line[column]:
                    findings.error(line.number, "empty_cell", column=column)
            id = f"{line['voice']} {line['about']}"
            if self.keep("asked", id, file, line.number):
                rows.append(Asked(id, line["voice"], line["about"], answer, line["note"]))
        return tuple(rows)

    def books(self, names: Iterable[str]) -> tuple[Book, ...]:
        """Read the codebooks: those that study.yaml names, in its order, then the others of the folder."""
        own = {path.stem: path for path in sorted((self.folder / "codebooks").glob("*")) if path.suffix in SUFFIXES}
        wanted = [Path(name).stem if Path(name).suffix in SUFFIXES else name for name in names]
        books: dict[str, Book] = {}
        for name in dict.fromkeys((*wanted, *own)):
            path = own.get(name) or shipped_codebooks().get(name)
            if path is None:
                near = (name, [*own, *shipped_codebooks()])
                self.findings("study.yaml").error(0, "unknown_book", near=near, book=name)
                continue
            file = f"codebooks/{path.name}"
            book, found = checked_codebook(path, self.lang)
            shown = [Finding(file, finding.line, finding.message, finding.level) for finding in found]
            self.findings(file).found.extend(shown)
            if book is not None and self.keep("book", book.name, file, 1):
                books[book.name] = Book(book.name, book.version, book.content())
        return tuple(books.values())

    def codings(self) -> tuple[CodingEntry, ...]:
        return tuple(
            self.coding(line, path.stem, f"codings/{path.name}")
            for path in sorted((self.folder / "codings").glob("*.csv"))
            for line in self.table(f"codings/{path.name}", CODINGS, needed=("source", "quote", "code"))
        )

    def stood(self) -> tuple[StoodEntry, ...]:
        """Read rounds/<round>.csv: the codings of a round as they stood when it was closed."""
        names = ("round", *CODINGS)
        return tuple(
            StoodEntry(line["round"] or path.stem, self.coding(line, "", file, noun=f"stood in {path.stem}"))
            for path in sorted((self.folder / "rounds").glob("*.csv"))
            for file in (f"rounds/{path.name}",)
            for line in self.table(file, names, needed=("source", "quote", "code", "coder"))
        )

    def coding(self, line: Line, coder: str, file: str, noun: str = "coding") -> CodingEntry:
        findings = self.findings(file)
        if line["id"]:
            self.keep(noun, line["id"], file, line.number)
        start, end = place_of(line, findings)
        book, _, code = line["code"].rpartition("/")
        words: dict[str, Any] = {name: line[name] for name in _AS_WRITTEN}
        flags: dict[str, Any] = {name: flag(line, name, findings) for name in _FLAGS}
        return CodingEntry(
            **words,
            **flags,
            start=start,
            end=end,
            quote=line.verbatim("quote"),
            memo=line.verbatim("memo"),
            code=code,
            codebook=line["codebook"] or book,
            coder=line["coder"] or coder,
            stance=one_of(line, "stance", STANCES, findings),
            basis=one_of(line, "basis", BASES, findings),
            made=line["origin"] or "hand",
            origin=Origin(file, line.number),
        )

    def memos(self) -> tuple[Memo, ...]:
        file = "memos.csv"
        rows, ids = [], set[str]()
        for line in self.table(file, MEMOS, needed=("about", "text")):
            about, kind, author = (line[column] for column in ("about", "kind", "author"))
            id = line["id"] or free(digest(about, kind, author, line["text"])[:16], ids)  # the same at every reading
            if self.keep("memo", id, file, line.number):
                ids.add(id)
                rows.append(Memo(id, about, kind, author, line.verbatim("text"), line["created"]))
        return tuple(rows)

    def claims(self) -> tuple[ClaimEntry, ...]:
        file = "claims.yaml"
        written, plain = self.yaml(file, ClaimsFile)
        lines = [(claim, plain.line("claims", number)) for number, claim in enumerate(written.claims)]
        return tuple(
            _claim(claim, Origin(file, line)) for claim, line in lines if self.keep("claim", claim.id, file, line)
        )


_AS_WRITTEN = (
    "id", "source", "holder", "target", "voice", "aspect", "time", "time_from", "time_to", "phase", "version",
    "created", "text", "was",
)  # fmt: skip
_FLAGS = ("hedge", "not_yet", "key", "withdrawn", "needs_review")


def _claim(written: WrittenClaim, origin: Origin) -> ClaimEntry:
    given = {item.name: getattr(written, item.name) for item in fields(WrittenClaim)}
    given["rivals"] = list(written.rivals)
    given["rests_on"] = {name: plain_filter(name, value) for name, value in written.rests_on.items()}
    return ClaimEntry(**given, origin=origin)
