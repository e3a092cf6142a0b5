"""Keep a part of the case: of its universe (who could speak), or of its codings (what was said)."""

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.checks import known, names, option
from qualcase.coding.rounds import as_it_stood
from qualcase.errors import OptionError
from qualcase.model import dates, spans
from qualcase.model.evidence import basis_of, stance_of
from qualcase.model.nouns import BASES, KINDS, STANCES, UNITS
from qualcase.model.snapshot import Snapshot
from qualcase.model.units import Filter

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
Names: TypeAlias = str | Iterable[str]
Within: TypeAlias = Literal["overlap", "turn", "sentence", "paragraph", "source", "informant"] | int

UNIVERSE = ("source", "kind", "voice", "role", "side", "collected")


def select(
    snapshot: Snapshot,
    *,
    round: str | None = None,
    source: Names | None = None,
    kind: Names | None = None,
    voice: Names | None = None,
    role: Names | None = None,
    side: Names | None = None,
    collected: str | None = None,
    code: Names | None = None,
    exact: bool = False,
    near: str | None = None,
    without: str | None = None,
    within: Within | None = None,
    stance: Names | None = None,
    basis: Names | None = None,
    holder: Names | None = None,
    target: Names | None = None,
    aspect: Names | None = None,
    coder: Names | None = None,
    period: str | None = None,
    key: bool | None = None,
    hedge: bool | None = None,
    needs_review: bool | None = None,
) -> Snapshot:
    """Keep a part of the case; several filters, and filters of a view, must all hold.

    Filters of the universe change who is eligible, and so denominators::

        source, kind, voice (id or transcript label), role, side, collected (date of collection)

    Filters of codings change numerators only::

        code (with its subtree; `exact=True` alone), stance, basis, holder, target, aspect, coder, key, hedge,
        period (the time talked about, by date or by the phase named: a phase of the study or "2019/2020-06"),
        near, without: another code that must, or must not, be found `within` the same unit, by the same coder

    `round` keeps the codings as they stood when that round of coding was closed. `needs_review`: codings whose code
    was redefined or split since they were made.

    `within` is "overlap" (a shared character), a unit, or a number of characters between the spans::

        trust        |====|          |===|
        control         |====|                     within="overlap": the first; within=12: both

    Stance, basis, holder and target are the effective ones: what the coder left open is read from the codebook and
    from who speaks. "unset" finds those without. Raises NotFound and OptionError with the nearest spelling.
    """
    if (near or without) and within is None:
        raise OptionError(
            "near= and without= need within=: 'overlap', a unit such as 'turn', or a number of characters."
        )
    if isinstance(within, int) and within < 0:
        raise OptionError(f"within={within} is no distance. Give the number of characters between the spans, from 0.")
    if within is not None and not isinstance(within, int):
        option("within", within, ("overlap", *UNITS))
    if round is not None:
        snapshot = as_it_stood(snapshot, round)
    part = _universe(snapshot, source=source, kind=kind, voice=voice, role=role, side=side, collected=collected)
    codings = part.codings

    def kept(keep: Flags, name: str, value: Any) -> None:
        nonlocal part
        part = part.keep(part.rows[keep], Filter(name, value, False))

    if coder is not None:
        numbers = [codings.coders.index(known("coder", c, codings.coders, "this case")) for c in names(coder)]
        kept(np.isin(codings.coder[part.rows], numbers), "coder", names(coder))
    if code is not None:
        kept(_has_code(part, part.rows, names(code), exact), "code", names(code))
        if exact:
            part = part.keep(part.rows, Filter("exact", True, False))
    if near is not None:
        kept(_near(part, near, within), "near", f"{near} within {within}")
    if without is not None:
        kept(~_near(part, without, within), "without", f"{without} within {within}")
    if stance is not None:
        kept(_effective(part, "stance", names(stance)), "stance", names(stance))
    if basis is not None:
        kept(_effective(part, "basis", names(basis)), "basis", names(basis))
    for name, side_of, wanted in (("holder", 0, holder), ("target", 1, target)):
        if wanted is not None:
            parties = {p: n for n, p in enumerate(codings.parties)} | {"unset": -1}
            numbers = [parties[known("party", w, parties, "this case")] for w in names(wanted)]
            kept(np.isin(part.direction(part.rows)[side_of], numbers), name, names(wanted))
    if aspect is not None:
        numbers = [codings.aspects.index(known("aspect", a, codings.aspects, "this case")) for a in names(aspect)]
        kept(np.isin(codings.aspect[part.rows], numbers), "aspect", names(aspect))
    if period is not None:
        kept(_of_period(part, period), "period", period)
    if key is not None:
        kept(codings.key[part.rows] == key, "key", key)
    if hedge is not None:
        kept(codings.hedge[part.rows] == hedge, "hedge", hedge)
    if needs_review is not None:
        kept(codings.needs_review[part.rows] == needs_review, "needs_review", needs_review)
    return part


