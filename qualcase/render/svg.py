"""Charts drawn as SVG: a heat map, a network, bars; they take the ink of the page, so that they read in the dark."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import ArrayLike

from qualcase.render.characters import safe
from qualcase.render.measure import width, wrap
from qualcase.render.numbers import number
from qualcase.render.palette import hue

Point: TypeAlias = tuple[float, float]

_SHADE = "#3a7ca5"
_SIZE = 13.0  # pixels of the face
_LINE = 16.0  # pixels from line to line
_EDGE = 8.0  # pixels left free on every side


def heatmap_svg(
    rows: Sequence[str],
    columns: Sequence[str],
    values: ArrayLike,
    *,
    cell_labels: Sequence[Sequence[str]] | None = None,
    links: Sequence[Sequence[str | None]] | None = None,
    title: str = "",
    lang: str = "id",
) -> str:
    """Draw a table of numbers as shades, from 0 to the greatest; NaN is an empty frame.

    `values`, `cell_labels`, `links`: (rows, columns); without labels the numbers themselves are written, with links
    each leads there.
    """
    table: list[list[float]] = np.asarray(values, float).tolist()
    words = cell_labels or [[number(x, lang, None if x.is_integer() else 2) for x in row] for row in table]
    heads = [wrap(row, 240) for row in rows]
    cell = max([46.0] + [width(text) + 14 for row in words for text in row])
    tall = max([30.0] + [_LINE * len(lines) + 10 for lines in heads])
    flat = all(width(column) <= cell - 8 for column in columns)
    names = [column if flat else wrap(column, 240, most=1)[0] for column in columns]
    lean = 0.0 if flat else max(width(name) for name in names) * math.sqrt(0.5) + 8
    left = _EDGE + max([0.0] + [width(line) for lines in heads for line in lines]) + 10
    top = _EDGE + (_LINE + 6 if flat else lean + 10)
    across, down = left + cell * len(columns), top + tall * len(rows)
    most = max([x for row in table for x in row if x > 0], default=1.0)
    parts = []
    for c, (name, whole) in enumerate(zip(names, columns, strict=True)):
        x = left + cell * (c + 0.5)
        turn = "" if flat else f' transform="rotate(-45 {x:.1f} {top - 8:.1f})"'
        anchor = "middle" if flat else "start"
        parts.append(_text(x, top - 8, name, anchor=anchor, more=turn, title="" if name == whole else whole))
    for r, row in enumerate(table):
        y = top + tall * (r + 0.5)
        parts.append(_lines(left - 10, y, heads[r], anchor="end"))
        for c, x in enumerate(row):
            parts.append(_cell(left + cell * c, y - tall / 2, cell, tall, math.nan if math.isnan(x) else x / most))
            number_at = _text(left + cell * (c + 0.5), y + _SIZE * 0.36, words[r][c], anchor="middle")
            parts.append(_link(number_at, links[r][c] if links else None))
    last = left + cell * (len(columns) - 0.5) if columns else left
    return _svg(title, lang, max(across, last + lean if not flat else 0) + _EDGE, down + _EDGE, parts)


def bars_svg(
    labels: Sequence[str],
    values: Sequence[float],
    *,
    value_labels: Sequence[str] | None = None,
    title: str = "",
    lang: str = "id",
) -> str:
    """Draw a bar for each value, from 0 to the greatest, with the number at its end; NaN has no bar.

    `labels`, `values`, `value_labels`: (bars,).
    """
    words = value_labels or [number(x, lang, None if float(x).is_integer() else 2) for x in values]
    heads = [wrap(text, 260) for text in labels]
    left = _EDGE + max([0.0] + [width(line) for lines in heads for line in lines]) + 10
    most = max([x for x in values if x > 0], default=1.0)
    long = 320.0
    y, parts = _EDGE, []
    for lines, x, text in zip(heads, values, words, strict=True):
        tall = max(26.0, _LINE * len(lines) + 8)
        size = long * x / most if x > 0 else 0.0
        middle = y + tall / 2
        parts.append(_lines(left - 10, middle, lines, anchor="end"))
        parts.append(f'<rect x="{left:.1f}" y="{middle - 8:.1f}" width="{size:.1f}" height="16" fill="{_SHADE}"/>')
        parts.append(_text(left + size + 7, middle + _SIZE * 0.36, text))
        y += tall
    parts.append(f'<path d="M{left:.1f} {_EDGE:.1f}V{y:.1f}" stroke="currentColor" stroke-opacity=".6"/>')
    room = max([0.0] + [width(text) for text in words])
    return _svg(title, lang, left + long + 7 + room + _EDGE, y + _EDGE, parts)


class Node(NamedTuple):
    """A point of a network: its place (any scale, y upwards), its weight, its name, the number of its colour."""

    x: float
    y: float
    size: float
    label: str
    colour: int = 0  # a code's place in the codebook


class Edge(NamedTuple):
    """A line between two nodes, by their numbers: weight, name, whether it points to `b`, where its name leads."""

    a: int
    b: int
    width: float = 1.0
    label: str = ""
    arrow: bool = False
    link: str | None = None


def network_svg(
    nodes: Sequence[tuple[float, float, float, str, int]],
    edges: Sequence[tuple[int, int, float, str]] | Sequence[Edge],
    *,
    title: str = "",
    lang: str = "id",
    across: float = 680.0,
) -> str:
    """Draw a network: discs by the root of their weight, lines by theirs, names where they cover the least.

    `nodes`, `edges`: a `Node` and an `Edge` each, or plain tuples in the order of their fields.
    `across`: width of the drawing between the outermost nodes, in pixels.
    """
    points, links = [Node(*node) for node in nodes], [Edge(*edge) for edge in edges]
    at = _placed(points, across)
    top = max([node.size for node in points], default=1.0) or 1.0
    radii = [5 + 17 * math.sqrt(max(node.size, 0) / top) for node in points]
    heaviest = max([edge.width for edge in links], default=1.0) or 1.0
    parts = [_edge(edge, at, radii, 0.8 + 5 * max(edge.width, 0) / heaviest) for edge in links]
    parts += [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="hsl({hue(node.colour)} 45% 56%)" stroke="currentColor"/>'
        for (x, y), r, node in zip(at, radii, points, strict=True)
    ]
    taken = [_Box(x - r, y - r, x + r, y + r) for (x, y), r in zip(at, radii, strict=True)]
    lines_at = [(at[edge.a], at[edge.b]) for edge in links]
    words = []
    for n in sorted(range(len(points)), key=lambda n: -points[n].size):
        lines = wrap(points[n].label, 150)
        box = _free(_around(at[n], radii[n], lines), taken, lines_at)
        words.append(_lines((box.left + box.right) / 2, (box.top + box.bottom) / 2, lines, anchor="middle"))
    for edge in links:
        if edge.label:
            lines = wrap(edge.label, 140, most=2)
            box = _free(_along(at[edge.a], at[edge.b], lines), taken, [])
            middle = ((box.left + box.right) / 2, (box.top + box.bottom) / 2)
            words.append(_link(_lines(*middle, lines, anchor="middle"), edge.link))
    halo = '<g style="paint-order:stroke;stroke:var(--paper,#fff);stroke-width:3px;stroke-linejoin:round">'
    left, up = min([b.left for b in taken], default=0) - _EDGE, min([b.top for b in taken], default=0) - _EDGE
    wide = max([b.right for b in taken], default=0) + _EDGE - left
    tall = max([b.bottom for b in taken], default=0) + _EDGE - up
    moved = f'<g transform="translate({-left:.1f} {-up:.1f})">'
    return _svg(title, lang, wide, tall, [moved, *parts, halo, *words, "</g></g>"])


@dataclass(frozen=True, slots=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: "_Box") -> float:
        wide = min(self.right, other.right) - max(self.left, other.left)
        tall = min(self.bottom, other.bottom) - max(self.top, other.top)
        return max(wide, 0.0) * max(tall, 0.0)

    def crossed(self, a: Point, b: Point) -> float:
        """Give the length of the line from `a` to `b` that lies in the box (Liang and Barsky 1984)."""
        enters, leaves = 0.0, 1.0
        for start, step, low, high in (
            (a[0], b[0] - a[0], self.left, self.right),
            (a[1], b[1] - a[1], self.top, self.bottom),
        ):
            if step == 0:
                if not low <= start <= high:
                    return 0.0
                continue
            first, last = sorted(((low - start) / step, (high - start) / step))
            enters, leaves = max(enters, first), min(leaves, last)
        return max(leaves - enters, 0.0) * math.dist(a, b)


def _placed(nodes: Sequence[Node], across: float) -> list[Point]:
    """Scale the nodes' places to the drawing, y downwards, keeping their proportions."""
    if not nodes:
        return []
    xs, ys = [node.x for node in nodes], [node.y for node in nodes]
    scale = across / (max(max(xs) - min(xs), max(ys) - min(ys)) or 1.0)
    return [((x - min(xs)) * scale, (max(ys) - y) * scale) for x, y in zip(xs, ys, strict=True)]


