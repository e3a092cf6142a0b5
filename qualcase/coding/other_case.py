"""Open another case to read what somebody recorded there: a case file, a study folder, an example by its name."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcase._kernel.checks import did_you_mean
from qualcase._kernel.shipped import shipped
from qualcase.errors import FormatError
from qualcase.formats.study import read_study
from qualcase.formats.study_layout import StudyRows
from qualcase.ingest.add import take_in
from qualcase.store.file import is_database
from qualcase.store.store import Store


@contextmanager
def other_case(path: Path, takes: str, *, study: StudyRows | None = None) -> Iterator[tuple[Store, tuple[str, ...]]]:
    """Open a case file to read, or a study folder as a case in memory, with what could not be placed in it.

    `takes`: what the caller takes, for the message. `study`: the folder's rows, where they were read already.
    """
    if not path.is_dir() and not is_database(path):
        raise FormatError(f"{path.name} is no case file. {takes}")
    store = Store.open(None) if path.is_dir() else Store.open(path, readonly=True)
    try:
        lost: tuple[str, ...] = ()
        if path.is_dir():
            rows = study or read_study(path)
            with store.record("add", actor="", arguments={}) as change:
                lost = take_in(change, rows.sources, rows).problems
        yield store, lost
    finally:
        store.close()


def place_of_case(named: str | Path) -> Path:
    """Give the place of a case: an example that comes with qualcase by its name, else the path.

    Raises FormatError if there is neither, or a folder that holds no study.
    """
    examples = {place.name: place for place in shipped("corpus").iterdir() if (place / "study.yaml").is_file()}
    if isinstance(named, str) and named in examples:
        return examples[named]  # also where a folder here has that name: "./omah-kreteg" is that one
    path = Path(named)
    if not str(named) or not path.exists():
        beside = [place.name for place in path.parent.iterdir()] if path.parent.is_dir() else []
        raise FormatError(f"there is no case {str(named)!r}. {did_you_mean(path.name, [*beside, *examples])}")
    if path.is_dir() and not any((path / name).exists() for name in ("study.yaml", "sources")):
        raise FormatError(f"{str(named)!r} is a folder without a study: it has neither study.yaml nor sources.")
    return path
