"""What evidence can be laid out by: each entry's place along a code, a role, a source, a stance, ..."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import option
from qualcase.model.evidence import Evidence, Line
from qualcase.model.nouns import BASES, KINDS, STANCES
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

AxisName: TypeAlias = Literal["code", "role", "side", "voice", "source", "kind", "stance", "basis", "aspect", "phase"]
AXES: tuple[AxisName, ...] = get_args(AxisName)
UNSET = "unset"


@dataclass(frozen=True, slots=True, eq=False)
class Axis:
    """Places along an axis. `member`: (places, strands or values) which of the values each place gathers.

    `value`: the value of each entry of the evidence, (p,). `eligible`: (places,) voices that could stand there, or -1.
    `lines`: the lines of a code axis. `heard`: (places, voices) who could stand in a place, where voices make it.
    """

    by: str
    names: tuple[str, ...]
    value: Ints
    member: Flags
    by_voice: bool
    eligible: Ints
    lines: tuple[Line, ...] = ()
    heard: Flags | None = None

    def heads(self, snapshot: Snapshot, lang: str) -> list[str]:
        """Say the places in a language."""
        if self.by == "code":
            return [line.name(snapshot, lang) for line in self.lines]
        if self.by in ("role", "side", "phase"):
            return [label("value.unset", lang) if n == UNSET else snapshot.name(self.by, n, lang) for n in self.names]
        if self.by in ("stance", "basis", "kind"):
            return [label("value.unset", lang) if n == UNSET else label(f"{self.by}.{n}", lang) for n in self.names]
        return [label("value.unset", lang) if name == UNSET else name for name in self.names]


def counted(evidence: Evidence, *by: str) -> Evidence:
    """Give the evidence to lay out by these: directions are never pooled.

    Where no row or column says the direction, codings in another than the codebook's are left out, unless the view
    chose a holder or a target.
    """
    chosen = any(f.name in ("holder", "target") for f in evidence.snapshot.filters)
    return evidence if chosen or "code" in by else evidence.as_declared


def axis(evidence: Evidence, by: str) -> Axis:
    """Lay evidence out by a code, a role, ...; OptionError for anything it cannot be laid out by."""
    by = option("by", by, AXES)
    snapshot, codings = evidence.snapshot, evidence.snapshot.codings
    if by == "code":
        return code_axis(evidence)
    if by in ("role", "side", "voice"):
        return _voices(evidence, by)
    if by == "source":
        names = [source.id for source in snapshot.sources]
        return _plain(by, names, codings.source[evidence.coding], keep=snapshot.sources_in & ~snapshot.literature)
    if by == "kind":
        number = np.array([KINDS.index(source.kind) for source in snapshot.sources], np.int64)
        return _plain(by, KINDS, number[codings.source[evidence.coding]])
    if by == "stance":
        return _plain(by, STANCES, evidence.stance)
    if by == "basis":
        return _plain(by, BASES, evidence.basis)
    if by == "aspect":
        return _plain(by, *_as_they_come((), codings.aspects, codings.aspect[evidence.coding]))
    return _phases(evidence)


def _phases(evidence: Evidence) -> Axis:
    """Lay evidence out by the phase it names, else by the one phase that its dates touch."""
    snapshot, codings, rows = evidence.snapshot, evidence.snapshot.codings, evidence.coding
    names = list(dict.fromkeys([*codings.phases, *snapshot.phase_days]))
    phase, touched = codings.phase[rows].copy(), np.zeros(rows.size, np.int64)
    unnamed = phase < 0
    for name, (since, until) in snapshot.phase_days.items():
        here = unnamed & (codings.since[rows] < until) & (codings.until[rows] > since)
        phase[here] = names.index(name)
        touched += here
    phase[touched > 1] = -1
    return _plain("phase", *_as_they_come([phase["id"] for phase in snapshot.study.phases], names, phase))


def _as_they_come(first: Sequence[str], names: Sequence[str], value: Ints) -> tuple[list[str], Ints]:
    """Order names: those that go first, then as the evidence has them; give the values their new numbers."""
    used, at = np.unique(value[value >= 0], return_index=True)
    order = list(dict.fromkeys([*first, *(names[n] for n in used[np.argsort(at)])]))
    place = {name: n for n, name in enumerate(order)}
    return order, np.array([*(place.get(name, -1) for name in names), -1], np.int64)[value]


def code_axis(evidence: Evidence, *, exact: bool = False) -> Axis:
    """Lay evidence out by code, each with its subtree or, `exact`, alone; retired codes only if a view names them."""
    snapshot = evidence.snapshot
    strand, ways = evidence.strands
    wanted = next((set(f.value) for f in reversed(snapshot.filters) if f.name == "code"), None)
    shown = [ref.name for n, ref in enumerate(snapshot.codes) if n not in evidence.retired]
    if wanted is not None:
        below = {int(n) for name in wanted for n in snapshot.subtree(name)}
        shown = [name for name in shown if snapshot.code_number(name) in below]
    lines = tuple(evidence.lines(*shown, exact=exact))
    member = np.zeros((len(lines), len(ways)), np.bool_)
    for n, line in enumerate(lines):
        member[n, list(line.strands)] = True
    names = tuple(line.code if line.declared else f"{line.code}: {line.holder} -> {line.target}" for line in lines)
    return Axis("code", names, strand, member, False, np.full(len(lines), -1), lines)


def _voices(evidence: Evidence, by: str) -> Axis:
    snapshot = evidence.snapshot
    key = {"voice": "id"}.get(by, by)
    of_voice = [getattr(voice, key) or UNSET for voice in snapshot.voices]
    heard = np.flatnonzero(snapshot.heard).tolist()
    roles = snapshot.roles()
    if by == "voice":
        heard.sort(key=lambda n: _place(roles, snapshot.voices[n].role))
    used = dict.fromkeys(of_voice[n] for n in heard)
    order: list[str] = {"role": list(roles), "side": [s["id"] for s in snapshot.study.sides]}.get(by, [])
    names = tuple(dict.fromkeys([name for name in order if name in used] + list(used)))
    place = {name: n for n, name in enumerate(names)}
    number = np.array([place.get(name, -1) for name in of_voice], np.int64)
    stands = (number == np.arange(len(names))[:, None]) & snapshot.heard
    member = np.eye(len(names), dtype=np.bool_)
    return Axis(by, names, number[evidence.voice], member, True, stands.sum(axis=1), heard=stands)


def _place(order: tuple[str, ...], name: str) -> int:
    return order.index(name) if name in order else len(order)


def _plain(by: str, names: Sequence[str], value: Ints, *, keep: Flags | None = None) -> Axis:
    """Places for the values in use, or for those to keep; entries without one go to "unset"."""
    n = len(names)
    value = np.where(value < 0, n, value)
    used = np.bincount(value, minlength=n + 1) > 0
    if keep is not None:
        used[:n] |= keep
    shown = np.flatnonzero(used)
    member = np.zeros((shown.size, n + 1), np.bool_)
    member[np.arange(shown.size), shown] = True
    return Axis(by, tuple([*names, UNSET][i] for i in shown), value, member, False, np.full(shown.size, -1))
