"""The texts of a study folder: those that sources.csv lists, and those that lie there without being listed."""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

from qualcase._kernel.ids import free
from qualcase.formats.checked_csv import Line, one_of
from qualcase.formats.findings import Findings
from qualcase.formats.study_layout import FILES, Origin, SourceEntry
from qualcase.model.nouns import KINDS

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".tif", ".tiff")
TEXTS = (
    ".txt", ".md", ".docx", ".odt", ".rtf", ".vtt", ".srt", ".html", ".htm", ".pdf", ".xlsx", ".json", ".csv", ".tsv",
)  # fmt: skip
_KIND_WORDS: tuple[tuple[str, str], ...] = (  # the first that a file's path names decides
    ("interview", r"wawancara|interview"),
    ("group discussion", r"fgd|diskusi|focus|group discussion"),
    ("observation", r"observasi|observation|pengamatan|lapangan|field ?notes?"),
    ("survey", r"survei|survey|kuesioner|angket|questionnaire"),
    ("literature", r"pustaka|literatur|literature|jurnal|journal|artikel|article"),
    ("document", r"dokumen|documents?|laporan|report|surat|letter|renja|rencana|perjanjian|mou|sk|izin|permit"),
    ("picture", r"foto|photo|gambar|pictures?"),
)


def listed_source(line: Line, folder: Path, findings: Findings) -> SourceEntry:
    """Give a source as its line in sources.csv describes it; without a file, one named like its id is looked for."""
    path = _locate(folder, line["file"] or line["id"])
    if not path.resolve().is_relative_to(folder.resolve()):
        findings.error(line.number, "escapes", file=line["file"])
        path = folder / "sources" / path.name
    file = line["file"] or path.relative_to(folder).as_posix()
    return SourceEntry(
        id=line["id"],
        path=path,
        file=file,
        kind=one_of(line, "kind", KINDS, findings) or guess_kind(file),
        voices=line.listed("voices"),
        date=line["date"],
        place=line["place"],
        interviewers=line.listed("interviewer"),
        language=line["language"],
        title=line["title"],
        text=line["text"],
        file_hash=line["file_hash"],
        layout=line["layout"],
        encoding=line["encoding"],
        report=_report(line, findings),
        origin=Origin("sources.csv", line.number),
    )


def found_sources(folder: Path, listed: Iterable[SourceEntry], voices: Sequence[str]) -> list[SourceEntry]:
    """Give the texts that no line lists: id from the file's name, kind from its words, voice where an id begins it."""
    known = {source.path.resolve() for source in listed}
    ids = {source.id for source in listed}
    found = []
    for path in _texts(folder):
        if path.resolve() in known:
            continue
        file = path.relative_to(folder).as_posix()
        id = free(path.stem, ids)
        ids.add(id)
        kind, voice = guess_kind(file), _begins_with(path.stem, voices)
        found.append(SourceEntry(id, path, file, kind, voice, listed=False, origin=Origin(file)))
    return found


def guess_kind(file: str) -> str:
    """Guess the kind of a source from the name of its file and its folders: an interview where nothing else is said."""
    path = PurePosixPath(file)
    if path.suffix.lower() in PICTURES:
        return "picture"
    words = re.sub(r"[\W_]+", " ", " ".join((path.stem, *reversed(path.parts[:-1])))).lower()
    for kind, names in _KIND_WORDS:
        if re.search(rf"\b({names})\b", words):
            return kind
    return "document" if path.suffix.lower() == ".pdf" else "interview"


def _texts(folder: Path) -> Iterator[Path]:
    inside = folder / "sources"
    candidates = inside.rglob("*") if inside.is_dir() else folder.iterdir()
    for path in sorted(candidates, key=lambda path: path.as_posix()):
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if hidden or not path.is_file() or path.suffix.lower() not in (*TEXTS, *PICTURES):
            continue
        # real names, and links that lead elsewhere, are left alone
        if path.name.lower() == "key.csv" or not path.resolve().is_relative_to(folder.resolve()):
            continue
        if path.parent == folder and (path.name in FILES or path.stem.lower() == "readme"):
            continue
        yield path


def _locate(folder: Path, written: str) -> Path:
    """Give the file that is meant: in sources/ or from the folder itself, or in sources/ whatever its suffix."""
    file = written.replace("\\", "/")
    named = (path for path in sorted((folder / "sources").glob("*")) if path.stem == file)
    places = (folder / "sources" / file, folder / file, *named)
    return next((path for path in places if path.is_file()), places[0])


def _begins_with(stem: str, voices: Sequence[str]) -> tuple[str, ...]:
    """Give the voice whose id a file's name begins with: "YL-01" is YL's."""
    begun = [id for id in voices if re.match(rf"{re.escape(id)}(?![a-z0-9])", stem, re.IGNORECASE)]
    return (max(begun, key=len),) if begun else ()


def _report(line: Line, findings: Findings) -> dict[str, Any]:
    written = line["report"]
    try:
        report = json.loads(written) if written else {}
    except ValueError:
        report = None
    if not isinstance(report, dict):
        findings.error(line.number, "need_fields", field="report")
        return {}
    return report
