"""Sentences: where talk, transcribed or written, comes to a stop."""

import re

import numpy as np
from numpy.typing import NDArray

from qualcase.lang.wordlists import BEFORE_NUMBERS, CLOSINGS, FUNCTION, TITLES

Ints = NDArray[np.int64]

_STOP = re.compile(
    r"(?P<marks>[.!?\u2026]+)(?P<close>[\"'\u201d\u2019\u00bb)\]*_]*)(?=\s|$)"
    r"(?:[ \t]+(?:\[[^][\n]{1,60}\]|\([^\W\dA-Z_][^()\n.!?]{0,60}\))(?=\s|$))*|\n"
)  # a remark in brackets ("[laughs]") belongs to what it follows
_DOTTED = re.compile(r"(?:[^\W\d_]{1,4}\.)+[^\W\d_]{1,4}")
_LONGEST = 40  # characters before a stop that are looked at
_OPENERS = "\"'\u201c\u2018\u00ab([*_-\u2013\u2014"


def sentences(text: str) -> Ints:
    """Find the sentences of a text: (n, 2), code points, half-open, without white space at their ends.

    Every other character is in exactly one. A line's end ends a sentence, and so do `?`, `!` and a full stop, except
    behind an abbreviation, an initial or a number that opens a line. An ellipsis, and any stop with a quotation mark
    behind it, ends one only where no small letter follows. A remark in brackets belongs to what it follows.

    >>> [text[a:b] for text in ["Bpk. H. Karto dateng. Terus... ya gitu."] for a, b in sentences(text)]
    ['Bpk. H. Karto dateng.', 'Terus... ya gitu.']
    """
    found: list[tuple[int, int]] = []
    begin = 0
    for stop in _STOP.finditer(text):
        if stop["marks"] is None or _ends(text, begin, stop):
            _add(found, text, begin, stop.end())
            begin = stop.end()
    _add(found, text, begin, len(text))
    return np.array(found, np.int64).reshape(-1, 2)


def _add(found: list[tuple[int, int]], text: str, begin: int, end: int) -> None:
    piece = text[begin:end]
    kept = piece.strip()
    if kept:
        begin += len(piece) - len(piece.lstrip())
        found.append((begin, begin + len(kept)))


def _ends(text: str, begin: int, stop: re.Match[str]) -> bool:
    """Say whether the marks that `stop` matched end the sentence that began at `begin`."""
    following = text[stop.end() : stop.end() + _LONGEST].lstrip(" \t\u00a0")
    if not following.strip() or following[0] == "\n":
        return True
    opening = following.lstrip(_OPENERS)
    small = opening[:1].islower()
    marks = stop["marks"]
    if stop["close"] and small:
        return False
    if marks != ".":
        small |= re.match(r"I\b", opening) is not None  # a capital letter that tells nothing
        return not small or set(marks) - set(".\u2026") != set()
    low = max(begin, stop.start() - _LONGEST)
    before = text[low : stop.start()]
    token = before.rsplit(None, 1)[-1].lstrip(_OPENERS).lower() if before.rstrip() else ""
    if low == begin and before.strip() == token and re.fullmatch(r"\d{1,3}|[ivx]+|[a-z]", token):
        return False
    if len(token) == 1 and token.isalpha():  # an initial; but "Vitamin C. Itu ..."
        return re.split(r"\W", opening, maxsplit=1)[0].lower() in _FUNCTION
    if token in TITLES or (token in BEFORE_NUMBERS and following[0].isdigit()):
        return False
    return not (small and (token in CLOSINGS or _DOTTED.fullmatch(token)))


_FUNCTION = (FUNCTION["id"] | FUNCTION["en"]) - {"h", "a"}
