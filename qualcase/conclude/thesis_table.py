"""The triangulation table as Indonesian theses print it: a theme a row, an informant a column, then the verdict."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TypeAlias

import numpy as np

from qualcase.conclude.propositions import Proposition
from qualcase.display.cells import SIGN, condensed
from qualcase.model.evidence import ATTRIBUTED
from qualcase.model.nouns import KINDS, STANCES
from qualcase.model.snapshot import Snapshot
from qualcase.render.labels import label
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet

MOST_COLUMNS = 12  # more informants than these are shown by group, so that the table fits a page
APART = ("observation", "document")

Say: TypeAlias = Callable[[str], str]


def thesis_sheet(snapshot: Snapshot, propositions: Sequence[Proposition], coder: str, lang: str) -> Sheet:
    """Lay the table out. Each cell: the sign, one quote (key quotes first), its place; a link to all of its codings."""
    say = partial(snapshot.called, lang=lang)
    columns = [
        Column(label("head.no", lang), [str(n) for n in range(1, len(propositions) + 1)], align="right", width=0.4),
        Column(
            label("triangulation.theme", lang),
            [p.title(lang) for p in propositions],
            rowhead=True,
            width=1.9,
        ),
    ]
    voices = list(dict.fromkeys(m.id for p in propositions for m in p.members))
    kinds = _kinds(snapshot)
    people = [v for v in voices if not kinds.get(v, set()) or kinds[v] - set(APART)]
    by_group = len(people) > MOST_COLUMNS
    heads = list(dict.fromkeys(_group_of(propositions, v) for v in people)) if by_group else people
    for head in heads:
        whose = [v for v in people if _group_of(propositions, v) == head] if by_group else [head]
        title = say(head) if by_group else _person(snapshot, head, lang)
        columns.append(_column(snapshot, propositions, title, whose, None, lang))
    for kind in APART:
        if any(kind in found for found in kinds.values()):
            columns.append(_column(snapshot, propositions, label(f"triangulation.{kind}", lang), voices, kind, lang))
    columns += [
        Column(label("triangulation.same", lang), [_same(p, say) for p in propositions], width=1.7),
        Column(label("triangulation.different", lang), [_different(p, say) for p in propositions], width=1.7),
        Column(label("triangulation.specific", lang), [_specific(p, say, lang) for p in propositions], width=1.7),
        Column(label("head.label", lang), [_label(p, lang) for p in propositions], width=2.8),
        Column(label("head.conclusion", lang), [_conclusion(p, lang) for p in propositions], width=1.9),
    ]
    return Sheet(
        label("triangulation.title", lang),
        tuple(columns),
        notes=tuple(_notes(snapshot, propositions, coder, lang)),
        lang=lang,
    )


def verdict_sheet(snapshot: Snapshot, propositions: Sequence[Proposition], coder: str, lang: str) -> Sheet:
    """Lay the verdicts out, each number of voices a link to what they said."""
    verdicts = [p.verdict for p in propositions]
    divided = [[snapshot.called(g.name, lang) for g in v.groups if g.divergence] for v in verdicts]
    columns = [
        Column(label("head.no", lang), [str(n) for n in range(1, len(verdicts) + 1)], align="right", width=0.4),
        Column(label("triangulation.theme", lang), [p.title(lang) for p in propositions], rowhead=True, width=2),
        Column(label("head.label", lang), [label(f"label.{v.label}", lang) for v in verdicts]),
        Column(label("head.direction", lang), [label(f"direction.{v.direction}", lang) for v in verdicts]),
        Column(label("head.strength", lang), [label(f"strength.{v.strength}", lang) for v in verdicts]),
    ]
    for sign, pole in (("+", "supports"), ("−", "contradicts"), ("±", "mixed")):
        counts = [str(len(v.voices(pole))) for v in verdicts]
        links = [np.unique(p.rows[p.held_by(pole)]).tolist() for p in propositions]
        columns.append(Column(sign, counts, align="center", links=links, width=0.5))
    eligible = [str(sum(g.eligible for g in v.groups)) for v in verdicts]
    balance = [number(v.balance, lang, digits=2) for v in verdicts]
    columns += [
        Column(label("triangulation.asked", lang), eligible, align="center", width=0.7),
        Column(label("triangulation.lead", lang), balance, align="center", width=0.7),
        Column(label("triangulation.divided", lang), [", ".join(names) or "–" for names in divided]),
    ]
    notes = (label("triangulation.verdicts_note", lang), *_notes(snapshot, propositions, coder, lang)[1:])
    return Sheet(label("triangulation.verdicts", lang), tuple(columns), notes=notes, lang=lang)


def _kinds(snapshot: Snapshot) -> dict[str, set[str]]:
    kinds: dict[str, set[str]] = {}
    for source in snapshot.sources:
        for voice in source.voices:
            kinds.setdefault(voice, set()).add(source.kind)
    return kinds


def _group_of(propositions: Sequence[Proposition], voice: str) -> str:
    return next((m.group for p in propositions for m in p.members if m.id == voice), "")


def _person(snapshot: Snapshot, name: str, lang: str) -> str:
    voice = next(v for v in snapshot.voices if v.id == name)
    return f"{name} ({snapshot.name('role', voice.role, lang)})" if voice.role else name


def _column(
    snapshot: Snapshot,
    propositions: Sequence[Proposition],
    head: str,
    voices: Sequence[str],
    kind: str | None,
    lang: str,
) -> Column:
    cells, links = [], []
    for p in propositions:
        at = np.array([m.id in voices for m in p.members])[p.items.voice]
        apart = np.isin(p.items.technique, [KINDS.index(k) for k in APART])
        here = np.flatnonzero(at & (p.items.technique == KINDS.index(kind) if kind else ~apart))
        links.append(np.unique(p.rows[here]).tolist())
        if here.size:
            cells.append(_said(snapshot, p, here.tolist(), lang))
            continue
        elsewhere = [k for k in APART if not kind and (p.items.technique[at] == KINDS.index(k)).any()]
        if elsewhere:  # quoted in a note: what they said stands in its column
            links[-1] = np.unique(p.rows[at]).tolist()
            cells.append("\n".join(f"→ {label(f'triangulation.{k}', lang)}" for k in elsewhere))
        else:
            asked = kind is None and any(m.asked for m in p.members if m.id in voices)
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
    told = f", {label('cell.told', lang)}" if attributed[best] else ""
    rows_here = np.unique(rows[here]).size
    more = f" · {label('triangulation.of', lang, n=rows_here)}" if rows_here > 1 else ""
    return f"({sign}{told}) “{condensed(snapshot.quote(row))}”\n{place}{more}"


def _same(p: Proposition, say: Say) -> str:
    return "\n".join(_pairs(p, ("agreement",), "=", say)) or "–"


def _different(p: Proposition, say: Say) -> str:
    divided = [f"{say(group.name)} ±" for group in p.verdict.groups if group.divergence]
    return "\n".join([*_pairs(p, ("dissonance", "partial"), "≠", say), *divided]) or "–"


def _pairs(p: Proposition, labels: Sequence[str], sign: str, say: Say) -> list[str]:
    """Each group once, with those it is paired with under one of the labels: "CDO ≠ head, member"."""
    others: dict[str, list[str]] = {}
    for pair in p.verdict.pairs:
        if pair.label in labels:
            others.setdefault(pair.a, []).append(say(pair.b))
    return [f"{say(a)} {sign} {', '.join(names)}" for a, names in others.items()]


def _specific(p: Proposition, say: Say, lang: str) -> str:
    groups = p.verdict.groups
    lines = []
    for group in groups:
        others = {aspect for other in groups if other is not group for aspect in other.aspects}
        own = [p.aspect(aspect, lang) for aspect in group.aspects if aspect not in others]
        if own:
            lines.append(f"{say(group.name)}: {', '.join(own)}")
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
    strength = f"{label('head.strength', lang).lower()}: {label(f'strength.{p.verdict.strength}', lang)}"
    return f"{label(f'verdict.{p.verdict.label}', lang)}; {strength}"


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
    several = np.unique(np.concatenate([np.empty(0, np.int64), *(p.several for p in propositions)])).size
    if several:
        notes.append(label("note.several", lang, n=several))
    if not snapshot.asked and not snapshot.questions:
        notes.append(label("asked.assumed", lang))
    if snapshot.study.synthetic:
        notes.append(label("note.synthetic", lang))
    return notes
