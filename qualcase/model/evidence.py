"""Which codings are evidence, of whom, on what basis, in which direction; and what was left out, by which rule."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase.errors import OptionError
from qualcase.model.nouns import BASES, STANCES
from qualcase.model.snapshot import Snapshot

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]

CONSENSUS = "consensus"
FIRST_HAND, ATTRIBUTED, OBSERVED, DOCUMENTARY = range(4)
SUPPORTS, CONTRADICTS, MIXED, NEUTRAL = range(4)
UNSET = -1


class Step(NamedTuple):
    """One step of the reduction: the rule (a key of the label catalogue), what came in, what it dropped."""

    rule: str
    detail: str
    came_in: int
    dropped: Ints  # rows of the codings left out

    @property
    def kept(self) -> int:
        """How many codings went on."""
        return self.came_in - self.dropped.size


class Line(NamedTuple):
    """A row of a count: a code with its subtree, in one direction; `strands`: the numbers of those it is made of."""

    code: str
    holder: str
    target: str
    declared: bool  # the direction that the codebook declares
    strands: tuple[int, ...]

    def name(self, snapshot: Snapshot, lang: str) -> str:
        """Say it: "Trust", or "Trust: company → group" where the direction is not the codebook's."""
        label = snapshot.name("code", self.code, lang)
        if self.declared:
            return label
        holder, target = (_party(snapshot, name, lang) if name else "?" for name in (self.holder, self.target))
        return f"{label}: {holder} → {target}"


def _party(snapshot: Snapshot, name: str, lang: str) -> str:
    """Say a side, a role, or a voice by its id."""
    said = snapshot.name("side", name, lang)
    return said if said != name else snapshot.name("role", name, lang)


@dataclass(frozen=True, eq=False)
class Evidence:
    """The evidence of a snapshot: one entry for each coding and each voice it counts for, by coding, all (p,).

    `basis`, `stance`: numbers in BASES and STANCES, -1 unset. A mention under a descriptive code affirms: supports.
    """

    snapshot: Snapshot
    coder: str
    coding: Ints
    voice: Ints
    basis: Ints
    stance: Ints
    steps: tuple[Step, ...]

    @cached_property
    def rows(self) -> Ints:
        """The codings that are evidence, rising."""
        return self.coding[self.first]

    @cached_property
    def first(self) -> Ints:
        """The first entry of each coding that is evidence."""
        return np.flatnonzero(np.diff(self.coding, prepend=-1))

    @cached_property
    def several(self) -> int:
        """How many codings count for more than one voice."""
        return int((np.diff(self.first, append=self.coding.size) > 1).sum())

    @cached_property
    def as_declared(self) -> "Evidence":
        """The part in the codebook's direction, with a step for the rest: what may stand in one row without a code."""
        declared = self.snapshot.direction(self.coding)[2]
        if declared.all():
            return self
        columns = (column[declared] for column in (self.coding, self.voice, self.basis, self.stance))
        coding, voice, basis, stance = columns
        step = Step("step.direction", "", self.rows.size, np.unique(self.coding[~declared]))
        steps = (*self.steps, step)
        return replace(self, coding=coding, voice=voice, basis=basis, stance=stance, steps=steps)

    @cached_property
    def strands(self) -> tuple[Ints, list[tuple[int, int, int]]]:
        """The strand of each entry, (p,), and the strands: code, holder, target. Strand n is code n as declared."""
        code = self.snapshot.codings.code[self.coding]
        holder, target, declared = self.snapshot.direction(self.coding)
        ways = [(n, int(h), int(t)) for n, (h, t) in enumerate(zip(*self.snapshot.declared, strict=True))]
        strand = code.copy()
        other = np.flatnonzero(~declared)
        if other.size:
            turned = np.stack((code[other], holder[other], target[other]), axis=1)
            more, at = np.unique(turned, axis=0, return_inverse=True)
            strand[other] = len(ways) + at.reshape(-1)
            ways += [tuple(map(int, way)) for way in more]  # type: ignore[misc]
        return strand, ways

    @cached_property
    def retired(self) -> frozenset[int]:
        """The codes that are left out."""
        return frozenset(retired_codes(self.snapshot))

    @cached_property
    def used(self) -> frozenset[int]:
        """The strands that have an entry."""
        return frozenset(np.flatnonzero(np.bincount(self.strands[0], minlength=1)).tolist())

    def lines(self, *codes: str, exact: bool = False) -> list[Line]:
        """Give a line for each code, and one more for each other direction that codings below it take; never pooled.

        A code without a direction takes in what is below it, unless that is declared in several directions: then each
        has a line.
        """
        parties = ("", *self.snapshot.codings.parties)
        n_codes = len(self.snapshot.codes)
        of_code: dict[int, list[int]] = {}
        for n, (code, _, _) in enumerate(self.strands[1]):
            of_code.setdefault(code, []).append(n)
        found: list[Line] = []
        for name in codes:
            own = self.snapshot.code_number(name)
            numbers = [own] if exact else self.snapshot.subtree(name).tolist()
            declared = self.strands[1][own][1:]
            below = {self.strands[1][n][1:] for n in numbers if n not in self.retired} - {(UNSET, UNSET)}
            gathers = declared == (UNSET, UNSET) and len(below) == 1
            by_way: dict[tuple[int, int], list[int]] = {declared: []}
            for n in sorted(strand for code in numbers for strand in of_code[code]):
                turned = self.strands[1][n][1:]
                as_above = n < n_codes and (turned == (UNSET, UNSET) or gathers)
                by_way.setdefault(declared if as_above else turned, []).append(n)
            shown = {way for way, strands in by_way.items() if self.used.intersection(strands)}
            if len(below) < 2 or declared != (UNSET, UNSET) or not shown:
                shown.add(declared)  # with nothing in it, too
            for way, strands in sorted(by_way.items(), key=lambda item: (item[0] != declared, item[0])):
                if way in shown:
                    holder, target = (parties[party + 1] for party in way)
                    found.append(Line(name, holder, target, way == declared, tuple(strands)))
        return found

    def pairs(self, line: Line) -> Ints:
        """Give the entries that lie in a line."""
        return np.flatnonzero(np.isin(self.strands[0], line.strands))

    def unset(self, pairs: Ints) -> int:
        """Count the codings among these entries that have no stance: they count for coverage, never for direction."""
        return int(np.unique(self.coding[pairs[self.stance[pairs] == UNSET]]).size)


