"""Bars in groups drawn as SVG, with the numbers at their ends."""

from collections.abc import Sequence
from typing import NamedTuple

from qualcase.render.measure import width, wrap
from qualcase.render.svg import _EDGE, _LINE, _SHADE, _lines, _svg

LONG = 340.0  # pixels of the longest bar


class Bars(NamedTuple):
    """A group of bars under a head: (name, value, the number as it is written) each; hollow ones stand apart."""

    head: str
    bars: Sequence[tuple[str, float, str]]
    hollow: bool = False


def grouped_bars_svg(groups: Sequence[Bars], *, title: str = "", lang: str = "id") -> str:
    """Draw groups of bars on one scale, from 0 to the greatest of all."""
    every = [bar for group in groups for bar in group.bars]
    heads = {name: wrap(name, 240) for name, _, _ in every}
    left = _EDGE + 14 + max([0.0] + [width(line) for lines in heads.values() for line in lines]) + 10
    most = max([value for _, value, _ in every if value > 0], default=1.0)
    y, parts, room = _EDGE, [], 0.0
    for group in groups:
        y += 10
        if group.head:
            parts.append(f'<g font-weight="600">{_lines(_EDGE, y + 10, [group.head], anchor="start")}</g>')
            room = max(room, _EDGE + width(group.head) * 1.1 - left - LONG)
            y += 24
        first = y
        for name, value, text in group.bars:
            tall = max(24.0, _LINE * len(heads[name]) + 8)
            middle, size = y + tall / 2, LONG * value / most if value > 0 else 0.0
            look = f'fill="none" stroke="{_SHADE}"' if group.hollow else f'fill="{_SHADE}"'
            parts.append(_lines(left - 10, middle, heads[name], anchor="end"))
            parts.append(f'<rect x="{left:.1f}" y="{middle - 8:.1f}" width="{size:.1f}" height="16" {look}/>')
            parts.append(_lines(left + size + 7, middle, [text], anchor="start"))
            room = max(room, size + 7 + width(text) - LONG)
            y += tall
        parts.append(f'<path d="M{left:.1f} {first:.1f}V{y:.1f}" stroke="currentColor" stroke-opacity=".6"/>')
    return _svg(title, lang, left + LONG + max(room, 0.0) + _EDGE, y + _EDGE, parts)
