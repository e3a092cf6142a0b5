"""Tables of a study folder: UTF-8, the first line names the columns, every cell is text and knows its line."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from qualcase.formats.checked_yaml import read_text
from qualcase.formats.findings import Findings

SEPARATORS = (",", ";", "\t")  # spreadsheets write ";" where the comma is the decimal sign
YES, NO = ("true", "yes", "1"), ("", "false", "no", "0")


LONGEST_CELL = 1 << 30  # characters: a cell may hold a whole text; the csv module's own limit is 131,072


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, by column."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "").strip()

    def verbatim(self, column: str) -> str:
        """Give a cell with the blanks around it, for words that are quoted."""
        return self.cells.get(column, "")

    def listed(self, column: str) -> tuple[str, ...]:
        """Give the items of a cell that holds several, separated by ";"."""
        return tuple(item.strip() for item in self[column].split(";") if item.strip())


@dataclass(frozen=True, slots=True)
class Lines:
    """A table: its columns, those that are not known, and its lines."""

    columns: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    lines: tuple[Line, ...] = ()


def read_table(path: Path, known: Sequence[str], findings: Findings) -> Lines:
    """Read a table; what is wrong with its form goes to `findings`. A file that is not there is an empty table."""
    if not path.is_file():
        return Lines()
    text = read_text(path, findings)
    if text is None:
        return Lines()
    first = text.lstrip("\n").partition("\n")[0]
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=max(SEPARATORS, key=first.count))
    head: list[str] = []
    lines: list[Line] = []
    end = 0
    try:
        for cells in reader:
            number, end = end + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if not head:
                head = [_column(cell, known) for cell in cells]
                for column in sorted({column for column in head if column and head.count(column) > 1}):
                    findings.error(number, "repeated_column", column=column)
                continue
            if len(cells) > len(head) and any(cell.strip() for cell in cells[len(head) :]):
                findings.error(number, "too_many_cells", found=len(cells), expected=len(head))
            lines.append(Line(number, dict(zip(head, cells, strict=False))))
    except csv.Error as error:
        findings.error(end + 1, "csv_broken", problem=error)
    if not head:
        findings.error(0, "no_header")
    return Lines(tuple(head), tuple(column for column in head if column and column not in known), tuple(lines))


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    """Write a table with LF line ends, the columns in the order given."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(columns)
    for row in rows:
        cells = [row.get(column, "").replace("\r\n", "\n").replace("\r", "\n") for column in columns]
        writer.writerow(cells)
    path.write_bytes(written.getvalue().encode("utf-8"))


def flag(line: Line, column: str, findings: Findings) -> bool:
    """Give a cell as true or false; a finding if it is neither."""
    cell = line[column].casefold()
    if cell not in YES and cell not in NO:
        findings.error(line.number, "bad_flag", column=column)
    return cell in YES


def one_of(line: Line, column: str, choices: Sequence[str], findings: Findings) -> str:
    """Give a cell that is empty or one of `choices`; a finding with the nearest if it is not."""
    cell = line[column]
    if cell and cell not in choices:
        findings.error(line.number, "no_choice", near=(cell, choices), field=column, value=cell)
        return ""
    return cell


def _column(cell: str, known: Sequence[str]) -> str:
    name = cell.strip()
    return name.casefold() if name.casefold() in known else name
