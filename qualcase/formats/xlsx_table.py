"""Sheets as an Excel workbook: one worksheet each, every text as text."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from qualcase.errors import FormatError
from qualcase.formats.whole_file import write_whole
from qualcase.render.characters import printable
from qualcase.render.labels import label
from qualcase.render.numbers import number, read_number
from qualcase.render.sheet import Column, Sheet

_ROWS = 1_048_576  # of a worksheet
_MOST = 32_767  # UTF-16 units in a cell
_NAME = 31  # characters in a worksheet's name
_CREATED = dt.datetime(2000, 1, 1)  # the same table gives the same file
_HEAD = 1  # row of the heads, under the title
_STEPS = 20  # shades of a tint
_SHADE = (0x3A, 0x7C, 0xA5)


def to_xlsx(sheets: Sequence[Sheet], path: str | Path) -> Path:
    """Write a worksheet for each sheet: title, heads with filters that stay in sight, cells, notes.

    Numbers stand as numbers. A text longer than an Excel cell is cut, and says how much is missing. Raises StoreError
    where the place cannot be written; FormatError for more rows than a worksheet holds.
    """
    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, options)
    book.set_properties({"created": _CREATED, "author": "", "title": sheets[0].caption if sheets else ""})
    formats = _Formats(book)
    taken: set[str] = set()
    for sheet in sheets:
        if len(sheet) + _HEAD + len(sheet.remarks) + 2 > _ROWS:
            raise FormatError(f"table {sheet.title!r} has {len(sheet):,} rows, Excel holds {_ROWS:,}. Save it as .csv.")
        name = _worksheet_name(sheet.name or sheet.title, taken)
        taken.add(name.casefold())
        _write(book.add_worksheet(name), sheet, formats)
    book.close()
    return write_whole(path, data.getvalue())


class _Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(properties.items())
        if key not in self._made:
            self._made[key] = self._book.add_format(dict(properties))
        return self._made[key]

    def cell(self, column: Column, tint: float, places: str = "") -> Any:
        properties = {"valign": "top", "text_wrap": True, "align": column.align, "bold": column.rowhead}
        if tint == tint and tint > 0:
            properties["bg_color"] = _shade(round(tint * _STEPS) / _STEPS)
        if places:
            properties["num_format"] = places
        return self.of(**properties)


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:
    bold, soft = formats.of(bold=True, font_size=12), formats.of(italic=True, font_color="#555555")
    head = formats.of(bold=True, bottom=1, valign="bottom", text_wrap=True)
    page.write_string(0, 0, _fitting(sheet.caption, sheet.lang), bold)
    for c, column in enumerate(sheet.columns):
        page.set_column(c, c, _width(column))
        page.write_string(_HEAD, c, _fitting(column.head, sheet.lang), head)
        _write_cells(page, c, column, sheet.lang, formats)
    last = _HEAD + len(sheet)
    for n, remark in enumerate(sheet.remarks):
        page.write_string(last + 2 + n, 0, _fitting(remark, sheet.lang), soft)
    fixed = next((n for n, column in enumerate(sheet.columns) if not column.rowhead), 0)
    page.freeze_panes(_HEAD + 1, fixed)
    if sheet.columns:
        page.autofilter(_HEAD, 0, last, len(sheet.columns) - 1)
    page.repeat_rows(_HEAD)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if sum(column.width for column in sheet.columns) > 8:
        page.set_landscape()


def _write_cells(page: Any, c: int, column: Column, lang: str, formats: _Formats) -> None:
    first = _HEAD + 1
    tints = column.tint if column.tint is not None else [float("nan")] * len(column.cells)
    shown = {tint: formats.cell(column, tint) for tint in {*map(float, tints)} if tint == tint}
    plain = formats.cell(column, float("nan"))
    if column.align == "left":
        for r, (text, tint) in enumerate(zip(column.cells, tints, strict=True)):
            page.write_string(first + r, c, _fitting(text, lang), shown.get(tint, plain))
        return
    for r, (text, tint) in enumerate(zip(column.cells, tints, strict=True)):
        read = read_number(text, lang)
        if read is None:
            page.write_string(first + r, c, _fitting(text, lang), shown.get(tint, plain))
        else:
            page.write_number(first + r, c, read[0], formats.cell(column, tint, read[1]))


def _fitting(text: str, lang: str) -> str:
    """Give a text that a cell holds; Excel counts in UTF-16, and drops what is longer without a word."""
    text = printable(text)
    if len(text) * 2 <= _MOST or _units(text) <= _MOST:
        return text
    room = _MOST - 100
    kept = text.encode("utf-16-le")[: room * 2].decode("utf-16-le", "ignore")
    return kept + label("caption.cut", lang, n=number(len(text) - len(kept), lang))


def _units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


def _worksheet_name(wanted: str, taken: Iterable[str]) -> str:
    """Give a name that Excel allows and the workbook does not have yet."""
    name = re.sub(r"[\[\]:*?/\\\s\ufffd]+", " ", printable(wanted)).strip("' ")[:_NAME].strip("' ") or "1"
    taken, candidate, n = {*taken, "history"}, name, 1
    while candidate.casefold() in taken:
        n += 1
        candidate = f"{name[: _NAME - len(str(n)) - 1]}-{n}"
    return candidate


def _width(column: Column) -> float:
    """Give a width in characters: the column's share, or less where its cells are short."""
    lines = (line for text in (column.head, *column.cells[:500]) for line in text.split("\n"))
    return min(max(max(map(len, lines), default=0) + 3, 6), max(16 * column.width, 10))


def _shade(tint: float) -> str:
    depth = min(tint, 1.0) * 0.5
    return "#" + "".join(f"{round(255 + (part - 255) * depth):02X}" for part in _SHADE)
