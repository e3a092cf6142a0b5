"""What came of suggestions: how many such ones were accepted and rejected in this case."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcase.model.nouns import Decision
from qualcase.model.snapshot import Snapshot

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Decided:
    """The decisions of a case, the last one on each place and code: each (d,).

    `code`: number of the code. `accepted`: whether it was. `cue`, `held_by`: pairs of an indicator and a decision whose
    words hold it, indicators of the decision's own code only.
    """

    code: Ints
    accepted: NDArray[np.bool_]
    cue: Ints
    held_by: Ints

    def like(self, code: int, cues: Sequence[int]) -> tuple[int, int]:
        """Count decisions on suggestions like one: (accepted, decided).

        Like one found by indicators are those of its code whose words hold one of these; like one found otherwise,
        those of its code whose words hold no indicator of it.
        """
        if cues:
            rows = np.unique(self.held_by[np.isin(self.cue, cues)])
        else:
            rows = np.setdiff1d(np.flatnonzero(self.code == code), self.held_by)
        return int(self.accepted[rows].sum()), int(rows.size)

    def by_cue(self, n: int) -> tuple[Ints, Ints]:
        """Count for each of `n` indicators the decisions whose words hold it: accepted (n,), rejected (n,)."""
        accepted = self.accepted[self.held_by]
        return np.bincount(self.cue[accepted], minlength=n), np.bincount(self.cue[~accepted], minlength=n)


def decisions(snapshot: Snapshot, cue: Ints, cue_code: Ints, start: Ints, end: Ints) -> Decided:
    """Gather the decisions of a case, and pair them with the indicators in their words.

    `cue` (h,): the indicator of each hit. `cue_code`: the code of each indicator. `start`, `end` (h,): where the hits
    stand on the line of all texts.
    """
    source = {one.id: n for n, one in enumerate(snapshot.sources)}
    last: dict[tuple[str, int, int, str], Decision] = {}
    for one in sorted(snapshot.decided.values(), key=lambda one: one.created):
        if one.source in source and one.code in snapshot.code_numbers:
            last[one.source, one.start, one.end, one.code] = one
    code = np.array([snapshot.code_numbers[one.code] for one in last.values()], np.int64)
    accepted = np.array([one.verdict == "accepted" for one in last.values()], np.bool_)
    order = np.argsort(start, kind="stable")
    cues, held_by = [np.empty(0, np.int64)], [np.empty(0, np.int64)]
    for n, one in enumerate(last.values()):
        base = int(snapshot.base[source[one.source]])
        low, high = np.searchsorted(start[order], (base + one.start, base + one.end))
        inside = order[low:high]
        here = np.unique(cue[inside[(end[inside] <= base + one.end) & (cue_code[cue[inside]] == code[n])]])
        cues.append(here)
        held_by.append(np.full(here.size, n))
    return Decided(code, accepted, np.concatenate(cues), np.concatenate(held_by))
