"""Two coders side by side: every difference, and how each was settled."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase._kernel.text import clip
from qualcase.coding.by_code import ByCode, by_code, called, named
from qualcase.coding.other_case import snapshot_of
from qualcase.coding.pairing import KINDS, Pair, Put, pair_up
from qualcase.coding.rounds import refuse_hidden
from qualcase.errors import OptionError
from qualcase.model.evidence import basis_of, ground, others_left_out, pole, stance_of
from qualcase.model.nouns import Settlement
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
    pairs: tuple[Pair, ...]  # all codings compared, also those that agree, in the order of the texts
    left_out: tuple[str, ...]  # sources that only one of the two coded
    versions: tuple[tuple[str, ...], tuple[str, ...]]  # of the codebooks that each coded with

    def by_code(self) -> ByCode:
        """Show, code by code, how many codings they have in common, and what became of the others."""
        return by_code(self.pairs, self.snapshot, self.call, self.coders)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the differences out: where, in what, what each of the two has, how it was settled."""
        lang = lang or self.snapshot.lang
        data, (one, two) = self.data, self.coders
        differs = ["; ".join(label(f"compare.{kind}", lang, first=one, second=two) for kind in row.split("; "))
                   for row in data["differs"]]  # fmt: skip
        columns = [
            Column(label("head.place", lang), [
                label("place.turn", lang, source=s, turn=t) if t else s
                for s, t in zip(data["source"], data["turn"], strict=True)
            ], rowhead=True, width=0.8),
            Column(label("compare.differs", lang), differs),
            Column(one, self._said("first", lang), width=3),
            Column(two, self._said("second", lang), width=3),
        ]  # fmt: skip
        if any(data["reason"]):
            settled = [
                f"{kept or label('compare.none_kept', lang)}: {why}" if why else ""
                for kept, why in zip(data["kept"], data["reason"], strict=True)
            ]
            columns.append(Column(label("compare.settled", lang), settled, width=2))
        alike = sum(not pair.differs for pair in self.pairs)
        notes = [label("compare.note", lang, n=number(len(self.pairs), lang), alike=number(alike, lang))]
        if self.left_out:
            notes.append(label("compare.left_out", lang, sources=", ".join(self.left_out)))
        if self.versions[0] != self.versions[1]:
            said = (", ".join(versions) for versions in self.versions)
            notes.append(label("compare.versions", lang, first=one, second=two, ours=next(said), theirs=next(said)))
        if self.snapshot.study.synthetic:
            notes.append(label("note.synthetic", lang))
        title = label("compare.title", lang, first=one, second=two)
        return Sheet(title, tuple(columns), notes=tuple(notes), lang=lang)

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
    compared. Only sources that both have coded are.

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
        `.frame`, a row for each difference: `differs` (in what, "; " between), `source`, `turn`, then for each of
        `first_` and `second_`: `code`, `stance`, `basis`, `holder`, `target`, `quote` (empty where that coder has
        nothing there), `start`, `end` (-1 there); `kept` and `reason`, where the difference was settled. `.by_code()`
        gives the counts and a sentence for each code.

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
    coded = [{put.text for put in puts} & here for puts in (ours, theirs)]
    both = coded[0] & coded[1]
    if not both:
        raise OptionError(f"{first} and {second} have coded no source in common, so there is nothing to compare.")
    pairs = pair_up([p for p in ours if p.text in both], [p for p in theirs if p.text in both])
    found = sorted((pair for pair in pairs if pair.differs), key=lambda pair: KINDS.index(pair.differs[0]))
    left_out = tuple(source.id for source in snapshot.sources if source.text in coded[0] ^ coded[1])
    coders = first, second
    steps = others_left_out(snapshot, coders)
    made = call("compare", snapshot, first=first, second=second, of=where)
    return Comparison(
        _data(snapshot, found, other.settlements), snapshot, made, steps, coders, tuple(pairs), left_out, versions
    )


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
    ids = snapshot.codings.ids[[put.row for put in puts]].tolist()
    return tuple(sorted({f"{row.codebook} {row.version}".strip() for row in snapshot.details(ids)}))


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


def _data(snapshot: Snapshot, found: Sequence[Pair], settled: Iterable[Settlement]) -> dict[str, list[Any]]:
    number = {source.text: n for n, source in enumerate(snapshot.sources)}
    by_text: dict[str, list[Settlement]] = {}
    for one in settled:
        by_text.setdefault(one.text, []).append(one)
    data: dict[str, list[Any]] = {"differs": ["; ".join(pair.differs) for pair in found]}
    some = [next(put for put in pair if put is not None) for pair in found]
    data["source"] = [snapshot.sources[number[put.text]].id for put in some]
    data["turn"] = _turns(snapshot, number, some)
    for n, side in enumerate(("first", "second")):
        puts = [pair[n] for pair in found]
        data[f"{side}_code"] = [named(snapshot, put) if put else "" for put in puts]
        for name in ("stance", "basis", "holder", "target"):
            data[f"{side}_{name}"] = [getattr(put, name) if put else "" for put in puts]
        data[f"{side}_quote"] = [snapshot.texts(put.text)[put.start : put.end] if put else "" for put in puts]
        for name in ("start", "end"):
            data[f"{side}_{name}"] = [getattr(put, name) if put else -1 for put in puts]
    how = [_settlement(pair, by_text) for pair in found]
    data["kept"] = ["; ".join(one.kept) if one else "" for one in how]
    data["reason"] = [one.reason if one else "" for one in how]
    return data


def _turns(snapshot: Snapshot, number: dict[str, int], puts: Sequence[Put]) -> list[int]:
    turn = snapshot.units["turn"]
    start = np.array([snapshot.base[number[put.text]] + put.start for put in puts], np.int64)
    at = np.searchsorted(turn.end, start, "right")
    return [
        int(turn.place[n]) if n < turn.end.size and turn.start[n] <= s else 0 for n, s in zip(at, start, strict=True)
    ]


def _settlement(pair: Pair, by_text: dict[str, list[Settlement]]) -> Settlement | None:
    """Give how a difference was settled: the settlement on its codes, or one of them, that is most about its words."""
    puts = [put for put in pair if put is not None]
    start, end = min(put.start for put in puts), max(put.end for put in puts)
    codes = {f"{put.book}/{put.code}" for put in puts}
    bare = {put.code: f"{put.book}/{put.code}" for put in puts}
    near = []
    for one in by_text.get(puts[0].text, ()):
        shared = min(one.end, end) - max(one.start, start)
        about = {bare.get(code, code) for code in one.codes}
        if shared > 0 and about & codes:
            near.append(((about == codes, shared / (max(one.end, end) - min(one.start, start))), one))
    return max(near, key=lambda item: item[0])[1] if near else None


def _direction(snapshot: Snapshot, code: str, holder: str, target: str, lang: str) -> list[str]:
    """Say whose judgement about whom, where it is not the codebook's direction."""
    entry = snapshot.codes[snapshot.code_numbers[code]].entry if code in snapshot.code_numbers else None
    if not (holder or target) or (entry is not None and (entry.holder, entry.target) == (holder, target)):
        return []
    return [" → ".join(snapshot.called(party, lang) if party else "?" for party in (holder, target))]
