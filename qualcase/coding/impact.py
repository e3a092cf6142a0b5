"""What a changed codebook would do to the codings that are on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.ingest.codebook import codebook_of
from qualcase.model.codebook import Codebook
from qualcase.model.codebook_diff import CodebookDiff
from qualcase.model.protocols import Reads
from qualcase.model.recoding import effects
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Ints, Table, call


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Impact(Table):
    """What a changed codebook would do to codings, code by code."""

    diff: CodebookDiff
    rows: tuple[Ints, ...]  # the codings behind each row

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out, per code: what changes, what becomes of its codings, how many there are and whose."""
        lang = lang or self.snapshot.lang
        data, diff = self.data, self.diff
        what = [", ".join(label(f"impact.what.{one}", lang) for one in cell.split("; ")) for cell in data["what"]]
        fates = [
            label(f"impact.{fate}", lang, to=to) if n else "–"
            for fate, to, n in zip(data["fate"], data["to"], data["codings"], strict=True)
        ]
        columns = (
            Column(label("head.code", lang), list(data["code"]), rowhead=True),
            Column(label("impact.changed", lang), what, width=2),
            Column(label("impact.fate", lang), fates, width=2),
            Column(
                label("head.codings", lang), [number(n, lang) for n in data["codings"]], align="right",
                links=[rows.tolist() for rows in self.rows],
            ),
            Column(label("impact.coders", lang), list(data["coders"])),
            Column(label("impact.claims", lang), list(data["claims"])),
        )  # fmt: skip
        touched = sum(n for n, fate in zip(data["codings"], data["fate"], strict=True) if fate in ("move", "review"))
        notes = [label("impact.note", lang, n=number(touched, lang)) if len(self) else label("impact.nothing", lang)]
        if not diff.bumped:
            notes.append(label("impact.due", lang, due=diff.due, new=diff.new))
        title = label("impact.title", lang, book=diff.name, old=diff.old, new=diff.new)
        return Sheet(title, columns, notes=tuple(notes), lang=lang)


def impact(case: Reads, codebook: str | Path | Codebook, *, codes: Mapping[str, str] | None = None) -> Impact:
    """Show what taking a changed codebook into use would do to the codings on record, before it is done.

    Parameters
    ----------
    codebook, codes
        As `case.use(...)` takes them.

    Returns
    -------
    Impact
        `.frame`, a row for each code that changed: `code`, `what` (in which ways, "; " between), `fields` (of its
        entry), `fate` of its codings (stand, move, review, left out, orphaned), `to` (the code they move to),
        `codings`, `coders`, `voices`, `sources` (how many), `claims` (ids of claims that link to one of them or name
        the code).

    Raises
    ------
    NotFound
        There is no such codebook, in the file or in this case; or `codes` names a code that is not there.
    FormatError
        The file has errors.
    OptionError
        A code in `codes` is still applied, or cannot take codings.

    Examples
    --------
    >>> len(case.impact(case.codebooks["four-elements"]))
    0
    """
    snapshot = case.snapshot
    new = codebook_of(codebook)
    books = {book.name: book for book in snapshot.books}
    old = books[known("codebook", new.name, books, "this case")]
    diff, found = effects(old, new, codes)
    names = ("code", "what", "fields", "fate", "to", "codings", "coders", "voices", "sources", "claims")
    data: dict[str, list[Any]] = {name: [] for name in names}
    behind = []
    codings = snapshot.codings
    coding, voice = snapshot.speakers
    for one in found:
        at = snapshot.code_numbers.get(f"{old.name}/{one.code}", -1)
        rows = snapshot.rows[codings.code[snapshot.rows] == at]
        coders = ", ".join(codings.coders[n] for n in np.unique(codings.coder[rows]))
        voices = np.unique(voice[snapshot.marks(rows)[coding]]).size
        sources = np.unique(codings.source[rows]).size
        claims = ", ".join(_claims(snapshot, one.code, set(codings.ids[rows].tolist())))
        said = (one.code, "; ".join(one.what), "; ".join(one.fields), one.fate, one.to)
        for name, value in zip(names, (*said, rows.size, coders, voices, sources, claims), strict=True):
            data[name].append(value)
        behind.append(rows)
    made = call("impact", snapshot, codebook=new.name, version=new.version)
    return Impact(data, snapshot, made, (), diff, tuple(behind))


def _claims(snapshot: Snapshot, code: str, ids: set[str]) -> list[str]:
    """Give the claims that rest on a code by its name, or on one of some codings."""
    found = []
    for claim in snapshot.claims:
        named = claim.rests_on.get("code", ())
        listed = (named,) if isinstance(named, str) else tuple(named)
        if code in {name.split("/")[-1] for name in listed} or not ids.isdisjoint({*claim.links, *claim.evidence}):
            found.append(claim.id)
    return found
