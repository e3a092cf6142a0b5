"""Find what a researcher types: words by their roots, phrases, wildcards, patterns."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from qualcase.errors import OptionError
from qualcase.lang.indicators import Hits, find, indicator
from qualcase.lang.lexicon import Index
from qualcase.lang.roots import listed

Ints = NDArray[np.int64]
Finder: TypeAlias = Callable[[str, Ints, Ints], Iterator[tuple[int, int]]]

_SPECIAL = frozenset(".^$*+?{}[]\\|()")
_OPTIONAL = frozenset("*?{")
_OTHER_CASE = "\u0130\u0131\u017f\u212a"  # to `re`, other cases of the ASCII letters i, s and k


def find_words(index: Index, written: Sequence[str], walls: Sequence[Ints]) -> Hits:
    """Find words written as in a codebook: "percaya" by its root, "=form", "janji*", phrases.

    Roots are Indonesian; a word that is on no list of Indonesian roots is read as English, too, so that "trust" finds
    "trusted" and "kami" does not find "kamis". `walls` as in `find`. OptionError for what is no word.
    """
    asked = [indicator(one, lang="id") for one in written]
    origin = list(range(len(asked)))
    roots = listed()
    for n, one in enumerate(written):
        english = indicator(one, lang="en")
        if english.words != asked[n].words and not any(word.text in roots for word in asked[n].words):
            asked.append(english)
            origin.append(n)
    hits = find(index, asked, walls=walls)
    which = np.array(origin, np.int64)[hits.indicator]
    _, first = np.unique(np.stack((hits.text, hits.start, hits.end, which)), axis=1, return_index=True)
    return Hits(hits.text[first], hits.start[first], hits.end[first], which[first])


def pattern(written: str) -> re.Pattern[str]:
    """Read a regular expression, in which small and capital letters are the same; OptionError says where it breaks."""
    try:
        return re.compile(written, re.IGNORECASE)
    except re.error as error:
        raise OptionError(
            f"{written!r} is no regular expression: {error}. A plain search needs none: kwic('percaya')."
        ) from error


def finder(wanted: re.Pattern[str], lowered: dict[str, bytes]) -> Finder:
    """Give what finds a pattern in stretches of a text, rising and disjoint: spans that hold at least one character.

    As `wanted.finditer(text, start, end)` finds them, stretch by stretch; a pattern that must begin with plain letters
    is tried where those letters stand, and nowhere else. `lowered` keeps the texts as they were looked through.
    """
    begins = literal(wanted).encode()
    cased = bool(wanted.flags & re.IGNORECASE)

    def spans(text: str, start: Ints, end: Ints) -> Iterator[tuple[int, int]]:
        if begins and not (cased and not text.isascii() and any(other in text for other in _OTHER_CASE)):
            if text not in lowered:  # of bytes only ASCII letters change: places stay
                lowered[text] = text.encode("utf-8", "surrogatepass").lower()
            yield from _from_letters(wanted, begins, text, lowered[text], start, end)
            return
        for a, b in zip(start.tolist(), end.tolist(), strict=True):
            yield from (match.span() for match in wanted.finditer(text, a, b) if match.end() > match.start())

    return spans


def literal(wanted: re.Pattern[str]) -> str:
    r"""Give the plain ASCII letters with which every match of a pattern must begin, in lower case; "" if unknown.

    >>> literal(re.compile(r"\bPercaya(?:an)?\b")), literal(re.compile("ya|tidak"))
    ('percaya', '')
    """
    written = wanted.pattern.removeprefix(r"\b")
    if "|" in written or wanted.flags & (re.VERBOSE | re.LOCALE) or not written.isascii():
        return ""
    size = next((n for n, letter in enumerate(written) if letter in _SPECIAL), len(written))
    if size < len(written) and written[size] in _OPTIONAL:
        size -= 1
    return written[: max(size, 0)].lower()


def _from_letters(
    wanted: re.Pattern[str], begins: bytes, text: str, raw: bytes, start: Ints, end: Ints
) -> Iterator[tuple[int, int]]:  # fmt: skip
    at = np.fromiter(_everywhere(raw, begins), np.int64)
    if len(raw) != len(text) and at.size:
        more = np.flatnonzero((np.frombuffer(raw, np.uint8) & 0xC0) == 0x80)
        at -= np.searchsorted(more, at)
    stretch = np.searchsorted(start, at, "right") - 1
    inside = (stretch >= 0) & (at < end[stretch]) if end.size else np.zeros(at.size, np.bool_)
    done = 0
    for place, last in zip(at[inside].tolist(), end[stretch[inside]].tolist(), strict=True):
        match = wanted.match(text, place, last) if place >= done else None
        if match is not None and match.end() > place:
            yield match.span()
            done = match.end()


def _everywhere(raw: bytes, wanted: bytes) -> Iterator[int]:
    at = raw.find(wanted)
    while at >= 0:
        yield at
        at = raw.find(wanted, at + 1)
