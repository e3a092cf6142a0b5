"""Record what a study folder holds besides its texts."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any
from unicodedata import normalize

from qualcase._kernel.checks import did_you_mean, known
from qualcase._kernel.ids import digest
from qualcase._kernel.progress import progress
from qualcase._kernel.remark import Remark, remark
from qualcase.errors import FormatError, NotFound, QualcaseError, QuoteError
from qualcase.formats.study_layout import ClaimEntry, CodingEntry, SettledEntry, StudyRows, TranslationEntry
from qualcase.model.codebook import Codebook
from qualcase.model.codebook_diff import version_key
from qualcase.model.locate import placed
from qualcase.model.nouns import (
    Book,
    Claim,
    Coder,
    Coding,
    Segments,
    Settlement,
    Source,
    Stood,
    Study,
    Text,
    Translation,
)
from qualcase.model.protocols import Changes
from qualcase.model.recoding import carry_over, effects

SAME_NAME = tuple(
    {f.name for f in fields(Coding)}
    & {f.name for f in fields(CodingEntry)} - {"id", "start", "end", "quote", "origin", "text"}
)


def coded_by(rows: StudyRows, book: Codebook) -> StudyRows:
    """Give a folder's rows with its codings read by one codebook instead; FormatError if it has none of their codes."""
    if rows.codings and not any(entry.code in book for entry in rows.codings):
        codes = ", ".join(repr(code) for code in list(dict.fromkeys(entry.code for entry in rows.codings))[:5])
        raise FormatError(
            f"codebook {book.name!r} has none of the codes in {rows.folder.name!r} ({codes}, ...): it is not the one "
            f"these codings were made with. The study names {' and '.join(map(repr, rows.codebooks)) or 'none'}."
        )
    codings = tuple(replace(entry, codebook=book.name, version="") for entry in rows.codings)
    return replace(rows, books=(Book(book.name, book.version, book.content()),), codings=codings)


def record_study(change: Changes, rows: StudyRows) -> list[str]:
    """Put a folder's rows on record; give what could not be placed, each with its file and line."""
    there = change.get(Study, "study")
    study = rows.study
    if there is None or study.title:
        change.put(study)
    problems = list(_books(change, rows))
    change.put_all(
        [
            *rows.questions,
            *rows.asked,
            *rows.memos,
            *rows.decisions,
            *rows.coders,
            *rows.aspects,
            *rows.published,
            *rows.rounds,
            *rows.assignments,
        ]
    )
    books = {book.name: Codebook.from_content(book.content) for book in change.find(Book)}
    texts = _Texts(change)
    for entry in progress(rows.codings, "codings", total=len(rows.codings), least=500):
        try:
            coding = coding_of(entry, books, *texts[entry.source])
        except QualcaseError as error:
            problems.append(f"{entry.origin}: {error}")
            continue
        _record(change, coding)
        if change.get(Coder, coding.coder) is None:
            change.put(Coder(coding.coder, digest("folder", rows.folder.name, coding.coder)[:16]))
    for claim in rows.claims:
        change.put(Claim(**_claim(change, claim, problems)))
    problems += _beside(change, rows, texts, books)
    return problems


class _Texts(dict[str, tuple[str, str, list[tuple[int, int]]]]):
    """The hash, the words and the turns of each source; NotFound for one that is not on record."""

    def __init__(self, change: Changes) -> None:
        super().__init__()
        self.change = change
        self.hashes = {source.id: source.text for source in change.find(Source)}

    def __missing__(self, source: str) -> tuple[str, str, list[tuple[int, int]]]:
        key = self.hashes[known("source", source, self.hashes, "this case")]
        found = self.change.get(Text, key)
        self[source] = key, found.content if found else "", turns_of(self.change, source)
        return self[source]


def _beside(change: Changes, rows: StudyRows, texts: _Texts, books: dict[str, Codebook]) -> Iterator[str]:
    """Put settled differences, what stood in rounds and translations on record; give what could not be placed."""
    for stood in rows.stood:
        try:
            coding = coding_of(stood.coding, books, *texts[stood.source], past=True)
        except QualcaseError as error:
            yield f"{stood.coding.origin}: {error}"
            continue
        change.put(Stood.of(coding, stood.round))
    for settled in rows.settled:
        try:
            change.put(_settled(settled, *texts[settled.source]))
        except QualcaseError as error:
            yield f"{settled.origin}: {error}"
    for translated in rows.translations:
        try:
            change.put(_translated(translated, *texts[translated.source]))
        except QualcaseError as error:
            yield f"{translated.origin}: {error}"


