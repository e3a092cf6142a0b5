"""Two coders side by side: every difference, and how each was settled."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from qualcase._kernel.checks import known, names
from qualcase._kernel.text import clip
from qualcase.coding.by_code import ByCode, by_code, called, named
from qualcase.coding.causes import CAUSES, causes
from qualcase.coding.other_case import snapshot_of
from qualcase.coding.pairing import KINDS, Pair, Put, pair_up
from qualcase.coding.rounds import read_by, refuse_hidden
from qualcase.coding.settlements import settlements_of
from qualcase.errors import OptionError
from qualcase.model.evidence import basis_of, ground, others_left_out, pole, stance_of
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Ints, Table, call

SHOWN = 300  # characters of a quote in a table


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comparison(Table):
    """Every difference between two coders, the costliest for the evidence first."""

    coders: tuple[str, str]
    shown: tuple[Pair, ...]  # a pair for each row
    pairs: tuple[Pair, ...]  # all codings compared, also those that agree, in the order of the texts
    other: Snapshot  # where the second coder's codings stand
    left_out: tuple[str, ...]  # sources that only one of the two coded
    versions: tuple[tuple[str, ...], tuple[str, ...]]  # of the codebooks that each coded with

    @property
    def agreed(self) -> "Comparison":
        """The codings on which both agree: `case.settle(found.agreed)` takes them into the consensus."""
        alike = tuple(pair for pair in self.pairs if not pair.differs)
        return self._with(_data(self.snapshot, alike, self.pairs, self.other), alike)

    @property
    def open(self) -> "Comparison":
        """The rows that are not settled yet."""
        return self[[n for n, settled in enumerate(self.data["settled"]) if not settled]]

    def where(self, **equal: str | Iterable[str]) -> "Comparison":
        """Keep the rows whose cell in a column is one of what is given; in `differs`, has one of them.

        `found.where(differs="stance", source=["YL-01", "YL-02"])`. Raises NotFound for a column or a value that is not
        there.
        """
        rows = range(len(self))
        for name, value in equal.items():
            column, wanted = self.data[known("column", name, self.data, "this comparison")], names(value)
            cells = [cell.split("; ") if name in ("differs", "kept") else [cell] for cell in column]
            for one in wanted:
                known(name, one, dict.fromkeys(part for cell in cells for part in cell), "this comparison")
            rows = [n for n in rows if not set(wanted).isdisjoint(cells[n])]  # type: ignore[assignment]
        return self[list(rows)]

    def __getitem__(self, which: "int | slice | Sequence[int]") -> "Comparison":
        """Give one difference, or some, by their places in the table, to be settled."""
        rows = range(len(self))
        if isinstance(which, int):
            if not -len(rows) <= which < len(rows):
                raise OptionError(f"there is no row {which} in a comparison of {len(rows)}; the first is 0.")
            chosen: Sequence[int] = [rows[which]]
        else:
            chosen = rows[which] if isinstance(which, slice) else [rows[n] for n in which]
        data = {name: [column[n] for n in chosen] for name, column in self.data.items()}
        return self._with(data, tuple(self.shown[n] for n in chosen))

    def _with(self, data: dict[str, list[Any]], shown: tuple[Pair, ...]) -> "Comparison":
        return replace(self, data=data, shown=shown)

    def by_code(self) -> ByCode:
        """Show, code by code, how many codings they have in common, and what became of the others."""
        return by_code(self.pairs, self.snapshot, self.call, self.coders)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the differences out: where, in what, what each of the two has, how it was settled."""
        lang = lang or self.snapshot.lang
        data, (one, two) = self.data, self.coders
        differs, causes = zip(*self.in_words(lang), strict=True) if len(self) else ((), ())
        columns = [
            Column(label("head.place", lang), [
                label("place.turn", lang, source=s, turn=t) if t else s
                for s, t in zip(data["source"], data["turn"], strict=True)
            ], rowhead=True, width=0.8),
            Column(label("compare.differs", lang), list(differs)),
            Column(label("compare.cause", lang), list(causes), width=1.2),
            Column(one, self._said("first", lang), width=3),
            Column(two, self._said("second", lang), width=3),
        ]  # fmt: skip
        if any(data["settled"]):
            settled = [
                ": ".join(filter(None, (kept or label("compare.none_kept", lang), why))) if key else ""
                for key, kept, why in zip(data["settled"], data["kept"], data["reason"], strict=True)
            ]
            columns.append(Column(label("compare.settled", lang), settled, width=2))
        alike = sum(not pair.differs for pair in self.pairs)
        notes = [label("compare.note", lang, n=number(len(self.pairs), lang), alike=number(alike, lang))]
        if done := sum(map(bool, data["settled"])):
            notes.append(label("compare.settled_note", lang, n=number(done, lang), of=number(len(self), lang)))
        if self.left_out:
            notes.append(label("compare.left_out", lang, sources=", ".join(self.left_out)))
        if self.versions[0] != self.versions[1]:
            said = (", ".join(versions) for versions in self.versions)
            notes.append(label("compare.versions", lang, first=one, second=two, ours=next(said), theirs=next(said)))
        if self.snapshot.study.synthetic:
            notes.append(label("note.synthetic", lang))
        title = label("compare.title", lang, first=one, second=two)
        return Sheet(title, tuple(columns), notes=tuple(notes), lang=lang)

    def in_words(self, lang: str) -> list[tuple[str, str]]:
        """Say of each row in what the two differ, and what is likely behind it ("" where nothing is known)."""
        one, two = self.coders
        said = []
        for cause, differs in zip(self.data["cause"], self.data["differs"], strict=True):
            has, lacks = (two, one) if differs == "only second" else (one, two)
            kinds = (label(f"compare.{kind}", lang, first=one, second=two) for kind in differs.split("; ") if kind)
            why = label(f"compare.cause.{cause}", lang, has=has, lacks=lacks) if cause else ""
            said.append(("; ".join(kinds), why))
        return said

    def _said(self, side: str, lang: str) -> list[str]:
        """Say a coder's side of each difference: code, direction where it is told, stance, basis, and the words."""
        names = ("code", "holder", "target", "stance", "basis", "quote")
        said = []
        for code, holder, target, stance, basis, quote in zip(
            *(self.data[f"{side}_{name}"] for name in names), strict=True
        ):
            parts = [called(self.snapshot, code, lang), *_direction(self.snapshot, code, holder, target, lang)]
            parts += [label(f"stance.{stance or 'unset'}", lang), label(f"basis.{basis or 'unset'}", lang)]
            said.append(f"{', '.join(parts)}: “{clip(quote, SHOWN)}”" if code else "–")
        return said


