"""Text with its codings marked, however they overlap."""

from bisect import bisect_left, insort
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase.errors import QuoteError
from qualcase.render.characters import escaped, safe
from qualcase.render.labels import label
from qualcase.render.palette import hue

Ints = NDArray[np.int64]

BANDS = 4  # so many codes get a line of their own under the text; the title tells of all
_NAMED = 10  # of more codes the title gives the numbers, so that deep texts do not swell


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """A text cut at every end of a span::

        span 0    |=========|
        span 1         |==========|
        piece  0  |  1 | 2  |  3  | 4      sets: (), (0,), (0, 1), (1,), ()

    `bounds`: (pieces + 1,), rising code points from 0 to the length. `active`: (pieces,), for each piece the place in
    `sets` of the spans over it. `sets`: tuples of span numbers, rising, each tuple once; sets[0] is empty. `begins`:
    (pieces,), for each piece the spans that begin there.
    """

    bounds: Ints
    active: Ints
    sets: tuple[tuple[int, ...], ...]
    begins: Sequence[Sequence[int]]


def segments(start: ArrayLike, end: ArrayLike, length: int) -> Segments:
    """Cut a text of `length` code points at the ends of spans, and say which spans stand over each piece.

    `start`, `end`: (spans,), code points, half-open, in any order; an empty span covers nothing. Raises QuoteError for
    a span outside the text.
    """
    start, end = np.asarray(start, np.int64), np.asarray(end, np.int64)
    wrong = np.flatnonzero((start < 0) | (end > length) | (end < start))
    if wrong.size:
        raise QuoteError(f"span {start[wrong[0]]}..{end[wrong[0]]} is not in a text of {length} characters.")
    covering = np.flatnonzero(start < end)
    bounds = np.unique(np.concatenate((start[covering], end[covering], [0, length]))).astype(np.int64)
    opens = _at_bounds(bounds, start[covering], covering)[:-1]
    closes = _at_bounds(bounds, end[covering], covering)[:-1]
    now: list[int] = []
    numbers: dict[tuple[int, ...], int] = {(): 0}
    active = []
    for opening, closing in zip(opens, closes, strict=True):
        for span in closing:
            del now[bisect_left(now, span)]
        for span in opening:
            insort(now, span)
        active.append(numbers.setdefault(tuple(now), len(numbers)))
    return Segments(bounds, np.array(active, np.int64), tuple(numbers), opens)


