"""Sheets as an Excel workbook: one worksheet each, every text as text, every number a way to its quotes."""

import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from qualcase.errors import FormatError
from qualcase.formats.page_fit import keys, plain_numbers
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
_URLS = 65_000  # links that a worksheet may have, and a few to spare
_LISTED = 30  # quotes named over a cell; Excel shows 255 characters
_LINK = {"font_color": "#1F4E79", "underline": 1}
_FORMULA = ("=", "+", "-", "@")
_STEPS = 20  # shades of a tint
_SHADE = (0x3A, 0x7C, 0xA5)


def to_xlsx(sheets: Sequence[Sheet], path: str | Path) -> Path:
    """Write a worksheet for each sheet: title, heads with filters that stay in sight, cells, notes.

    Several have a list of contents before them; a cell with quotes behind it leads to the first of them, if a sheet of
    quotes is there, and says which they are. Numbers stand as numbers. A text longer than an Excel cell is cut, and
    says how much is missing. Raises StoreError where the place cannot be written; FormatError for more rows than a
    worksheet holds.
    """
    import xlsxwriter

    data = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(data, options)
    book.set_properties({"created": _CREATED, "author": "", "title": sheets[0].caption if sheets else ""})
    formats = _Formats(book)
    names = _names(sheets)
    contents = book.add_worksheet(names[0]) if len(sheets) > 1 else None
    behind = _behind(sheets, names[1:])
    for sheet, name in zip(sheets, names[1:], strict=True):
        if len(sheet) + _HEAD + len(sheet.remarks) + 3 > _ROWS:
            raise FormatError(f"table {sheet.title!r} has {len(sheet):,} rows, Excel holds {_ROWS:,}. Save it as .csv.")
        page = book.add_worksheet(name)
        _write(page, sheet, formats, None if sheet.quotes else behind)
        if contents is not None:
            label_back = label("workbook.contents", sheet.lang)
            last = _HEAD + len(sheet) + len(sheet.remarks) + 3
            page.write_url(last, 0, _inside(names[0], 0), formats.of(**_LINK), label_back)
    if contents is not None:
        _list(contents, sheets, names[1:], formats)
    book.close()
    return write_whole(path, data.getvalue())


def _list(page: Any, sheets: Sequence[Sheet], names: Sequence[str], formats: "_Formats") -> None:
    """List the worksheets, each a link."""
    page.write_string(0, 0, label("workbook.contents", sheets[0].lang), formats.of(bold=True, font_size=12))
    page.set_column(0, 0, 14)
    page.set_column(1, 1, 90)
    for n, (sheet, name) in enumerate(zip(sheets, names, strict=True), 1):
        page.write_string(n, 0, _fitting(sheet.name or name, sheet.lang), formats.of(valign="top"))
        link = formats.of(**_LINK, text_wrap=True, valign="top")
        page.write_url(n, 1, _inside(name, 0), link, _fitting(sheet.title, sheet.lang)[:_MOST] or name)
    page.set_paper(9)
    page.fit_to_pages(1, 0)


class _Behind:
    """Where the quotes of the workbook stand: the worksheet, and each coding's row in it."""

    def __init__(self, sheet: Sheet, name: str) -> None:
        self.name, self.lang = name, sheet.lang
        linked = next((column.links for column in sheet.columns if column.links is not None), ())
        self.row = {coding: n for n, (coding, *_) in enumerate(linked)}

    def link(self, codings: Sequence[int]) -> tuple[str, str] | None:
        """Give the address of the first quote and what to say of all; None where none is here."""
        rows = sorted({self.row[coding] for coding in codings if coding in self.row})
        if not rows:
            return None
        more = "…" if len(rows) > _LISTED else ""
        listed = ", ".join(str(row + 1) for row in rows[:_LISTED]) + more
        key = "workbook.one" if len(rows) == 1 else "workbook.behind"
        said = label(key, self.lang, list=listed, **({} if len(rows) == 1 else {"n": number(len(rows), self.lang)}))
        return _inside(self.name, _HEAD + 1 + rows[0]), said


def _behind(sheets: Sequence[Sheet], names: Sequence[str]) -> _Behind | None:
    found = [(sheet, name) for sheet, name in zip(sheets, names, strict=True) if sheet.quotes]
    return _Behind(*found[-1]) if found else None


def _inside(name: str, row: int) -> str:
    doubled = name.replace("'", "''")
    return f"internal:'{doubled}'!A{row + 1}"


