"""What differs between a case as it was and as it is, each with the events that did it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase.conclude.propositions import Proposition
from qualcase.conclude.triangulate import triangulate
from qualcase.conclude.verify import Checked, checked
from qualcase.errors import OptionError
from qualcase.model.codebook import text
from qualcase.model.nouns import Asked, Book, Claim, Coding, Question, Segments, Source, Study, Voice
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.reduce.matrix import Matrix, matrix
from qualcase.store.past import Moved, Moves

Ints = NDArray[np.int64]
NONE = np.empty(0, np.int64)
GROUND = (Study, Book, Voice, Source, Segments, Question, Asked)  # what numbers rest on besides codings
WORDS = ("label", "direction", "strength")


@dataclass(frozen=True, slots=True, eq=False)
class Change:
    """One thing that moved: what kind, which, before, after ("": not there), the events that did it.

    `rows`: the codings behind it that are still there, numbers in the snapshot of now.
    """

    kind: str
    what: str
    before: str
    after: str
    events: tuple[int, ...]
    title: Callable[[str], str]  # what it is called in a language
    rows: Ints = field(default_factory=lambda: NONE)
    came: tuple[str, ...] = ()  # ids of codings
    went: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    coders: tuple[str, ...] = ()


def moved(was: Reads, now: Reads, moves: Moves) -> Iterator[Change]:
    """Give everything that differs, from the words to the claims."""
    causes = _Causes(moves)
    yield from _nouns(was.snapshot, now.snapshot, moves)
    yield from _codings(was.snapshot, now.snapshot, moves.get(Coding, {}))
    coders = [_coder(case.snapshot) for case in (was, now)]
    if coders[0] != coders[1]:
        yield Change("evidence", "coder", coders[0] or "", coders[1] or "", causes.of_coder(coders), partial(_same, ""))
    if None in coders:
        return  # nobody said whose codings count: there are no numbers to compare
    yield from _cells(matrix(was, "code", "role"), matrix(now, "code", "role"), causes)
    yield from _verdicts(_propositions(was), _propositions(now), causes)
    yield from _claims(was, now, causes, moves.get(Claim, {}))


def kind_of(row: Moved) -> str:
    """Say whether a coding came, went or changed; "" for one that was and is withdrawn."""
    then, there = (one is not None and not one.withdrawn for one in (row.before, row.after))
    return {(False, True): "came", (True, False): "went", (True, True): "changed"}.get((then, there), "")


class _Causes:
    """Which events did it: those that touched the codings in question; where these do not tell all, the ground."""

    def __init__(self, moves: Moves) -> None:
        self._codings = moves.get(Coding, {})
        ground = (row.events for noun in GROUND for row in moves.get(noun, {}).values())
        self._ground = {event for events in ground for event in events}
        self._all = {e for rows in moves.values() for row in rows.values() for e in row.events}
        self._study = {event for row in moves.get(Study, {}).values() for event in row.events}

    def of(self, before: set[str], after: set[str], *, ground: bool = False, also: Iterable[int] = ()) -> Any:
        """Give the events behind evidence that was `before` and is `after`: ids of codings."""
        differ = before ^ after
        known = [key for key in before | after if key in self._codings]
        found = {event for key in known for event in self._codings[key].events} | set(also)
        if ground or not differ <= self._codings.keys() or not found:
            found |= self._ground
        return tuple(sorted(found or self._all))

    def of_coder(self, coders: list[str | None]) -> Any:
        """Give the events by which the codings of another coder became the evidence."""
        theirs = [
            row for row in self._codings.values() for one in (row.before, row.after) if one and one.coder in coders
        ]
        return tuple(sorted(self._study | {event for row in theirs for event in row.events} or self._all))


def _same(said: str, lang: str) -> str:
    return said


def _coder(snapshot: Snapshot) -> str | None:
    """Give whose codings are the evidence, None where nobody said."""
    try:
        return snapshot.evidence.coder
    except OptionError:
        return None


def _nouns(was: Snapshot, now: Snapshot, moves: Moves) -> Iterator[Change]:
    """Codebooks, sources and informants that came, went, or are another thing now."""
    kinds: dict[str, tuple[type[Any], Callable[[Any], str]]] = {
        "codebook": (Book, lambda row: str(row.version)),
        "source": (Source, lambda row: str(row.kind)),
        "informant": (Voice, lambda row: ", ".join(filter(None, (row.role, row.side)))),
    }
    for kind, (noun, said) in kinds.items():
        for key, row in moves.get(noun, {}).items():
            before, after = (said(one) or "–" if one is not None else "" for one in (row.before, row.after))
            if before != after:
                yield Change(kind, key, before, after, row.events, partial(_same, key))


def _codings(was: Snapshot, now: Snapshot, rows: Mapping[str, Moved]) -> Iterator[Change]:
    """Codings that came, went or changed, by code: how many there were and are, of all coders."""
    found: dict[str, dict[str, list[str]]] = {}
    for key, row in rows.items():
        kind = kind_of(row)
        sides = {"came": (None, row.after), "went": (row.before, None)}.get(kind, (row.before, row.after))
        names = [_code(snapshot, one) if one else "" for snapshot, one in zip((was, now), sides, strict=True)]
        if kind == "changed" and names[0] != names[1]:
            found.setdefault(names[0], {}).setdefault("went", []).append(key)
            found.setdefault(names[1], {}).setdefault("came", []).append(key)
        elif kind:
            found.setdefault(names[1] or names[0], {}).setdefault(kind, []).append(key)
    before, after = (Counter(s.codes[c].name for c in s.codings.code[s.rows].tolist()) for s in (was, now))
    number = {key: row for row, key in enumerate(now.codings.ids.tolist())}
    order = {
        name: n for n, name in enumerate([*(ref.name for ref in now.codes), *(ref.name for ref in was.codes)][::-1])
    }
    for name in sorted(found, key=lambda name: -order[name]):
        by = {kind: tuple(found[name].get(kind, ())) for kind in ("came", "went", "changed")}
        keys = [key for some in by.values() for key in some]
        here = sorted(number[key] for key in (*by["came"], *by["changed"]))
        coders = dict.fromkeys((rows[key].after or rows[key].before).coder for key in keys)
        events = tuple(sorted({event for key in keys for event in rows[key].events}))
        yield Change(
            "codings", name, str(before[name]), str(after[name]), events, partial(_named, (now, was), name),
            np.array(here, np.int64), coders=tuple(coders), **by,
        )  # fmt: skip


def _code(snapshot: Snapshot, coding: Coding) -> str:
    return snapshot.codes[snapshot.code_numbers[f"{coding.codebook}/{coding.code}"]].name


def _named(snapshots: tuple[Snapshot, ...], code: str, lang: str) -> str:
    """Call a code by its label, in the first of the snapshots that has it."""
    there = next((s for s in snapshots if code in s.code_numbers), None)
    return there.name("code", code, lang) if there else code


def _cells(was: Matrix, now: Matrix, causes: _Causes) -> Iterator[Change]:
    """Cells of the matrix of codes by roles whose numbers moved: voices, and codings in brackets."""
    cells = {
        m: {(row, column): (r, c) for r, row in enumerate(m.rows.names) for c, column in enumerate(m.columns.names)}
        for m in (was, now)
    }
    for cell in dict.fromkeys([*cells[now], *cells[was]]):
        there = {m: places[cell] for m, places in cells.items() if cell in places}
        before, after = (f"{m.voices[there[m]]} ({m.codings[there[m]]})" if m in there else "" for m in (was, now))
        if before == after or {before, after} == {"", "0 (0)"}:
            continue
        rows = {m: m.cell(*there[m]) if m in there else NONE for m in (was, now)}
        events = causes.of(*(set(m.snapshot.codings.ids[here].tolist()) for m, here in rows.items()))
        m = now if now in there else was
        title = partial(_crossing, m, there[m])
        yield Change("voices", " × ".join(cell), before, after, events, title, rows[now])


def _crossing(m: Matrix, place: tuple[int, int], lang: str) -> str:
    heads = m.rows.heads(m.snapshot, lang)[place[0]], m.columns.heads(m.snapshot, lang)[place[1]]
    return " × ".join(heads)


def _propositions(case: Reads) -> dict[str, Proposition]:
    try:
        return {p.name: p for p in triangulate(case).propositions}
    except OptionError:  # nothing here has a direction
        return {}


def _verdicts(was: dict[str, Proposition], now: dict[str, Proposition], causes: _Causes) -> Iterator[Change]:
    for name in dict.fromkeys([*now, *was]):
        pair = was.get(name), now.get(name)
        events = None
        for word in WORDS:
            before, after = (getattr(p.verdict, word) if p else "" for p in pair)
            if before == after:
                continue
            events = events or causes.of(*map(_ids, pair), ground=_members(pair[0]) != _members(pair[1]))
            title = (pair[1] or pair[0]).title  # type: ignore[union-attr]
            yield Change(word, name, before, after, events, title, _rows(pair[1]))


def _claims(was: Reads, now: Reads, causes: _Causes, rows: Mapping[str, Moved]) -> Iterator[Change]:
    found = [{one.id: checked(case, one) for one in case.snapshot.claims} for case in (was, now)]
    for key in dict.fromkeys([*found[1], *found[0]]):
        pair = found[0].get(key), found[1].get(key)
        there = [one for one in pair if one]
        title = partial(text, there[-1].claim.statement)
        own = rows[key].events if key in rows else ()
        tested = [one.proposition if one else None for one in pair]
        ground = bool(there[1:]) and _members(tested[0]) != _members(tested[1])
        events = causes.of(*map(_ids, tested), ground=ground, also=own)
        for kind, of in _CLAIM.items():
            before, after = (of(one, now.snapshot.lang) if one else "" for one in pair)
            if before != after and (kind != "claim" or there[1:]):
                yield Change(kind, key, before, after, own if kind == "claim" else events, title, _rows(tested[1]))


def _statement(one: Checked, lang: str) -> str:
    return text(one.claim.statement, lang)


_CLAIM: dict[str, Callable[[Checked, str], str]] = {
    "claim": _statement, "support": lambda one, _: one.support, "standing": lambda one, _: one.standing,
}  # fmt: skip


def _rows(p: Proposition | None) -> Ints:
    return np.unique(p.rows) if p else NONE


def _ids(p: Proposition | None) -> set[str]:
    return set(p.evidence.snapshot.codings.ids[_rows(p)].tolist()) if p else set()


def _members(p: Proposition | None) -> Any:
    return p.members if p else None
