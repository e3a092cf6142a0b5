"""A forest plot: a value for each row, with its interval."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from qualcase.render.measure import width, wrap
from qualcase.render.numbers import number
from qualcase.render.svg import _EDGE, _LINE, _SHADE, _SIZE, _lines, _svg, _text

_LONG = 340.0  # pixels from the lowest value to 1


class Row(NamedTuple):
    """A row: its name, its value, the ends of its interval; NaN is not drawn."""

    label: str
    value: float
    low: float = math.nan
    high: float = math.nan


def forest_svg(
    rows: Sequence[Row], *, axis: str, marks: Sequence[float] = (2 / 3, 0.8), title: str = "", lang: str = "id"
) -> str:
    """Draw a dot for each value and a line for its interval, the first row on top, up to 1.

    `marks`: where a thin line goes down, for bounds that readers look for.
    """
    known = [end for row in rows for end in (row.value, row.low) if not math.isnan(end)]
    least = min(0.0, math.floor(min(known, default=0.0) * 5) / 5)
    heads = [wrap(row.label, 240) for row in rows]
    left = _EDGE + max([0.0] + [width(line) for lines in heads for line in lines]) + 12
    right = left + _LONG

    def at(value: float) -> float:
        return left + _LONG * (value - least) / (1 - least)

    y, drawn = _EDGE, []
    said = [number(row.value, lang, 2) for row in rows]
    for row, lines, text in zip(rows, heads, said, strict=True):
        tall = max(24.0, _LINE * len(lines) + 8)
        middle = y + tall / 2
        drawn.append(_lines(left - 12, middle, lines, anchor="end"))
        if not math.isnan(row.low):
            drawn.append(
                f'<path d="M{at(row.low):.1f} {middle:.1f}H{at(row.high):.1f}" stroke="{_SHADE}" stroke-width="2"/>'
            )
        if not math.isnan(row.value):
            drawn.append(f'<circle cx="{at(row.value):.1f}" cy="{middle:.1f}" r="4.5" fill="{_SHADE}"/>')
        drawn.append(_text(right + 10, middle + _SIZE * 0.36, text))
        y += tall
    bounds = "".join(f"M{at(mark):.1f} {_EDGE:.1f}V{y:.1f}" for mark in marks)
    lines_down = [f'<path d="{bounds}" stroke="currentColor" stroke-opacity=".3" stroke-dasharray="3 3"/>']
    lines_down.append(f'<path d="M{left:.1f} {y:.1f}H{right:.1f}" stroke="currentColor" stroke-opacity=".6"/>')
    steps = round((1 - least) / 0.2)
    for step in range(steps + 1):
        value = least + 0.2 * step
        lines_down.append(f'<path d="M{at(value):.1f} {y:.1f}v4" stroke="currentColor" stroke-opacity=".6"/>')
        lines_down.append(_text(at(value), y + 18, number(value, lang, 1), anchor="middle"))
    lines_down.append(_text((left + right) / 2, y + 38, axis, anchor="middle"))
    room = max([0.0] + [width(text) for text in said])
    over = max(0.0, width(axis) / 2 - _LONG / 2)
    return _svg(title, lang, right + max(10 + room, over) + _EDGE, y + 44 + _EDGE, [*lines_down, *drawn])
