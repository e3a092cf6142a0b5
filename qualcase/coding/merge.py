"""Bring in what another coder did."""

import csv
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from qualcase._kernel.ids import digest
from qualcase.errors import FormatError, OptionError, QualcaseError
from qualcase.model.locate import placed
from qualcase.model.nouns import Book, Coder, Coding, Decision, Memo, Segments, Source, Text
from qualcase.model.protocols import Changes, Records
from qualcase.render.html import fragment, sheet_html
from qualcase.render.plain import sheet_text
from qualcase.render.sheet import Column, Sheet

if TYPE_CHECKING:
    import pandas as pd

TYPED = ("stance", "basis", "aspect", "voice", "hedge", "not_yet", "key", "memo")


@dataclass(frozen=True, slots=True)
class Merged:
    """What came, what was there already, what conflicts, each with its reason. Nothing that conflicts was taken in."""

    rows: tuple[tuple[str, str, str, str, str], ...]  # outcome, source, code, quote, reason

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: outcome (came, there already, updated, conflict), source, code, quote, reason."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=["outcome", "source", "code", "quote", "reason"])

    def sheet(self, *, lang: str = "en") -> Sheet:
        """Lay out the totals, then each conflict."""
        totals = Counter(row[0] for row in self.rows)
        notes = tuple(f"{outcome}: {n}" for outcome, n in totals.items())
        shown = [row for row in self.rows if row[0] == "conflict"]
        heads = ("outcome", "source", "code", "quote", "reason")
        columns = tuple(Column(head, [row[n] for row in shown]) for n, head in enumerate(heads))
        return Sheet("Merged", columns, notes=notes, lang=lang)

    def __repr__(self) -> str:
        return sheet_text(self.sheet())

    def _repr_html_(self) -> str:
        return fragment(sheet_html(self.sheet()))


def merge(case: Records, other: str | Path, *, coders: Mapping[str, str] | None = None, coder: str = "") -> Merged:
    """Record another coder's work: a case file, an archived study folder, or a table of codings (csv).

    Sources are matched by their text, never by name alone; coders by their id for life. Where a name is taken here by
    somebody else, or a table cannot say, `coders` must. Merging the same again changes nothing.

    Parameters
    ----------
    other
        A `.qualcase` file or a study folder; or a csv with the columns `source`, `quote`, `code`, and any of `start`,
        `end`, `stance`, `basis`, `aspect`, `coder`, `memo`, ...; its coder is the column's, else the file's name.
    coders
        Their name for a coder -> the name here: `{"ani": "ani-2"}` for another person, `{"ani": "ani"}` for the same.

    Returns
    -------
    Merged
        `.frame`, a row for each coding: what became of it and why. A conflict (another text, an unknown code, a quote
        that is not there) is not taken in.

    Raises
    ------
    OptionError
        A coder's name is taken here and nobody said whether it is the same person.
    FormatError, StoreError
        The other file cannot be read.

    Examples
    --------
    >>> case.merge("nowhere.csv")
    Traceback (most recent call last):
    qualcase.errors.FormatError: there is no file 'nowhere.csv' to merge. ...
    """
    path = Path(other)
    if not path.exists():
        raise FormatError(
            f"there is no file {str(path)!r} to merge. Give a .qualcase file, a study folder or a csv of codings."
        )
    with case.record("merge", coder=coder, other=path.name, coders=dict(coders or {})) as change:
        if path.suffix.lower() == ".csv":
            return _table(change, path, coders or {})
        return _case(change, path, coders or {})


def _case(change: Changes, path: Path, coders: Mapping[str, str]) -> Merged:
    reader = _open(path)
    try:
        theirs = {c.name: c.uid for c in reader.rows(Coder)}
        name = {n: _name(change, n, uid, coders) for n, uid in theirs.items()}
        books = {book.name: book for book in change.find(Book)}
        for book in reader.rows(Book):
            if book.name not in books:
                change.put(book)
                books[book.name] = book
        here = {source.text: source.id for source in change.find(Source)}
        known_codes = {(b.name, code["id"]) for b in books.values() for code in b.content.get("codes", ())}
        versions = {book.name: book.version for book in books.values()}
        rows = []
        for coding in reader.rows(Coding):
            row = replace(
                coding, coder=name.get(coding.coder, coding.coder), source=here.get(coding.text, coding.source)
            )
            reason = ""
            if coding.text not in here:
                reason = "its text is not in this case, or was edited"
            elif (coding.codebook, coding.code) not in known_codes:
                reason = f"code {coding.code!r} is not in codebook {coding.codebook!r} here"
            elif coding.version and coding.version != versions[coding.codebook]:
                reason = (
                    f"made with version {coding.version} of {coding.codebook!r}, here it is {versions[coding.codebook]}"
                )
            rows.append(_take(change, row, reason))
        for new in (Coder(name[n], uid) for n, uid in theirs.items()):
            if change.get(Coder, new.name) is None:
                change.put(new)
        for memo in reader.rows(Memo):
            if change.get(Memo, memo.id) is None:
                change.put(replace(memo, author=name.get(memo.author, memo.author)))
        for decision in reader.rows(Decision):
            if change.get(Decision, decision.id) is None:
                change.put(decision)
        return Merged(tuple(rows))
    finally:
        reader.close()


