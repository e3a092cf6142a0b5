"""Write a study folder from the rows of a case: the archive, always the same bytes for the same rows."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path, PurePosixPath
from typing import Any, TypeVar

from qualcase.errors import FormatError
from qualcase.formats.checked_csv import write_table
from qualcase.formats.checked_yaml import dump_yaml
from qualcase.formats.study_layout import (
    ARCHIVE_CODINGS,
    ARCHIVE_SETTLED,
    ARCHIVE_SOURCES,
    ARCHIVE_TRANSLATION,
    ASKED_COLUMNS,
    ASSIGNMENTS,
    CODERS,
    CODINGS,
    DECISIONS,
    FORMAT,
    INFORMANTS,
    ITEMS,
    MEMOS,
    ROUNDS,
    SETTLED,
    SOURCES,
    TRANSLATION,
)
from qualcase.model.nouns import (
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

T = TypeVar("T")

_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)  # no file names in Windows


def write_study(
    folder: str | Path,
    rows: Mapping[type[Any], Sequence[Any]],
    *,
    history: Iterable[Mapping[str, Any]] = (),
    originals: Mapping[str, bytes] | None = None,
) -> None:
    """Write the rows of each noun as a study folder.

    `history`: events, as JSON can hold them. `originals`: the bytes of the original files, by the id of the source.

    Raises FormatError if the folder holds something that is no study, or codings and codebooks that are not among the
    rows.
    """
    archive = _Archive(Path(folder), rows)
    archive.prepare()
    archive.study()
    archive.informants()
    archive.sources(originals or {})
    archive.guide()
    archive.asked()
    archive.books()
    archive.codings()
    archive.memos()
    archive.claims()
    archive.settled()
    archive.rounds()
    archive.published()
    archive.translations()
    archive.texts()
    archive.segments()
    archive.coders()
    archive.decisions()
    archive.write("history.jsonl", "".join(f"{_json(dict(event))}\n" for event in history))


class _Archive:
    def __init__(self, folder: Path, rows: Mapping[type[Any], Sequence[Any]]) -> None:
        self.folder = folder
        self.rows = rows
        self.coder_files = _file_names(sorted({coding.coder for coding in self.of(Coding)}))
        self.book_files = _file_names(sorted(book.name for book in self.of(Book)))
        self.source_files = _file_names(sorted(source.id for source in self.of(Source)))

    def of(self, noun: type[T]) -> list[T]:
        return list(self.rows.get(noun, ()))

    def prepare(self) -> None:
        folder = self.folder
        if folder.exists() and not folder.is_dir():
            raise FormatError(f"{folder} is a file. Give a folder for the study.")
        there = [path for path in folder.glob("*") if not path.name.startswith(".")]
        if there and not (folder / "study.yaml").is_file():
            raise FormatError(f"{folder} is not empty and holds no study (study.yaml). Give an empty or a new folder.")
        kept = {f"codings/{name}.csv" for name in self.coder_files.values()}
        kept |= {f"codebooks/{name}.yaml" for name in self.book_files.values()}
        written = [*folder.glob("codings/*.csv"), *folder.glob("codebooks/*.y*ml")]
        strange = sorted({path.relative_to(folder).as_posix() for path in written} - kept)
        if strange:
            raise FormatError(f"{folder} holds {', '.join(strange)}, which this case does not. Give a new folder.")
        if there and not (folder / "history.jsonl").is_file():
            raise FormatError(
                f"{folder} holds a study folder that no archive made, and it would be written over. Give a new folder."
            )
        folder.mkdir(parents=True, exist_ok=True)
        for pattern in _OWN:
            for path in folder.glob(pattern):
                path.unlink()  # only ever written by this module; what somebody withdrew or undid must not stay

    def study(self) -> None:
        study = next(iter(self.of(Study)), Study())
        written = {name: value for name in _STUDY_FIELDS if (value := getattr(study, name)) not in ("", [], False)}
        aspects = [{"id": row.id, **({"label": row.label} if row.label else {})} for row in self.of(Aspect)]
        written |= {"aspects": aspects} if aspects else {}
        books = [book.name for book in self.of(Book)]
        self.yaml("study.yaml", {"format": FORMAT, **written, **({"codebooks": books} if books else {})})

    def informants(self) -> None:
        voices = self.of(Voice)
        others = [key for voice in voices for key in voice.attributes if key not in INFORMANTS]
        rows = [
            _cells(voice, ("id", "role", "side", "criteria", "consent", "status"))
            | {"speaker": ";".join(voice.speakers)}
            | {key: _cell(value) for key, value in voice.attributes.items() if key not in INFORMANTS}
            for voice in voices
        ]
        self.table("informants.csv", (*INFORMANTS, *dict.fromkeys(others)), rows)

    def sources(self, originals: Mapping[str, bytes]) -> None:
        rows = []
        for source in self.of(Source):
            row = _cells(source, [name for name in SOURCES if name not in ("interviewer", "report")])
            row["interviewer"] = ";".join(source.interviewers)
            row["report"] = _json(source.report) if source.report else ""
            if source.id in originals:
                row["file"] = self.original(source.file or self.source_files[source.id], originals[source.id])
            rows.append(row)
        self.table("sources.csv", _needed(SOURCES, ARCHIVE_SOURCES, rows), rows)

    def original(self, file: str, content: bytes) -> str:
        """Write an original into sources/ and give its name there; another file of the same name is left alone."""
        place = PurePosixPath(file.replace("\\", "/"))
        if place.is_absolute() or ".." in place.parts or ":" in file:
            place = PurePosixPath(place.name)
        inside = self.folder / "sources"
        path = inside / (place.relative_to("sources") if place.is_relative_to("sources") else place)
        stem, n = path.stem, 1
        while path.is_file() and path.read_bytes() != content:
            n += 1
            path = path.with_name(f"{stem}-{n}{path.suffix}")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path.relative_to(inside).as_posix()

    def guide(self) -> None:
        questions = [
            {
                "id": question.id,
                **({"text": question.text} if question.text else {}),
                **({"codes": list(question.codes)} if question.codes else {}),
                **({"roles": list(question.roles)} if question.roles else {}),
            }
            for question in self.of(Question)
        ]
        self.yaml("guide.yaml", {"questions": questions}, needed=bool(questions))

    def asked(self) -> None:
        self.table("asked.csv", ASKED_COLUMNS, [_cells(row, ASKED_COLUMNS) for row in self.of(Asked)])

    def books(self) -> None:
        for book in self.of(Book):
            self.yaml(f"codebooks/{self.book_files[book.name]}.yaml", book.content)

    def codings(self) -> None:
        by_coder: dict[str, list[Coding]] = {}
        for coding in self.of(Coding):
            by_coder.setdefault(coding.coder, []).append(coding)
        for coder, codings in by_coder.items():
            name = self.coder_files[coder]
            rows = self.coded(codings, coder if name == coder else "")
            self.table(f"codings/{name}.csv", _needed(CODINGS, ARCHIVE_CODINGS, rows), rows)

    def coded(self, codings: list[Coding], file_of: str = "") -> list[dict[str, str]]:
        """Give the lines of a table of codings, in the order of the texts; `file_of`: whose the file's name says."""
        sources = {source.id: number for number, source in enumerate(self.of(Source))}
        present = {source.id: source.text for source in self.of(Source)}
        rows = []
        for coding in sorted(codings, key=lambda coding: _order(coding, sources)):
            row = _cells(coding, CODINGS)
            row["coder"] = coding.coder if coding.coder != file_of else ""
            row["text"] = coding.text if coding.text != present.get(coding.source) else ""
            row["origin"] = coding.origin if coding.origin != "hand" else ""
            rows.append(row)
        return rows

    def rounds(self) -> None:
        self.table("rounds.csv", ROUNDS, [_cells(row, ROUNDS) for row in self.of(Round)])
        self.table("assignments.csv", ASSIGNMENTS, [_cells(row, ASSIGNMENTS) for row in self.of(Assignment)])
        by_round: dict[str, list[Coding]] = {}
        for row in self.of(Stood):
            by_round.setdefault(row.round, []).append(replace(row, id=row.coding))
        names = _file_names(sorted(by_round))
        for round, codings in by_round.items():
            rows = [{**row, "round": round if names[round] != round else ""} for row in self.coded(codings)]
            columns = _needed(("round", *CODINGS), ("round", *ARCHIVE_CODINGS), rows)
            self.table(f"rounds/{names[round]}.csv", columns, rows)

    def memos(self) -> None:
        self.table("memos.csv", MEMOS, [_cells(memo, MEMOS) for memo in self.of(Memo)])

    def claims(self) -> None:
        coding = {row.id: row for row in self.of(Coding)}
        claims = []
        for claim in self.of(Claim):
            written = {name: value for name in _CLAIM_FIELDS if (value := getattr(claim, name)) not in _EMPTY}
            plain: dict[str, Any] = {"id": claim.id, "statement": claim.statement, **written}
            if claim.links:
                plain["links"] = [_link(id, polarity, coding.get(id)) for id, polarity in claim.links.items()]
            if claim.rests_on:
                plain["rests_on"] = {key: _yaml_value(value) for key, value in claim.rests_on.items()}
            claims.append(plain)
        self.yaml("claims.yaml", {"claims": claims}, needed=bool(claims))

    def settled(self) -> None:
        sources = {source.id: number for number, source in enumerate(self.of(Source))}
        rows = sorted(self.of(Settlement), key=lambda row: (sources.get(row.source, len(sources)), row.start, row.id))
        lines = [_cells(row, SETTLED) for row in rows]
        self.table("settled.csv", _needed(SETTLED, ARCHIVE_SETTLED, lines), lines)

    def published(self) -> None:
        rows = self.of(Published)
        first = next(iter(rows), Published("", ""))
        findings = [
            {"id": row.id}
            | {name: value for name in _FINDING_FIELDS if (value := getattr(row, name)) not in _EMPTY}
            | {name: value for name in _PUBLICATION if (value := getattr(row, name)) != getattr(first, name)}
            for row in rows
        ]
        plain = {**{name: getattr(first, name) for name in _PUBLICATION}, "findings": findings}
        self.yaml("published.yaml", plain, needed=bool(rows))

    def translations(self) -> None:
        content = {text.hash: text.content for text in self.of(Text)}
        turn = {
            (cut.source, start): n for cut in self.of(Segments) for n, start in enumerate(cut.turns.get("start", ()), 1)
        }
        files: dict[tuple[str, str], list[Translation]] = {}
        for row in self.of(Translation):
            files.setdefault((row.source, row.language), []).append(row)
        for (source, language), rows in files.items():
            name = self.source_files[source]
            lines = [
                {
                    "turn": str(turn.get((source, row.start), "")),
                    "original": content.get(row.text, "")[row.start : row.end],
                    "translation": row.words,
                    "source": source if name != source else "",
                }
                for row in sorted(rows, key=lambda row: row.start)
            ]
            columns = _needed(TRANSLATION, ARCHIVE_TRANSLATION, lines)
            self.table(f"translations/{name}.{language}.csv", columns, lines)

    def texts(self) -> None:
        named = {source.text: self.source_files[source.id] for source in reversed(self.of(Source))}
        for text in self.of(Text):
            self.write(f"text/{named.get(text.hash, text.hash)}.txt", text.content)

    def segments(self) -> None:
        names = _file_names(sorted(cut.source for cut in self.of(Segments)))
        for cut in self.of(Segments):
            lines = (f"{json.dumps(item.name)}: {_json(getattr(cut, item.name))}" for item in fields(Segments))
            self.write(f"segments/{names[cut.source]}.json", "{\n" + ",\n".join(lines) + "\n}\n")

    def coders(self) -> None:
        self.table("coders.csv", CODERS, [_cells(coder, CODERS) for coder in self.of(Coder)])

    def decisions(self) -> None:
        sources = {source.id: number for number, source in enumerate(self.of(Source))}
        decisions = sorted(self.of(Decision), key=lambda decision: _order(decision, sources))
        self.table("decisions.csv", DECISIONS, [_cells(decision, DECISIONS) for decision in decisions])

    def table(self, file: str, columns: Iterable[str], rows: list[dict[str, str]]) -> None:
        path = self.folder / file
        if rows or path.is_file():
            path.parent.mkdir(exist_ok=True)
            write_table(path, list(columns), rows)

    def yaml(self, file: str, plain: dict[str, Any], *, needed: bool = True) -> None:
        if needed or (self.folder / file).is_file():
            self.write(file, dump_yaml(plain))

    def write(self, file: str, content: str) -> None:
        path = self.folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content.encode("utf-8"))