def evidence(snapshot: Snapshot) -> Evidence:
    """Find the evidence of a snapshot, and keep a step for each rule that leaves codings out.

    Raises OptionError where several coders coded and nobody said whose codings count.
    """
    codings, rows = snapshot.codings, snapshot.rows
    steps: list[Step] = []

    def drop(rule: str, out: Flags, detail: str = "") -> None:
        nonlocal rows
        if out.any():
            steps.append(Step(rule, detail, rows.size, rows[out]))
            rows = rows[~out]

    coder = evidence_coder(snapshot)
    drop("step.coder", codings.coder[rows] != coder, codings.coders[coder] if coder >= 0 else "")
    retired = retired_codes(snapshot)
    if retired:
        drop("step.retired", np.isin(codings.code[rows], list(retired)))
    drop("step.literature", snapshot.literature[codings.source[rows]])

    coding, voice = snapshot.speakers
    spoken = snapshot.marks(coding)
    unspoken = ~spoken[rows]
    if unspoken.any():
        unspoken[unspoken] = _on_interviewer(snapshot, rows[unspoken])
        drop("step.interviewer", unspoken)
        drop("step.no_voice", ~spoken[rows])
    here = snapshot.marks(rows)[coding] & snapshot.voices_in[voice]
    coding, voice = coding[here], voice[here]
    drop("step.other_voice", ~snapshot.marks(coding)[rows])
    return Evidence(
        snapshot, codings.coders[coder] if coder >= 0 else "", coding, voice,
        basis_of(snapshot, coding, voice), stance_of(snapshot, coding), tuple(steps),
    )  # fmt: skip