class Marks:
    """A text whose coded spans are marked: a shade, a line for each code, a number that the legend explains.

    `start`, `end`: (spans,), code points, half-open, in any order, overlapping as they like. `code`: (spans,), the
    place of each span's code in the codebook, and in `labels`. Raises QuoteError for a span outside the text.
    """

    def __init__(self, text: str, start: ArrayLike, end: ArrayLike, code: ArrayLike, labels: Sequence[str]) -> None:
        self._text = text
        self._cut = segments(start, end, len(text))
        self._codes: list[int] = np.asarray(code, np.int64).tolist()
        self._used = sorted(set(self._codes))
        self._number = {code: n + 1 for n, code in enumerate(self._used)}
        self._label = {code: safe(labels[code]) for code in self._used}
        over = [sorted({self._codes[span] for span in spans}) for spans in self._cut.sets]
        self._opening = [self._mark(codes) if codes else "" for codes in over]

    def name(self, code: int) -> tuple[int, str]:
        """Give the number of a code in the legend, and its label, escaped."""
        return self._number[code], self._label[code]

    def head(self, lang: str, *, coloured: bool = True) -> str:
        """Give what stands once above the text: the legend, with the colours of its codes if `coloured`."""
        if not self._used:
            return ""
        items = (
            f'<li><i style="--hue:{hue(code)}">{self._number[code]}</i>{self._label[code]}</li>' for code in self._used
        )
        legend = f'<ul class="codes" aria-label="{escape(label("caption.legend", lang))}">{"".join(items)}</ul>'
        return f"{colours(self._used)}{legend}" if coloured else legend

    def html(self, start: int = 0, end: int | None = None, links: Sequence[str] | None = None) -> str:
        """Draw the text from `start` to `end`, escaped; its line ends stay.

        `links`: (spans,), the HTML id that each span's number leads to.
        """
        bounds = self._cut.bounds
        end = len(self._text) if end is None else end
        if start >= end:
            return ""
        first = int(np.searchsorted(bounds, start, "right")) - 1
        last = int(np.searchsorted(bounds, end, "left"))
        ends = [start, *bounds[first + 1 : last].tolist(), end]
        pieces = escaped([self._text[a:b] for a, b in pairwise(ends)])
        active = self._cut.active[first:last].tolist()
        begins: list[Sequence[int]] = [*self._cut.begins[first:last]]
        begins[0] = self._cut.sets[active[0]]
        return "".join(
            f"{self._opening[now]}{self._numbers(spans, links)}{piece}</mark>" if now else piece
            for now, spans, piece in zip(active, begins, pieces, strict=True)
        )

    def _mark(self, codes: Sequence[int]) -> str:
        places = " ".join(map(str, codes))
        return f'<mark data-k="{places}" style="{_style(codes)}" title="{self._title(codes)}"'

    def _numbers(self, spans: Sequence[int], links: Sequence[str] | None) -> str:
        """Close the mark's tag, with the numbers of the codes that begin at it; they are no part of the text."""
        if not spans:
            return ">"
        if links is None:
            return f' data-n="{" ".join(map(str, sorted({self._number[self._codes[span]] for span in spans})))}">'
        return ">" + "".join(
            f'<a href="#{escape(links[span])}" aria-label="{self._label[code]}" data-n="{self._number[code]}"></a>'
            for code, span in sorted((self._codes[span], span) for span in spans)
        )

    def _title(self, codes: Sequence[int]) -> str:
        """Name the codes, or give their numbers in the legend where they are many."""
        if len(codes) <= _NAMED:
            return "; ".join([self._label[code] for code in codes])
        return " ".join([str(self._number[code]) for code in codes])


def colours(codes: Sequence[int]) -> str:
    """Give the style element with the colours of codes; one in a page will do."""
    lines = "".join(f"--k{code}:linear-gradient({_line(code)} 0 0);" for code in codes)
    return f"<style>.qualcase .coded{{{lines}}}</style>" if lines else ""


def highlight_html(
    text: str,
    start: ArrayLike,
    end: ArrayLike,
    code: ArrayLike,
    labels: Sequence[str],
    *,
    lang: str = "id",
    links: Sequence[str] | None = None,
) -> str:
    """Draw a whole text with its coded spans marked and a legend above; arguments as in `Marks`."""
    marks = Marks(text, start, end, code, labels)
    body = f'<p class="text">{marks.html(links=links)}</p>'
    return f'<div class="coded" lang="{escape(lang)}">{marks.head(lang)}{body}</div>'


def _at_bounds(bounds: Ints, at: Ints, spans: Ints) -> list[list[int]]:
    """List, for each bound, the spans that have an end there."""
    lists: list[list[int]] = [[] for _ in range(bounds.size)]
    for here, span in zip(np.searchsorted(bounds, at).tolist(), spans.tolist(), strict=True):
        lists[here].append(span)
    return lists


def _style(codes: Sequence[int]) -> str:
    """Shade a mark in its first code's hue, and stack a line for each code under it, the first on top."""
    lines = [f"var(--k{code})" for code in codes[:BANDS]]
    return f"--hue:{hue(codes[0])};--bands:{len(lines)};--lines:{','.join(reversed(lines))}"


def _line(code: int) -> str:
    return f"light-dark(hsl({hue(code)} 65% 36%),hsl({hue(code)} 65% 68%))"
