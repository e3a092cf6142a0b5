"""The coded table, and every display, as a file."""

from pathlib import Path

from qualcase.model.protocols import Reads
from qualcase.reduce.quotes import quotes


def to(case: Reads, path: str | Path, *, lang: str = "", number: str = "", chapter: int | str = "") -> Path:
    """Save the coded table: .csv, .xlsx, .docx, .tex or .html, by the suffix.

    Every result has the same verb for itself: `case.matrix("code", "role").to("tabel.docx", chapter=4)`.

    Parameters
    ----------
    path
        Where to.
    lang
        "id" or "en"; the study's language without.
    number
        The table's number ("4.7"), for its caption.
    chapter
        The chapter that the table opens: chapter=4 is number="4.1".

    Raises
    ------
    OptionError
        No such format; those there are are listed. Both number and chapter, or a chapter that is none.
    StoreError
        The place cannot be written; nothing half stays.

    Examples
    --------
    >>> case.where(code="trust").to(tmp / "kepercayaan.csv").name
    'kepercayaan.csv'
    """
    return quotes(case).to(path, lang=lang, number=number, chapter=chapter)