def evidence_coder(snapshot: Snapshot) -> int:
    """Give the number of the coder whose codings count: the study's choice, the consensus, else the only one there is.

    A view asks the same of the whole case: what it keeps of the codings does not decide whose they are. A view of
    coders leaves these alone to choose from.
    """
    codings = snapshot.codings
    coders = [codings.coders[n] for n in np.unique(codings.coder[~codings.withdrawn])]
    for chosen in (f.value for f in snapshot.filters if f.name == "coder"):
        coders = [name for name in coders if name in chosen]
    for preferred in (snapshot.study.evidence, CONSENSUS):
        if preferred in coders:
            coders = [preferred]
    if len(coders) > 1:
        raise OptionError(
            f"{len(coders)} coders coded this case ({', '.join(coders)}) and there is no consensus yet. "
            f"Say whose codings are the evidence: case.where(coder={coders[0]!r})."
        )
    return codings.coders.index(coders[0]) if coders else UNSET


def others_left_out(snapshot: Snapshot, coders: Sequence[str]) -> tuple[Step, ...]:
    """Give the step that leaves out the codings of all but some coders; none where there are no others."""
    codings, rows = snapshot.codings, snapshot.rows
    theirs = np.isin(codings.coder[rows], [codings.coders.index(name) for name in coders if name in codings.coders])
    return () if theirs.all() else (Step("step.coder", ", ".join(coders), rows.size, rows[~theirs]),)


def retired_codes(snapshot: Snapshot) -> set[int]:
    """Give the numbers of the codes that are retired, or left the book, and that no filter of the view names."""
    retired = {n for n, ref in enumerate(snapshot.codes) if ref.entry is None or ref.entry.status == "retired"}
    named = {snapshot.code_number(name) for f in snapshot.filters if f.name == "code" for name in f.value}
    return retired.difference(*(snapshot.subtrees[n].tolist() for n in named & retired))


def _on_interviewer(snapshot: Snapshot, rows: Ints) -> Flags:
    """Say which codings that nobody speaks lie on turns of interviewers, or were given to one."""
    given = snapshot.codings.voice[rows]
    coding, turn = snapshot.lie_in("turn")
    on = snapshot.marks(coding[snapshot.asking[turn]])[rows]
    known = (given >= 0) & (given < len(snapshot.voices))
    on[known] |= snapshot.interviewer[given[known]]
    return on & ((given < 0) | known)


def basis_of(snapshot: Snapshot, coding: Ints, voice: Ints) -> Ints:
    """Give the basis typed, else by the kind of source and by whether the speaker is of the holder's side.

    Unset where no side of the speaker's is on record: nothing says whether the words are of the speaker's own.
    """
    codings = snapshot.codings
    kinds = np.array([{"observation": OBSERVED, "document": DOCUMENTARY}.get(s.kind, UNSET) for s in snapshot.sources])
    holder = snapshot.direction(coding)[0]
    party = {name: n for n, name in enumerate(codings.parties)}
    own = np.zeros((len(snapshot.voices), len(party)), np.bool_)
    for n, speaker in enumerate(snapshot.voices):
        own[n, [party[name] for name in (speaker.side, speaker.role, speaker.id) if name]] = True
    other = np.array([ATTRIBUTED if speaker.side else UNSET for speaker in snapshot.voices], np.int64)
    basis = np.full(coding.size, UNSET, np.int64)
    held = holder != UNSET
    if held.any():
        basis[held] = np.where(own[voice[held], holder[held]], FIRST_HAND, other[voice[held]])
    by_kind = kinds[codings.source[coding]] if coding.size else basis
    basis = np.where(by_kind != UNSET, by_kind, basis)
    return np.where(codings.basis[coding] != UNSET, codings.basis[coding], basis)


def stance_of(snapshot: Snapshot, coding: Ints) -> Ints:
    """Give the stance typed; under a descriptive code a mention affirms."""
    codings = snapshot.codings
    descriptive = np.array([bool(ref.entry and ref.entry.kind == "descriptive") for ref in snapshot.codes] or [False])
    stance = codings.stance[coding]
    return np.where((stance == UNSET) & descriptive[codings.code[coding]], SUPPORTS, stance)


def pole(stance: int) -> str:
    """Name a stance by its number; "" where unset."""
    return STANCES[stance] if stance >= 0 else ""


def ground(basis: int) -> str:
    """Name a basis by its number; "" where unset."""
    return BASES[basis] if basis >= 0 else ""
