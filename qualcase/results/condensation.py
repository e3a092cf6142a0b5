"""The reduction record: how many words came in, what each rule left out, how many were kept; then the codings."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase.errors import OptionError
from qualcase.lang.words import words
from qualcase.model.evidence import ATTRIBUTED, Evidence, Step
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import date, number, percent
from qualcase.render.sheet import Column, Sheet
from qualcase.results.table import Call, Table

if TYPE_CHECKING:
    import pandas as pd

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Rule(NamedTuple):
    """One rule of the record: of "words" or "codings", what came in, what it dropped, who decided, since when.

    Who and when, where they are known: the coder whose codings are the evidence, the day of the last coding concerned.

    `ids`: of codings those dropped; of words the turns that lost any, as "source:turn". `rows`: the codings dropped.
    """

    of: str
    rule: str  # a key of the label catalogue
    detail: str
    came_in: int
    dropped: int
    who: str
    when: str
    ids: tuple[str, ...]
    rows: tuple[int, ...] = ()

    @property
    def kept(self) -> int:
        """How many went on."""
        return self.came_in - self.dropped


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Condensation(Table):
    """The reduction record of a result, a row for each rule; nothing is dropped without one."""

    rules: tuple[Rule, ...]
    evidence: tuple[int, ...]  # numbers of the codings that went on

    @property
    def ratio(self) -> float:
        """Words kept of words in, 0 to 1; NaN where there are no words."""
        words_of = [rule for rule in self.rules if rule.of == "words"]
        return words_of[-1].kept / words_of[0].came_in if words_of and words_of[0].came_in else float("nan")

    @property
    def frame(self) -> "pd.DataFrame":
        """Columns: of (words, codings), rule, detail, came_in, dropped, kept, who, when, ids.

        `ids` are those dropped: of codings their ids, of words the turns that lost any ("YL-01:12").
        """
        import pandas as pd

        names = ["of", "rule", "detail", "came_in", "dropped", "kept", "who", "when", "ids"]
        return pd.DataFrame([[getattr(r, name) for name in names] for r in self.rules], columns=names)

    def sheet(self, *, lang: str = "") -> Sheet:
        """Lay the record out: what is counted, the rule, what came in, what it left out, what was kept, by whom."""
        lang = lang or self.snapshot.lang
        last = len(self.rules) - 1
        gone = [r.rows for r in self.rules]
        kept = [self.evidence if n == last else () for n in range(len(self.rules))]
        counts = {name: [number(getattr(r, name), lang) for r in self.rules] for name in ("came_in", "dropped", "kept")}
        columns = (
            Column(label("condensation.of", lang), [label(f"condensation.of.{r.of}", lang) for r in self.rules]),
            Column(
                label("condensation.rule", lang), [label(r.rule, lang, detail=r.detail) for r in self.rules],
                rowhead=True, width=4,
            ),
            Column(label("condensation.came_in", lang), counts["came_in"], align="right"),
            Column(label("condensation.dropped", lang), counts["dropped"], align="right", links=gone),
            Column(label("condensation.kept", lang), counts["kept"], align="right", links=kept),
            Column(label("history.who", lang), [r.who or "–" for r in self.rules]),
            Column(label("condensation.when", lang), [date(r.when, lang) if r.when else "–" for r in self.rules]),
        )  # fmt: skip
        notes = (
            label("condensation.ratio", lang, share=percent(self.ratio, lang)), label("condensation.once", lang),
            *((label("note.synthetic", lang),) if self.snapshot.study.synthetic else ()),
        )  # fmt: skip
        return Sheet(label("condensation.title", lang), columns, notes=notes, lang=lang)

    def __len__(self) -> int:
        return len(self.rules)


def condensation(snapshot: Snapshot, made: Call, steps: tuple[Step, ...]) -> Condensation:
    """Record the reduction behind a result: the words of its universe, then the codings by its steps."""
    evidence = _evidence(snapshot)
    left_out = {int(row) for step in steps for row in step.dropped}
    rows = snapshot.rows[~np.isin(snapshot.rows, list(left_out))]
    coder = evidence.coder if evidence else ""
    rules = [*_words(snapshot, rows, coder), *_codings(snapshot, rows, steps, coder)]
    return Condensation({}, snapshot, made, steps, tuple(rules), tuple(rows.tolist()))


def narrowed(evidence: Evidence, pairs: Ints, *, attributed: bool = True) -> tuple[Step, ...]:
    """Add to the steps of the evidence what a result of some of its entries leaves out.

    Codings of other codes; then, unless `attributed` accounts count, those that are nothing else.
    """
    steps = list(evidence.steps)
    rows, here = evidence.rows, np.unique(evidence.coding[pairs])
    if here.size < rows.size:
        steps.append(Step("step.line", "", rows.size, np.setdiff1d(rows, here)))
    own = np.unique(evidence.coding[pairs[evidence.basis[pairs] != ATTRIBUTED]])
    if attributed and own.size < here.size:
        steps.append(Step("step.attributed", "", here.size, np.setdiff1d(here, own)))
    return tuple(steps)


def _evidence(snapshot: Snapshot) -> Evidence | None:
    try:
        return snapshot.evidence
    except OptionError:  # several coders, and the result shows all of them
        return None


def _words(snapshot: Snapshot, rows: Ints, coder: str) -> list[Rule]:
    """Follow the words: those of no evidence, of interviewers, of nobody known, of others, and not coded."""
    turn = snapshot.units["turn"]
    start, end, source = _places(snapshot)
    at = np.searchsorted(turn.start, start, "right") - 1  # the turn of each word, -1 outside every turn
    at[start >= np.append(turn.end, 0)[at]] = -1
    voice = np.append(turn.voice, -1)[at]
    asks = np.append(snapshot.interviewer, False)[voice]
    here = np.append(snapshot.voices_in, False)[voice]
    literature = np.array([s.kind == "literature" for s in snapshot.sources] or [False])[source]
    coded = _covered(start, end, *snapshot.spans(rows))
    stated = rows[snapshot.codings.voice[rows] >= 0]
    given = _covered(start, end, *snapshot.spans(stated))  # a coder said whose words they are
    rules: list[Rule] = []
    left = np.ones(start.size, np.bool_)
    for rule, out, who in (
        ("words.literature", literature, ""),
        ("words.interviewer", asks & ~given, ""),
        ("words.unplaced", (voice < 0) & ~given, ""),
        ("words.other_voice", ~here & ~given, ""),
        ("words.uncoded", ~coded, coder),
    ):
        gone = left & out
        if gone.any() or rule == "words.uncoded":
            ids = _turns(snapshot, source[gone], at[gone])
            when = _last(snapshot, rows) if who else ""
            rules.append(Rule("words", rule, "", int(left.sum()), int(gone.sum()), who, when, ids))
            left &= ~gone
    return rules


def _codings(snapshot: Snapshot, rows: Ints, steps: tuple[Step, ...], coder: str) -> list[Rule]:
    rules = []
    if snapshot.filters:
        live = np.flatnonzero(~snapshot.codings.withdrawn)
        gone = np.setdiff1d(live, snapshot.rows)
        view = "; ".join(map(str, snapshot.filters))
        rules.append(_rule(snapshot, Step("step.view", view, live.size, gone), ""))
    rules += [_rule(snapshot, step, coder) for step in steps]
    if rules:
        return rules
    none = _rule(snapshot, Step("step.none", "", rows.size, rows[:0]), coder)
    return [none._replace(when=_last(snapshot, rows) if coder else "")]


def _rule(snapshot: Snapshot, step: Step, who: str) -> Rule:
    """Record a step: who is the evidence's coder; when, the day of the last coding that it dropped."""
    gone = tuple(step.dropped.tolist())
    names = tuple(snapshot.codings.ids[row] for row in gone)
    when = _last(snapshot, step.dropped) if who else ""
    return Rule("codings", step.rule, step.detail, step.came_in, len(gone), who, when, names, gone)


