"""Strips with marks: where along a text something stands."""

from collections.abc import Sequence
from typing import NamedTuple

from qualcase.render.measure import width, wrap
from qualcase.render.svg import _EDGE, _LINE, _SHADE, _SIZE, _lines, _svg, _text

_LONG = 420.0  # pixels of a strip
_TALL = 22.0  # pixels from strip to strip
_MARKS = ".·:|"  # for no, one, two and more marks


class Strip(NamedTuple):
    """A strip: its name, the places of its marks (0 to 1, rising), what stands behind it."""

    label: str
    at: Sequence[float]
    end: str = ""


def strip_text(at: Sequence[float], size: int = 40) -> str:
    """Draw a strip as text: a character for each part of it, denser where more marks fall.

    >>> strip_text([0.0, 0.5, 0.52, 0.99], 8)
    '·...:..·'
    """
    counts = [0] * size
    for place in at:
        counts[min(int(place * size), size - 1)] += 1
    return "".join(_MARKS[min(n, 3)] for n in counts)


def strips_svg(
    blocks: Sequence[tuple[str, Sequence[Strip]]], *, ends: tuple[str, str], title: str = "", lang: str = "id"
) -> str:
    """Draw blocks of strips under each other, each block under its name; `ends` name the strips' two ends."""
    every = [strip for _, strips in blocks for strip in strips]
    heads = {strip.label: wrap(strip.label, 200, most=1)[0] for strip in every}
    left = _EDGE + max([0.0] + [width(head) for head in heads.values()]) + 10
    y, parts = _EDGE, []
    for name, strips in blocks:
        lines = wrap(name, _LONG)
        parts.append(_lines(left, y + _LINE * len(lines) / 2, lines, anchor="start"))
        y += _LINE * len(lines) + 4
        for strip in strips:
            middle = y + _TALL / 2
            short = heads[strip.label]
            parts.append(
                _text(
                    left - 10,
                    middle + _SIZE * 0.36,
                    short,
                    anchor="end",
                    title="" if short == strip.label else strip.label,
                )
            )
            parts.append(f'<path d="M{left:.1f} {middle:.1f}h{_LONG:.0f}" stroke="currentColor" stroke-opacity=".25"/>')
            marks = "".join(f"M{left + place * _LONG:.1f} {middle - 7:.1f}v14" for place in strip.at)
            if marks:
                parts.append(f'<path d="{marks}" stroke="{_SHADE}" stroke-width="1.6" fill="none"/>')
            parts.append(_text(left + _LONG + 8, middle + _SIZE * 0.36, strip.end))
            y += _TALL
        y += 8
    parts.append(_text(left, y + _SIZE, ends[0]))
    parts.append(_text(left + _LONG, y + _SIZE, ends[1], anchor="end"))
    room = max([0.0] + [width(strip.end) for strip in every])
    return _svg(title, lang, left + _LONG + 8 + room + _EDGE, y + _SIZE + 6 + _EDGE, parts)
