"""Find the codebook that somebody means: by the name it is shipped under, by its file, or the book itself."""

from pathlib import Path

from qualcase._kernel.checks import as_path, did_you_mean
from qualcase.errors import FormatError, NotFound
from qualcase.formats.codebook_file import SUFFIXES, read_codebook, shipped_codebooks
from qualcase.model.codebook import Codebook


def codebook_of(meant: str | Path | Codebook) -> Codebook:
    """Give a codebook; NotFound with the nearest name if there is none, FormatError with every error of its file."""
    if isinstance(meant, Codebook):
        return meant
    path, books = as_path("a codebook", meant or "no name"), shipped_codebooks()
    if path.suffix.lower() in SUFFIXES or path.exists():
        if path.is_dir():
            raise FormatError(
                f"{path} is a folder. A codebook is one file (.yaml); case.add(...) takes a study folder."
            )
        if not path.exists():
            beside = [other.name for other in path.parent.glob("*.y*ml")] if path.parent.is_dir() else []
            raise NotFound(f"no codebook file {str(path)!r}. {did_you_mean(path.name, beside or books)}")
        if path.suffix.lower() not in SUFFIXES:
            raise FormatError(f"{path} is no codebook: that is a file of the kind {' or '.join(SUFFIXES)}.")
        return read_codebook(path)
    if str(meant) not in books:
        raise NotFound(
            f"no codebook {str(meant)!r} comes with qualcase, and no file has that name. "
            f"{did_you_mean(str(meant), books)} A file of your own is given with its suffix, such as my-codebook.yaml."
        )
    return read_codebook(books[str(meant)])
