"""Bring sources into the case."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from qualcase._kernel.checks import option
from qualcase._kernel.ids import text_hash
from qualcase._kernel.progress import progress
from qualcase.errors import FormatError, OptionError
from qualcase.formats.document import Document
from qualcase.formats.read import SUFFIXES, read
from qualcase.formats.study import read_study
from qualcase.formats.study_layout import Origin, SourceEntry, StudyRows
from qualcase.formats.study_sources import guess_kind
from qualcase.ingest.added import Added, Arrival
from qualcase.ingest.codebook import codebook_of
from qualcase.ingest.cut import cut
from qualcase.ingest.folder import coded_by, record_study, without_role
from qualcase.ingest.speakers import Speakers, account_of_prose, speakers, with_named
from qualcase.model.codebook import Codebook
from qualcase.model.nouns import KINDS, RESEARCHER, Segments, Source, SourceKind, Text, Voice
from qualcase.model.protocols import Changes, Records
from qualcase.render.labels import said


def add(
    case: Records,
    what: str | Path | Iterable[str | Path],
    *,
    kind: SourceKind | None = None,
    voices: Sequence[str] = (),
    layout: str | None = None,
    labels: Sequence[str] | None = None,
    encoding: str | None = None,
    codebook: str | Path | Codebook | None = None,
    coder: str = "",
) -> Added:
    """Record sources: a study folder, a folder of transcripts, or files (txt, md, docx, vtt, srt, tables of turns).

    The texts are kept as they are (NFC, LF line ends) and cut into turns, paragraphs and sentences; labels become
    voices. A study folder brings all else that it holds too: informants, guide, codebooks, codings, memos, claims.
    Adding the same again changes nothing. One bad file does not keep the others out: the report says which, and why.

    Parameters
    ----------
    what
        A folder, a file, or several files.
    kind
        The kind of the files, where neither a list nor their names say it.
    voices
        Whose account they are, by id.
    layout, labels, encoding
        How the files are written, where the reader got it wrong: a layout ("prose", "name: text", ...), the labels of
        the speakers, an encoding.
    codebook
        The codebook that the codings of a study folder are read by, instead of those that the folder names.

    Returns
    -------
    Added
        `.frame`, a row for each file: `file`, `source`, `status` (added, there already, refused), `kind`, `layout`,
        `encoding`, `turns`, `voices`, `guesses`, `unplaced`, `problem`. `.unplaced`: every line that could not be
        placed. `.problems`: what else of a study folder was not taken in, by file and line. `.lacking`: what was
        taken in and lacks something.

    Raises
    ------
    FormatError
        No file can be read, or a study folder has errors, each listed with its line; then nothing is recorded.

    Examples
    --------
    >>> qc.Case().add("corpus/omah-kreteg").frame["status"].unique().tolist()  # doctest: +SKIP
    ['added']
    """
    if kind is not None:
        option("kind", kind, KINDS)
    if isinstance(what, Iterable) and not isinstance(what, str):
        what = [Path(path) for path in what]
    if not what or not isinstance(what, (str, Path, list)):
        raise OptionError(f"add takes a folder, a file or several files, and was given {what!r}.")
    if isinstance(voices, str):
        raise OptionError(f"voices={voices!r} is one text. Give a list: voices=[{voices!r}].")
    study = _study(what, codebook)
    entries = study.sources if study else tuple(_entry(path, kind, voices) for path in _paths(what))
    if kind is not None and study:
        entries = tuple(entry if entry.listed else replace(entry, kind=kind) for entry in entries)
    if not entries:
        raise FormatError(
            f"there is nothing to add in {str(what)!r}: no {', '.join(SUFFIXES)}. {_instead(Path(str(what)))}"
        )
    given = {"layout": layout, "speakers": labels, "encoding": encoding}
    with case.record("add", coder=coder, what=[path.name for path in _paths(what)]) as change:
        added = take_in(change, entries, study, **{name: value for name, value in given.items() if value is not None})
    return replace(added, lang=case.snapshot.lang)


def take_in(change: Changes, entries: Iterable[SourceEntry], study: StudyRows | None = None, **given: Any) -> Added:
    """Put sources on record, and what a study folder holds besides; FormatError if none of them could be taken.

    `given`: how the reader is to read them.
    """
    entries = tuple(entries)
    change.put_all(study.voices if study else ())
    arrivals = [
        _restored(change, entry, study) or _arrive(change, entry, given)
        for entry in progress(entries, "reading", total=len(entries))
    ]
    if arrivals and all(arrival.status == "refused" for arrival in arrivals):
        raise FormatError(
            arrivals[0].problem if len(arrivals) == 1
            else "none of these files could be added:\n" + "\n".join(f"  {arrival.problem}" for arrival in arrivals)
        )  # fmt: skip
    if study is None:
        return Added(tuple(arrivals))
    return Added(tuple(arrivals), tuple(record_study(change, study)), tuple(without_role(study)))


def _study(what: str | Path | Iterable[str | Path], codebook: str | Path | Codebook | None) -> StudyRows | None:
    if not isinstance(what, (str, Path)) or not Path(what).is_dir():
        if codebook is not None:
            raise OptionError("codebook= is for a study folder. Without one, case.use(...) takes a codebook into use.")
        return None
    study = read_study(what)
    return study if codebook is None else coded_by(study, codebook_of(codebook))


def _paths(what: str | Path | Iterable[str | Path]) -> list[Path]:
    return [Path(what)] if isinstance(what, (str, Path)) else [Path(path) for path in what]


def _instead(folder: Path) -> str:
    studies = sorted(path.parent.name for path in folder.glob("*/study.yaml"))
    if studies:
        return f"It holds the study folders {', '.join(map(repr, studies))}: add one of them."
    return "A study folder keeps its texts in sources/."


def _entry(path: Path, kind: str | None, voices: Sequence[str]) -> SourceEntry:
    return SourceEntry(
        path.stem, path, path.name, kind or guess_kind(path.name), tuple(voices), listed=False, origin=Origin(path.name)
    )


def _restored(change: Changes, entry: SourceEntry, study: StudyRows | None) -> Arrival | None:
    """Put a source of an archive on record as it was cut there; None if the folder does not hold it so."""
    text = next((text for text in study.texts if text.hash == entry.text), None) if study else None
    cut_so = next((row for row in study.segments if row.source == entry.id), None) if study else None
    if text is None or cut_so is None or cut_so.text != text.hash:
        return None
    there = change.get(Source, entry.id)
    if there is not None and there.text != text.hash:
        return _another_text(entry)
    named = {f.name: getattr(entry, f.name) for f in fields(Source) if hasattr(entry, f.name)}
    change.put(text, Source(**{**named, "text": text.hash}), cut_so)
    spoken = {name: int(n) for name, n in entry.report.get("speakers", {}).items()}
    status = "there already" if there else "added"
    turns = sum(spoken.values())
    return Arrival(entry.file, entry.id, status, entry.kind, entry.layout, entry.encoding, turns, spoken)


def _another_text(entry: SourceEntry) -> Arrival:
    return Arrival(
        entry.file, entry.id, "refused", entry.kind,
        problem=f"{entry.file}: source {entry.id!r} is on record with another text, and a text never changes: codings "
        "rest on it. Add the corrected file under another name, or another id in sources.csv.",
    )  # fmt: skip


def _arrive(change: Changes, entry: SourceEntry, given: dict[str, Any]) -> Arrival:
    try:
        document = read(entry.path, **given)
    except FormatError as error:
        return Arrival(entry.file, entry.id, "refused", entry.kind, problem=str(error))
    key = text_hash(document.text)
    there = change.get(Source, entry.id)
    if there is not None and there.text != key:
        return _another_text(entry)
    twin = there or next(iter(change.find(Source, text=key)), None)
    if twin is not None and not entry.listed:
        return Arrival(entry.file, twin.id, "there already", twin.kind, document.layout, document.encoding)
    who = _who(change, entry, document)
    change.put(*who.made)
    source = _source(change, entry, document, key, who)
    cut_before = change.get(Segments, entry.id)
    if there is not None and cut_before is not None:  # how it was cut stands; who speaks may have become known since
        source = replace(source, layout=there.layout, encoding=there.encoding, report=there.report)
        change.put(source, _spoken_by(cut_before, who.voice))
    else:
        change.put(Text(key, document.text), source, cut(entry.id, key, document, who.voice))
    return Arrival(
        entry.file, entry.id, "added" if there is None else "there already", source.kind, document.layout,
        document.encoding, len(document.turns), dict(document.speakers), who.guesses, document.unplaced,
        document.dropped,
    )  # fmt: skip


def _spoken_by(segments: Segments, voice: Mapping[str, str]) -> Segments:
    heard = [voice.get(name, "") for name in segments.turns["label"]]
    return replace(segments, turns={**segments.turns, "voice": heard})


def _who(change: Changes, entry: SourceEntry, document: Document) -> Speakers:
    known = change.find(Voice)
    if document.turns:
        who = speakers(document.speakers, entry.id, known, entry.voices, entry.interviewers)
    else:
        who = account_of_prose(entry.id, entry.kind, known, entry.voices)
    return with_named(who, known, entry.voices, entry.interviewers)


def _source(change: Changes, entry: SourceEntry, document: Document, key: str, who: Speakers) -> Source:
    sides = {voice.id: voice.side for voice in change.find(Voice)}
    heard = dict.fromkeys(who.voice.values())
    accounts = entry.voices or tuple(v for v in heard if sides.get(v) != RESEARCHER or not document.turns)
    asking = entry.interviewers or tuple(v for v in heard if sides.get(v) == RESEARCHER and v not in accounts)
    report = {
        "speakers": dict(document.speakers), "guesses": [said(one, "en") for one in who.guesses],
        "dropped": [said(one, "en") for one in document.dropped],
        "unplaced": [[u.line, u.text, said(u.why, "en")] for u in document.unplaced],
    }  # fmt: skip
    return Source(
        id=entry.id, kind=entry.kind, text=key, title=entry.title, file=entry.file, file_hash=_file_hash(entry.path),
        language=entry.language, date=entry.date, place=entry.place, voices=accounts, interviewers=asking,
        layout=document.layout, encoding=document.encoding, report=report,
    )  # fmt: skip


def _file_hash(path: Path) -> str:
    import hashlib

    return hashlib.sha256(path.read_bytes()).hexdigest()