def _names(sheets: Sequence[Sheet]) -> list[str]:
    """Name the contents and every worksheet: by number and title, the last sheet of quotes plainly so."""
    lang = sheets[0].lang if sheets else "id"
    taken: list[str] = [_worksheet_name(label("workbook.contents", lang), ())]
    quotes = [n for n, sheet in enumerate(sheets) if sheet.quotes][-1:]
    kept = {n: label("workbook.quotes", sheets[n].lang) for n in quotes}
    for n, sheet in enumerate(sheets):
        others = {name.casefold() for name in (*taken, *(kept.values() if n not in kept else ()))}
        taken.append(_worksheet_name(kept.get(n) or f"{sheet.number} {_shortened(sheet)}", others))
    return taken


def _shortened(sheet: Sheet) -> str:
    """Shorten a title that a worksheet's name does not hold; what comes after its colon tells most."""
    room = _NAME - len(sheet.number) - bool(sheet.number)
    title = " ".join(sheet.title.split())
    if len(title) <= room:
        return title
    head, colon, tail = title.partition(": ")
    if colon and len(tail) <= room - 6:
        return f"{head[: room - len(tail) - 2].strip()}… {tail}"
    return tail if colon and len(tail) <= room else f"{title[: room - 1].rstrip()}…"


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

    def cell(
        self, column: Column, tint: float, places: str = "", *, linked: bool = False, guarded: bool = False
    ) -> Any:
        """Give the look of a cell; a guarded one stays text when somebody edits it."""
        properties = {"valign": "top", "text_wrap": True, "align": column.align, "bold": column.rowhead}
        if tint == tint and tint > 0:
            properties["bg_color"] = _shade(round(tint * _STEPS) / _STEPS)
        if places:
            properties["num_format"] = places
        if linked:
            properties["font_color"] = _LINK["font_color"]
        if guarded:
            properties["quote_prefix"] = True
        return self.of(**properties)


def _write(page: Any, sheet: Sheet, formats: _Formats, behind: _Behind | None) -> None:
    bold, soft = formats.of(bold=True, font_size=12), formats.of(italic=True, font_color="#555555")
    page.write_string(0, 0, _fitting(sheet.caption, sheet.lang), bold)
    budget = _URLS
    for c, column in enumerate(sheet.columns):
        head = formats.of(bold=True, bottom=1, valign="bottom", text_wrap=True, align=column.align, bg_color="#F2F2F2")
        page.set_column(c, c, _width(column))
        page.write_string(_HEAD, c, _fitting(column.head, sheet.lang), head)
        links = _links(column, behind, budget)
        budget -= len(links)
        _write_cells(page, c, column, sheet.lang, formats, links)
    last = _HEAD + len(sheet)
    for n, remark in enumerate(sheet.remarks):
        page.write_string(last + 2 + n, 0, _fitting(remark, sheet.lang), soft)
    page.freeze_panes(_HEAD + 1, keys(sheet.columns))
    if sheet.columns:
        page.autofilter(_HEAD, 0, last, len(sheet.columns) - 1)
        page.ignore_errors({"number_stored_as_text": f"A1:{_letters(len(sheet.columns) - 1)}{last + 1}"})
    page.repeat_rows(_HEAD)
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    if sum(column.width for column in sheet.columns) > 8:
        page.set_landscape()


def _links(column: Column, behind: _Behind | None, most: int) -> dict[int, tuple[str, str]]:
    """Give each row's way to its quotes, as many as a worksheet may still have."""
    if behind is None or column.links is None:
        return {}
    links = ((r, behind.link(codings)) for r, codings in enumerate(column.links) if codings)
    return dict(islice(((r, link) for r, link in links if link is not None), max(most, 0)))


def _letters(c: int) -> str:
    from xlsxwriter.utility import xl_col_to_name

    return str(xl_col_to_name(c))


def _write_cells(
    page: Any, c: int, column: Column, lang: str, formats: _Formats, links: Mapping[int, tuple[str, str]]
) -> None:
    first = _HEAD + 1
    tints = column.tint if column.tint is not None else [float("nan")] * len(column.cells)
    shown = {tint: formats.cell(column, tint) for tint in {*map(float, tints)} if tint == tint}
    plain, guarded = formats.cell(column, float("nan")), formats.cell(column, float("nan"), guarded=True)
    numbers = column.align != "left" or plain_numbers(column)
    for r, (text, tint) in enumerate(zip(column.cells, tints, strict=True)):
        read = read_number(text, lang) if numbers else None
        look = shown.get(tint, guarded if text[:1] in _FORMULA else plain)
        if r in links:
            look = formats.cell(column, tint, read[1] if read else "", linked=True, guarded=text[:1] in _FORMULA)
            address, said = links[r]
            page.write_url(first + r, c, address, look, "x", said)  # what the cell holds is written over it
        if read is None:
            page.write_string(first + r, c, _fitting(text, lang), look)
        else:
            page.write_number(first + r, c, read[0], look if r in links else formats.cell(column, tint, read[1]))


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
