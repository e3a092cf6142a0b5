"""Which codings are evidence, of whom, on what basis, in which direction; and what was left out, by which rule."""

from dataclasses import dataclass
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
    """A row of a count: a code with its subtree, in one direction. `strands`: the numbers of the strands it is made of."""

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
        holder, target = (snapshot.name("side", party, lang) if party else "?" for party in (self.holder, self.target))
        return f"{label}: {holder} → {target}"


@dataclass(frozen=True, eq=False)
class Evidence:
    """The evidence of a snapshot: one entry for each coding and each voice it counts for, all (p,).

    `basis`, `stance`: numbers in BASES and STANCES, -1 unset. A mention under a descriptive code affirms: supports.
    """

    snapshot: Snapshot
    coder: str
    coding: Ints
    voice: Ints
    basis: Ints
    stance: Ints
    steps: tuple[Step, ...]

    @property
    def rows(self) -> Ints:
        """The codings that are evidence, rising."""
        return np.unique(self.coding)

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

    def lines(self, *codes: str, exact: bool = False) -> list[Line]:
        """Give a line for each code, and one more for each other direction that its codings take; never pooled."""
        parties = ("", *self.snapshot.codings.parties)
        n_codes = len(self.snapshot.codes)
        turned = list(enumerate(self.strands[1]))[n_codes:]
        found: list[Line] = []
        for name in codes:
            own = self.snapshot.code_number(name)
            numbers = {own} if exact else set(map(int, self.snapshot.subtree(name)))
            held, aimed = (parties[side[own] + 1] for side in self.snapshot.declared)
            found.append(Line(name, held, aimed, True, tuple(sorted(numbers))))
            for way in sorted({(h, t) for _, (code, h, t) in turned if code in numbers}):
                strands = tuple(n for n, (code, h, t) in turned if code in numbers and (h, t) == way)
                found.append(Line(name, parties[way[0] + 1], parties[way[1] + 1], False, strands))
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
    retired = [n for n, ref in enumerate(snapshot.codes) if ref.entry is None or ref.entry.status == "retired"]
    drop("step.retired", np.isin(codings.code[rows], retired))
    literature = [n for n, source in enumerate(snapshot.sources) if source.kind == "literature"]
    drop("step.literature", np.isin(codings.source[rows], literature))

    coding, voice = snapshot.speakers
    spoken = np.isin(rows, coding)
    turn = snapshot.units["turn"]
    asked_only = ~spoken & _on_interviewer(snapshot, rows, turn.voice)
    unknown = ~spoken & ~asked_only
    drop("step.interviewer", asked_only)
    drop("step.no_voice", unknown[~asked_only])
    here = np.isin(coding, rows) & snapshot.voices_in[voice]
    coding, voice = coding[here], voice[here]
    drop("step.other_voice", ~np.isin(rows, coding))
    return Evidence(
        snapshot, codings.coders[coder] if coder >= 0 else "", coding, voice,
        basis_of(snapshot, coding, voice), stance_of(snapshot, coding), tuple(steps),
    )  # fmt: skip


def evidence_coder(snapshot: Snapshot) -> int:
    """Give the number of the coder whose codings count: the study's choice, the consensus, else the only one there is."""
    codings = snapshot.codings
    used = np.unique(codings.coder[snapshot.rows])
    names = [codings.coders[n] for n in used]
    for preferred in (snapshot.study.evidence, CONSENSUS):
        if preferred in names:
            return int(used[names.index(preferred)])
    if len(names) > 1:
        raise OptionError(
            f"{len(names)} coders coded this case ({', '.join(names)}) and there is no consensus yet. "
            f"Say whose codings are the evidence: case.where(coder={names[0]!r})."
        )
    return int(used[0]) if names else UNSET


def _on_interviewer(snapshot: Snapshot, rows: Ints, turn_voice: Ints) -> Flags:
    """Say which codings lie on turns of interviewers."""
    from qualcase.model.spans import incidence

    turn = snapshot.units["turn"]
    span, at = incidence(*snapshot.spans(rows), turn.start, turn.end)
    voice = turn_voice[at]
    asks = voice >= 0
    asks[asks] &= snapshot.interviewer[voice[asks]]
    on = np.zeros(rows.size, np.bool_)
    on[span[asks]] = True
    return on


def basis_of(snapshot: Snapshot, coding: Ints, voice: Ints) -> Ints:
    """Give the basis typed, else by the kind of source and by whether the speaker is of the holder's side."""
    codings = snapshot.codings
    kinds = np.array([{"observation": OBSERVED, "document": DOCUMENTARY}.get(s.kind, UNSET) for s in snapshot.sources])
    holder = snapshot.direction(coding)[0]
    own = np.array([[p in (v.side, v.role, v.id) for p in codings.parties] for v in snapshot.voices], np.bool_)
    basis = np.full(coding.size, UNSET, np.int64)
    held = holder != UNSET
    if held.any():
        basis[held] = np.where(own[voice[held], holder[held]], FIRST_HAND, ATTRIBUTED)
    by_kind = kinds[codings.source[coding]] if coding.size else basis
    basis = np.where(by_kind != UNSET, by_kind, basis)
    return np.where(codings.basis[coding] != UNSET, codings.basis[coding], basis)


def stance_of(snapshot: Snapshot, coding: Ints) -> Ints:
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
