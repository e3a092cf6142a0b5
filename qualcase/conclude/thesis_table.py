"""The triangulation table as Indonesian theses print it: a theme a row, an informant a column, then the verdict."""

from collections.abc import Sequence

import numpy as np

from qualcase.conclude.propositions import Proposition
from qualcase.display.cells import SIGN, condensed
from qualcase.model.codebook import text
from qualcase.model.evidence import ATTRIBUTED
from qualcase.model.nouns import KINDS, STANCES
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet

MOST_COLUMNS = 8  # more informants than these are shown by group, so that the table fits a page
APART = ("observation", "document")


def thesis_sheet(snapshot: Snapshot, propositions: Sequence[Proposition], coder: str, lang: str) -> Sheet:
    """Lay the table out. Each cell: one quote (key quotes first), its place, its sign; a link to all of its codings."""
    columns = [
        Column(label("head.no", lang), [str(n) for n in range(1, len(propositions) + 1)], align="right", width=0.4),
        Column(
            label("triangulation.theme", lang),
            [_theme(snapshot, p, lang) for p in propositions],
            rowhead=True,
            width=1.5,
        ),
    ]
    voices = list(dict.fromkeys(m.id for p in propositions for m in p.members))
    kinds = _kinds(snapshot)
    people = [v for v in voices if not kinds.get(v, set()) or kinds[v] - set(APART)]
    by_group = len(people) > MOST_COLUMNS
    heads = list(dict.fromkeys(_group_of(propositions, v) for v in people)) if by_group else people
    for head in heads:
        members = [v for v in people if _group_of(propositions, v) == head] if by_group else [head]
        columns.append(_column(snapshot, propositions, _head(snapshot, head, by_group, lang), members, None, lang))
    for kind in APART:
        if any(kind in found for found in kinds.values()):
            columns.append(_column(snapshot, propositions, label(f"triangulation.{kind}", lang), voices, kind, lang))
    columns += [
        Column(label("triangulation.same", lang), [_same(p) for p in propositions], width=1.2),
        Column(label("triangulation.different", lang), [_different(p) for p in propositions], width=1.2),
        Column(label("triangulation.specific", lang), [_specific(p) for p in propositions], width=1.2),
        Column(label("head.label", lang), [_label(p, lang) for p in propositions], width=1.5),
        Column(label("head.conclusion", lang), [_conclusion(p, lang) for p in propositions], width=1.8),
    ]
    return Sheet(
        label("triangulation.title", lang),
        tuple(columns),
        notes=tuple(_notes(snapshot, propositions, coder, lang)),
        lang=lang,
    )


def _theme(snapshot: Snapshot, proposition: Proposition, lang: str) -> str:
    if proposition.claim is not None:
        return text(proposition.claim.statement, lang)
    assert proposition.line is not None
    return proposition.line.name(snapshot, lang)


def _kinds(snapshot: Snapshot) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for source in snapshot.sources:
        for voice in source.voices:
            kinds.setdefault(voice, set()).add(source.kind)
    return kinds


def _group_of(propositions: Sequence[Proposition], voice: str) -> str:
    return next((m.group for p in propositions for m in p.members if m.id == voice), "")


def _head(snapshot: Snapshot, name: str, by_group: bool, lang: str) -> str:
    if by_group:
        return snapshot.name("role", name, lang)
    voice = next(v for v in snapshot.voices if v.id == name)
    return f"{name} ({snapshot.name('role', voice.role, lang)})" if voice.role else name


def _column(
    snapshot: Snapshot,
    propositions: Sequence[Proposition],
    head: str,
    members: Sequence[str],
    kind: str | None,
    lang: str,
) -> Column:
    cells, links = [], []
    for p in propositions:
        at = np.array([m.id in members for m in p.members])[p.items.voice]
        apart = np.isin(p.items.technique, [KINDS.index(k) for k in APART])
        here = np.flatnonzero(at & (p.items.technique == KINDS.index(kind) if kind else ~apart))  # type: ignore[arg-type]
        links.append(np.unique(p.rows[here]).tolist())
        if here.size:
            cells.append(_said(snapshot, p, here.tolist(), lang))
        else:
            asked = kind is None and any(m.asked for m in p.members if m.id in members)
            cells.append("0" if asked else "--")
    return Column(head, cells, links=links, width=2)


