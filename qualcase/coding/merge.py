"""Bring in what another coder did."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from qualcase._kernel.checks import as_path, did_you_mean, known
from qualcase._kernel.ids import digest
from qualcase._kernel.remark import remark
from qualcase.coding.fitting import Codes, fitting
from qualcase.coding.merged import Merged, Row
from qualcase.coding.other_case import other_case
from qualcase.coding.taking import Here
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
)
from qualcase.model.protocols import Changes, Records
from qualcase.store.store import Store

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
    """Open a case file to read, or a study folder that has something to merge; other formats are to come in here.

    Whatever is read becomes a case in memory, so that one set of rules says what of it is taken in.
    """
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
    misfit, ours = fitting(change, theirs.rows(Book)), Codes(change, codes)
    ids: dict[str, str] = {}
    rows = []
    codings = theirs.rows(Coding)
    ours.check({row.code for row in codings} | {f"{row.codebook}/{row.code}" for row in codings})
    there = Here(change, name.values(), (coding.id for coding in codings), me)
    for row in codings:
        who, where = name.get(row.coder, row.coder), here.get(row.text, row.source)
        if (who, where) != (row.coder, row.source):
            row = replace(row, coder=who, source=where)
        read = ours.read(row)
        reason = misfit(read, read is not row) if row.text in here else remark("merged.why.text")
        row = read
        took, ids[row.id] = there.take(row, reason)
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
    _beside(change, theirs, here, name, ids)
    for decision in theirs.rows(Decision):
        source = here.get(text.get(decision.source, ""))
        if change.get(Decision, decision.id) is None and source is not None:
            change.put(replace(decision, source=source, coder=name.get(decision.coder, decision.coder)))
    return rows


def _beside(
    change: Changes, theirs: Store, here: Mapping[str, str], name: Mapping[str, str], ids: Mapping[str, str]
) -> None:
    """Bring in what stands beside codings and is not here: translations, settled differences, published findings."""
    for translation in theirs.rows(Translation):
        if translation.text in here and change.get(Translation, translation.id) is None:
            change.put(replace(translation, source=here[translation.text]))
    for settled in theirs.rows(Settlement):
        if settled.text in here and change.get(Settlement, settled.id) is None:
            kept = tuple(name.get(coder, coder) for coder in settled.kept)
            came_from, made = (tuple(ids.get(key) or key for key in keys) for keys in (settled.came_from, settled.made))
            author = name.get(settled.author, settled.author)
            change.put(
                replace(settled, source=here[settled.text], kept=kept, author=author, came_from=came_from, made=made)
            )
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
    misfit = fitting(change, [])
    rows: list[Row] = []
    there, ours = Here(change, name.values(), (), me), Codes(change, codes)
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
            took, _ = there.take(coding, misfit(coding, read is not entry))
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
