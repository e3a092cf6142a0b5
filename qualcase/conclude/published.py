"""The findings of a publication on this case, beside what its printed evidence carries and what the case yields."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy as np

from qualcase._kernel.checks import known
from qualcase.conclude.propositions import NO_GROUP, untested
from qualcase.conclude.rules import Verdict, judge
from qualcase.conclude.tally import Items, Member
from qualcase.conclude.verify import Checked, checked, support
from qualcase.conclude.why import in_words
from qualcase.model.codebook import text
from qualcase.model.columns import Vocabulary
from qualcase.model.evidence import CONTRADICTS, SUPPORTS
from qualcase.model.nouns import BASES, KINDS, STANCES, Claim, Published
from qualcase.model.protocols import Reads
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Table, call

HOW = ("quoted", "reported", "asserted")


@dataclass(frozen=True, slots=True, eq=False)
class Finding:
    """One published finding: the support by what is printed, and as a claim of this case."""

    published: Published
    printed: Verdict | None  # None where it cannot be tested as it is stated
    support: str  # by what is printed
    rule: str  # key of the label catalogue
    facts: dict[str, Any]
    case: Checked


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Findings(Table):
    """Every published finding with its printed evidence, the support that this gives, and the case's own."""

    findings: tuple[Finding, ...]

    def __getitem__(self, id: str) -> Finding:
        """Give one finding."""
        ids = [one.published.id for one in self.findings]
        return self.findings[ids.index(known("finding", id, ids, "what is published on this case"))]

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out finding, what is printed for it, the support by that and by the case, with the rules."""
        lang = lang or self.snapshot.lang
        rows = self.findings
        columns = (
            Column(label("head.id", lang), [one.published.id for one in rows], rowhead=True, width=0.5),
            Column(label("published.finding", lang), [text(one.published.statement, lang) for one in rows], width=3),
            Column(label("published.printed", lang), [_printed(one.published, lang) for one in rows], width=2.5),
            Column(label("published.by_print", lang), [self._said(one.support, one.rule, one.facts, lang)
                                                       for one in rows], width=2),
            Column(label("published.by_case", lang), [
                self._said(one.case.support, one.case.rule, one.case.facts, lang) for one in rows
            ], links=[sorted(set(p.rows.tolist())) if (p := one.case.proposition) else [] for one in rows], width=2),
        )  # fmt: skip
        references = dict.fromkeys(one.published.reference for one in rows if one.published.reference)
        notes = [label("published.note", lang)]
        notes += [f"{one.published.id}: {text(one.published.memo, lang)}" for one in rows if one.published.memo]
        notes += references
        if self.snapshot.study.synthetic:
            notes.append(label("note.synthetic", lang))
        return Sheet(label("published.title", lang), columns, notes=tuple(notes), lang=lang)

    def _said(self, support: str, rule: str, facts: Any, lang: str) -> str:
        by = label(rule, lang, **in_words(facts, lang, self.snapshot.called))
        return f"{label(f'support.{support}', lang)}\n{by}"


def published(case: Reads) -> Findings:
    """Show what a publication on this case finds, what its printed evidence alone can carry, and what the case yields.

    A publication prints no transcripts: its evidence is on record as what it quotes of somebody, what it reports that
    somebody said, and what its authors assert. The rule of `triangulate` is applied to the quoted and reported; an
    assertion is no evidence for itself. Whom the publication says it heard counts as asked.

    Returns
    -------
    Findings
        `.frame`, a row for each finding: `id`, `statement`, `kind`, `quoted`, `reported`, `asserted` (records that are
        printed), `printed_label`, `printed_strength`, `printed_support`, `case_label`, `case_strength`,
        `case_support`, each support in the words of `verify`.

    Examples
    --------
    >>> set(case.published().frame["printed_support"]) <= {"one-sided", "unsupported", "not tested as stated"}
    True
    """
    snapshot = case.snapshot
    findings = tuple(_finding(case, one) for one in snapshot.published)
    counts = [Counter(record["how"] for record in one.published.evidence) for one in findings]
    proposed = [one.case.proposition for one in findings]
    data: dict[str, Any] = {
        "id": [one.published.id for one in findings],
        "statement": [text(one.published.statement, snapshot.lang) for one in findings],
        "kind": [one.published.kind for one in findings],
        **{how: [count[how] for count in counts] for how in HOW},
        "printed_label": [one.printed.label if one.printed else "" for one in findings],
        "printed_strength": [one.printed.strength if one.printed else "" for one in findings],
        "printed_support": [one.support for one in findings],
        "case_label": [p.verdict.label if p else "" for p in proposed],
        "case_strength": [p.verdict.strength if p else "" for p in proposed],
        "case_support": [one.case.support for one in findings],
    }
    coders = dict.fromkeys(p.evidence.coder for p in proposed if p)
    made = call("published", snapshot, coder=", ".join(filter(None, coders)))
    steps = snapshot.evidence.steps if any(proposed) else ()
    return Findings(data, snapshot, made, steps, findings)


def _finding(case: Reads, one: Published) -> Finding:
    claim = Claim(one.id, one.statement, one.kind, rests_on=one.rests_on, polarity=one.polarity)
    as_claim = checked(case, claim)
    if untested(claim) == "claim.rule.order":
        return Finding(one, None, as_claim.support, as_claim.rule, dict(as_claim.facts), as_claim)
    verdict = _judged(one)
    return Finding(one, verdict, *support(verdict), as_claim)


def _judged(one: Published) -> Verdict:
    """Apply the rule of triangulation to what is quoted and reported."""
    members = [
        Member(str(v.get("id", "")), str(v.get("role", "")) or NO_GROUP, str(v.get("side", ""))) for v in one.heard
    ]
    place = {member.id: n for n, member in enumerate(members)}
    records = [r for r in one.evidence if r["how"] != "asserted" and r.get("voice") in place]
    about = Vocabulary()
    aspects = about.numbers([str(r.get("about", "")) for r in records])
    stance = np.array([_number(STANCES, r.get("stance", "")) for r in records], np.int64)
    if one.polarity == "contradicts":
        stance = np.select([stance == SUPPORTS, stance == CONTRADICTS], [CONTRADICTS, SUPPORTS], stance)
    items = Items(
        np.array([place[r["voice"]] for r in records], np.int64),
        stance,
        np.array([KINDS.index(r.get("kind", "interview")) for r in records], np.int64),
        np.asarray(aspects, np.int64),
        np.array([_number(BASES, r.get("basis", "")) for r in records], np.int64),
    )
    return judge(items, members)


def _number(names: tuple[str, ...], name: str) -> int:
    return names.index(name) if name in names else -1


def _printed(one: Published, lang: str) -> str:
    """Say each record in a line: how, whose, on what page, about what."""
    lines = []
    for record in one.evidence:
        parts = [": ".join(filter(None, (label(f"published.{record['how']}", lang), record.get("voice", ""))))]
        parts += [label(f"stance.{record['stance']}", lang)] if record.get("stance") else []
        parts += [label("published.page", lang, page=record["page"])] if record.get("page") else []
        said = ", ".join(parts)
        lines.append(f"{said}: {text(record['about'], lang)}" if record.get("about") else said)
    return "\n".join(lines) or label("published.nothing", lang)