def _settled(entry: SettledEntry, key: str, text: str, turns: list[tuple[int, int]]) -> Settlement:
    start, end = placed(text, entry.quote, entry.start, entry.end, where=entry.source, turns=turns)
    id = Settlement.key(key, start, end, entry.codes, entry.came_from)
    return Settlement(
        id, entry.source, key, start, end, text[start:end], entry.codes, entry.kept, entry.reason, entry.author,
        entry.created, entry.came_from, entry.made,
    )  # fmt: skip


def _translated(entry: TranslationEntry, key: str, text: str, turns: list[tuple[int, int]]) -> Translation:
    start, end = translated_turn(entry, text, turns)
    return Translation.of(entry.source, key, start, end, entry.language, entry.words)


def translated_turn(entry: TranslationEntry, text: str, turns: list[tuple[int, int]]) -> tuple[int, int]:
    """Give the span of the turn that a translation is of; QuoteError if that turn has other words."""
    if entry.turn > len(turns):
        raise QuoteError(f"{entry.source} has {len(turns)} turns, and this translates turn {entry.turn}.")
    start, end = turns[entry.turn - 1]
    if normalize("NFC", entry.original).split() != text[start:end].split():
        here, there = text[start:end][:60], entry.original[:60]
        raise QuoteError(f"turn {entry.turn} of {entry.source} reads {here!r}, and this translates {there!r}.")
    return start, end


def without_role(rows: StudyRows) -> Iterator[Remark]:
    """Say of each informant without a role what that means, with its line."""
    for voice in rows.voices:
        if not voice.role:
            where = rows.origins["voice", voice.id]
            yield remark("added.no_role", place=where, voice=voice.id)


def _books(change: Changes, rows: StudyRows) -> Iterator[str]:
    """Put the folder's codebooks on record; one that the case uses is replaced by a later version only."""
    for book in rows.books:
        there = change.get(Book, book.name)
        if there is not None and there != book and version_key(book.version) <= version_key(there.version):
            yield (
                f"codebook {book.name!r} {book.version} of the folder differs from the {there.version} that the case "
                "uses, and is no later version: the case keeps its own. Raise its version, then case.use(...) the file."
            )
        else:
            change.put(book)
            if there is not None and there != book:
                new = Codebook.from_content(book.content)
                carry_over(change, new, effects(Codebook.from_content(there.content), new)[1])


def _record(change: Changes, coding: Coding) -> None:
    """Put a coding on record, or update the one that has its place, code, coder and direction; withdrawn stays so."""
    for old in change.find(Coding, **{name: getattr(coding, name) for name in Coding.IDENTITY}):
        kept: dict[str, Any] = {
            "id": old.id,
            "created": old.created or coding.created,
            "origin": old.origin,
            "version": old.version,
        }
        coding = replace(coding, **kept, withdrawn=old.withdrawn or coding.withdrawn)
    change.put(coding)


def coding_of(
    entry: CodingEntry,
    books: dict[str, Codebook],
    key: str,
    text: str,
    turns: list[tuple[int, int]],
    *,
    past: bool = False,
) -> Coding:
    """Give what somebody wrote down as a coding of a text; NotFound or QuoteError if it does not fit.

    `key`: the text's hash; `turns`: the spans of its turns. `past`: its code may have left its book since.
    """
    book = entry.codebook if past and entry.codebook in books else _book(entry, books)
    start, end = placed(text, entry.quote, entry.start, entry.end, where=entry.source, turns=turns)
    same = {name: getattr(entry, name) for name in SAME_NAME}
    same |= {"codebook": book, "version": entry.version or books[book].version}
    row = Coding(id=entry.id, text=key, start=start, end=end, quote=text[start:end], origin=entry.made, **same)
    return row if row.id else replace(row, id=row.content[:16])


def _book(entry: CodingEntry, books: dict[str, Codebook]) -> str:
    if entry.codebook:
        if entry.codebook not in books:
            raise NotFound(f"no codebook {entry.codebook!r} in this case. {did_you_mean(entry.codebook, books)}")
        books[entry.codebook].code(entry.code)
        return entry.codebook
    having = [name for name, book in books.items() if entry.code in book]
    if len(having) == 1:
        return having[0]
    if having:
        raise NotFound(
            f"code {entry.code!r} is in several codebooks: write {' or '.join(f'{b}/{entry.code}' for b in having)}."
        )
    if not books:
        raise NotFound(
            f"code {entry.code!r} cannot be placed: there is no codebook. Name one in study.yaml, or case.use(...)."
        )
    codes = [code for book in books.values() for code in book.ids]
    return known("code", entry.code, codes, f"codebook {' or '.join(map(repr, books))}")


def _claim(change: Changes, entry: ClaimEntry, problems: list[str]) -> dict[str, Any]:
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


def turns_of(change: Changes, source: str) -> list[tuple[int, int]]:
    """Give the spans of a source's turns."""
    found = change.get(Segments, source)
    return list(zip(found.turns["start"], found.turns["end"], strict=True)) if found and found.turns else []