def _places(snapshot: Snapshot) -> tuple[Ints, Ints, Ints]:
    """Where each word of the universe's sources stands on the line of all texts, and its source: (words,) each."""
    here = np.flatnonzero(snapshot.sources_in)
    found = [words(snapshot.text(n)) for n in here.tolist()]
    source = np.repeat(here, [some.start.size for some in found])
    start, end = (
        np.concatenate([np.empty(0, np.int64), *(getattr(some, side) for some in found)]) + snapshot.base[source]
        for side in ("start", "end")
    )
    return start, end, source


def _covered(first: Ints, last: Ints, start: Ints, end: Ints) -> Flags:
    """Which words share a character with at least one span, however many spans do: (words,)."""
    opened = np.searchsorted(np.sort(start), last, "left")
    closed = np.searchsorted(np.sort(end), first, "right")
    return opened > closed


def _turns(snapshot: Snapshot, source: Ints, turn: Ints) -> tuple[str, ...]:
    place = snapshot.units["turn"].place
    pairs = dict.fromkeys(zip(source.tolist(), turn.tolist(), strict=True))
    return tuple(f"{snapshot.sources[s].id}:{place[t] if t >= 0 else 0}" for s, t in pairs)


def _last(snapshot: Snapshot, rows: Ints) -> str:
    """The day of the last coding."""
    details = snapshot.details([snapshot.codings.ids[row] for row in rows])
    return max((detail.created[:10] for detail in details), default="")
