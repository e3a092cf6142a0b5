"""Set each claim beside its evidence."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known
from qualcase.conclude.propositions import Proposition, from_claim, untested
from qualcase.conclude.rules import Verdict, interests
from qualcase.conclude.why import Why, in_words
from qualcase.conclude.why import why as reasons
from qualcase.errors import NotFound, OptionError
from qualcase.model.codebook import text
from qualcase.model.nouns import Claim
from qualcase.model.protocols import Reads
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

Ints = NDArray[np.int64]
NONE = np.empty(0, np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Checked:
    """A claim as it stands now: support, the rule that gave it, standing after the cap, what changed since."""

    claim: Claim
    proposition: Proposition | None
    support: str
    rule: str  # key of the label catalogue
    facts: Mapping[str, Any]
    standing: str
    changed: tuple[str, ...]  # ids of codings edited, withdrawn or new since the claim was made


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Verification(Table):
    """Every claim with its evidence, its counter-evidence and the rule that gave its support."""

    checked: tuple[Checked, ...]

    def __getitem__(self, id: str) -> Checked:
        """Give one claim as it stands."""
        ids = [c.claim.id for c in self.checked]
        return self.checked[ids.index(known("claim", id, ids, "this case"))]

    def why(self, id: str) -> Why:
        """Say why a claim is supported as it is: the rule, and the triangulation behind it where there is one."""
        one, snapshot = self[id], self.snapshot
        rule = Why(((one.rule, one.facts),), called=snapshot.called, lang=snapshot.lang)
        if one.proposition is None:
            return rule
        behind = reasons(one.proposition.verdict, called=snapshot.called, lang=snapshot.lang)
        return replace(behind, clauses=(*rule.clauses, *behind.clauses))

    def quotes(self, id: str, pole: str | None = None) -> Quotes:
        """Quote the evidence of a claim: all of it, or what "supports" or "contradicts" it."""
        one = self[id]
        evidence = one.proposition.evidence if one.proposition else None
        return quotes_of(self.snapshot, _rows(one, pole), self.call, evidence)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out claim, support, rule, evidence for and against, standing."""
        lang = lang or self.snapshot.lang
        rows = self.checked
        supporting, against = ([_rows(c, pole).tolist() for c in rows] for pole in ("supports", "contradicts"))
        columns = (
            Column(label("head.id", lang), [c.claim.id for c in rows], rowhead=True, width=0.5),
            Column(label("head.claim", lang), [text(c.claim.statement, lang) for c in rows], width=3),
            Column(label("head.support", lang), [label(f"support.{c.support}", lang) for c in rows]),
            Column(
                label("claims.for", lang), [_counted(c, "supports") for c in rows], align="center", links=supporting
            ),
            Column(
                label("claims.against", lang), [_counted(c, "contradicts") for c in rows], align="center", links=against
            ),
            Column(label("claims.rule", lang), [_rule(c, self.snapshot, lang) for c in rows], width=2.5),
            Column(label("head.standing", lang), [_standing(c, lang) for c in rows]),
        )
        notes = [label("claims.note", lang)]
        if self.call.coder:
            notes.append(label("note.coder", lang, coder=self.call.coder))
        tested = [c.proposition for c in rows if c.proposition]
        for key, found in (
            ("note.unset", [p.unset for p in tested]),
            ("claims.other_direction", [p.set_aside for p in tested]),
            ("note.several", [p.several for p in tested]),
        ):
            if n := np.unique(np.concatenate([NONE, *found])).size:
                notes.append(label(key, lang, n=n))
        if self.snapshot.study.synthetic:
            notes.append(label("note.synthetic", lang))
        return Sheet(label("claims.title", lang), columns, notes=tuple(notes), lang=lang)


def verify(case: Reads) -> Verification:
    """Show each claim beside its evidence and counter-evidence, with the support that the rule computes.

    supported (by two groups, and two sides where sides are recorded); one-sided (all who support it are of one side or
    group); contested (voices on both sides); contradicted; unsupported (nothing that has a direction); not tested as
    stated (codes alone, or a claim about order). What a person typed as its standing is capped: "verified" needs
    support, no open negative case, and a rival considered where the claim relates two things, causally or in time.

    Returns
    -------
    Verification
        `.frame`, a row for each claim: `id`, `statement`, `kind`, `support`, `strength`, `label`, `supporting`,
        `contradicting`, `mixed` (voices), `standing` (after the cap), `typed`, `changed` (codings edited, withdrawn or
        new since). `.why(id)`, `.quotes(id, "contradicts")`.

    Notes
    -----
    The rule is ours, over the verdict of `triangulate`; downgrades are automatic, upgrades are a person's.

    Examples
    --------
    >>> set(case.verify().frame["support"]) - {"supported", "one-sided", "contested", "contradicted", "unsupported"}
    {'not tested as stated'}
    """
    snapshot = case.snapshot
    now = _fingerprints(snapshot)
    found = tuple(checked(case, one, now) for one in snapshot.claims)
    verdicts = [c.proposition.verdict if c.proposition else None for c in found]
    data: dict[str, Any] = {
        "id": [c.claim.id for c in found],
        "statement": [text(c.claim.statement, snapshot.lang) for c in found],
        "kind": [c.claim.kind for c in found],
        "support": [c.support for c in found],
        "strength": [v.strength if v else "" for v in verdicts],
        "label": [v.label if v else "" for v in verdicts],
        **{
            name: [len(v.voices(pole)) if v else 0 for v in verdicts]
            for name, pole in (("supporting", "supports"), ("contradicting", "contradicts"), ("mixed", "mixed"))
        },
        "standing": [c.standing for c in found],
        "typed": [c.claim.standing for c in found],
        "changed": [len(c.changed) for c in found],
    }
    coders = dict.fromkeys(c.proposition.evidence.coder for c in found if c.proposition)
    made = call("verify", snapshot, coder=", ".join(filter(None, coders)))
    return Verification(data, snapshot, made, (), found)


