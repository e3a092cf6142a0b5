"""Text with its codings marked, however they overlap."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray

from qualcase._kernel.ids import digest
from qualcase.errors import QuoteError
from qualcase.render.characters import escaped, printable
from qualcase.render.labels import label
from qualcase.render.palette import hue

Ints = NDArray[np.int64]

BANDS = 4  # so many codes get a line of their own under the text; the title names them all
_NAMED = 10  # a mark under more codes is named by a digest, so that deep texts do not swell


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """A text cut at every end of a span::

        span 0    |=========|
        span 1         |==========|
        piece  0  |  1 | 2  |  3  | 4      sets: (), (0,), (0, 1), (1,), ()

    `bounds`: (pieces + 1,), rising code points from 0 to the length. `active`: (pieces,), for each piece the place in
    `sets` of the spans over it. `sets`: tuples of span numbers, rising, each tuple once; sets[0] is empty.
    """

    bounds: Ints
    active: Ints
    sets: tuple[tuple[int, ...], ...]


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
    opens = _at_bounds(bounds, start, covering)
    closes = _at_bounds(bounds, end, covering)
    now: set[int] = set()
    numbers: dict[frozenset[int], int] = {frozenset(): 0}
    active = np.empty(bounds.size - 1, np.int64)
    for piece in range(active.size):
        now.difference_update(closes[piece])
        now.update(opens[piece])
        active[piece] = numbers.setdefault(frozenset(now), len(numbers))
    return Segments(bounds, active, tuple(tuple(sorted(spans)) for spans in numbers))


class Marks:
    """A text whose coded spans are marked: a shade, a line for each code, a number that the legend explains.

    `start`, `end`: (spans,), code points, half-open, in any order, overlapping as they like. `code`: (spans,), the
    place of each span's code in the codebook, and in `labels`. Raises QuoteError for a span outside the text.
    """

    def __init__(self, text: str, start: ArrayLike, end: ArrayLike, code: ArrayLike, labels: Sequence[str]) -> None:
        self._text = text
        self._labels = labels
        self._cut = segments(start, end, len(text))
        self._codes: list[int] = np.asarray(code, np.int64).tolist()
        self._used = sorted(set(self._codes))
        self._number = {code: n + 1 for n, code in enumerate(self._used)}
        start, end = np.asarray(start, np.int64), np.asarray(end, np.int64)
        self._begins = _at_bounds(self._cut.bounds, start, np.flatnonzero(start < end))
        self._over = [sorted({self._codes[span] for span in spans}) for spans in self._cut.sets]
        self._opening = [
            f'<mark class="{_class_name(codes)}" title="{self._names(codes)}"' if codes else "" for codes in self._over
        ]

    def head(self, lang: str) -> str:
        """Give what stands once above the text: the colours of its codes, and the legend."""
        if not self._used:
            return ""
        rules = {_class_name(codes): _rule(codes) for codes in self._over if codes}
        items = (
            f'<li><i style="--hue:{hue(code)}">{self._number[code]}</i>{self._names([code])}</li>'
            for code in self._used
        )
        legend = f'<ul class="codes" aria-label="{escape(label("caption.legend", lang))}">{"".join(items)}</ul>'
        return f"<style>{''.join(rules.values())}</style>{legend}"

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
        begins: list[Sequence[int]] = [*self._begins[first:last]]
        begins[0] = self._cut.sets[active[0]]
        return "".join(
            f"{self._opening[now]}{self._numbers(spans, links)}{piece}</mark>" if now else piece
            for now, spans, piece in zip(active, begins, pieces, strict=True)
        )

    def _numbers(self, spans: Sequence[int], links: Sequence[str] | None) -> str:
        """Close the mark's tag, with the numbers of the codes that begin at it; they are no part of the text."""
        if not spans:
            return ">"
        if links is None:
            return f' data-n="{" ".join(map(str, sorted({self._number[self._codes[span]] for span in spans})))}">'
        return ">" + "".join(
            f'<a href="#{escape(links[span])}" aria-label="{self._names([code])}" data-n="{self._number[code]}"></a>'
            for code, span in sorted((self._codes[span], span) for span in spans)
        )

    def _names(self, codes: Sequence[int]) -> str:
        return escape(printable("; ".join(self._labels[code] for code in codes)))


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
    lists: list[list[int]] = [[] for _ in range(bounds.size)]
    for here, span in zip(np.searchsorted(bounds, at[spans]).tolist(), spans.tolist(), strict=True):
        lists[here].append(span)
    return lists


def _class_name(codes: Sequence[int]) -> str:
    return f"k{'-'.join(map(str, codes))}" if len(codes) <= _NAMED else f"k-{digest(*codes)[:8]}"


def _rule(codes: Sequence[int]) -> str:
    """Shade a mark in its first code's hue, and stack a line for each code under it."""
    shown = codes[:BANDS]
    lines = ",".join(
        f"linear-gradient({_line(code)} 0 0) 0 calc(100% - {3 * n}px)/100% 2px"
        for n, code in enumerate(reversed(shown))
    )
    return f".qualcase .{_class_name(codes)}{{--hue:{hue(codes[0])};--bands:{len(shown)};--lines:{lines}}}"


def _line(code: int) -> str:
    return f"light-dark(hsl({hue(code)} 65% 36%),hsl({hue(code)} 65% 68%))"
