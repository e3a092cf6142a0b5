"""The case as a study folder of plain files."""

from dataclasses import asdict
from pathlib import Path

from qualcase.formats.study_write import write_study
from qualcase.model.nouns import NOUNS
from qualcase.model.protocols import Records


def archive(case: Records, folder: str | Path) -> Path:
    """Write the whole case as a study folder: for git, for replication, for people with a spreadsheet.

    Texts, segments, codebooks, the codings of every coder, memos, claims, decisions and the history stand in plain
    files; `qc.open(folder)` reads them back. Real names are not in it. Writing twice gives the same bytes.

    Raises
    ------
    StoreError
        The history's chain is broken, or the place cannot be written.
    FormatError
        The folder holds something else than a study.

    Examples
    --------
    >>> case.archive(tmp / "omah-archive").name
    'omah-archive'
    """
    rows = {noun: case.rows(noun) for noun in NOUNS}
    write_study(folder, rows, history=[asdict(event) for event in case.history])
    return Path(folder)
