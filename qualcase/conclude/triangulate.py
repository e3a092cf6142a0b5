"""Do the sources agree? Who said what, compared by role, side or person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known
from qualcase._kernel.text import clip
from qualcase.conclude.propositions import Proposition, from_claim, from_line, untested
from qualcase.conclude.rules import Verdict
from qualcase.conclude.thesis_table import thesis_sheet, verdict_sheet
from qualcase.conclude.why import Why
from qualcase.conclude.why import why as reasons
from qualcase.errors import NotFound, OptionError
from qualcase.model.protocols import Reads
from qualcase.render.figure import opposed
from qualcase.render.labels import label
from qualcase.render.sheet import Sheet
from qualcase.results.condensation import narrowed
from qualcase.results.quotes import Quotes, quotes_of
from qualcase.results.table import Table, call

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
ACROSS = ("role", "side", "voice")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Triangulation(Table):
    """A verdict for each proposition: a code in one direction, or a claim."""

    propositions: tuple[Proposition, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The propositions' names: a code, "code: holder -> target", a claim's id."""
        return tuple(p.name for p in self.propositions)

    def __getitem__(self, name: str) -> Verdict:
        """Give the verdict on one proposition."""
        return self._named(name).verdict

    def why(self, name: str) -> Why:
        """Say which clauses gave label, direction and strength, on which voices, and the smallest change of them."""
        return reasons(self[name], called=self.snapshot.called, lang=self.snapshot.lang)

    def quotes(self, name: str, group: str | None = None) -> Quotes:
        """Quote what a verdict rests on, all of it or one group's; attributed accounts are among them."""
        one = self._named(name)
        keep = np.ones(one.pairs.size, np.bool_)
        if group is not None:
            known("group", group, [g.name for g in one.verdict.groups], "this triangulation")
            keep = np.array([member.group == group for member in one.members])[one.items.voice]
        return quotes_of(self.snapshot, np.unique(one.rows[keep]), self.call, one.evidence)

    def pairs(self, name: str) -> "pd.DataFrame":
        """Compare the groups of one proposition two by two. Columns: a, b, label."""
        import pandas as pd

        return pd.DataFrame([tuple(pair) for pair in self[name].pairs], columns=["a", "b", "label"])

    def completeness(self, name: str) -> "pd.DataFrame":
        """Show which groups name which aspect. Columns: aspect, one for each group (bool), groups (how many)."""
        import pandas as pd

        one = self._named(name)
        named = {group.name: {one.aspects[a] for a in group.aspects} for group in one.verdict.groups}
        aspects = sorted(set().union(*named.values()))
        rows = [[a, *(a in own for own in named.values()), sum(a in own for own in named.values())] for a in aspects]
        return pd.DataFrame(rows, columns=["aspect", *named, "groups"])

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay out the table of a thesis: theme, each informant, observation, document, what is alike, the verdict."""
        return thesis_sheet(self.snapshot, self.propositions, self.call.coder, lang or self.snapshot.lang)

    def verdicts(self, *, lang: str = "") -> Sheet:
        """Lay out the verdicts alone: label, direction, balance, strength, how many voices stand where."""
        return verdict_sheet(self.snapshot, self.propositions, self.call.coder, lang or self.snapshot.lang)

    def plot(self, ax: Any = None) -> Any:
        """Draw how many voices stand where on each row, with matplotlib on `ax` or on new axes; give the Axes."""
        lang, frame = self.snapshot.lang, self.frame
        against, fors, both = (
            (label(f"stance.{stance}", lang), frame[stance].tolist()) for stance in ("contradicts", "supports", "mixed")
        )
        rows = [clip(p.title(lang), 44) for p in self.propositions]
        return opposed(against, fors, both, rows, title=label("plot.positions", lang), ax=ax)

    def _named(self, name: str) -> Proposition:
        return self.propositions[self.names.index(known("proposition", name, self.names, "this triangulation"))]


def triangulate(
    case: Reads,
    *names: str,
    across: str = "role",
    exact: bool = False,
    theta: float = 0.5,
    dominance: float = 1.0,
    include_attributed: bool = False,
    strict_farmer: bool = False,
) -> Triangulation:
    """Show whether sources agree, are silent, complement or contradict each other, and how strong a finding is.

    Parameters
    ----------
    names
        Codes or claims' ids; without any, every evaluative top code in use, then every claim that can be tested as it
        is stated. A code counts with its subtree (`exact=True`: alone), each direction of judgement on its own row.
    across
        The groups compared: by "role", "side" or "voice", or by an attribute of the informants (a further column of
        informants.csv).
    theta
        Share (0 to 1) of the aspects of two groups that both must name to speak of the same.
    dominance
        Share (above 0.5, to 1) of a voice's items, and of a group's voices, that makes a position; 1: no majority vote.
    include_attributed
        Let accounts of what others feel count; they say what the speaker believes.
    strict_farmer
        The literal rule, by which opposite judgements of one event are only partial agreement.

    Returns
    -------
    Triangulation
        `.frame`, a row for each proposition: `name`, `label`, `direction`, `strength`; `supports`, `contradicts`,
        `mixed`, `asked` (voices); `balance` (-1 to 1), `coverage` (0 to 1); `silent`, `not_asked`, `divided` (groups);
        `negative_cases`, `neutral` (voices); `attributed` (items set aside), `several` (codings that count for
        several voices), `flags`; `two_thirds` (the three words at
        dominance 2/3). `.why(name)`, `.quotes(name, group)`, `.pairs(name)`, `.completeness(name)`.

    Raises
    ------
    OptionError
        Several coders and nobody said whose codings are the evidence; nothing here has a direction; or a claim that
        was named rests on codes alone, or is about order.

    Notes
    -----
    Words after Farmer, Robinson, Elliott and Eyles 2006, Qualitative Health Research 16(3): 377-394; that opposite
    judgements are dissonance, and the caps of strength, are our rules. Strength is an order, not a probability.

    Examples
    --------
    >>> t = case.triangulate()
    >>> t["trust"].label in ("agreement", "partial", "silence", "dissonance", "untested", "no_evidence")
    True
    >>> print(t.why("trust").text(lang="en").splitlines()[0][:6])
    Label
    """
    there = dict.fromkeys([*ACROSS, *(name for voice in case.snapshot.voices for name in voice.attributes)])
    if across not in there:
        raise OptionError(
            f"across={across!r} is nothing that informants are grouped by in this case. There are: {', '.join(there)}."
        )
    rule = {
        "theta": theta, "dominance": dominance, "include_attributed": include_attributed, "strict_farmer": strict_farmer
    }  # fmt: skip
    snapshot = case.snapshot
    propositions = _propositions(case, names, across, exact, rule)
    if not propositions:
        raise OptionError(
            "there is nothing to triangulate: no evaluative code is in use and there are no claims. "
            "Code with an evaluative code (one with poles) and a stance, or record a claim."
        )
    evidence = propositions[0].evidence
    made = call("triangulate", snapshot, coder=evidence.coder, names=names or None, across=across, **rule)
    steps = evidence.steps
    if all(p.claim is None for p in propositions):
        pairs = np.unique(np.concatenate([p.pairs for p in propositions]))
        steps = narrowed(evidence, pairs, attributed=not include_attributed)
    return Triangulation(_columns(propositions), snapshot, made, steps, propositions)


def _propositions(
    case: Reads, names: tuple[str, ...], across: str, exact: bool, rule: Mapping[str, Any]
) -> tuple[Proposition, ...]:
    snapshot = case.snapshot
    claims = {claim.id: claim for claim in snapshot.claims}
    if names:
        codes = [name for name in names if name not in claims]
        chosen = [claims[name] for name in names if name in claims]
        for claim in filter(untested, chosen):
            raise OptionError(f"claim {claim.id!r}: {label(untested(claim), 'en', label='none')}")
    else:
        lines = snapshot.evidence.lines(*_evaluative(case))
        codes = list(dict.fromkeys(line.code for line in lines if snapshot.evidence.pairs(line).size))
        chosen = [claim for claim in claims.values() if not untested(claim)]
    evidence = snapshot.evidence
    found = [from_line(evidence, line, across, rule) for line in evidence.lines(*codes, exact=exact)]
    for claim in chosen:
        try:
            found.append(from_claim(case, claim, across, rule))
        except NotFound:  # its filter names what the case does not have: `verify` says so beside the claim
            if names:
                raise
    return tuple(found)


def _evaluative(case: Reads) -> list[str]:
    snapshot = case.snapshot
    entries = {ref.name: ref.entry for ref in snapshot.codes}
    return [name for name in snapshot.top_codes if (entry := entries[name]) is not None and entry.kind == "evaluative"]


def _columns(propositions: tuple[Proposition, ...]) -> Mapping[str, Any]:
    verdicts = [p.verdict for p in propositions]
    return {
        "name": [p.name for p in propositions],
        "label": [v.label for v in verdicts],
        "direction": [v.direction for v in verdicts],
        "strength": [v.strength for v in verdicts],
        **{pole: [len(v.voices(pole)) for v in verdicts] for pole in ("supports", "contradicts", "mixed")},
        "asked": [sum(g.eligible for g in v.groups) for v in verdicts],
        "balance": [v.balance for v in verdicts],
        "coverage": [v.coverage for v in verdicts],
        "silent": [", ".join(v.silent_groups) for v in verdicts],
        "not_asked": [", ".join(g.name for g in v.groups if g.position == "not_asked") for v in verdicts],
        "divided": [", ".join(g.name for g in v.groups if g.divergence) for v in verdicts],
        "negative_cases": [", ".join(v.negative_cases) for v in verdicts],
        "neutral": [", ".join(v.spoke_neutral) for v in verdicts],
        "attributed": [sum(account.attributed for account in v.accounts) for v in verdicts],
        "several": [p.several.size for p in propositions],
        "flags": [", ".join(v.flags) for v in verdicts],
        "two_thirds": [" / ".join(v.at_two_thirds) for v in verdicts],
    }
