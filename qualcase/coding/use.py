"""Take a codebook into use."""

from dataclasses import dataclass
from pathlib import Path

from qualcase.errors import OptionError
from qualcase.ingest.codebook import codebook_of
from qualcase.model.codebook import Codebook
from qualcase.model.codebook_diff import CodebookDiff, version_key
from qualcase.model.nouns import Book, Coding
from qualcase.model.protocols import Records


@dataclass(frozen=True, slots=True)
class Use:
    """A codebook now in use; what changed against the version before, and how many codings each change touches."""

    codebook: Codebook
    diff: CodebookDiff | None = None
    touched: tuple[tuple[str, int], ...] = ()  # code, codings made under the version before

    def __repr__(self) -> str:
        lines = [repr(self.codebook)]
        if self.diff is not None:
            lines.append(repr(self.diff))
            lines += [f"{code}: {n} codings were made by the entry as it was" for code, n in self.touched]
        return "\n".join(lines)


def use(case: Records, codebook: str | Path | Codebook) -> Use:
    """Record a codebook for the case: one that comes with qualcase, by its name, or a file, or a Codebook.

    The case keeps a copy. Using a changed book again shows what changed and how many codings that touches; its version
    must have moved on. Using the same book again changes nothing.

    Raises
    ------
    NotFound
        Neither a file nor a codebook that comes with qualcase.
    FormatError
        The file has errors; each is listed with its line.
    OptionError
        The book changed and its version does not say so, or went back; the message names the version that is due.

    Examples
    --------
    >>> qc.Case().use("four-elements").codebook.ids
    ('trust', 'commitment', 'satisfaction', 'control-mutuality')
    """
    book = codebook_of(codebook)
    version_key(book.version)
    with case.record("use", codebook=book.name, version=book.version) as change:
        there = change.get(Book, book.name)
        old = Codebook.from_content(there.content) if there else None
        if old is not None and old.content() == book.content():
            return Use(book)
        diff = old.diff(book) if old is not None else None
        if old is not None and diff is not None and not diff.bumped:
            raise OptionError(
                f"codebook {book.name!r} changed, and its version {book.version} does not say so: the case uses "
                f"{old.version}. Write version: {diff.due} or higher into the file, and a line for its changelog.\n"
                f"{diff}"
            )
        change.put(Book(book.name, book.version, book.content()))
        coded = [c.code for c in change.find(Coding, codebook=book.name) if not c.withdrawn] if diff else []
    changed = dict.fromkeys(entry.code for entry in diff.changes) if diff else {}
    return Use(book, diff, tuple((code, coded.count(code)) for code in changed if code in coded))