def _around(at: Point, radius: float, lines: Sequence[str]) -> list[_Box]:
    """Give the places for a name about its disc: right, left, below, above, then the corners."""
    (x, y), wide, tall = at, max(map(width, lines)), _LINE * len(lines)
    out, corner = radius + 4, radius * 0.7 + 2
    centres = [
        (out + wide / 2, 0.0),
        (-out - wide / 2, 0.0),
        (0.0, out + tall / 2),
        (0.0, -out - tall / 2),
        *((i * (corner + wide / 2), j * (corner + tall / 2)) for i in (1, -1) for j in (1, -1)),
    ]
    return [_box(x + dx, y + dy, wide, tall) for dx, dy in centres]


def _along(a: Point, b: Point, lines: Sequence[str]) -> list[_Box]:
    wide, tall = max(map(width, lines)), _LINE * len(lines)
    shares = (0.5, 0.4, 0.6, 0.3, 0.7)
    return [_box(a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, wide, tall) for t in shares]


def _box(x: float, y: float, wide: float, tall: float) -> _Box:
    return _Box(x - wide / 2, y - tall / 2, x + wide / 2, y + tall / 2)


def _free(choices: Sequence[_Box], taken: list[_Box], lines: Sequence[tuple[Point, Point]]) -> _Box:
    """Take the first place that covers the least of what is taken; a line counts as three pixels wide."""
    best = min(choices, key=lambda box: sum(map(box.shared, taken)) + 3 * sum(box.crossed(*line) for line in lines))
    taken.append(best)
    return best