_OWN = (
    "text/*.txt", "segments/*.json", "translations/*.csv", "settled.csv", "published.yaml", "rounds.csv",
    "assignments.csv", "rounds/*.csv",
)  # fmt: skip
_STUDY_FIELDS = ("title", "synthetic", "language", *(name for name in ITEMS if name != "aspects"), "evidence")
_CLAIM_FIELDS = (
    "id", "statement", "kind", "rests_on", "links", "polarity", "standing", "author", "rivals", "disposed", "memo",
    "evidence", "created",
)  # fmt: skip


_EMPTY: tuple[Any, ...] = ("", [], {})
_FINDING_FIELDS = ("statement", "kind", "rests_on", "polarity", "evidence", "memo")
_PUBLICATION = ("reference", "heard")  # of the file; of a finding where it comes from another publication


def _cells(row: object, columns: Iterable[str]) -> dict[str, str]:
    return {column: _cell(value) for column in columns if (value := getattr(row, column, None)) is not None}


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else ""
    if isinstance(value, tuple):
        return ";".join(value)
    return str(value)


def _needed(columns: tuple[str, ...], optional: tuple[str, ...], rows: list[dict[str, str]]) -> list[str]:
    return [column for column in columns if column not in optional or any(row.get(column) for row in rows)]


def _order(row: Coding | Decision, sources: Mapping[str, int]) -> tuple[int, str, int, int, str, str]:
    return sources.get(row.source, len(sources)), row.source, row.start, row.end, row.code, row.id


def _link(id: str, polarity: str, coding: Coding | None) -> dict[str, str]:
    if coding is None:
        return {"coding": id, "polarity": polarity}
    return {
        "coding": id, "polarity": polarity, "source": coding.source, "code": coding.code, "quote": coding.quote,
    }  # fmt: skip


def _yaml_value(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _file_names(ids: Iterable[str]) -> dict[str, str]:
    """Give each id a name that any system can hold, also one that does not tell large from small letters."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for id in ids:
        base = re.sub(r"[^\w.-]+", "-", id)[:80].strip(".-") or "x"
        base = f"_{base}" if _RESERVED.match(base) else base
        name, n = base, 1
        while name.casefold() in taken:
            n += 1
            name = f"{base}-{n}"
        taken.add(name.casefold())
        names[id] = name
    return names
