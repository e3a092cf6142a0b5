"""Save sheets to a file whose suffix says the format."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from qualcase._kernel.checks import did_you_mean
from qualcase.errors import OptionError
from qualcase.render.sheet import Sheet


def save(sheets: Sequence[Sheet], path: str | Path, *, number: str = "") -> Path:
    """Write sheets to `path`: .csv, .xlsx, .docx, .tex or .html; "4.1" numbers them 4.1, 4.2, ...

    Raises OptionError for another suffix; StoreError where the place cannot be written, and then nothing half stays.
    """
    path = Path(path)
    writer = _writers().get(path.suffix.lower())
    if writer is None:
        raise OptionError(f"cannot save as {path.suffix or 'a file without suffix'!r}. {did_you_mean('', _writers())}")
    writer([replace(sheet, number=_following(number, n)) for n, sheet in enumerate(sheets)] if number else sheets, path)
    return path


def _writers() -> dict[str, Callable[[Sequence[Sheet], Path], object]]:
    from qualcase.formats.csv_table import to_csv
    from qualcase.formats.docx_table import to_docx
    from qualcase.formats.html_table import to_html
    from qualcase.formats.latex_table import to_latex
    from qualcase.formats.xlsx_table import to_xlsx

    return {".csv": to_csv, ".xlsx": to_xlsx, ".docx": to_docx, ".tex": to_latex, ".html": to_html}


def _following(number: str, n: int) -> str:
    head, dot, last = number.rpartition(".")
    return f"{head}{dot}{int(last) + n}" if last.isdigit() else number