def compare(case: Reads, first: str, second: str, *, of: str | Path | Reads | None = None) -> Comparison:
    """Show two coders' codings side by side: every difference, the costliest for the evidence first.

    A coding answers the one of the other coder that has its code and the same words, else the likest that shares words
    with it, within one codebook.
    They differ by another stance (it turns the evidence), another code or direction (it moves it), another basis (where
    both say one), by being there for one coder only, or by their ends. Aspects, times and memos are not
    compared. Only sources that both have coded, or are done with in a round, are. Within one kind, differences of one
    likely cause stand together, and then as the texts have them.

    Parameters
    ----------
    first, second
        Two coders, each by name.
    of
        Where the second one's codings stand, if not in this case: another case, a case file, a study folder, or an
        example that comes with qualcase by its name. So a student sets her own work beside the consensus of the
        example: `case.compare("rina", "consensus", of="omah-kreteg")`. Sources are matched by their text.

    Returns
    -------
    Comparison
        `.frame`, a row for each difference: `differs` (in what, "; " between), `cause` (what is likely behind it),
        `source`, `turn`, then for each of `first_` and `second_`: `code`, `stance`, `basis`, `holder`, `target`,
        `quote` (empty where that coder has nothing there), `start`, `end` (-1 there), `id` (of the coding); `settled`,
        `kept` and `reason`, where the difference was settled. `.by_code()` gives the counts and a sentence for each
        code; `.where(differs=..., cause=...)`, `[3]`, `.open` and `.agreed` give what `case.settle(...)` takes.

    Raises
    ------
    NotFound
        There is no such coder.
    OptionError
        The same coder twice, or no source that both have coded.
    FormatError
        `of` is no case.

    Examples
    --------
    >>> case.compare("ani", "ani")
    Traceback (most recent call last):
    qualcase.errors.OptionError: 'ani' twice: a comparison needs two coders, ...
    """
    snapshot = case.snapshot
    if not isinstance(first, str) or not isinstance(second, str):
        raise OptionError(f"name two coders: case.compare('ani', 'budi'), not {first!r} and {second!r}.")
    if first == second and of is None:
        raise OptionError(f"{first!r} twice: a comparison needs two coders, or the same one of another case (of=...).")
    refuse_hidden(snapshot, first, *(() if of is not None else (second,)))
    with _other(snapshot, of) as (other, where):
        ours, theirs = _puts(snapshot, first), _puts(other, second, where or "this case")
        versions = _versions(snapshot, ours), _versions(other, theirs)
    here = {source.text for source, keep in zip(snapshot.sources, snapshot.sources_in, strict=True) if keep}
    read = _read(snapshot, first), _read(other, second)
    coded = [({put.text for put in puts} | done) & here for puts, done in zip((ours, theirs), read, strict=True)]
    both = coded[0] & coded[1]
    if not both:
        raise OptionError(f"{first} and {second} have coded no source in common, so there is nothing to compare.")
    pairs = pair_up([p for p in ours if p.text in both], [p for p in theirs if p.text in both])
    found = tuple(pair for pair in pairs if pair.differs)
    data = _data(snapshot, found, pairs, other)
    left_out = tuple(source.id for source in snapshot.sources if source.text in coded[0] ^ coded[1])
    coders = first, second
    steps = others_left_out(snapshot, coders)
    made = call("compare", snapshot, first=first, second=second, of=where)
    whole = Comparison(data, snapshot, made, steps, coders, found, tuple(pairs), other, left_out, versions)
    kinds, causes = data["differs"], data["cause"]
    rank = {kind: n for n, kind in enumerate(KINDS)}
    order = sorted(range(len(found)), key=lambda n: (rank[kinds[n].split("; ")[0]], CAUSES.index(causes[n])))
    return whole[order]


