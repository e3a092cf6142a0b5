"""Courses: how values go from stage to stage, a small picture for each, all on one scale."""

import math
from collections.abc import Sequence
from typing import NamedTuple

from qualcase.render.measure import width, wrap
from qualcase.render.numbers import number
from qualcase.render.svg import _EDGE, _LINE, _SHADE, _SIZE, _lines, _svg, _text

_TALL = 120.0  # pixels from the lowest value to 1
_STEP = 64.0  # pixels from stage to stage, at least
_WIDE = 720.0  # pixels that pictures fill before they go on in the next row


class Point(NamedTuple):
    """A value and the ends of its interval; NaN is not drawn. Hollow ones are of another kind than the rest."""

    value: float
    low: float = math.nan
    high: float = math.nan
    hollow: bool = False


class Course(NamedTuple):
    """A name and its value at each stage."""

    name: str
    points: Sequence[Point]


def courses_svg(
    courses: Sequence[Course], stages: Sequence[str], *, marks: Sequence[float] = (2 / 3, 0.8), title: str = "",
    lang: str = "id",
) -> str:  # fmt: skip
    """Draw a small picture for each course, side by side and in rows, up to 1; a line joins the values that follow.

    `marks`: where a thin line goes across, for bounds that readers look for.
    """
    known = [end for course in courses for point in course.points for end in point[:2] if not math.isnan(end)]
    least = min(0.0, math.floor(min(known, default=0.0) * 5) / 5)
    ticks = [least, *([0.0] if least else []), 0.5, 1.0]
    scale = max(width(number(tick, lang, 1)) for tick in ticks) + 10
    below = [wrap(stage, 90) for stage in stages]
    step = max([_STEP] + [width(line) + 14 for lines in below for line in lines])
    wide = step * max(len(stages), 1)
    heads = [wrap(course.name, scale + wide - 10) for course in courses]
    over = _LINE * max([1] + [len(lines) for lines in heads]) + 10
    tall = over + _TALL + 12 + _LINE * max([1] + [len(lines) for lines in below])
    across = max(1, int(_WIDE // (scale + wide + 14)))
    parts = []
    for n, (course, head) in enumerate(zip(courses, heads, strict=True)):
        left = _EDGE + (n % across) * (scale + wide + 14) + scale
        top = _EDGE + (n // across) * (tall + 14) + over
        parts.append(f'<g font-weight="600">{_lines(left, top - over / 2 - 3, head, anchor="start")}</g>')
        parts += _frame(left, top, wide, least, ticks, marks, lang)
        for k, lines in enumerate(below):
            middle = top + _TALL + 16 + _LINE * (len(lines) - 1) / 2
            parts.append(_lines(left + step * (k + 0.5), middle, lines, anchor="middle"))
        parts += _course([left + step * (k + 0.5) for k in range(len(stages))], top, course.points, least)
    rows = math.ceil(len(courses) / across)
    full = min(across, len(courses)) * (scale + wide + 14)
    return _svg(title, lang, full + 2 * _EDGE, rows * (tall + 14) + 2 * _EDGE, parts)


def _height(top: float, value: float, least: float) -> float:
    return top + _TALL * (1 - value) / (1 - least)


def _frame(
    left: float, top: float, wide: float, least: float, ticks: Sequence[float], marks: Sequence[float], lang: str
) -> list[str]:
    """Draw the scale at the side, the floor, and thin lines at the marks."""
    drawn = [
        _text(left - 6, _height(top, tick, least) + _SIZE * 0.36, number(tick, lang, 1), anchor="end") for tick in ticks
    ]
    across = "".join(f"M{left:.1f} {_height(top, mark, least):.1f}h{wide:.1f}" for mark in marks)
    drawn.append(f'<path d="{across}" stroke="currentColor" stroke-opacity=".3" stroke-dasharray="3 3"/>')
    floor = f"M{left:.1f} {top:.1f}v{_TALL:.1f}h{wide:.1f}"
    drawn.append(f'<path d="{floor}" fill="none" stroke="currentColor" stroke-opacity=".6"/>')
    return drawn


def _course(at: Sequence[float], top: float, points: Sequence[Point], least: float) -> list[str]:
    """Draw the line from value to value, an upright for each interval, a dot for each value."""
    places = [(x, point) for x, point in zip(at, points, strict=True) if not math.isnan(point.value)]
    line = "L".join(f"{x:.1f} {_height(top, point.value, least):.1f}" for x, point in places)
    drawn = [f'<path d="M{line}" fill="none" stroke="{_SHADE}" stroke-opacity=".5"/>'] if len(places) > 1 else []
    for x, point in places:
        y = _height(top, point.value, least)
        if not math.isnan(point.low):
            low, high = _height(top, point.low, least), _height(top, point.high, least)
            drawn.append(f'<path d="M{x:.1f} {low:.1f}V{high:.1f}" stroke="{_SHADE}" stroke-width="2"/>')
        look = f'fill="Canvas" stroke="{_SHADE}" stroke-width="2"' if point.hollow else f'fill="{_SHADE}"'
        drawn.append(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" {look}/>')
    return drawn
