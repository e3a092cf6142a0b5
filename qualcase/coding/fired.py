"""Where the indicators of the codebooks occur in what informants say."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qualcase.coding.code import CLOSED
from qualcase.errors import OptionError
from qualcase.lang.indicators import find, indicator
from qualcase.lang.roots import Lang
from qualcase.model import spans
from qualcase.model.snapshot import Snapshot
from qualcase.model.units import Units
from qualcase.results.talk import Talk

Ints = NDArray[np.int64]


class Written(NamedTuple):
    """An indicator as it stands in a codebook: of a code, for a pole, in a language; or an excluded sense."""

    code: int
    text: str
    pole: Literal["positive", "negative"]
    lang: Lang
    excluded: bool


@dataclass(frozen=True, slots=True, eq=False)
class Fired:
    """Indicators and where they occur, excluded senses left out: each (k,), in the order of the texts.

    `indicator`: number in `indicators`. `start`, `end`: on the line of all texts. `unit`: sentence or turn, -1 none.
    """

    indicators: tuple[Written, ...]
    indicator: Ints
    start: Ints
    end: Ints
    unit: Ints

    @property
    def code(self) -> Ints:
        """The code of each."""
        return np.array([one.code for one in self.indicators], np.int64)[self.indicator]


def fired(talk: Talk, unit: Units) -> Fired:
    """Find the indicators of all open codes in a talk. OptionError if no code has any."""
    snapshot = talk.snapshot
    every = _written(snapshot)
    if not any(not one.excluded for one in every):
        raise OptionError("no code of this case has indicators. Add indicators: to the codebook, then case.use it.")
    index = talk.index
    with index.lexicon.lock:
        hits = find(index, [indicator(one.text, lang=one.lang) for one in every], walls=talk.walls)
    base = snapshot.base[talk.sources[hits.text]] if hits.text.size else hits.text
    start, end = base + hits.start, base + hits.end
    stretch = np.searchsorted(talk.end, start, "right")
    kept = np.append(talk.start, np.iinfo(np.int64).max)[stretch] < end
    code = np.array([one.code for one in every], np.int64)[hits.indicator]
    outside = np.array([one.excluded for one in every], np.bool_)[hits.indicator]
    for one in np.unique(code[outside]).tolist():
        mine, of = np.flatnonzero(code == one), np.flatnonzero((code == one) & outside)
        kept[mine] &= spans.others_near(start[mine], end[mine], (start[of], end[of])) == 0
    order = np.flatnonzero(kept & ~outside)
    order = order[np.lexsort((end[order], start[order]))]
    place = {n: k for k, n in enumerate(n for n, one in enumerate(every) if not one.excluded)}
    number = np.array([place.get(n, -1) for n in range(len(every))], np.int64)
    shown = tuple(one for one in every if not one.excluded)
    return Fired(shown, number[hits.indicator[order]], start[order], end[order], unit_at(unit, start[order]))


def unit_at(unit: Units, place: Ints) -> Ints:
    """Give the unit in which each place on the line of all texts lies; -1 outside every unit."""
    at = np.searchsorted(unit.start, place, "right") - 1
    return np.where((at >= 0) & (place < np.append(unit.end, 0)[at]), at, -1)


def coded(snapshot: Snapshot) -> tuple[Ints, str]:
    """Give the codings that say what is coded, and whose: the evidence, or everybody's where nobody said whose."""
    try:
        return snapshot.evidence.rows, snapshot.evidence.coder
    except OptionError:  # several coded, and nobody said whose codings count
        return snapshot.rows, ""


def _written(snapshot: Snapshot) -> list[Written]:
    found = []
    for number, ref in enumerate(snapshot.codes):
        if ref.entry is None or ref.entry.status in CLOSED:
            continue
        langs: tuple[Lang, ...] = ("id", "en")
        for lang in langs:
            words = ref.entry.indicators.get(lang)
            if words is not None:
                found += [Written(number, one, "positive", lang, False) for one in words.positive]
                found += [Written(number, one, "negative", lang, False) for one in words.negative]
            senses = ref.entry.excluded_senses.get(lang, ())
            found += [Written(number, one, "positive", lang, True) for one in senses]
    return found