def _read(snapshot: Snapshot, coder: str) -> set[str]:
    """Give the texts that a coder is done with, by their hashes."""
    return {snapshot.sources[n].text for n in read_by(snapshot, coder)}


@contextmanager
def _other(snapshot: Snapshot, of: str | Path | Reads | None) -> Iterator[tuple[Snapshot, str]]:
    """Give the snapshot of another case, and what to call it; of this one, "", where there is no other."""
    narrowed = [f.name for f in snapshot.filters if f.name not in ("source", "kind", "collected")]
    if of is None:
        yield snapshot, ""
    elif narrowed:
        raise OptionError(
            f"a view of {', '.join(narrowed)} narrows this case alone, not the other one. "
            "Compare the whole case, or a view of sources: case.where(source=[...]).compare(...)."
        )
    else:
        with snapshot_of(of, "of", "compare") as other:
            yield other, str(of) if isinstance(of, (str, Path)) else "another case"


def _versions(snapshot: Snapshot, puts: Sequence[Put]) -> tuple[str, ...]:
    """Give the codebooks that codings were made with, each with its version."""
    versions = (*snapshot.codings.versions, "")
    numbers = snapshot.codings.version[[put.row for put in puts]].tolist()
    made = {(put.book, n) for put, n in zip(puts, numbers, strict=True)}
    return tuple(sorted(f"{book} {versions[n]}".strip() for book, n in made))


