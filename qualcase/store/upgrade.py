"""Case files of older formats, brought up to date on a copy that then takes their place."""

from contextlib import closing
from pathlib import Path

from qualcase.errors import StoreError
from qualcase.store.backups import copy, keep
from qualcase.store.file import connection, followed, plain, told
from qualcase.store.steps import step_up


def upgrade(path: Path) -> None:
    """Take a case file through the steps it lacks; a step that fails leaves the file as it was."""
    there = followed(path)
    half = there.with_name(there.name + ".upgrade")
    with told(path), closing(connection(path, "rw")) as con:
        if not plain(con):
            raise StoreError(f"{path} has an older format and is open elsewhere. Close it there, then open it again.")
        keep(con, path)
        copy(con, half, like=there)
        try:
            with closing(connection(half, "rw")) as new:
                step_up(new)
        except BaseException:
            half.unlink()
            raise
    half.replace(there)
