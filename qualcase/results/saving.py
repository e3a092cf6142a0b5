"""Save sheets to a file whose suffix says the format."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcase._kernel.checks import as_path, did_you_mean
from qualcase.errors import OptionError
from qualcase.render.sheet import Sheet

_CHAPTER = re.compile(r"[1-9][0-9]*|[A-Za-z]+")
_SECTION = re.compile(rf"({_CHAPTER.pattern})(\.[1-9][0-9]*)+")


def save(
    sheets: Sequence[Sheet],
    path: str | Path,
    *,
    number: str = "",
    chapter: int | str = "",
    beside: Sequence[Sheet] = (),
) -> Path:
    """Write sheets to `path`: .csv, .xlsx, .docx, .tex or .html; number="4.7" numbers them 4.7, 4.8, ..., chapter=4
    from 4.1 on. Sheets `beside` them stay as they are.

    Raises OptionError for another suffix, a chapter that is none, number and chapter together; StoreError where the
    place cannot be written, and then nothing half stays.
    """
    first = _first(number, chapter)
    path = as_path("a file's name", path)
    writer = _writers().get(path.suffix.lower())
    if writer is None:
        raise OptionError(f"cannot save as {path.suffix or 'a file without suffix'!r}. {did_you_mean('', _writers())}")
    numbered = [replace(sheet, number=_following(first, n)) for n, sheet in enumerate(sheets)] if first else sheets
    writer([*numbered, *beside], path)
    return path


def _writers() -> dict[str, Callable[[Sequence[Sheet], Path], object]]:
    from qualcase.formats.csv_table import to_csv
    from qualcase.formats.docx_table import to_docx
    from qualcase.formats.html_table import to_html
    from qualcase.formats.latex_table import to_latex
    from qualcase.formats.xlsx_table import to_xlsx

    return {".csv": to_csv, ".xlsx": to_xlsx, ".docx": to_docx, ".tex": to_latex, ".html": to_html}


def _first(number: str, chapter: int | str) -> str:
    """Give the number of the first table."""
    if not isinstance(number, str):
        raise OptionError(f'number={number!r} is no text, so that 4.10 would be 4.1. Put it in quotes: number="4.7".')
    if chapter == "":
        return number
    if number:
        raise OptionError(
            f"number={number!r} and chapter={chapter!r} both say how tables are numbered. "
            'Give chapter=4 to begin at 4.1, or number="4.7" to begin there.'
        )
    if isinstance(chapter, str) and (section := _SECTION.fullmatch(chapter)):
        raise OptionError(
            f"{chapter!r} is a section or a table, no chapter. Give chapter={section[1]} to begin at {section[1]}.1, "
            f'number="{chapter}" to begin there, or number="{chapter}.1" to count within section {chapter}.'
        )
    if isinstance(chapter, bool) or not isinstance(chapter, int | str) or not _CHAPTER.fullmatch(str(chapter)):
        raise OptionError(f'no chapter {chapter!r}. Give its number or letter: chapter=4, chapter="A".')
    return f"{chapter}.1"


def _following(number: str, n: int) -> str:
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + n}" if last.isdigit() else number
