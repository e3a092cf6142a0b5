"""How a sheet fits a page: upright or across, in which face, how wide each column, in how many parts."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from qualcase.render.sheet import Column, Sheet

LONG, SHORT, MARGIN = 16838, 11906, 1418  # A4 and 2.5 cm, in twentieths of a point
PADDING = 140  # of a cell, left and right together
_FACES = (10, 9)  # points; the smaller where the larger does not fit
_UNIT = 1000  # what a column of width 1 likes to have, in the larger face
_CLOSE = 0.75  # of its share, what a column of sentences is content with before the table comes in parts
_STRETCH = 2.0  # how much more a usual one gets where its texts then stand on one line each
_HEAD_LINES = 2.5  # of a head, about
_LEAST, _MOST_WORD = 420, 2600  # the narrowest column; a longer word may be broken
_BOLD = 1.17  # how much wider bold letters are
_HYPHENATED = 12  # characters from which a word may be broken after its hyphens
_CHARACTER = 0.45  # of the face, in running text
_SAMPLE, _STEPS = 400, 80
_SHARP = 4.0  # how much a row's height is that of its highest cell
_NUMBER = re.compile(r"[−-]?[\d.,]+%?|–|--|")
_WORD = re.compile(r"[^ \n\t]+")
_PIECE = re.compile(r"[^-]+-?|-+")
_EM = {
    **dict.fromkeys("ijlt/|'.,:;I!()[]- \N{NO-BREAK SPACE}", 0.31),
    **dict.fromkeys("acezsfr", 0.43),
    **dict.fromkeys("mwMW", 0.85),
    **dict.fromkeys("ABCDEFGHKLNOPQRSTUVXYZ=+−≠→…", 0.7),
}  # Times New Roman, rounded up; others 0.5

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that stand side by side, how wide they are, and about how high head and rows become."""

    columns: tuple[Column, ...]
    widths: tuple[int, ...]
    head: float
    heights: Floats


@dataclass(frozen=True, slots=True)
class Fit:
    """A sheet on its pages: whether they lie across, the face in points, the parts one under the other."""

    turned: bool
    face: int
    parts: tuple[Part, ...]

    @property
    def body(self) -> int:
        """The height that a page has for its text."""
        return (SHORT if self.turned else LONG) - 2 * MARGIN


