"""What stands beside the codings of a study folder: translations, settled differences, published findings."""

from collections.abc import Sequence
from dataclasses import asdict, fields

from qualcase.formats.checked_csv import Line, flag, one_of
from qualcase.formats.checked_yaml import Place, Plain
from qualcase.formats.findings import Findings
from qualcase.formats.study_layout import (
    ARCHIVE_TRANSLATION,
    ASSIGNMENTS,
    HEARD,
    ROUNDS,
    SETTLED,
    TRANSLATION,
    Item,
    Origin,
    Printed,
    PublishedFile,
    SettledEntry,
    TranslationEntry,
    WrittenFinding,
)
from qualcase.formats.study_reading import Reading, place_of, plain_filter
from qualcase.model.nouns import ROUND_KINDS, Assignment, Published, Round


def read_translations(reading: Reading) -> tuple[TranslationEntry, ...]:
    """Read translations/<source>.<language>.csv: a line for each turn, with the words it translates."""
    needed = tuple(column for column in TRANSLATION if column not in ARCHIVE_TRANSLATION)
    rows: dict[tuple[str, str, int], TranslationEntry] = {}
    for path in sorted((reading.folder / "translations").glob("*.csv")):
        file, (source, _, language) = f"translations/{path.name}", path.stem.rpartition(".")
        findings = reading.findings(file)
        if not source.strip() or not language.strip():
            findings.error(0, "translation_name")
            continue
        for line in reading.table(file, TRANSLATION, needed=needed):
            entry = _translation(line, line["source"] or source, language, findings)
            if entry is None:
                continue
            first = rows.setdefault((entry.source, entry.language, entry.turn), entry)
            if first is not entry:
                findings.error(line.number, "translated_twice", turn=entry.turn, first=first.origin)
    return tuple(rows.values())


def _translation(line: Line, source: str, language: str, findings: Findings) -> TranslationEntry | None:
    if not line["turn"].isdecimal() or not int(line["turn"]):
        findings.error(line.number, "need_number", field="turn")
    elif not line["translation"]:
        findings.error(line.number, "empty_cell", column="translation")
    else:
        said = int(line["turn"]), line["original"], line["translation"]
        return TranslationEntry(source, language, *said, origin=Origin(findings.path, line.number))
    return None


def read_settled(reading: Reading) -> tuple[SettledEntry, ...]:
    """Read settled.csv: how differences between coders were settled, each with its reason."""
    file = "settled.csv"
    findings, rows = reading.findings(file), []
    for line in reading.table(file, SETTLED, needed=("source", "quote", "codes", "kept", "reason")):
        if not line["reason"] and not line["made"]:  # what coders agreed on goes to the consensus without one
            findings.error(line.number, "empty_cell", column="reason")
        start, end = place_of(line, findings)
        codes, kept = line.listed("codes"), line.listed("kept")
        said = line["reason"], line["author"], line["created"], line.listed("came_from"), line.listed("made")
        origin = Origin(file, line.number)
        rows.append(SettledEntry(line["source"], start, end, line.verbatim("quote"), codes, kept, *said, origin=origin))
    return tuple(rows)


def read_rounds(reading: Reading) -> tuple[Round, ...]:
    """Read rounds.csv: the rounds of coding together."""
    file = "rounds.csv"
    findings, rows = reading.findings(file), []
    for line in reading.table(file, ROUNDS, needed=("id", "kind")):
        kind, blind = one_of(line, "kind", ROUND_KINDS, findings), flag(line, "blind", findings)
        if reading.keep("round", line["id"], file, line.number):
            rows.append(Round(line["id"], kind, blind, line["opened"], line["closed"], line["author"]))
    return tuple(rows)


def read_assignments(reading: Reading) -> tuple[Assignment, ...]:
    """Read assignments.csv: which sources a coder has in a round."""
    file = "assignments.csv"
    findings, rows = reading.findings(file), []
    for line in reading.table(file, ASSIGNMENTS, needed=("round", "coder", "source")):
        done = flag(line, "done", findings)
        row = Assignment.of(line["round"], line["coder"], line["source"], done, line["created"])
        if reading.keep("assignment", row.id, file, line.number):
            rows.append(row)
    return tuple(rows)


def read_published(reading: Reading) -> tuple[Published, ...]:
    """Read published.yaml: the findings of publications on this case, with what is printed for each."""
    file, rows = "published.yaml", []
    written, plain = reading.yaml(file, PublishedFile)
    findings = reading.findings(file)
    _check_heard(written.heard, findings, plain, ("heard",))
    for number, one in enumerate(written.findings):
        place: Place = ("findings", number)
        if not reading.keep("published", one.id, file, plain.line(*place)):
            continue
        heard, whom = (written.heard, ()) if one.heard is None else (one.heard, place)
        if one.heard is not None:
            _check_heard(one.heard, findings, plain, (*place, "heard"))
        for n in range(len(heard)):
            reading.origins["heard", f"{one.id} {n}"] = Origin(file, plain.line(*whom, "heard", n))
        lines = [plain.line(*place, "evidence", n) for n in range(len(one.evidence))]
        _check_printed(one.evidence, heard, findings, lines)
        rows.append(_published(one, heard, written.reference if one.reference is None else one.reference))
    return tuple(rows)


def _check_heard(heard: Sequence[Item], findings: Findings, plain: Plain, place: Place) -> None:
    """Find what is wrong with a list of those whom a publication heard."""
    needed, others = HEARD
    first: dict[str, int] = {}
    for number, item in enumerate(heard):
        line = plain.line(*place, number)
        for missing in [one for one in needed if not item.get(one)]:
            findings.error(line, "missing_field", field=missing)
        for name, value in item.items():
            at = plain.line(*place, number, name)
            if name not in (*needed, *others):
                findings.error(at, "unknown_field", near=(name, (*needed, *others)), field=name)
            elif not isinstance(value, str):
                findings.error(at, "need_text", field=name)
            elif name == "id" and value in first:
                findings.error(at, "duplicate_id", id=value, first=first[value])
            elif name == "id":
                first[value] = at


def _check_printed(evidence: Sequence[Printed], heard: Sequence[Item], findings: Findings, lines: list[int]) -> None:
    """Find words that nobody is said to have said, or nobody whom the publication heard."""
    ids = [str(item.get("id", "")) for item in heard]
    for record, line in zip(evidence, lines, strict=True):
        if record.how != "asserted" and not record.voice:
            findings.error(line, "no_voice", how=record.how)
        elif record.voice and record.voice not in ids:
            findings.error(line, "not_heard", voice=record.voice, heard=", ".join(ids) or "–")


def _published(written: WrittenFinding, heard: Sequence[Item], reference: str) -> Published:
    given = {item.name: getattr(written, item.name) for item in fields(WrittenFinding)}
    given["rests_on"] = {name: plain_filter(name, value) for name, value in written.rests_on.items()}
    given["evidence"] = [{name: value for name, value in asdict(one).items() if value} for one in written.evidence]
    given |= {"heard": [dict(item) for item in heard], "reference": reference}
    return Published(**given)
