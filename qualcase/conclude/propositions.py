"""What is triangulated: a line of codes, or a claim, with its evidence as items of the rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase.conclude.rules import Verdict, judge
from qualcase.conclude.tally import Items, Member
from qualcase.model.asked import asked_about, asked_in
from qualcase.model.codebook import text
from qualcase.model.columns import Vocabulary
from qualcase.model.evidence import ATTRIBUTED, CONTRADICTS, SUPPORTS, UNSET, Evidence, Line
from qualcase.model.nouns import KINDS, STANCES, Claim, Voice
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.reduce.where import select

Ints = NDArray[np.int64]

NO_GROUP = "–"
CODES_ONLY = frozenset({"code", "exact", "coder"})  # filters that say nothing of what a claim says of the code


def untested(claim: Claim) -> str:
    """Say why a claim cannot be tested as it is stated, by a key of the label catalogue; "" where it can.

    A coding of a code does not support whatever sentence names it, and an order is not found in stances.
    """
    if claim.kind == "sequence":
        return "claim.rule.order"
    if claim.links or not set(claim.rests_on) <= CODES_ONLY:
        return ""
    return "claim.rule.codes_only" if claim.rests_on else "claim.rule.nothing"


@dataclass(frozen=True, slots=True, eq=False)
class Proposition:
    """One proposition: its evidence, as items of the rule beside the entries they come from, and the verdict."""

    name: str
    evidence: Evidence
    pairs: Ints  # entries of the evidence: (k,), as the items
    items: Items
    members: tuple[Member, ...]
    aspects: tuple[str, ...]  # the names that aspects are numbered by
    parts: Mapping[str, tuple[str, str]]  # of each such name the child code ("" for none) and the aspect
    verdict: Verdict
    line: Line | None = None
    claim: Claim | None = None

    def title(self, lang: str) -> str:
        """Say it: the claim's statement, or the code with its direction."""
        if self.claim is not None:
            return text(self.claim.statement, lang)
        assert self.line is not None
        return self.line.name(self.evidence.snapshot, lang)

    def aspect(self, number: int, lang: str) -> str:
        """Say an aspect; a child code by its label."""
        code, aspect = self.parts[self.aspects[number]]
        name = self.evidence.snapshot.name
        said = (name("code", code, lang) if code else "", name("aspect", aspect, lang) if aspect else "")
        return ": ".join(filter(None, said))

    @property
    def rows(self) -> Ints:
        """The codings of the items: (k,)."""
        return self.evidence.coding[self.pairs]

    @property
    def several(self) -> Ints:
        """The codings that count for several voices, whose turns they overlap."""
        rows, voices = np.unique(self.rows, return_counts=True)
        return np.asarray(rows[voices > 1], np.int64)

    @property
    def unset(self) -> Ints:
        """The codings that have no stance."""
        return np.unique(self.rows[self.items.stance == UNSET])

    @property
    def set_aside(self) -> Ints:
        """The codings under a claim's filter that take another direction than the one tested."""
        gone = [step.dropped for step in self.evidence.steps if step.rule == "step.direction"]
        return np.setdiff1d(np.concatenate([self.evidence.rows, *gone]), self.rows)

    def leaning(self, pole: str) -> NDArray[np.bool_]:
        """Which items lean one way ("supports", "contradicts", "mixed"), attributed ones aside: (k,)."""
        judged = (self.items.basis != ATTRIBUTED) | self.verdict.rule.include_attributed
        return np.asarray(judged & (self.items.stance == STANCES.index(pole)), np.bool_)

    def held_by(self, pole: str) -> NDArray[np.bool_]:
        """Which items make the position of the voices that stand at a pole, attributed ones aside: (k,)."""
        stands = np.array([where == pole for where in self.verdict.positions], np.bool_)
        leaning = self.leaning("supports") | self.leaning("contradicts") | self.leaning("mixed")
        return np.asarray(stands[self.items.voice] & leaning, np.bool_)


def from_line(evidence: Evidence, line: Line, across: str, rule: Mapping[str, Any]) -> Proposition:
    """Triangulate a code in one direction; the guide asks in the declared one, in another only who spoke was asked."""
    pairs = evidence.pairs(line)
    name = line.code if line.declared else f"{line.code}: {line.holder} -> {line.target}"
    asked = asked_in(evidence.snapshot, line)
    return _made(name, evidence, pairs, evidence.stance[pairs], asked, across, rule, top=line.code, line=line)


