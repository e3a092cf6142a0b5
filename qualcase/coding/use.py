"""Take a codebook into use."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from qualcase.errors import OptionError
from qualcase.ingest.codebook import codebook_of
from qualcase.model.codebook import Codebook
from qualcase.model.codebook_diff import CodebookDiff, version_key
from qualcase.model.nouns import Book, Coding
from qualcase.model.protocols import Records
from qualcase.model.recoding import Effect, carry_over, effects


@dataclass(frozen=True, slots=True)
class Use:
    """A codebook now in use; what changed against the version before, and how many codings each change touches."""

    codebook: Codebook
    diff: CodebookDiff | None = None
    touched: tuple[tuple[str, int], ...] = ()  # code, codings made under the version before
    effects: tuple[Effect, ...] = ()  # what became of the codings of each code that changed

    def __repr__(self) -> str:
        lines = [repr(self.codebook)]
        if self.diff is not None:
            lines.append(repr(self.diff))
            lines += [f"{code}: {n} codings were made by the entry as it was" for code, n in self.touched]
        return "\n".join(lines)


def use(case: Records, codebook: str | Path | Codebook, *, codes: Mapping[str, str] | None = None) -> Use:
    """Record a codebook for the case: one that comes with qualcase, by its name, or a file, or a Codebook.

    The case keeps a copy. Using a changed book again carries the codings over, in one step; `case.impact(...)` shows
    beforehand what that does. Codings of a renamed code move with it; those of a code that was redefined or split need
    to be looked at again (`case.where(needs_review=True)`, `case.recode(...)`); those of a code that `codes` gives to
    another move there and keep what they were; those of a retired one are kept, and left out of evidence. The book's
    version must have moved on. Using the same book again changes nothing.

    Parameters
    ----------
    codebook
        The book.
    codes
        Codes that were merged, split, retired or taken out -> the code that takes their codings over: `{"hope":
        "trust"}`.

    Raises
    ------
    NotFound
        Neither a file nor a codebook that comes with qualcase; or `codes` names a code that is not there.
    FormatError
        The file has errors; each is listed with its line.
    OptionError
        The book changed and its version does not say so, or went back; the message names the version that is due. A
        code in `codes` is still applied, or cannot take codings.

    Examples
    --------
    >>> qc.Case().use("four-elements").codebook.ids
    ('trust', 'commitment', 'satisfaction', 'control-mutuality')
    """
    book = codebook_of(codebook)
    version_key(book.version)
    with case.record("use", codebook=book.name, version=book.version, codes=dict(codes or {})) as change:
        there = change.get(Book, book.name)
        old = Codebook.from_content(there.content) if there else None
        if old is None or old.content() == book.content():
            change.put(Book(book.name, book.version, book.content()))
            return Use(book)
        diff, found = effects(old, book, codes)
        refuse_unbumped(diff)
        change.put(Book(book.name, book.version, book.content()))
        coded = [c.code for c in change.find(Coding, codebook=book.name) if not c.withdrawn]
        carry_over(change, book, found)
    changed = dict.fromkeys(
        name for one in diff.changes for name in (one.was if one.what == "renamed" else "", one.code)
    )
    return Use(book, diff, tuple((code, coded.count(code)) for code in changed if code in coded), tuple(found))


def refuse_unbumped(diff: CodebookDiff) -> None:
    """Raise OptionError where a book changed and its version does not say so."""
    if not diff.bumped:
        raise OptionError(
            f"codebook {diff.name!r} changed, and its version {diff.new} does not say so: the case uses "
            f"{diff.old}. Write version: {diff.due} or higher into the file, and a line for its changelog.\n"
            f"{diff}"
        )