def _universe(
    part: Snapshot, *, source: Names | None, kind: Names | None, voice: Names | None, role: Names | None,
    side: Names | None, collected: str | None,
) -> Snapshot:  # fmt: skip
    filters: list[Filter] = []
    sources, voices = part.sources_in.copy(), part.voices_in.copy()
    if source is not None:
        keep = {part.source_number(name) for name in names(source)}
        sources &= np.isin(np.arange(sources.size), list(keep))
        filters.append(Filter("source", names(source), True))
    if kind is not None:
        wanted = [option("kind", name, KINDS) for name in names(kind)]
        sources &= np.array([s.kind in wanted for s in part.sources], np.bool_)
        filters.append(Filter("kind", names(kind), True))
    if collected is not None:
        since, until = dates.period(collected)
        sources &= np.array([_inside(s.date, since, until) for s in part.sources], np.bool_)
        filters.append(Filter("collected", collected, True))
    if filters:
        voices &= part.heard_in(sources)
    if voice is not None:
        numbers = {part.voice_number(name) for name in names(voice)}
        voices &= np.isin(np.arange(voices.size), list(numbers))
        filters.append(Filter("voice", names(voice), True))
    for name, wanted_names in (("role", role), ("side", side)):
        if wanted_names is not None:
            there = dict.fromkeys(getattr(v, name) for v in part.voices if getattr(v, name))
            wanted = [known(name, w, there, "this case") for w in names(wanted_names)]
            voices &= np.array([getattr(v, name) in wanted for v in part.voices], np.bool_)
            filters.append(Filter(name, tuple(wanted), True))
    if not filters:
        return part
    rows = part.rows[sources[part.codings.source[part.rows]]]
    if any(f.name in ("voice", "role", "side") for f in filters):
        coding, speaker = part.speakers
        rows = rows[part.marks(coding[voices[speaker]])[rows]]
    return part.keep(rows, *filters, voices=voices, sources=sources)


def _inside(date: str, since: int, until: int) -> bool:
    if not date:
        return False
    first, last = dates.period(date)
    return first < until and last > since


def _has_code(part: Snapshot, rows: Ints, names: tuple[str, ...], exact: bool) -> Flags:
    wanted = np.zeros(len(part.codes) + 1, np.bool_)
    for name in names:
        wanted[part.code_number(name) if exact else part.subtree(name)] = True
    return wanted[part.codings.code[rows]]


def _near(part: Snapshot, code: str, within: Within | None) -> Flags:
    """Which codings have one of `code`, by the same coder and not themselves, within the unit or distance."""
    codings, rows = part.codings, part.rows
    others = np.flatnonzero(~codings.withdrawn)
    others = others[_has_code(part, others, (code,), False)]
    near = np.zeros(rows.size, np.bool_)
    for coder in np.unique(codings.coder[rows]):
        mine = np.flatnonzero(codings.coder[rows] == coder)
        near[mine] = _meets(part, rows[mine], others[codings.coder[others] == coder], within)
    return near


def _meets(part: Snapshot, rows: Ints, others: Ints, within: Within | None) -> Flags:
    other = np.zeros(len(part.codings), np.int64)
    other[others] = 1  # a coding of the very code must find another one than itself
    if isinstance(within, int) or within == "overlap":
        distance = min(within, spans.FAR) if isinstance(within, int) else None
        return spans.others_near(*part.spans(rows), part.spans(others), distance) > other[rows]
    a, b = (part.incidence(within, which) for which in (rows, others))  # type: ignore[arg-type]
    count = np.bincount(b.unit, minlength=int(a.unit.max(initial=-1)) + 1)
    found = np.zeros(len(part.codings), np.bool_)
    found[a.coding[count[a.unit] > other[a.coding]]] = True
    return found[rows]


def _effective(part: Snapshot, field: str, wanted: tuple[str, ...]) -> Flags:
    """Which codings have one of these as stance or basis, as evidence would read them."""
    names = STANCES if field == "stance" else BASES
    numbers = [-1 if w == "unset" else names.index(option(field, w, (*names, "unset"))) for w in wanted]
    if field == "stance":
        return np.isin(stance_of(part, part.rows), numbers)
    coding, voice = part.speakers
    here = part.marks(part.rows)[coding] & part.voices_in[voice]
    coding, voice = coding[here], voice[here]
    fits = np.isin(basis_of(part, coding, voice), numbers)
    typed = np.isin(part.codings.basis[part.rows], numbers) & ~part.marks(coding)[part.rows]
    return part.marks(coding[fits])[part.rows] | typed


def _of_period(part: Snapshot, period: str) -> Flags:
    """Which codings tell of a period: their dates touch it, or they name it, or undated a phase that touches it."""
    codings, rows = part.codings, part.rows
    since, until = _period(part, period)
    phases = [period]
    if period not in _phases(part):
        phases = [name for name, (first, last) in part.phase_days.items() if first < until and last > since]
    named = np.isin(codings.phase[rows], [n for n, name in enumerate(codings.phases) if name in phases])
    if period not in _phases(part):
        named &= codings.until[rows] == 0
    return named | ((codings.since[rows] < until) & (codings.until[rows] > since))


def _phases(part: Snapshot) -> list[str]:
    """The phases that the study lists or codings name."""
    return [*(phase["id"] for phase in part.study.phases), *part.codings.phases]


def _period(part: Snapshot, text: str) -> tuple[int, int]:
    """Give the days of a phase or a date; none for a phase without dates, which codings may still name."""
    if text in _phases(part):
        return part.phase_days.get(text, (0, 0))
    try:
        return dates.period(text)
    except OptionError:
        phases = [p["id"] for p in part.study.phases]
        raise OptionError(
            f"period={text!r} is neither a phase of the study ({', '.join(phases) or 'it has none'}) nor a date. "
            "Write 2019, 2019-06, or an interval such as 2019-06/2020."
        ) from None