def _open(path: Path) -> Any:
    from qualcase.store.store import Store

    if not path.is_dir():
        return Store.open(path, readonly=True)
    raise FormatError(
        f"{path} is a folder. Merge its codings file by file: case.merge('{path.name}/codings/<coder>.csv')."
    )


def _table(change: Changes, path: Path, coders: Mapping[str, str]) -> Merged:
    from qualcase.formats.encoding import read_text

    text, _, _ = read_text(path.read_bytes())
    table = list(csv.DictReader(text.splitlines()))
    missing = {"source", "quote", "code"} - set(table[0] if table else ())
    if missing:
        raise FormatError(
            f"{path.name} has no column {', '.join(sorted(missing))}. A table of codings needs source, quote and code; "
            f"it has {', '.join(table[0]) if table else 'no rows'}."
        )
    books = change.find(Book)
    rows = []
    for line in table:
        who = line.get("coder") or path.stem
        name = _name(change, who, digest("table", path.name, who)[:16], coders)
        code = line["code"]
        book = next((b for b in books if any(entry["id"] == code for entry in b.content.get("codes", ()))), None)
        found = change.get(Source, line["source"])
        try:
            if found is None:
                raise FormatError(f"source {line['source']!r} is not in this case")
            if book is None:
                raise FormatError(f"code {code!r} is in no codebook of this case")
            rows.append(_take(change, _row(change, line, found, book, code, name), ""))
        except QualcaseError as error:
            rows.append(("conflict", line["source"], code, line["quote"], str(error)))
            continue
        if change.get(Coder, name) is None:
            change.put(Coder(name, digest("table", path.name, who)[:16]))
    return Merged(tuple(rows))


def _row(change: Changes, line: Mapping[str, str], source: Source, book: Book, code: str, coder: str) -> Coding:
    content = change.get(Text, source.text)
    cut = change.get(Segments, source.id)
    turns = list(zip(cut.turns["start"], cut.turns["end"], strict=True)) if cut and cut.turns else []
    start, end = (int(line[n]) if (line.get(n) or "").isdecimal() else None for n in ("start", "end"))
    text = content.content if content else ""
    start, end = placed(text, line["quote"], start, end, where=source.id, turns=turns)
    given: dict[str, Any] = {}
    for item in fields(Coding):
        value = line.get(item.name) or ""
        if item.name in ("hedge", "not_yet", "key"):
            given[item.name] = value.strip().lower() in ("1", "true", "yes", "ya")
        elif item.name in (
            "stance",
            "basis",
            "holder",
            "target",
            "voice",
            "aspect",
            "time",
            "time_from",
            "time_to",
            "phase",
            "memo",
        ):
            given[item.name] = value.strip()
    row = Coding(
        id="", source=source.id, text=source.text, start=start, end=end, quote=text[start:end], codebook=book.name, code=code,
        coder=coder, origin="merge", version=line.get("version") or book.version, created=line.get("created") or "", **given,
    )  # fmt: skip
    return replace(row, id=line.get("id") or row.content[:16])


def _take(change: Changes, row: Coding, reason: str) -> tuple[str, str, str, str, str]:
    outcome = "conflict" if reason else _put(change, row)
    return outcome, row.source, row.code, row.quote, reason


def _put(change: Changes, row: Coding) -> str:
    found = change.find(Coding, **{name: getattr(row, name) for name in Coding.IDENTITY})
    if not found:
        twin = change.get(Coding, row.id)
        change.put(replace(row, id=row.content[:16]) if twin is not None else row)
        return "came"
    old = found[0]
    changed = {name: getattr(row, name) for name in (*TYPED, "withdrawn") if getattr(row, name) != getattr(old, name)}
    if not changed:
        return "there already"
    change.put(replace(old, **changed))
    return "updated"


def _name(change: Changes, theirs: str, uid: str, coders: Mapping[str, str]) -> str:
    """Give the name here of another case's coder."""
    if theirs in coders:
        return coders[theirs]
    here = change.get(Coder, theirs)
    if here is not None and here.uid != uid:
        raise OptionError(
            f"there is a coder {theirs!r} here and one there. If they are one person, say coders={{{theirs!r}: {theirs!r}}}; "
            f"if they are two, give the other a name: coders={{{theirs!r}: '{theirs}-2'}}."
        )
    return theirs
