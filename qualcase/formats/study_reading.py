"""One pass over a study folder: its tables and YAML files, what is wrong in each, and where every row stands."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from qualcase.formats.checked_csv import Line, read_table
from qualcase.formats.checked_yaml import Plain, load_yaml, read_text, validated
from qualcase.formats.findings import Finding, Findings, Lang
from qualcase.formats.study_layout import FLAGS, Origin

T = TypeVar("T")


@dataclass(slots=True)
class Reading:
    """One pass over a folder: what is wrong in each file, and where every row stands."""

    folder: Path
    lang: Lang
    by_file: dict[str, Findings] = field(default_factory=dict)
    origins: dict[tuple[str, str], Origin] = field(default_factory=dict)

    def findings(self, file: str) -> Findings:
        """Give the place for what is wrong in a file."""
        return self.by_file.setdefault(file, Findings(file or self.folder.name, self.lang))

    def found(self) -> list[Finding]:
        """Give what was found wrong so far."""
        return sorted(finding for findings in self.by_file.values() for finding in findings.found)

    def yaml(self, file: str, shape: Callable[[], T]) -> tuple[T, Plain]:
        """Read a YAML file of the folder as `shape`; an empty one if it is not there or not right."""
        path, findings = self.folder / file, self.findings(file)
        text = read_text(path, findings) if path.is_file() else None
        plain = load_yaml(text, findings) if text is not None else None
        if plain is None:
            return shape(), Plain({}, {})
        read = validated(shape, plain, findings)  # type: ignore[arg-type]
        return shape() if read is None else read, plain

    def table(
        self, file: str, known: tuple[str, ...], *, needed: tuple[str, ...], open_end: bool = False
    ) -> list[Line]:
        """Read a table of the folder; where the end is open, other columns are attributes."""
        findings = self.findings(file)
        table = read_table(self.folder / file, known, findings)
        for column in needed:
            if table.columns and column not in table.columns:
                findings.error(1, "missing_column", near=(column, table.unknown), column=column)
        if not open_end:
            for column in table.unknown:
                findings.warning(1, "unknown_column", near=(column, known), column=column)
        return list(table.lines)

    def keep(self, noun: str, key: str, file: str, line: int) -> bool:
        """Note where a row stands; False and an error if its id is taken or empty."""
        if not key:
            self.findings(file).error(line, "empty_cell", column="id")
            return False
        first = self.origins.setdefault((noun, key), Origin(file, line))
        if (first.file, first.line) != (file, line):
            self.findings(file).error(line, "duplicate_id", id=key, first=first.line)
            return False
        return True


def place_of(line: Line, findings: Findings) -> tuple[int | None, int | None]:
    """Give start and end as a line has them; None where it leaves the place to the quote."""
    start, end = line["start"], line["end"]
    if start.isdecimal() and end.isdecimal() and int(start) < int(end):
        return int(start), int(end)
    if start or end:
        findings.error(line.number, "bad_place")
    elif not line["quote"]:
        findings.error(line.number, "no_quote")
    return None, None


def plain_filter(name: str, value: Any) -> Any:
    """Give the value of a filter of `where` as the verb takes it."""
    return value == "true" if name in FLAGS and value in ("true", "false") else value