def checked(case: Reads, claim: Claim, now: Mapping[str, str] | None = None) -> Checked:
    """Give one claim as it stands, on record or not.

    `now`: the fingerprints of the codings on record that it rested on when it was made; without them it is not told
    what changed since.
    """
    if rule := untested(claim):
        stands = "unsupported" if rule == "claim.rule.nothing" else "not tested as stated"
        return _capped(case, claim, None, stands, rule, {"label": "no_evidence"}, now)
    try:
        proposition = from_claim(case, claim, "role", {})
    except (NotFound, OptionError, TypeError):  # the filter names what the case does not have, or no filter can be
        filters = "; ".join(f"{name}={_plain(value)}" for name, value in claim.rests_on.items())
        return _capped(case, claim, None, "unsupported", "claim.rule.broken", {"filters": filters}, now)
    return _capped(case, claim, proposition, *support(proposition.verdict), now)


def _plain(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def support(v: Verdict) -> tuple[str, str, dict[str, Any]]:
    """Give the support that a verdict gives a claim, the rule (a key of the label catalogue), and its facts."""
    held = {pole: len(v.voices(pole)) for pole in ("supports", "contradicts", "mixed")}
    facts: dict[str, Any] = {
        "plus": held["supports"],
        "minus": held["contradicts"],
        "mixed": held["mixed"],
        "label": v.label,
    }
    if v.direction == "none":
        return "unsupported", "claim.rule.nothing", facts
    if v.direction == "contested":
        return "contested", "claim.rule.contested", facts
    if v.direction == "contradicts":
        return "contradicted", "claim.rule.contradicted", {**facts, "strength": v.strength}
    holders = [account for account, stands in zip(v.accounts, v.positions, strict=True) if stands == "supports"]
    sides, groups = sorted(interests(holders)), sorted({account.member.group for account in holders})
    recorded = bool(interests(v.accounts))
    one_side = recorded and len(sides) < 2
    if one_side or len(groups) < 2 or v.strength == "none":
        return "one-sided", "claim.rule.one_sided", {"sides": tuple(sides if one_side and sides else groups)}
    return "supported", "claim.rule.supported", {**facts, "strength": v.strength}


def _capped(
    case: Reads, claim: Claim, p: Proposition | None, support: str, rule: str, facts: Mapping[str, Any],
    now: Mapping[str, str] | None,
) -> Checked:  # fmt: skip
    standing = claim.standing
    if standing == "verified":
        open_cases = {case.snapshot.codings.ids[row] for row in (_against(p) if p else [])} - claim.disposed.keys()
        rival_needed = claim.kind in ("relational", "causal", "sequence") and not claim.rivals
        if support != "supported" or open_cases or rival_needed:
            standing = "tentative"
    return Checked(claim, p, support, rule, facts, standing, _changed(case.snapshot, claim, p, now))


def _fingerprints(snapshot: Snapshot) -> dict[str, str]:
    """Take the fingerprint of every coding on record that a claim rested on when it was made, by id; read at one go."""
    on_record = set(snapshot.codings.ids.tolist())
    looked_at = dict.fromkeys(key for claim in snapshot.claims for key in claim.evidence if key in on_record)
    return {row.id: row.fingerprint for row in snapshot.details([*looked_at])}


def _changed(snapshot: Snapshot, claim: Claim, p: Proposition | None, now: Mapping[str, str] | None) -> tuple[str, ...]:
    """Codings that are not as they were when the claim was recorded, or that came under its filter since."""
    if not claim.evidence or now is None:
        return ()
    moved = [key for key, was in claim.evidence.items() if now.get(key) != was]
    new = [snapshot.codings.ids[row] for row in (p.evidence.rows if p else [])]
    return tuple(dict.fromkeys([*moved, *(key for key in new if key not in claim.evidence)]))


def _against(p: Proposition) -> list[int]:
    return np.unique(p.rows[p.leaning("contradicts") | p.leaning("mixed")]).tolist()  # type: ignore[no-any-return]


def _rows(one: Checked, pole: str | None) -> Ints:
    p = one.proposition
    if p is None:
        return NONE
    return np.unique(p.rows if pole is None else p.rows[p.leaning(pole)])


def _counted(one: Checked, pole: str) -> str:
    if one.proposition is None:
        return "–"
    return f"{len(one.proposition.verdict.voices(pole))} ({_rows(one, pole).size})"


def _rule(one: Checked, snapshot: Snapshot, lang: str) -> str:
    lines = [label(one.rule, lang, **in_words(one.facts, lang, snapshot.called))]
    if one.changed:
        lines.append(label("claims.changed", lang, n=len(one.changed)))
    return "\n".join(lines)


def _standing(one: Checked, lang: str) -> str:
    said = label(f"standing.{one.standing}", lang)
    if one.standing == one.claim.standing:
        return said
    return f"{said} ({label('claims.capped', lang, typed=label(f'standing.{one.claim.standing}', lang))})"
