"""Write a file whole or not at all, in a folder that is there or is made."""

import os
from pathlib import Path

from qualcase._kernel.ids import new_id
from qualcase.errors import StoreError


def made_folder(folder: str | Path, what: str) -> Path:
    """Make a folder if it is not there, to write `what` into ("the report"); StoreError where it cannot be made."""
    folder = Path(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(
            f"cannot write {what} to {str(folder)!r}: {error.strerror or error}. Choose another folder."
        ) from error
    return folder


def write_whole(path: str | Path, data: bytes) -> Path:
    """Write `data` beside `path` and give it the name when all of it is on disk; a file of that name is replaced.

    Raises StoreError if the folder is missing or closed, the disk is full or the file is open elsewhere; then whatever
    stood at `path` is as it was.
    """
    path = Path(path)
    goal = Path(os.path.realpath(path))
    part = goal.with_name(f".{new_id()}.part")
    if not goal.parent.is_dir():
        raise StoreError(f"cannot write {str(path)!r}: there is no folder {str(goal.parent)!r}. Make it first.")
    if os.path.isdir(goal):  # Path.is_dir raises where the name is too long
        raise StoreError(f"cannot write {str(path)!r}: it is a folder. Give the name of a file in it.")
    try:
        with part.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        part.replace(goal)
    except OSError as error:
        raise StoreError(
            f"cannot write {str(path)!r}: {error.strerror or error}. "
            "Close it where it is open, or save in a folder that you may write to and that has room."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return path
