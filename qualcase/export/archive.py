"""The case as a study folder of plain files."""

import shutil
from dataclasses import asdict
from pathlib import Path

from qualcase._kernel.checks import as_path
from qualcase._kernel.ids import new_id
from qualcase.coding.rounds import refuse_hidden
from qualcase.errors import StoreError
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
    OptionError
        A blind round is open, and the folder would lay open what is hidden from you.
    FormatError
        The folder holds something else than a study.

    Examples
    --------
    >>> case.archive(tmp / "omah-archive").name
    'omah-archive'
    """
    refuse_hidden(case.snapshot)
    broken = case.verify_chain()
    if broken:
        raise StoreError(
            f"the history of this case is broken ({broken[0]}): `qualcase doctor` says more. Nothing was written."
        )
    rows = {noun: case.rows(noun) for noun in NOUNS}
    history = [asdict(event) for event in case.history]
    place = as_path("the folder of an archive", folder)
    fresh = not place.exists()
    goal = place.with_name(f".{new_id()}.part") if fresh else place  # a new folder is there whole or not at all
    try:
        write_study(goal, rows, history=history)
        if fresh:
            goal.replace(place)
    except OSError as error:
        if isinstance(error, StoreError):
            raise
        raise StoreError(f"cannot write {str(place)!r}: {error.strerror or error}. Choose another folder.") from error
    finally:
        if fresh:
            shutil.rmtree(goal, ignore_errors=True)
    return place