def _puts(snapshot: Snapshot, coder: str, where: str = "this case") -> list[Put]:
    """Give a coder's codings as they count, with what falls back to the codebook and the speaker filled in."""
    codings = snapshot.codings
    used = [codings.coders[n] for n in np.unique(codings.coder[snapshot.rows])]
    rows = snapshot.rows[codings.coder[snapshot.rows] == codings.coders.index(known("coder", coder, used, where))]
    holder, target, _ = snapshot.direction(rows)
    parties = ("", *codings.parties)
    basis = _basis(snapshot, rows)
    refs, sources = snapshot.codes, snapshot.sources
    return [
        Put(sources[source].text, start, end, refs[code].book, refs[code].name.split("/")[-1], parties[held + 1],
            parties[aimed + 1], pole(stance), ground(stands), row)
        for source, start, end, code, held, aimed, stance, stands, row in zip(
            codings.source[rows].tolist(), codings.start[rows].tolist(), codings.end[rows].tolist(),
            codings.code[rows].tolist(), holder.tolist(), target.tolist(), stance_of(snapshot, rows).tolist(),
            basis.tolist(), rows.tolist(), strict=True,
        )
    ]  # fmt: skip


def _basis(snapshot: Snapshot, rows: Ints) -> Ints:
    """Give the basis of codings, of the first voice that each counts for; unset where it counts for none."""
    coding, voice = snapshot.speakers
    first = np.flatnonzero(np.diff(coding, prepend=-1))
    found = np.full(len(snapshot.codings), -1, np.int64)
    found[coding[first]] = basis_of(snapshot, coding[first], voice[first])
    return found[rows]


def _data(snapshot: Snapshot, found: Sequence[Pair], pairs: Sequence[Pair], other: Snapshot) -> dict[str, list[Any]]:
    number = {source.text: n for n, source in enumerate(snapshot.sources)}
    data: dict[str, list[Any]] = {"differs": ["; ".join(pair.differs) for pair in found]}
    turn = _turns(snapshot, number, [put for pair in pairs for put in pair if put])
    data["cause"] = causes(found, pairs, turn, snapshot)
    some = [pair.first or pair.second for pair in found]
    data["source"] = [snapshot.sources[number[put.text]].id for put in some if put]
    data["turn"] = [turn[put] for put in some if put]
    for n, (side, of) in enumerate(zip(("first", "second"), (snapshot, other), strict=True)):
        puts = [pair[n] for pair in found]
        data[f"{side}_code"] = [named(snapshot, put) if put else "" for put in puts]
        for name in ("stance", "basis", "holder", "target"):
            data[f"{side}_{name}"] = [getattr(put, name) if put else "" for put in puts]
        data[f"{side}_quote"] = [snapshot.texts(put.text)[put.start : put.end] if put else "" for put in puts]
        for name in ("start", "end"):
            data[f"{side}_{name}"] = [getattr(put, name) if put else -1 for put in puts]
        ids = of.codings.ids
        data[f"{side}_id"] = [ids[put.row] if put else "" for put in puts]
    how = settlements_of(found, other.settlements, zip(data["first_id"], data["second_id"], strict=True))
    data["settled"] = [one.id if one else "" for one in how]
    data["kept"] = ["; ".join(one.kept) if one else "" for one in how]
    data["reason"] = [one.reason if one else "" for one in how]
    return data


def _turns(snapshot: Snapshot, number: dict[str, int], puts: Sequence[Put]) -> dict[Put, int]:
    """Give the turn in which each coding begins, by its number in the source; 0 outside every turn."""
    turn = snapshot.units["turn"]
    start = np.array([snapshot.base[number[put.text]] + put.start for put in puts], np.int64)
    at = np.searchsorted(turn.end, start, "right")
    inside = at < turn.end.size
    inside[inside] &= turn.start[at[inside]] <= start[inside]
    place = np.zeros(at.size, np.int64)
    place[inside] = turn.place[at[inside]]
    return dict(zip(puts, place.tolist(), strict=True))


def _direction(snapshot: Snapshot, code: str, holder: str, target: str, lang: str) -> list[str]:
    """Say whose judgement about whom, where it is not the codebook's direction."""
    entry = snapshot.codes[snapshot.code_numbers[code]].entry if code in snapshot.code_numbers else None
    if not (holder or target) or (entry is not None and (entry.holder, entry.target) == (holder, target)):
        return []
    return [" → ".join(snapshot.called(party, lang) if party else "?" for party in (holder, target))]
