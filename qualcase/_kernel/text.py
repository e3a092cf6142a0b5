"""Text as qualcase keeps it: NFC, LF line ends, code points; with the way back to the original."""

import re
import unicodedata
from collections.abc import Iterator
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
        place = int(self.raw[at]) + offset - int(self.clean[at])
        return min(place, int(self.raw[at + 1])) if at + 1 < self.raw.size else place


def clean(raw: str) -> tuple[str, OffsetMap]:
    """Give `raw` in NFC with LF line ends, without byte-order mark and NUL, and the map back.

    U+2028, form feeds and the like stay: only CR LF and CR are line ends of old files.

    >>> text, offsets = clean("a\\r\\nbe\\u0301")
    >>> text
    'a\\nbé'
    >>> offsets.to_clean(3), offsets.to_raw(2)
    (2, 3)
    """
    if "\0" not in raw and unicodedata.is_normalized("NFC", raw):
        return _without_line_ends(raw)
    pieces: list[str] = []
    anchors: list[tuple[int, int]] = [(0, 0)]
    size = 0
    at = int(raw.startswith("\ufeff"))
    if at:
        anchors.append((0, 1))
    for found in _EVENT.finditer(raw, at):
        start, stop = found.span()
        pieces.append(raw[at:start])
        size += start - at
        for before in _clusters(found.group()):
            after = _cleaned(before)
            pieces.append(after)
            size, start = size + len(after), start + len(before)
            if len(after) != len(before):
                anchors.append((size, start))
        at = stop
    pieces.append(raw[at:])
    return "".join(pieces), _offsets(anchors)


# An ASCII character never joins the one before it, so a run of others, with the ASCII one it may join, stands alone.
_EVENT = re.compile(r"\r\n?|[^\r\n\0\x80-\U0010ffff]?[\0\x80-\U0010ffff]+")


def _without_line_ends(raw: str) -> tuple[str, OffsetMap]:
    """Clean a text that is NFC already and holds no NUL: only its byte-order mark and its line ends change."""
    mark = int(raw.startswith("\ufeff"))
    if "\r" not in raw:
        return raw[mark:], _offsets([(0, 0), (0, 1)][: mark + 1])
    ends = np.array([found.end() for found in re.finditer("\r\n", raw)], np.int64)
    shift = mark + np.arange(1, ends.size + 1)
    head = np.array([0, 0] if mark else [0], np.int64)
    clean_ends = np.concatenate((head, ends - shift))
    raw_ends = np.concatenate((np.arange(head.size), ends))
    return raw[mark:].replace("\r\n", "\n").replace("\r", "\n"), OffsetMap(clean_ends, raw_ends)


def _offsets(anchors: list[tuple[int, int]]) -> OffsetMap:
    columns = np.array(anchors, np.int64).reshape(-1, 2)
    return OffsetMap(columns[:, 0], columns[:, 1])


def _clusters(run: str) -> Iterator[str]:
    """Cut `run` wherever NFC of the parts is NFC of the whole."""
    if len(run) == 1 or ("\0" not in run and unicodedata.is_normalized("NFC", run)) or run[0] == "\r":
        yield run
        return
    start = 0
    for at in range(1, len(run)):
        if run[at] == "\0" or (unicodedata.combining(run[at]) and run[at - 1] != "\0"):
            continue
        before, char = run[start:at].replace("\0", ""), run[at]
        if before and (unicodedata.combining(char) or _nfc(before + char) != _nfc(before) + _nfc(char)):
            continue
        yield from _nuls_apart(run[start:at])
        start = at
    yield from _nuls_apart(run[start:])


def _nuls_apart(cluster: str) -> Iterator[str]:
    core = cluster.rstrip("\0")
    yield from (part for part in (core, cluster[len(core) :]) if part)


def _cleaned(piece: str) -> str:
    return "\n" if piece[0] == "\r" else _nfc(piece.replace("\0", ""))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def clip(text: str, most: int = 60) -> str:
    """Shorten `text` to at most `most` characters on one line, for messages and titles."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "…"


def line_of(text: str, offset: int) -> int:
    """Give the line (from 1) in which `offset` stands."""
    return text.count("\n", 0, offset) + 1
