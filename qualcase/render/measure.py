"""How much room words take where nobody can be asked: in pixels (a guess on the wide side), in a terminal's places."""

import unicodedata
from collections.abc import Callable

_NARROW = frozenset("iljtfrI.,:;'!|()[] ")
_WIDE = frozenset("mwMW@%&")


def width(text: str, size: float = 13.0) -> float:
    """Guess the width in pixels of one line in a sans-serif face of `size` pixels."""
    return size * sum(map(_em, text))


def places(text: str) -> int:
    """Count the places one line takes in a terminal: two for a wide character, none for a combining one."""
    return len(text) if text.isascii() else sum(map(_places, text))


def wrap(text: str, room: float, *, size: float = 13.0, most: int = 3) -> list[str]:
    """Break a text between words into at most `most` lines of at most `room` pixels; "…" stands for what is over."""
    lines = _fold(" ".join(text.split()), room / size, _em)
    if len(lines) <= most:
        return lines
    last = lines[most - 1] + "…"
    while len(last) > 1 and width(last, size) > room:
        last = last[:-2] + "…"
    return [*lines[: most - 1], last]


def fold(text: str, room: int) -> list[str]:
    """Break a text between words into lines of at most `room` places of a terminal; its own line ends stay."""
    return [line for part in text.split("\n") for line in _fold(part, room, _places)]


def _fold(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    for word in text.split(" "):
        size = sum(map(measure, word))
        gap = measure(" ") if line else 0.0
        if used + gap + size <= room:
            line, used = f"{line} {word}" if line else word, used + gap + size
            continue
        if line:
            lines.append(line)
        line, used = word, size
        while used > room and len(line) > 1:
            head = _fitting(line, room, measure)
            lines.append(line[:head])
            used -= sum(map(measure, line[:head]))
            line = line[head:]
    return [*lines, line]


def _fitting(word: str, room: float, measure: Callable[[str], float]) -> int:
    """Count the characters of `word` that fit, at least one."""
    used = 0.0
    for n, char in enumerate(word):
        used += measure(char)
        if used > room and n:
            return n
    return len(word)


def _places(char: str) -> int:
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _em(char: str) -> float:
    if char in _NARROW:
        return 0.36
    if char in _WIDE or char.isupper():
        return 0.9 if char in _WIDE else 0.74
    return 0.6 * _places(char)
