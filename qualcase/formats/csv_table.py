"""Sheets as CSV that Excel opens rightly: UTF-8 with its mark, and no cell that it would run as a formula."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from qualcase.formats.whole_file import write_whole
from qualcase.render.characters import printable
from qualcase.render.sheet import Sheet


def to_csv(sheets: Sequence[Sheet], path: str | Path) -> Path:
    """Write heads and cells, without title and notes; the second sheet goes to "name-2.csv" beside the first.

    `'` stands before a cell that begins with = + - @, a tab or a line end. Raises StoreError where the place cannot be
    written.
    """
    path = Path(path)
    for n, sheet in enumerate(sheets):
        lines = io.StringIO(newline="")
        writer = csv.writer(lines)
        writer.writerow([harmless(column.head) for column in sheet.columns])
        writer.writerows(zip(*(map(harmless, column.cells) for column in sheet.columns), strict=True))
        write_whole(path if n == 0 else path.with_stem(f"{path.stem}-{n + 1}"), lines.getvalue().encode("utf-8-sig"))
    return path


def harmless(text: str) -> str:
    """Give a cell that no spreadsheet takes for a formula; signs alone ("--": not asked) are none."""
    text = printable(text)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\n")) and text.strip("+-") else text
