"""Text as qualcase keeps it: NFC, LF line ends, code points; with the way back to the original."""

import unicodedata
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class OffsetMap:
    """Anchors between a cleaned text and its original, for offsets that others counted.

    `clean`, `raw`: (k,), rising; at each anchor the two texts run on in step until the next.
    """

    clean: Ints
    raw: Ints

    def to_clean(self, offset: int) -> int:
        """Give the place in the cleaned text for a code-point offset in the original."""
        at = max(int(np.searchsorted(self.raw, offset, "right")) - 1, 0)
        place = int(self.clean[at]) + offset - int(self.raw[at])
        return min(place, int(self.clean[at + 1])) if at + 1 < self.clean.size else place

    def to_raw(self, offset: int) -> int:
        """Give the place in the original for a code-point offset in the cleaned text."""
        at = max(int(np.searchsorted(self.clean, offset, "right")) - 1, 0)
        return int(self.raw[at]) + offset - int(self.clean[at])


def clean(raw: str) -> tuple[str, OffsetMap]:
    """Give `raw` in NFC with LF line ends, without byte-order mark and NUL, and the map back.

    U+2028, form feeds and the like stay: only CR LF and CR are line ends of old files.

    >>> text, offsets = clean("a\\r\\nbe\\u0301")
    >>> text
    'a\\nbé'
    >>> offsets.to_clean(3), offsets.to_raw(2)
    (2, 3)
    """
    if raw.isascii() and "\r" not in raw and "\0" not in raw:
        return raw, OffsetMap(np.zeros(1, np.int64), np.zeros(1, np.int64))
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = [(0, 0)]
    size = at = 0
    length = len(raw)
    while at < length:
        stop = at + 1
        if raw[at] == "\r" and raw[stop : stop + 1] == "\n":
            stop += 1
        while stop < length and unicodedata.combining(raw[stop]):
            stop += 1
        before = raw[at:stop]
        after = _cleaned(before, first=at == 0)
        pieces.append(after)
        if len(after) != len(before):
            anchors.append((size + len(after), stop))
        size, at = size + len(after), stop
    text = "".join(pieces)
    composed = unicodedata.normalize("NFC", text)
    if composed != text:  # jamo and the like compose across what was cut: keep the text right, the map coarse
        text, anchors = composed, [(0, 0)]
    columns = np.array(anchors, np.int64).reshape(-1, 2)
    return text, OffsetMap(columns[:, 0], columns[:, 1])


def _cleaned(piece: str, *, first: bool) -> str:
    if piece[0] == "\r":
        return "\n" + piece[2 if piece[1:2] == "\n" else 1 :]
    if piece[0] == "\0" or (first and piece[0] == "\ufeff"):
        return piece[1:]
    return unicodedata.normalize("NFC", piece)


def clip(text: str, most: int = 60) -> str:
    """Shorten `text` to at most `most` characters on one line, for messages and titles."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def line_of(text: str, offset: int) -> int:
    """Give the line (from 1) in which `offset` stands."""
    return text.count("\n", 0, offset) + 1
