"""Record what a study folder holds besides its texts."""

from collections.abc import Iterator
from dataclasses import fields, replace

from qualcase._kernel.ids import digest
from qualcase.errors import NotFound, QualcaseError
from qualcase.formats.study_layout import ClaimEntry, CodingEntry, StudyRows
from qualcase.model.codebook import Codebook
from qualcase.model.nouns import Book, Claim, Coder, Coding, Segments, Source, Study, Text
from qualcase.model.protocols import Changes
from qualcase.model.locate import placed

SAME_NAME = tuple(
    {f.name for f in fields(Coding)}
    & {f.name for f in fields(CodingEntry)} - {"id", "start", "end", "quote", "origin", "text"}
)


def record_study(change: Changes, rows: StudyRows) -> list[str]:
    """Put a folder's rows on record; give what could not be placed, each with its file and line."""
    there = change.get(Study, "study")
    study = rows.study
    if there is None or study.title:
        change.put(study)
    change.put_all([*rows.questions, *rows.asked, *rows.books, *rows.memos, *rows.decisions, *rows.coders])
    problems: list[str] = []
    books = {book.name: Codebook.from_content(book.content) for book in change.find(Book)}
    texts = {source.id: source.text for source in change.find(Source)}
    content: dict[str, str] = {}
    turns: dict[str, list[tuple[int, int]]] = {}
    for entry in rows.codings:
        try:
            if entry.source not in texts:
                raise NotFound(f"source {entry.source!r} is not on record")
            if entry.source not in content:
                content[entry.source] = _text(change, texts[entry.source])
                turns[entry.source] = _turns(change, entry.source)
            coding = _coding(entry, books, texts[entry.source], content[entry.source], turns[entry.source])
        except QualcaseError as error:
            problems.append(f"{entry.origin}: {error}")
            continue
        found = change.find(Coding, **{name: getattr(coding, name) for name in Coding.IDENTITY})
        change.put(replace(coding, id=found[0].id, created=found[0].created or coding.created) if found else coding)
        if change.get(Coder, coding.coder) is None:
            change.put(Coder(coding.coder, digest("folder", rows.folder.name, coding.coder)[:16]))
    for claim in rows.claims:
        change.put(Claim(**_claim(change, claim, problems)))
    return problems


def _coding(
    entry: CodingEntry, books: dict[str, Codebook], key: str, text: str, turns: list[tuple[int, int]]
) -> Coding:
    book = _book(entry, books)
    start, end = placed(text, entry.quote, entry.start, entry.end, where=entry.source, turns=turns)
    same = {name: getattr(entry, name) for name in SAME_NAME}
    same |= {"codebook": book, "version": entry.version or books[book].version}
    row = Coding(id=entry.id, text=key, start=start, end=end, quote=text[start:end], origin=entry.made, **same)
    return row if row.id else replace(row, id=row.content[:16])


def _book(entry: CodingEntry, books: dict[str, Codebook]) -> str:
    if entry.codebook:
        if entry.codebook not in books:
            raise NotFound(f"codebook {entry.codebook!r} is not in this study")
        books[entry.codebook].code(entry.code)
        return entry.codebook
    having = [name for name, book in books.items() if entry.code in book]
    if len(having) == 1:
        return having[0]
    if having:
        raise NotFound(
            f"code {entry.code!r} is in several codebooks: write {' or '.join(f'{b}/{entry.code}' for b in having)}"
        )
    for book in books.values():
        book.code(entry.code)
    raise NotFound(f"code {entry.code!r}: the study has no codebook")


def _claim(change: Changes, entry: ClaimEntry, problems: list[str]) -> dict[str, object]:
    given = {f.name: getattr(entry, f.name) for f in fields(Claim) if f.name != "links"}
    links: dict[str, str] = {}
    for link in entry.links:
        ids = [link.coding] if link.coding else [c.id for c in _quoted(change, link.source, link.quote, link.code)]
        if not ids:
            problems.append(f"{entry.origin}: no coding of {link.quote!r} in {link.source!r} for claim {entry.id!r}")
        links |= dict.fromkeys(ids, link.polarity)
    return {**given, "links": links}


def _quoted(change: Changes, source: str, quote: str, code: str) -> Iterator[Coding]:
    for coding in change.find(Coding, source=source):
        if " ".join(coding.quote.split()) == " ".join(quote.split()) and (not code or coding.code == code):
            yield coding


def _text(change: Changes, key: str) -> str:
    found = change.get(Text, key)
    return found.content if found else ""


def _turns(change: Changes, source: str) -> list[tuple[int, int]]:
    found = change.get(Segments, source)
    return list(zip(found.turns["start"], found.turns["end"], strict=True)) if found and found.turns else []
