"""Open another case to read what somebody recorded there: a case file, a study folder, an example by its name."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from qualcase._kernel.checks import did_you_mean
from qualcase._kernel.shipped import shipped
from qualcase.errors import FormatError, OptionError
from qualcase.formats.study import read_study
from qualcase.formats.study_layout import StudyRows
from qualcase.ingest.add import take_in
from qualcase.model.live import Live
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
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


@contextmanager
def snapshot_of(case: str | Path | Reads, option: str, verb: str) -> Iterator[Snapshot]:
    """Give the snapshot of a case, or of the one that a path or an example's name leads to.

    `option`, `verb`: what it was given for, for messages. Raises FormatError or OptionError where it is no case.
    """
    if isinstance(case, (str, Path)):
        takes = f"{verb} takes a .qualcase file, a study folder or the name of an example as {option}=."
        with other_case(place_of_case(case), takes) as (store, lost):
            if lost:
                warnings.warn(
                    f"{len(lost)} things in {case} could not be placed, and are left out: {'; '.join(lost[:3])}"
                    f"{'; ...' if len(lost) > 3 else ''} (qualcase check {case} lists them all).",
                    stacklevel=6,
                )
            yield Live(store).snapshot()
    elif isinstance(snapshot := getattr(case, "snapshot", None), Snapshot):
        yield snapshot
    else:
        raise OptionError(
            f"{option}={case!r} is no case: give a case, a path, or the name of an example ('omah-kreteg')."
        )


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