def from_claim(case: Reads, claim: Claim, across: str, rule: Mapping[str, Any]) -> Proposition:
    """Triangulate a claim, by its links or its saved filter; the evidence's stance is turned towards the claim."""
    snapshot = case.snapshot
    if claim.links:
        return _from_links(snapshot, claim, across, rule)
    evidence = select(snapshot, **claim.rests_on).evidence
    codes = _named(claim.rests_on.get("code"))
    aimed = "holder" in claim.rests_on or "target" in claim.rests_on
    if not aimed and not codes:  # another direction than the codebook's is never pooled
        evidence = evidence.as_declared
    if aimed or not codes:
        pairs = np.arange(evidence.coding.size)
    else:
        lines = evidence.lines(*codes, exact=bool(claim.rests_on.get("exact")))
        strands = [strand for line in lines if line.declared for strand in line.strands]
        pairs = np.flatnonzero(np.isin(evidence.strands[0], strands))
    stance = evidence.stance[pairs]
    if claim.polarity == "contradicts":
        stance = np.select([stance == SUPPORTS, stance == CONTRADICTS], [CONTRADICTS, SUPPORTS], stance)
    asked = _asked(evidence.snapshot, codes)
    if not _as_declared(snapshot, codes, claim.rests_on):
        asked = np.zeros_like(asked)
    return _made(claim.id, evidence, pairs, stance, asked, across, rule, claim=claim)


def _as_declared(snapshot: Snapshot, codes: list[str], filters: Mapping[str, Any]) -> bool:
    """Whether filters keep to the codebook's direction, in which the guide asks; in another, who spoke was asked."""
    entries = [snapshot.codes[snapshot.code_number(code)].entry for code in codes]
    return all(
        _named(filters[side]) == [getattr(entry, side)]
        for side in ("holder", "target") for entry in entries if side in filters and entry
    )  # fmt: skip


def _from_links(snapshot: Snapshot, claim: Claim, across: str, rule: Mapping[str, Any]) -> Proposition:
    number = {key: row for row, key in enumerate(snapshot.codings.ids[: len(snapshot.codings)])}
    towards = {number[key]: STANCES.index(p) for key, p in claim.links.items() if key in number}
    rows = np.array(sorted(towards), np.int64)
    evidence = snapshot.keep(rows[np.isin(rows, snapshot.rows)]).evidence
    pairs = np.arange(evidence.coding.size)
    stance = np.array([towards[row] for row in evidence.coding.tolist()], np.int64)
    codes = sorted({snapshot.codes[c].name for c in snapshot.codings.code[rows]})
    return _made(claim.id, evidence, pairs, stance, _asked(evidence.snapshot, codes), across, rule, claim=claim)


def _made(
    name: str, evidence: Evidence, pairs: Ints, stance: Ints, asked: NDArray[np.bool_], across: str,
    rule: Mapping[str, Any], *, top: str = "", **what: Any,
) -> Proposition:  # fmt: skip
    snapshot, codings = evidence.snapshot, evidence.snapshot.codings
    members = _members(snapshot, asked, across)
    place = np.full(len(snapshot.voices), -1)
    ids = [voice.id for voice in snapshot.voices]
    place[[ids.index(member.id) for member in members]] = np.arange(len(members))
    rows = evidence.coding[pairs]
    technique = np.array([KINDS.index(source.kind) for source in snapshot.sources] or [0])
    aspects = Vocabulary()
    named = [_aspect(snapshot, row, top) for row in rows.tolist()]
    parts = {": ".join(word for word in pair if word): pair for pair in named}
    aspect = aspects.numbers([": ".join(word for word in pair if word) for pair in named])
    items = Items(place[evidence.voice[pairs]], stance, technique[codings.source[rows]], aspect, evidence.basis[pairs])
    verdict = judge(items, members, **rule)
    return Proposition(name, evidence, pairs, items, members, tuple(aspects.names), parts, verdict, **what)


def _aspect(snapshot: Snapshot, row: int, top: str) -> tuple[str, str]:
    """The aspect of a coding, after its child code, which serves as an aspect of its parent."""
    codings = snapshot.codings
    aspect = codings.aspects[codings.aspect[row]] if codings.aspect[row] >= 0 else ""
    code = snapshot.codes[codings.code[row]].name
    return "" if not top or code == top else code, aspect


def _asked(snapshot: Snapshot, codes: list[str]) -> NDArray[np.bool_]:
    """Who was asked about a claim: about one of its codes; where it has none, everybody on record."""
    if not codes:
        return snapshot.has_source
    return np.asarray(np.logical_or.reduce([asked_about(snapshot, code).voices for code in codes]), np.bool_)


def _members(snapshot: Snapshot, asked: NDArray[np.bool_], across: str) -> tuple[Member, ...]:
    """The voices compared, in the order of roles, with who was asked; interviewers are none."""
    roles = snapshot.roles()
    here = np.flatnonzero(snapshot.voices_in & ~snapshot.interviewer).tolist()
    here.sort(key=lambda n: (roles.index(snapshot.voices[n].role), n))
    return tuple(
        Member(v.id, group_of(v, across) or NO_GROUP, v.side, bool(asked[n]))
        for n, v in ((n, snapshot.voices[n]) for n in here)
    )


def group_of(voice: Voice, across: str) -> str:
    """Give the group of a voice by its role, its side, itself, or an attribute of the study's own; "" for none."""
    own = {"role": voice.role, "side": voice.side, "voice": voice.id}
    found = own[across] if across in own else voice.attributes.get(across)
    return "" if found is None else str(found)


def _named(code: Any) -> list[str]:
    return [code] if isinstance(code, str) else list(code or ())
