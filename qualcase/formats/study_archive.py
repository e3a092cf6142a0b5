"""What an archive holds besides a study folder: texts as they were coded, segments, coders, decisions, history."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

from qualcase._kernel.ids import text_hash
from qualcase.formats.checked_csv import read_table
from qualcase.formats.checked_yaml import read_text
from qualcase.formats.findings import Findings
from qualcase.formats.study_layout import CODERS, DECISIONS
from qualcase.model.nouns import Coder, Decision, Segments, Text


def read_texts(folder: Path, findings: Findings) -> tuple[Text, ...]:
    """Read the texts of an archive, each keyed by the hash of its words."""
    texts: dict[str, Text] = {}
    for path in sorted((folder / "text").glob("*.txt")):
        content = read_text(path, findings)
        if content is not None:
            hash = text_hash(content)
            texts.setdefault(hash, Text(hash, content))
    return tuple(texts.values())


def read_segments(folder: Path, findings: Callable[[str], Findings]) -> tuple[Segments, ...]:
    """Read how the sources of an archive were cut."""
    known = {item.name for item in fields(Segments)}
    read = []
    for path in sorted((folder / "segments").glob("*.json")):
        file = f"segments/{path.name}"
        written = read_text(path, findings(file))
        data = None if written is None else _json(written, findings(file), 1)
        if isinstance(data, dict) and {"source", "text", "splitter"} <= data.keys() <= known:
            read.append(Segments(**data))
        elif data is not None:
            findings(file).error(0, "need_other", field=file, problem=", ".join(sorted(known)))
    return tuple(read)


def read_coders(folder: Path, findings: Findings) -> tuple[Coder, ...]:
    """Read who coded, each with an id for life."""
    lines = read_table(folder / "coders.csv", CODERS, findings).lines
    return tuple(Coder(line["name"], line["uid"]) for line in lines)


def read_decisions(folder: Path, findings: Findings) -> tuple[Decision, ...]:
    """Read what was decided on suggestions."""
    rows = []
    for line in read_table(folder / "decisions.csv", DECISIONS, findings).lines:
        if not (line["start"].isdecimal() and line["end"].isdecimal()):
            findings.error(line.number, "bad_place")
            continue
        words = {column: line[column] for column in DECISIONS} | {"reason": line.verbatim("reason")}
        rows.append(Decision(**{**words, "start": int(line["start"]), "end": int(line["end"])}))  # type: ignore[arg-type]
    return tuple(rows)


def read_history(folder: Path, findings: Findings) -> tuple[dict[str, Any], ...]:
    """Read the events of an archive, one a line."""
    path = folder / "history.jsonl"
    written = read_text(path, findings) if path.is_file() else None
    if written is None:
        return ()
    lines = [(number, line) for number, line in enumerate(written.split("\n"), 1) if line.strip()]
    events = [_json(line, findings, number) for number, line in lines]
    return tuple(event for event in events if isinstance(event, dict))


def _json(written: str, findings: Findings, line: int) -> Any:
    try:
        return json.loads(written)
    except ValueError as error:
        findings.error(line, "json_broken", problem=error)
        return None