def _said(snapshot: Snapshot, p: Proposition, here: list[int], lang: str) -> str:
    """One quote for the cell: a key quote before others, a first-hand one before an attributed one, then the first."""
    codings, rows = snapshot.codings, p.rows
    attributed = p.items.basis == ATTRIBUTED
    start, _ = snapshot.spans(rows)
    best = min(here, key=lambda n: (bool(attributed[n]), not codings.key[rows[n]], int(start[n])))
    row = int(rows[best])
    source = snapshot.sources[int(codings.source[row])].id
    turn = int(snapshot.turns_of(np.array([row]))[0])
    place = label("place.turn", lang, source=source, turn=turn) if turn else source
    stands = [p.verdict.positions[v] for v in dict.fromkeys(p.items.voice[here].tolist())]
    sign = ", ".join("o" if where is None else SIGN[STANCES.index(where)] for where in stands)
    more = f" +{len(here) - 1}" if len(here) > 1 else ""
    return f"({sign}) “{condensed(snapshot.quote(row))}” ({place}){more}"


def _same(p: Proposition) -> str:
    return "\n".join(f"{pair.a} = {pair.b}" for pair in p.verdict.pairs if pair.label == "agreement") or "–"


def _different(p: Proposition) -> str:
    pairs = [f"{pair.a} ≠ {pair.b}" for pair in p.verdict.pairs if pair.label in ("dissonance", "partial")]
    divided = [f"{group.name} ±" for group in p.verdict.groups if group.divergence]
    return "\n".join(pairs + divided) or "–"


def _specific(p: Proposition) -> str:
    groups = p.verdict.groups
    lines = []
    for group in groups:
        others = {aspect for other in groups if other is not group for aspect in other.aspects}
        own = [p.aspects[aspect] for aspect in group.aspects if aspect not in others]
        if own:
            lines.append(f"{group.name}: {', '.join(own)}")
    return "\n".join(lines) or "–"


def _label(p: Proposition, lang: str) -> str:
    v = p.verdict
    lines = [f"{label(f'label.{v.label}', lang)} · {label(f'direction.{v.direction}', lang)}"]
    balance = number(v.balance, lang, digits=2)
    coverage = f"{sum(g.speaking for g in v.groups)}/{sum(g.eligible for g in v.groups)}"
    lines.append(label("triangulation.balance", lang, balance=balance, coverage=coverage))
    if v.words != v.at_two_thirds:
        words = {kind: label(f"{kind}.{word}", lang) for kind, word in v.at_two_thirds._asdict().items()}
        lines.append(label("triangulation.two_thirds", lang, **words))
    return "\n".join([*lines, *(label(f"flag.{flag}", lang) for flag in v.flags)])


def _conclusion(p: Proposition, lang: str) -> str:
    return f"{label(f'verdict.{p.verdict.label}', lang)}; {label('head.strength', lang).lower()}: {label(f'strength.{p.verdict.strength}', lang)}"


def _notes(snapshot: Snapshot, propositions: Sequence[Proposition], coder: str, lang: str) -> list[str]:
    notes = [label("triangulation.footnote", lang)]
    if coder:
        notes.append(label("note.coder", lang, coder=coder))
    attributed = sum(a.attributed for p in propositions if p.claim is None for a in p.verdict.accounts)
    if attributed:
        notes.append(label("triangulation.attributed", lang, n=attributed))
    unset = sum(p.evidence.unset(p.pairs) for p in propositions if p.claim is None)
    if unset:
        notes.append(label("note.unset", lang, n=unset))
    if not snapshot.asked and not snapshot.questions:
        notes.append(label("asked.assumed", lang))
    if snapshot.study.synthetic:
        notes.append(label("note.synthetic", lang))
    return notes
