"""Bring in what another coder did."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from qualcase._kernel.checks import as_path, did_you_mean, known
from qualcase._kernel.ids import digest
from qualcase._kernel.remark import Remark, remark
from qualcase.coding.merged import Merged, Reason, Row
from qualcase.coding.other_case import other_case
from qualcase.errors import FormatError, NotFound, OptionError, QualcaseError
from qualcase.formats.findings import errors
from qualcase.formats.study import read_codings, read_study
from qualcase.formats.study_layout import CodingEntry
from qualcase.ingest.folder import coding_of, turns_of
from qualcase.model.codebook import Codebook
from qualcase.model.nouns import (
    Assignment,
    Book,
    Coder,
    Coding,
    Decision,
    Memo,
    Published,
    Round,
    Settlement,
    Source,
    Stood,
    Study,
    Text,
    Translation,
    Voice,
)
from qualcase.model.protocols import Changes, Records
from qualcase.store.store import Store

TYPED = (
    "stance", "basis", "voice", "aspect", "time", "time_from", "time_to", "phase", "hedge", "not_yet", "key", "memo",
)  # fmt: skip
TABLES = (".csv", ".tsv")


def merge(
    case: Records,
    other: str | Path,
    *,
    coders: Mapping[str, str] | None = None,
    codes: Mapping[str, str] | None = None,
    coder: str = "",
) -> Merged:
    """Record another coder's work: a case file, a study folder, or a table of codings (csv).

    Sources are matched by their text, never by name alone; coders by their id for life. Where a name is taken here by
    somebody else, or a table cannot say, `coders` must. Merging the same again changes nothing. What is withdrawn here
    stays so, and your own codings stay as you have them here.

    Parameters
    ----------
    other
        A `.qualcase` file; a study folder, archived or not; or a csv with the columns `source`, `quote`, `code`, and
        any of `start`, `end`, `stance`, `basis`, `aspect`, `coder`, `memo`, ...; its coder is the column's, else the
        file's name.
    coders
        Their name for a coder -> the name here: `{"ani": "ani-2"}` for another person, `{"ani": "ani"}` for the same.
    codes
        Their name for a code -> the code here, where they used another version of the codebook: `{"hope": "trust"}`, or
        `{"trust": "trust"}` to take it as the same although it was defined otherwise. What it had been is kept.
    coder
        Who merges.

    Returns
    -------
    Merged
        `.frame`, a row for each coding: `outcome` (came, there already, updated, conflict), `source`, `code`, `quote`,
        `reason`. A conflict (another text, another version of the codebook, a quote that is not there) is not taken in.

    Raises
    ------
    OptionError
        A coder's name is taken here and nobody said whether it is the same person.
    NotFound
        `coders` names somebody, or `codes` a code, that is not there.
    FormatError, StoreError
        The other file cannot be read.

    Examples
    --------
    >>> case.merge("nowhere.csv")
    Traceback (most recent call last):
    qualcase.errors.FormatError: there is no file 'nowhere.csv' to merge. ...
    """
    path = as_path("what is merged", other)
    if not str(other) or not path.exists():
        beside = [p.name for p in path.parent.iterdir()] if path.parent.is_dir() else []
        raise FormatError(f"there is no file {str(other)!r} to merge. {did_you_mean(path.name, beside)} {_TAKES}")
    given, mapped = dict(coders or {}), dict(codes or {})
    me = coder or case.coder
    if path.suffix.lower() in TABLES:
        with case.record("merge", coder=coder, other=path.name, coders=given, codes=mapped) as change:
            merged = _table(change, path, given, mapped, me)
        return replace(merged, lang=_lang(case))
    with (
        _opened(path) as (store, lost),
        case.record("merge", coder=coder, other=path.name, coders=given, codes=mapped) as change,
    ):
        rows = (*_case(change, store, given, mapped, me), *(("conflict", "", "", "", problem) for problem in lost))
    return Merged(rows, _lang(case))


def _lang(case: Records) -> str:
    return next(iter(case.rows(Study)), Study()).language


_TAKES = "merge takes a .qualcase file, a study folder or a csv of codings."


@contextmanager
def _opened(path: Path) -> Iterator[tuple[Store, tuple[str, ...]]]:
    """Open a case file to read, or a study folder that has something to merge."""
    study = read_study(path) if path.is_dir() else None
    if study and not study.sources:
        raise FormatError(
            f"{path} holds no texts, and codings are matched by their texts. "
            f"Merge its codings file by file: case.merge('{path.name}/codings/<coder>.csv')."
        )
    if study and not (study.codings or study.memos or study.decisions):
        raise FormatError(f"{path} holds no codings, memos or decisions to merge. Its texts: case.add('{path}').")
    takes = f"{_TAKES} A transcript is added: case.add('{path.name}')."
    with other_case(path, takes, study=study) as (store, lost):
        yield store, lost


def _case(change: Changes, theirs: Store, coders: Mapping[str, str], codes: Mapping[str, str], me: str) -> list[Row]:
    uids = {one.name: one.uid for one in theirs.rows(Coder)}
    for named in coders:
        known("coder", named, uids, "the other case")
    name = {their: _name(change, their, uid, coders) for their, uid in uids.items()}
    text = {source.id: source.text for source in theirs.rows(Source)}
    here = {source.text: source.id for source in change.find(Source)}
    if text and not here.keys() & set(text.values()):
        raise FormatError(
            "none of the texts there is in this case, so nothing can be matched: it is another study, or its texts "
            "were edited. Add its sources first: case.add(...)."
        )
    misfit, ours = _fitting(change, theirs.rows(Book)), _Codes(change, codes)
    ids: dict[str, str] = {}
    rows = []
    codings = theirs.rows(Coding)
    ours.check({row.code for row in codings} | {f"{row.codebook}/{row.code}" for row in codings})
    there = _Here(change, name.values(), (coding.id for coding in codings))
    for row in codings:
        who, where = name.get(row.coder, row.coder), here.get(row.text, row.source)
        if (who, where) != (row.coder, row.source):
            row = replace(row, coder=who, source=where)
        read = ours.read(row)
        reason = misfit(read, read is not row) if row.text in here else remark("merged.why.text")
        row = read
        took, ids[row.id] = there.take(row, reason, me)
        rows.append(took)
    change.put_all(there.put.values())
    came = {coding.codebook for coding in there.put.values()}
    change.put(*(book for book in theirs.rows(Book) if book.name in came and change.get(Book, book.name) is None))
    rows += _rounds(change, theirs, here, name, ids)
    for their, uid in uids.items():
        if change.get(Coder, name[their]) is None:
            change.put(Coder(name[their], uid))
    for memo in theirs.rows(Memo):
        kind, _, about = memo.about.partition(":")
        about = (
            ids.get(about, "") if kind == "coding" else here.get(text.get(about, ""), "") if kind == "source" else about
        )
        if change.get(Memo, memo.id) is None and (about or kind == "case"):
            named = f"{kind}:{about}" if about else kind
            change.put(replace(memo, about=named, author=name.get(memo.author, memo.author)))
    _beside(change, theirs, here, name)
    for decision in theirs.rows(Decision):
        source = here.get(text.get(decision.source, ""))
        if change.get(Decision, decision.id) is None and source is not None:
            change.put(replace(decision, source=source, coder=name.get(decision.coder, decision.coder)))
    return rows


def _beside(change: Changes, theirs: Store, here: Mapping[str, str], name: Mapping[str, str]) -> None:
    """Bring in what stands beside codings and is not here: translations, settled differences, published findings."""
    for translation in theirs.rows(Translation):
        if translation.text in here and change.get(Translation, translation.id) is None:
            change.put(replace(translation, source=here[translation.text]))
    for settled in theirs.rows(Settlement):
        if settled.text in here and change.get(Settlement, settled.id) is None:
            kept = tuple(name.get(coder, coder) for coder in settled.kept)
            change.put(replace(settled, source=here[settled.text], kept=kept))
    change.put(*(row for row in theirs.rows(Published) if change.get(Published, row.id) is None))


def _rounds(
    change: Changes, theirs: Store, here: Mapping[str, str], name: Mapping[str, str], ids: Mapping[str, str]
) -> Iterator[Row]:
    """Bring in rounds, who has what in them, and what stood when one was closed, a coder's as a whole.

    A round of one name that was opened otherwise here stays as it is, and is a conflict. What stands here of a coder in
    a closed round stays.
    """
    text = {source.id: source.text for source in theirs.rows(Source)}
    fits = set()
    for round in theirs.rows(Round):
        there = change.get(Round, round.id)
        if there is not None and (there.kind, there.blind) != (round.kind, round.blind):
            yield "conflict", "", "", "", remark("merged.why.round", round=round.id)
            continue
        fits.add(round.id)
        if there is None or (round.closed and not there.closed):
            change.put(replace(round, author=name.get(round.author, round.author)))
    for given in theirs.rows(Assignment):
        source = here.get(text.get(given.source, ""))
        if given.round in fits and source is not None:
            coder = name.get(given.coder, given.coder)
            row = Assignment.of(given.round, coder, source, given.done, given.created)
            old = change.get(Assignment, row.id)
            change.put(row if old is None else replace(old, done=old.done or row.done))
    standing = {(row.round, row.coder) for row in change.find(Stood)}
    for stood in theirs.rows(Stood):
        coder = name.get(stood.coder, stood.coder)
        if stood.round in fits and stood.text in here and (stood.round, coder) not in standing:
            coding = replace(stood, source=here[stood.text], coder=coder, id=ids.get(stood.coding) or stood.coding)
            change.put(Stood.of(coding, stood.round))


def _fitting(change: Changes, theirs: list[Book]) -> Callable[[Coding, bool], Remark | None]:
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


class _Codes:
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


def _table(change: Changes, path: Path, coders: Mapping[str, str], codes: Mapping[str, str], me: str) -> Merged:
    entries, found = read_codings(path)
    wrong: dict[int, list[str]] = {}
    for finding in errors(found):
        wrong.setdefault(finding.line, []).append(finding.message)
    lines = {entry.origin.line for entry in entries}
    if wrong.keys() - lines:
        listed = "\n".join(f"  {one.place}: {one.message}" for one in errors(found) if one.line not in lines)
        raise FormatError(f"{path.name} is no table of codings; it needs the columns source, quote and code:\n{listed}")
    for named in coders:
        known("coder", named, dict.fromkeys(entry.coder for entry in entries), path.name)
    uids = {entry.coder: digest("table", path.name, entry.coder)[:16] for entry in entries}
    name = {their: _name(change, their, uid, coders) for their, uid in uids.items()}
    books = {book.name: Codebook.from_content(book.content) for book in change.find(Book)}
    misfit = _fitting(change, [])
    rows: list[Row] = []
    there, ours = _Here(change, name.values(), ()), _Codes(change, codes)
    ours.check(entry.code for entry in entries)
    for entry in entries:
        try:
            if entry.origin.line in wrong:
                raise FormatError(" ".join(wrong[entry.origin.line]))
            read = ours.read_entry(entry)
            coding = replace(_coding(change, read, books), coder=name[entry.coder], origin="merge")
            coding = coding if entry.id else replace(coding, id=coding.content[:16])
            if coding.id not in there.by_id:
                there.others |= change.on_record(Coding, [coding.id])
            took, _ = there.take(coding, misfit(coding, read is not entry), me)
        except QualcaseError as error:
            took = ("conflict", entry.source, entry.code, entry.quote, str(error))
        placed = remark("merged.why.at", place=entry.origin, reason=took[4])
        rows.append((*took[:4], placed) if took[0] == "conflict" else took)
        if took[0] != "conflict" and change.get(Coder, name[entry.coder]) is None:
            change.put(Coder(name[entry.coder], uids[entry.coder]))
    change.put_all(there.put.values())
    return Merged(tuple(rows))


def _coding(change: Changes, entry: CodingEntry, books: dict[str, Codebook]) -> Coding:
    known("source", entry.source, [source.id for source in change.find(Source)], "this case")
    key = change.find(Source, id=entry.source)[0].text
    if entry.text not in ("", key):
        raise NotFound(f"source {entry.source!r} has another text here")
    return coding_of(entry, books, key, change.find(Text, hash=key)[0].content, turns_of(change, entry.source))


class _Here:
    """The codings of this case that may be the same as others' codings, by what makes them the same, and by id."""

    def __init__(self, change: Changes, coders: Iterable[str], ids: Iterable[str]) -> None:
        self.by_content: dict[tuple[Any, ...], Coding] = {}
        for coder in dict.fromkeys(coders):
            self.by_content |= {_identity(row): row for row in change.find(Coding, coder=coder)}
        self.by_id = {row.id: row for row in self.by_content.values()}
        self.others = change.on_record(Coding, [key for key in ids if key not in self.by_id])
        self.put: dict[str, Coding] = {}  # what came or changed, to be put at one go

    def take(self, row: Coding, reason: Remark | None, me: str) -> tuple[Row, str]:
        """Take a coding in unless there is a reason not to; give what became of it, and its id here."""
        outcome, key, why = self._put(row, me) if reason is None else ("conflict", "", reason)
        return (outcome, row.source, row.code, row.quote, why), key

    def _put(self, row: Coding, me: str) -> tuple[str, str, Reason]:
        old = self._recoded(row) or self.by_content.get(_identity(row))
        if old is None:
            row = row if row.id not in self.by_id and row.id not in self.others else replace(row, id=row.content[:16])
            self._keep(row)
            return "came", row.id, ""
        if _identity(old) != _identity(row) and old.was == row.code:
            return "there already", old.id, ""  # it was given another code here since
        changed: dict[str, Any] = {n: getattr(row, n) for n in TYPED if getattr(row, n) != getattr(old, n)}
        if _identity(old) != _identity(row):
            changed |= {"code": row.code, "was": row.was}
        if row.withdrawn and not old.withdrawn:
            changed["withdrawn"] = True
        if old.needs_review and not row.needs_review and row.version not in ("", old.version):
            changed |= {"needs_review": False, "version": row.version}  # it was looked at again there
        if not changed:
            return "there already", old.id, ""
        shown = [(name, getattr(old, name), value) for name, value in changed.items() if name != "was"]
        differs = tuple(_differs(*one) for one in shown)
        if row.coder == me:
            return "conflict", old.id, remark("merged.why.own", differs=differs)
        if self.by_content.get(_identity(old)) is old:
            del self.by_content[_identity(old)]
        self._keep(replace(old, **changed))
        return "updated", old.id, differs

    def _recoded(self, row: Coding) -> Coding | None:
        """Give the very coding, by its id for life, where one of the two was given another code since."""
        old = self.by_id.get(row.id)
        if old is None or row.code in ("", old.code) or (old.coder, old.text, old.codebook) != _whose(row):
            return None
        same_words = (old.start, old.end, old.holder, old.target) == (row.start, row.end, row.holder, row.target)
        return old if same_words and (old.was == row.code or row.was == old.code) else None

    def _keep(self, row: Coding) -> None:
        self.by_content[_identity(row)] = self.by_id[row.id] = self.put[row.id] = row


_identity = attrgetter(*Coding.IDENTITY)
_whose = attrgetter("coder", "text", "codebook")


def _differs(field: str, here: Any, there: Any) -> Remark:
    return remark(
        "merged.why.differs", field=remark(f"field.{field}"), here=_value(field, here), there=_value(field, there)
    )


def _value(field: str, value: Any) -> Remark | str:
    """Say the value of a field of a coding."""
    if field in ("stance", "basis"):
        return remark(f"{field}.{value or 'unset'}")
    if isinstance(value, bool):
        return remark("value.yes" if value else "value.no")
    return str(value) or remark("value.unset")


def _name(change: Changes, theirs: str, uid: str, coders: Mapping[str, str]) -> str:
    """Give the name here of another case's coder."""
    if theirs in coders:
        return coders[theirs]
    for same in change.find(Coder, uid=uid):
        return same.name
    if change.get(Coder, theirs) is not None:
        raise OptionError(
            f"there is a coder {theirs!r} here and one there. If they are one person, say "
            f"coders={{{theirs!r}: {theirs!r}}}; if they are two, give the other a name: "
            f"coders={{{theirs!r}: '{theirs}-2'}}."
        )
    return theirs
