"""Make a code of a participant's own words."""

import datetime as dt
from dataclasses import replace

from qualcase._kernel.checks import known
from qualcase._kernel.ids import free, new_id, slug
from qualcase._kernel.text import clip
from qualcase.coding.code import coding_by, now, open_code, record_coding, span_of, turns_of
from qualcase.errors import OptionError
from qualcase.model.codebook import CLOSED, Change, Code, Codebook, Example
from qualcase.model.codebook_diff import version_key
from qualcase.model.locate import locate
from qualcase.model.nouns import Book, Coding, Source
from qualcase.model.nouns import Text as SourceText
from qualcase.model.protocols import Records
from qualcase.model.snapshot import Snapshot

OWN = "in-vivo"  # the book that is made where the case has none


def in_vivo(
    case: Records, quote: str, *, source: str, label: str = "", parent: str = "", book: str = "",
    turn: int | None = None, span: tuple[int, int] | None = None, coder: str = "",
) -> Coding:  # fmt: skip
    """Record a new code made of a participant's own words, and code these words by it, in one step.

    The code is a draft, descriptive, of in-vivo origin, with the words as its example: define it when you know what it
    is about. Its book's version moves on, with a line in the changelog. Where the case has no codebook yet, one named
    "in-vivo" is made.

    Parameters
    ----------
    quote, source, turn, span
        The words and where they are, as in `code`.
    label
        What the code is called; without it, the words themselves.
    parent
        A code that it stands under.
    book
        The codebook it goes into, where there are several and no parent says so.

    Raises
    ------
    OptionError
        A code is called so already (its id is given), no coder is known, or several books are in use and none is named.
    QuoteError, NotFound
        As in `code`.

    Examples
    --------
    >>> case.in_vivo("dijemput di rumah", source="XX-01", coder="ani")
    Traceback (most recent call last):
    qualcase.errors.NotFound: no source 'XX-01' in this case. ...
    """
    who = coding_by(case, coder)
    snapshot = case.snapshot
    found = case.rows(Source, id=snapshot.sources[snapshot.source_number(source)].id)[0]
    words = case.rows(SourceText, hash=found.text)[0].content
    if span is not None:
        start, end = span_of(words, span, quote, source)
    else:
        start, end = locate(words, quote, where=source, turns=turns_of(case, source), turn=turn)
    there = words[start:end]
    label = " ".join((label or clip(there)).split())
    _refuse_twin(snapshot, label)
    name, above = _place(snapshot, parent, book)
    with case.record("in_vivo", coder=who, quote=clip(there), label=label, source=source) as change:
        on_record = change.get(Book, name)  # others may have added to it meanwhile
        old = Codebook.from_content(on_record.content) if on_record else _own_book(snapshot.lang)
        taken = {code.id for one in snapshot.books for code in one} | set(old.ids)
        id = free(".".join(filter(None, (above, slug(label.replace(".", " "))))), taken)
        new = _with(old, id, label, there, found.id, who)
        change.put(Book(new.name, new.version, new.content()))
        row = Coding(
            id=new_id(), source=found.id, text=found.text, start=start, end=end, quote=there, codebook=new.name,
            code=id, coder=who, version=new.version, created=now(),
        )  # fmt: skip
        return record_coding(change, row)


def _with(book: Codebook, id: str, label: str, words: str, source: str, who: str) -> Codebook:
    """Give the book with a new code, its version moved on."""
    day = dt.datetime.now(dt.UTC).date().isoformat()
    example = Example(words, source)
    code = Code(id, label, origin="in_vivo", status="draft", examples=(example,), created_by=who, created_at=day)
    major, minor, _ = version_key(book.version)
    version = f"{major}.{minor + 1}.0"
    line = Change(version, day, f"{id}: in vivo, {clip(words)!r} ({source})")
    return replace(book, version=version, codes=(*book.codes, code), changelog=(*book.changelog, line))


def _refuse_twin(snapshot: Snapshot, label: str) -> None:
    """Raise OptionError where a code is called so, in whatever language."""
    for ref in snapshot.codes:
        if ref.entry is not None and ref.entry.status not in CLOSED:
            said = ref.entry.label.values() if isinstance(ref.entry.label, dict) else [ref.entry.label]
            if label.casefold() in {one.casefold() for one in said}:
                raise OptionError(f"a code is called {clip(label)!r} already: {ref.name!r}. Code the words by that.")


def _place(snapshot: Snapshot, parent: str, book: str) -> tuple[str, str]:
    """Give the name of the book that a new code goes into, and the id of the code above it; "" at the top."""
    if parent:
        ref, entry, _ = open_code(snapshot, parent)
        return ref.book, entry.id
    names = [one.name for one in snapshot.books]
    if book:
        return known("codebook", book, names, "this case"), ""
    if len(names) > 1:
        raise OptionError(f"this case has several codebooks. Say which one the code goes into: {', '.join(names)}.")
    return (names or [OWN])[0], ""


def _own_book(lang: str) -> Codebook:
    title = {"id": "Kode dari data", "en": "Codes from the data"}
    return Codebook(OWN, "0.0.0", title[lang], (lang,))
