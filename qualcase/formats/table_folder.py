"""Folders of tables: one CSV file or one LaTeX fragment for each, and a file that says or inputs them all."""

import csv
import io
import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from qualcase.errors import StoreError
from qualcase.formats.csv_table import harmless, to_csv
from qualcase.formats.latex_table import latex_document, to_latex
from qualcase.formats.whole_file import made_folder, write_whole
from qualcase.render.sheet import Sheet

_INDEX = "tables.csv"
_LONGEST = 60  # letters of a file's name


def to_csv_folder(sheets: Sequence[Sheet], folder: str | Path) -> Path:
    """Write "07-kode-menurut-peran.csv" for each sheet, and tables.csv, which holds their titles and notes.

    Files that an earlier tables.csv names and this one does not are removed. Raises StoreError where the folder cannot
    be written.
    """
    folder = made_folder(folder, "tables")
    names = [f"{n:02d}-{slug(sheet.title)}.csv" for n, sheet in enumerate(sheets, 1)]
    before = re.findall(r"(?m)^(\d{2,}-[a-z0-9-]+\.csv),", _read(folder / _INDEX))
    for sheet, name in zip(sheets, names, strict=True):
        to_csv([sheet], folder / name)
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(["file", "number", "title", "notes"])
    for sheet, name in zip(sheets, names, strict=True):
        writer.writerow([name, *map(harmless, (sheet.number, sheet.title, "\n".join(sheet.remarks)))])
    write_whole(folder / _INDEX, lines.getvalue().encode("utf-8-sig"))
    _remove(folder, set(before) - set(names))
    return folder


def to_latex_folder(sheets: Sequence[Sheet], folder: str | Path, *, lang: str) -> Path:
    """Write table-01.tex, ... to \\input in a thesis, and tables.tex, which inputs them all and compiles as it stands.

    Fragments that an earlier tables.tex inputs and this one does not are removed. Raises StoreError where the folder
    cannot be written.
    """
    folder = made_folder(folder, "tables")
    names = [f"table-{n:02d}" for n in range(1, len(sheets) + 1)]
    before = re.findall(r"\\input\{(table-\d+)\}", _read(folder / "tables.tex"))
    for sheet, name in zip(sheets, names, strict=True):
        to_latex([sheet], folder / f"{name}.tex")
    write_whole(folder / "tables.tex", latex_document(names, lang).encode())
    _remove(folder, {f"{name}.tex" for name in set(before) - set(names)})
    return folder


def slug(title: str) -> str:
    """Give a title as part of a file's name, in small ASCII letters: "Kode menurut Peran" is kode-menurut-peran."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].rstrip("-") or "table"


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig", errors="replace")
    except OSError:
        return ""


def _remove(folder: Path, names: set[str]) -> None:
    for name in names:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as error:
            raise StoreError(
                f"cannot remove {str(folder / name)!r}, a table of an earlier report: {error.strerror or error}. "
                "Close it where it is open."
            ) from error
