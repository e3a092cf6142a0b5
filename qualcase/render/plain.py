"""Sheets for a terminal."""

from collections.abc import Sequence
from shutil import get_terminal_size

from qualcase.render.characters import printable
from qualcase.render.labels import label
from qualcase.render.measure import fold, places
from qualcase.render.numbers import number
from qualcase.render.sheet import Column, Sheet

_GAP = 2  # places between columns
_WORD = (16, 14, 12, 11)  # places up to which a column is given room for its longest word, as far as all can have it
_LEAST = 11  # places; a column of longer words is not squeezed below this


def sheet_text(sheet: Sheet, *, width: int | None = None, rows: int = 60) -> str:
    """Draw a sheet with its cells wrapped: the first `rows` rows, and how many more.

    Its lines have at most `width` places, by default those of the terminal. Columns that find no room side by
    side follow below, each time with the heads of the rows.
    """
    width = width or screen()
    shown = min(rows, len(sheet))
    lines = fold(printable(sheet.caption), width)
    for columns in _blocks(sheet.columns, width):
        lines += _block(columns, shown, width)
    if shown < len(sheet):
        lines.append(label("caption.more", sheet.lang, n=number(len(sheet) - shown, sheet.lang)))
    for remark in sheet.remarks:
        lines += fold(printable(remark), width)
    return "\n".join(lines)


def screen() -> int:
    """Give how many places a line has: the terminal's, at least 60 and at most 120; 100 where there is none."""
    return min(max(get_terminal_size((100, 24)).columns, 60), 120)


def _blocks(columns: Sequence[Column], width: int) -> list[list[Column]]:
    """Deal columns out to blocks in which each gets its least room."""
    most = max((width + _GAP) // (_LEAST + _GAP), 1)
    if len(columns) <= most:
        return [list(columns)] if columns else []
    heads = [column for column in columns if column.rowhead][: most - 1]
    rest = [column for column in columns if not any(column is head for head in heads)]
    step = most - len(heads)
    return [[*heads, *rest[n : n + step]] for n in range(0, len(rest), step)]


def _block(columns: Sequence[Column], shown: int, width: int) -> list[str]:
    table = [[printable(text).expandtabs(4) for text in (c.head, *c.cells[:shown])] for c in columns]
    wanted = [max(places(line) for text in texts for line in text.split("\n")) for texts in table]
    words = [max((places(word) for text in texts for word in text.split()), default=1) for texts in table]
    rooms = _rooms(wanted, words, width)
    rule = "─" * (sum(rooms) + _GAP * (len(rooms) - 1))
    drawn = ["\n".join(_row(row, rooms, columns)) for row in zip(*table, strict=True)]
    return [rule, drawn[0], rule, *drawn[1:], rule]


def _rooms(wanted: Sequence[int], words: Sequence[int], width: int) -> list[int]:
    """Give each column what it wants, and what the modest ones leave over to the others in equal parts.

    No column gets less than its longest word needs (`words`), if all can have that.
    """
    rooms = [max(want, 1) for want in wanted]
    left = width - _GAP * (len(rooms) - 1)
    kept = ([min(word, most) for word in words] for most in _WORD)
    least = next((least for least in kept if sum(least) <= left), [1] * len(rooms))
    order = sorted(range(len(rooms)), key=rooms.__getitem__)
    for n, column in enumerate(order):
        others = sum(least[later] for later in order[n + 1 :])
        share = max(min(left // (len(order) - n), left - others), least[column], 1)
        rooms[column] = min(rooms[column], share)
        left -= rooms[column]
    return rooms


def _row(texts: Sequence[str], rooms: Sequence[int], columns: Sequence[Column]) -> list[str]:
    cells = [fold(text, room) for text, room in zip(texts, rooms, strict=True)]
    lines = []
    for n in range(max(map(len, cells))):
        parts = [
            _aligned(cell[n] if n < len(cell) else "", room, column.align)
            for cell, room, column in zip(cells, rooms, columns, strict=True)
        ]
        lines.append((" " * _GAP).join(parts).rstrip())
    return lines


def _aligned(line: str, room: int, align: str) -> str:
    free = max(room - places(line), 0)
    before = {"left": 0, "right": free, "center": free // 2}[align]
    return " " * before + line + " " * (free - before)
