"""Passages: what informants say, sentence by sentence or turn by turn, each with the question before it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcase.model.snapshot import Snapshot

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Passages:
    """The units of a case that are informants' words, in the order of the sources: each (n,).

    `unit`: its number among the case's units. `start`, `end`: on the line of all texts. `before`: the turn before the
    one it stands in, "" where it is the first. `turn`: the whole turn. `of_turn`: the number of that turn.
    """

    unit: Ints
    source: Ints
    voice: Ints
    start: Ints
    end: Ints
    text: list[str]
    before: list[str]
    turn: list[str]
    of_turn: Ints


def passages(snapshot: Snapshot, by: str) -> Passages:
    """Give the sentences or turns of the informants that a snapshot keeps."""
    unit, turn = snapshot.units[by], snapshot.units["turn"]
    here = np.flatnonzero(snapshot.eligible(unit))
    turns = [
        _words(snapshot, int(n), int(a), int(b)) for n, a, b in zip(turn.source, turn.start, turn.end, strict=True)
    ]
    at = np.minimum(np.searchsorted(turn.end, unit.start[here], "right"), max(len(turns) - 1, 0))
    inside = [bool(turns) and turn.start[t] < unit.end[u] for t, u in zip(at.tolist(), here.tolist(), strict=True)]
    follows = [t > 0 and turn.source[t - 1] == turn.source[t] for t in range(len(turns))]
    text = [_words(snapshot, int(unit.source[u]), int(unit.start[u]), int(unit.end[u])) for u in here]
    return Passages(
        here, unit.source[here], unit.voice[here], unit.start[here], unit.end[here], text,
        [turns[t - 1] if found and follows[t] else "" for t, found in zip(at.tolist(), inside, strict=True)],
        [turns[t] if found else own for t, found, own in zip(at.tolist(), inside, text, strict=True)],
        at,
    )  # fmt: skip


def _words(snapshot: Snapshot, source: int, start: int, end: int) -> str:
    base = int(snapshot.base[source])
    return snapshot.text(source)[start - base : end - base]