def fit(sheet: Sheet) -> Fit:
    """Lay a sheet on A4: upright if its columns are comfortable so, else across, else closer, else in parts.

    Parts repeat the sheet's keys. No column is narrower than its longest word, as far as the page allows.
    """
    if not sheet.columns:
        return Fit(False, _FACES[0], ())
    upright, across = SHORT - 2 * MARGIN, LONG - 2 * MARGIN
    for face in _FACES:
        likes = [_likes(column, face) for column in sheet.columns]
        for turned, room in ((False, upright), (True, across)):
            if sum(likes) <= room:
                return Fit(turned, face, (_part(sheet.columns, room, face),))
    if sum(_likes(column, face, _CLOSE) for column in sheet.columns) <= across:
        return Fit(True, face, (_part(sheet.columns, across, face),))
    fixed = keys(sheet.columns)
    groups = split(likes[fixed:], max(across - sum(likes[:fixed]), across // 3))
    parts = tuple(_part((*sheet.columns[:fixed], *(sheet.columns[fixed + n] for n in g)), across, face) for g in groups)
    return Fit(True, face, parts)


def keys(columns: Sequence[Column]) -> int:
    """Count the first columns that say what a row is about; each part has them."""
    heads = [n for n, column in enumerate(columns[:3]) if column.rowhead]
    return heads[-1] + 1 if heads else 0


def plain_numbers(column: Column) -> bool:
    """Tell whether a column of usual width holds numbers and signs for none, and nothing else."""
    return (
        column.width <= 1
        and all(map(_NUMBER.fullmatch, column.cells))
        and any(any(map(str.isdigit, cell)) for cell in column.cells)
    )


def split(likes: Sequence[float], room: float) -> list[list[int]]:
    """Part columns in their order into as few groups as fit, all about as wide."""
    best: list[tuple[int, float, int]] = [(0, 0.0, 0)]  # for the first n columns: groups, unevenness, start of the last
    for n in range(1, len(likes) + 1):
        ways = []
        used = 0.0
        for start in range(n - 1, -1, -1):
            used += likes[start]
            if used > room and start < n - 1:
                break
            groups, uneven, _ = best[start]
            ways.append((groups + 1, uneven + used**2, start))
        best.append(min(ways))
    parts: list[list[int]] = []
    n = len(likes)
    while n:
        start = best[n][2]
        parts.insert(0, list(range(start, n)))
        n = start
    return parts


def _width(text: str, face: int, *, bold: bool) -> float:
    return sum(_EM.get(char, 0.5 if char < "\u2e80" else 1.0) for char in text) * face * 20 * (_BOLD if bold else 1.0)


def _longest(column: Column, face: int, texts: Sequence[str], many: int = 12) -> float:
    """Give the width of the widest among texts, measuring the longest only."""
    return max((_width(text, face, bold=column.rowhead) for text in sorted(texts, key=len)[-many:]), default=0.0)


def _least(column: Column, face: int) -> float:
    """Give the width of the widest word, head and cells."""
    words = {word for cell in set(column.cells) for word in _WORD.findall(cell)}
    head = max((_width(word, face, bold=True) for word in _pieces(_WORD.findall(column.head))), default=0.0)
    head = max(head, _width(column.head, face, bold=True) / _HEAD_LINES)
    return max(min(max(head, _longest(column, face, _pieces(words))) + PADDING, _MOST_WORD), _LEAST)


def _pieces(words: Iterable[str]) -> list[str]:
    """Break long words after their hyphens, as Word does."""
    return [piece for word in words for piece in (_PIECE.findall(word) if len(word) > _HYPHENATED else (word,))]


def _likes(column: Column, face: int, ease: float = 1.0) -> float:
    """Give a comfortable width: the column's share, less where its texts are short, never less than a word.

    `ease` is what a wide column gets of its share.
    """
    lines = {line for cell in set(column.cells) for line in cell.split("\n")}
    share = column.width * _UNIT * face / _FACES[0] * (ease if column.width > 1 else 1.0)
    line = _longest(column, face, list(lines)) + PADDING
    return max(line if line <= (_STRETCH if column.width <= 1 else 1) * share else share, _least(column, face))


def _part(columns: tuple[Column, ...], room: int, face: int) -> Part:
    """Share the room out so that the rows become low; each column has its longest word's width first."""
    least = np.array([_least(column, face) for column in columns])
    if least.sum() > room:
        least *= room / least.sum()
    mass, ends = _texts(columns, face)
    given = tuple(int(width) for width in _shared(mass, ends, least, room))
    inside = np.maximum(np.array(given, float) - PADDING, 100)[:, None]
    line = face * 20 * 1.15
    heights = (np.ceil(mass / inside) + ends).max(axis=0, initial=1) * line + 90
    heads = [
        len(column.head) * 0.55 * face * 20 / (width - PADDING) for column, width in zip(columns, given, strict=True)
    ]
    return Part(columns, given, float(np.ceil(max(heads) + 0.5) * line + 90), heights)


def shared(columns: Sequence[Column], least: Sequence[float], room: float, face: float) -> Floats:
    """Share room, in twentieths of a point, out to columns that have their least, so that the rows become low.

    The face is in points. Returns widths, (columns,), that fill the room where the least do not exceed it.
    """
    return _shared(*_texts(columns, face), np.array(least, float), room)


def _texts(columns: Sequence[Column], face: float) -> tuple[Floats, Floats]:
    """Give the length of each text on one line, and how many line ends it has: (columns, rows) each."""
    shape = len(columns), len(columns[0].cells)
    mass = np.array([[len(cell) for cell in column.cells] for column in columns], float).reshape(shape)
    ends = np.array([[cell.count("\n") for cell in column.cells] for column in columns], float).reshape(shape)
    return mass * (_CHARACTER * face * 20 * 1.08), ends


def _shared(mass: Floats, ends: Floats, least: Floats, room: float) -> Floats:
    """Widen step by step the column whose widening makes the rows lowest; what nobody needs is shared by width."""
    some = slice(None, None, max(mass.shape[1] // _SAMPLE, 1))
    mass, ends = mass[:, some], ends[:, some]
    widths = least.copy()
    enough = np.maximum(least, (mass / (ends + 1)).max(axis=1, initial=0) * 1.15 + PADDING)
    step = max((room - least.sum()) / _STEPS, 0.0)
    for _ in range(_STEPS if step and mass.size else 0):
        inside = (widths - PADDING * 0.5)[:, None]
        lines = (mass / inside) ** _SHARP
        total = np.maximum(lines.sum(axis=0), 1e-9) ** (1 / _SHARP - 1)
        gain = (total * lines).sum(axis=1) / inside[:, 0]
        gain[widths >= enough] = 0.0
        best = int(np.argmax(gain))
        if gain[best] <= 0:
            break
        widths[best] += step
    return np.asarray(widths * (room / widths.sum()) if widths.sum() < room else widths, np.float64)
