"""Whether the codings of another case fit this one, and by which code of this case they are read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from qualcase._kernel.checks import known
from qualcase._kernel.remark import Remark, remark
from qualcase.formats.study_layout import CodingEntry
from qualcase.model.codebook import Codebook
from qualcase.model.nouns import Book, Coding, Study, Voice
from qualcase.model.protocols import Changes


def fitting(change: Changes, theirs: list[Book]) -> Callable[[Coding, bool], Remark | None]:
    """Give what says why a coding of a case with these codebooks does not fit this one, None if it does.

    Whether its code fits is not asked where somebody said as which it is read.
    """
    ours = {book.name: Codebook.from_content(book.content) for book in change.find(Book)}
    redefined: dict[str, set[str]] = {}
    version: dict[str, str] = {}
    for book in theirs:
        other = Codebook.from_content(book.content)
        there = ours.setdefault(book.name, other)
        version[book.name] = book.version
        redefined[book.name] = {entry.code for entry in other.diff(there).changes if entry.needs_review}
    voices = {voice.id for voice in change.find(Voice)}
    phases = {phase.get("id") for study in change.find(Study) for phase in study.phases}

    def misfit(row: Coding, mapped: bool) -> Remark | None:
        book = ours.get(row.codebook)
        made_with = version.get(row.codebook, row.version)
        if book is None or row.code not in book:
            return remark("merged.why.code", code=row.code, book=row.codebook)
        if made_with and made_with != book.version and not mapped:
            return remark("merged.why.version", there=made_with, here=book.version, book=row.codebook)
        if row.code in redefined.get(row.codebook, ()) and not mapped:
            return remark("merged.why.defined", code=row.code, version=made_with)
        for what, value, there in (("voice", row.voice, voices), ("phase", row.phase, phases)):
            if value and value not in there:
                return remark(f"merged.why.{what}", name=value)
        return None

    return misfit


class Codes:
    """Their codes, as somebody says they are to be read here."""

    def __init__(self, change: Changes, codes: Mapping[str, str]) -> None:
        self.codes = codes
        books = {book.name: Codebook.from_content(book.content) for book in change.find(Book)} if codes else {}
        self.version = {name: book.version for name, book in books.items()}
        names = {f"{book.name}/{code.id}": (book.name, code.id) for book in books.values() for code in book}
        for book, code in list(names.values()):
            names.setdefault(code, (book, code))
        self.here = {to: names[known("code", to, names, "the codebooks of this case")] for to in codes.values()}

    def check(self, used: Iterable[str]) -> None:
        """Raise NotFound for a code that nobody used there."""
        used = set(used)
        for name in self.codes:
            known("code", name, sorted(used), "the other case")

    def read(self, row: Coding) -> Coding:
        """Give a coding with the code and the version it has here; what it was is kept."""
        to = self.codes.get(f"{row.codebook}/{row.code}") or self.codes.get(row.code)
        if to is None:
            return row
        book, code = self.here[to]
        was = row.code if code != row.code else row.was
        return replace(row, codebook=book, code=code, version=self.version[book], was=was, needs_review=False)

    def read_entry(self, entry: CodingEntry) -> CodingEntry:
        """Give a line of a table with the code that it has here."""
        to = self.codes.get(entry.code)
        if to is None:
            return entry
        book, code = self.here[to]
        was = entry.code if code != entry.code else entry.was
        return replace(entry, codebook=book, code=code, version=self.version[book], was=was, needs_review=False)