def _edge(edge: Edge, at: Sequence[Point], radii: Sequence[float], thick: float) -> str:
    (x1, y1), (x2, y2) = at[edge.a], at[edge.b]
    far = math.hypot(x2 - x1, y2 - y1) or 1.0
    dx, dy = (x2 - x1) / far, (y2 - y1) / far
    head = 7 + thick if edge.arrow else 0.0
    x1, y1 = x1 + dx * radii[edge.a], y1 + dy * radii[edge.a]
    x2, y2 = x2 - dx * (radii[edge.b] + 1), y2 - dy * (radii[edge.b] + 1)
    foot = f"{x2 - dx * head:.1f} {y2 - dy * head:.1f}"
    line = (
        f'<path d="M{x1:.1f} {y1:.1f}L{foot}" fill="none" stroke="currentColor" stroke-opacity=".38" '
        f'stroke-width="{thick:.1f}"/>'
    )
    if not edge.arrow:
        return line
    side = head * 0.5
    wing = [f"{x2 - dx * head - s * dy * side:.1f} {y2 - dy * head + s * dx * side:.1f}" for s in (1, -1)]
    return line + f'<path d="M{x2:.1f} {y2:.1f}L{wing[0]}L{wing[1]}Z" fill-opacity=".7"/>'


def _cell(x: float, y: float, wide: float, tall: float, shade: float) -> str:
    fill = "none" if math.isnan(shade) else _SHADE
    depth = "" if math.isnan(shade) else f' fill-opacity="{0.04 + 0.5 * max(shade, 0):.2f}"'
    dash = ' stroke-dasharray="3 3"' if math.isnan(shade) else ""
    return (
        f'<rect x="{x + 1:.1f}" y="{y + 1:.1f}" width="{wide - 2:.1f}" height="{tall - 2:.1f}" rx="2" fill="{fill}"'
        f'{depth} stroke="currentColor" stroke-opacity=".18"{dash}/>'
    )


def _lines(x: float, y: float, lines: Sequence[str], *, anchor: str) -> str:
    """Write lines one under another, centred on `y`."""
    first = y - _LINE * (len(lines) - 1) / 2 + _SIZE * 0.36
    return "".join(_text(x, first + _LINE * n, line, anchor=anchor) for n, line in enumerate(lines))


def _text(x: float, y: float, text: str, *, anchor: str = "start", more: str = "", title: str = "") -> str:
    place = "" if anchor == "start" else f' text-anchor="{anchor}"'
    whole = f"<title>{safe(title)}</title>" if title else ""
    return f'<text x="{x:.1f}" y="{y:.1f}"{place}{more}>{whole}{safe(text)}</text>'


def _link(drawn: str, address: str | None) -> str:
    return f'<a href="{escape(address)}">{drawn}</a>' if address else drawn


def _svg(title: str, lang: str, wide: float, tall: float, parts: Sequence[str]) -> str:
    name = safe(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" lang="{escape(lang)}" aria-label="{name}" '
        f'viewBox="0 0 {wide:.0f} {tall:.0f}" width="{wide:.0f}" height="{tall:.0f}" fill="currentColor" '
        f'font-size="{_SIZE:.0f}" font-family="system-ui,Segoe UI,Noto Sans,Liberation Sans,Arial,sans-serif">'
        f"<title>{name}</title>{''.join(parts)}</svg>"
    )
