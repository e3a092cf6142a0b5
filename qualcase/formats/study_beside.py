"""What stands beside the codings of a study folder: translations, settled differences, published findings."""

from dataclasses import asdict, fields
from typing import Any

from qualcase.formats.study_layout import (
    SETTLED,
    TRANSLATION,
    Origin,
    PublishedFile,
    SettledEntry,
    TranslationEntry,
    WrittenFinding,
)
from qualcase.formats.study_reading import Reading, place_of, plain_filter
from qualcase.model.nouns import Published


def read_translations(reading: Reading) -> tuple[TranslationEntry, ...]:
    """Read translations/<source>.<language>.csv: a line for each turn, with the words it translates."""
    rows = []
    for path in sorted((reading.folder / "translations").glob("*.csv")):
        file, (source, _, language) = f"translations/{path.name}", path.stem.rpartition(".")
        findings = reading.findings(file)
        if not source:
            findings.error(0, "translation_name")
            continue
        for line in reading.table(file, TRANSLATION, needed=TRANSLATION):
            if line["turn"].isdecimal() and int(line["turn"]):
                said = int(line["turn"]), line["original"], line["translation"]
                rows.append(TranslationEntry(source, language, *said, origin=Origin(file, line.number)))
            else:
                findings.error(line.number, "need_number", field="turn")
    return tuple(rows)


def read_settled(reading: Reading) -> tuple[SettledEntry, ...]:
    """Read settled.csv: how differences between coders were settled, each with its reason."""
    file = "settled.csv"
    findings, rows = reading.findings(file), []
    for line in reading.table(file, SETTLED, needed=("source", "quote", "codes", "kept", "reason")):
        if not line["reason"]:
            findings.error(line.number, "empty_cell", column="reason")
        start, end = place_of(line, findings)
        codes, kept = line.listed("codes"), line.listed("kept")
        said = line["reason"], line["author"], line["created"]
        origin = Origin(file, line.number)
        rows.append(SettledEntry(line["source"], start, end, line.verbatim("quote"), codes, kept, *said, origin=origin))
    return tuple(rows)


def read_published(reading: Reading) -> tuple[Published, ...]:
    """Read published.yaml: the findings of a publication on this case, with what it prints for each."""
    file = "published.yaml"
    written, plain = reading.yaml(file, PublishedFile)
    heard = [dict(item) for item in written.heard]
    lines = [(one, plain.line("findings", number)) for number, one in enumerate(written.findings)]
    return tuple(
        _published(one, heard, written.reference)
        for one, line in lines
        if reading.keep("published", one.id, file, line)
    )


def _published(written: WrittenFinding, heard: list[Any], reference: str) -> Published:
    given = {item.name: getattr(written, item.name) for item in fields(WrittenFinding)}
    given["rests_on"] = {name: plain_filter(name, value) for name, value in written.rests_on.items()}
    given["evidence"] = [{name: value for name, value in asdict(one).items() if value} for one in written.evidence]
    return Published(**given, heard=heard, reference=reference)
