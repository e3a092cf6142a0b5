"""Where the indicators of the codebooks occur in what informants say."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcase.coding.suggest import Cue, _cues, _placed
from qualcase.errors import OptionError
from qualcase.model.snapshot import Snapshot
from qualcase.model.units import Units
from qualcase.results.talk import Talk

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Fired:
    """Indicators and where they occur, excluded senses left out: each (k,), in the order of the texts.

    `indicator`: number in `indicators`. `start`, `end`: on the line of all texts. `unit`: sentence or turn, -1 none.
    """

    indicators: tuple[Cue, ...]
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
    every = _cues(talk.snapshot)
    shown = [n for n, cue in enumerate(every) if not cue.excluded]
    if not shown:
        raise OptionError("no code of this case has indicators. Add indicators: to the codebook, then case.use it.")
    hits = _placed(talk.snapshot, every)
    stretch = np.searchsorted(talk.end, hits.start, "right")
    kept = np.flatnonzero(np.append(talk.start, np.iinfo(np.int64).max)[stretch] < hits.end)
    kept = kept[np.lexsort((hits.end[kept], hits.start[kept]))]
    number = np.full(len(every), -1, np.int64)
    number[shown] = np.arange(len(shown))
    start = hits.start[kept]
    return Fired(
        tuple(every[n] for n in shown), number[hits.indicator[kept]], start, hits.end[kept], unit_at(unit, start)
    )


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
