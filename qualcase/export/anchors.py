"""Links inside a report: from a number to its quotes, from a quote to its place."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from qualcase._kernel.ids import digest
from qualcase.model.snapshot import Snapshot


class Anchors:
    """Hands out anchors, and remembers each set of codings that a number rests on.

    An anchor comes from what it names, so that the same case gives the same page. `quoted`: the numbers of the codings
    that stand in the list of quotes.
    """

    def __init__(self, snapshot: Snapshot, quoted: NDArray[np.int64]) -> None:
        self._snapshot = snapshot
        self._quoted = frozenset(quoted.tolist())
        self.sets: dict[str, tuple[int, ...]] = {}

    def numbers(self, rows: Sequence[int]) -> str | None:
        """Give the link of a number that rests on these codings; None if it rests on none."""
        key = tuple(sorted({int(row) for row in rows}))
        if not key:
            return None
        if key[0] in self._quoted and len(key) == 1:
            return f"#{self.quote(key[0])}"
        if len(key) > 1 and len(key) == len(self._quoted) and self._quoted.issuperset(key):
            return "#quotes"
        ids = self._snapshot.codings.ids
        anchor = "e-" + digest(*(ids[row] for row in key))[:12]
        self.sets[anchor] = key
        return f"#{anchor}"

    def quote(self, row: int) -> str:
        """Give the anchor of a coding in the list of quotes."""
        key = self._snapshot.codings.ids[row]
        return f"q-{key if re.fullmatch('[0-9A-Za-z-]+', key) else digest(key)[:16]}"

    def turn(self, source: int, number: int) -> str:
        """Give the anchor of a turn in the transcripts."""
        return f"t{source + 1}-{number}"

    def source(self, source: int) -> str:
        """Give the anchor of a transcript."""
        return f"s{source + 1}"
