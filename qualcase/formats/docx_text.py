"""Transcripts and notes in Word: what a reader of the accepted version sees, and the comments beside it."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from qualcase._kernel.remark import remark
from qualcase._kernel.text import clean
from qualcase.errors import FormatError
from qualcase.formats.document import Comment, Document, Turn, Unplaced
from qualcase.formats.docx_parts import attribute, name_of, parts, property_of
from qualcase.formats.labels import tidy
from qualcase.formats.layouts import cut, facts
from qualcase.formats.turn_table import time_of, turn_columns

WORD_TABLE = "word table"
_SKIP = frozenset(("del", "moveFrom", "delText", "delInstrText", "instrText", "Fallback", "rt")) | frozenset(
    ("pPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sectPr", "sdtPr")
)
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_LOST = {
    "footnoteReference": "footnotes", "endnoteReference": "endnotes", "blip": "pictures", "imagedata": "pictures",
    "sym": "symbols", "oMath": "formulas", "object": "objects",
}  # fmt: skip


@dataclass(slots=True)
class _Row:
    """A table row: where each cell's text stands, by its column in the grid."""

    table: int
    start: int
    end: int
    cells: dict[int, tuple[int, int]] = field(default_factory=dict)


def read_docx(data: bytes, *, layout: str | None = None, speakers: Sequence[str] | None = None) -> Document:
    """Read a Word document: tracked changes accepted, headers and footers out, text boxes after their paragraph.

    A table with columns such as No, Pembicara, Ujaran gives its rows as turns. Raises FormatError for a file that is
    damaged, too large or not Word's, and as `cut` does.
    """
    body, notes = parts(data)
    walk = _Walk()
    walk.blocks(body)
    walk.finish()
    text = "".join(walk.pieces)
    comments = tuple(_comments(notes, text, walk.ranges))
    dropped = tuple(remark(f"lost.{what}", n=count) for what, count in walk.lost.items())
    rows = list(_turn_rows(text, walk.rows)) if layout in (None, WORD_TABLE) else []
    if rows:
        turns, unplaced, meta = _from_table(text, rows, walk.rows, speakers)
        return Document(text, turns, WORD_TABLE, "utf-8", unplaced, dropped, comments, meta)
    if layout == WORD_TABLE:
        raise FormatError("no table with columns such as 'Pembicara' and 'Ujaran' (or 'Speaker' and 'Words') is here.")
    found = cut(text, layout=layout, speakers=speakers, bold=walk.bold)
    return Document(text, found.turns, found.layout, "utf-8", found.unplaced, dropped, comments, found.meta)


class _Walk:
    """One walk through a body, in reading order, that gathers the text and what is fastened to it."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        self.bold: set[int] = set()
        self.rows: list[_Row] = []
        self.ranges: dict[str, list[int]] = {}
        self.lost: Counter[str] = Counter()
        self._paragraph: list[str] = []
        self._heavy = 0  # characters in bold at the paragraph's start
        self._all_heavy = True
        self._marks: list[tuple[str, int]] = []
        self._boxes: list[Any] = []
        self._open = False  # a paragraph whose mark is deleted goes on in the next
        self._fresh = True  # nothing precedes that wants a line end
        self._tables = 0

    def blocks(self, parent: Any) -> None:
        """Read the paragraphs and tables under `parent`, and under whatever wraps them."""
        for child in parent:
            name = name_of(child)
            if name == "p":
                self._read_paragraph(child)
            elif name == "tbl":
                self._read_table(child)
            elif name == "commentRangeEnd" and not self._open:
                self.ranges.setdefault(attribute(child, "id"), []).append(self.size)
            elif name in ("commentRangeStart", "commentRangeEnd"):
                self._mark(child)
            elif name not in _SKIP:
                self.blocks(child)

    def finish(self) -> None:
        """Write what a deleted paragraph mark left open."""
        if self._open or self._paragraph:
            self._write_paragraph()
        for number, _ in self._marks:
            self.ranges.setdefault(number, []).append(self.size)
        self._marks = []

    def _read_paragraph(self, paragraph: Any) -> None:
        self._inline(paragraph, heavy=False, hidden=False)
        self._open = any(
            name_of(mark) in ("del", "moveFrom")
            for properties in paragraph
            if name_of(properties) == "pPr"
            for run in properties
            if name_of(run) == "rPr"
            for mark in run
        )
        if not self._open:
            self._write_paragraph()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.finish()
            self.blocks(box)

    def _inline(self, parent: Any, *, heavy: bool, hidden: bool) -> None:
        for child in parent:
            name = name_of(child)
            if name == "t":
                self._say(child.text or "", heavy=heavy, hidden=hidden)
            elif name == "r":
                self._inline(child, heavy=_is_set(child, "b"), hidden=_is_set(child, "vanish"))
            elif name in _SIGNS and not len(child):
                self._say(_SIGNS[name], heavy=heavy, hidden=hidden)
            elif name == "txbxContent":
                self._boxes.append(child)
            elif name in ("commentRangeStart", "commentRangeEnd", "commentReference"):
                self._mark(child)
            elif name not in _SKIP:
                if name in _LOST:
                    self.lost[_LOST[name]] += 1
                self._inline(child, heavy=heavy, hidden=hidden)

    def _say(self, words: str, *, heavy: bool, hidden: bool) -> None:
        if hidden:
            self.lost["hidden"] += len(words)
            return
        self._all_heavy = self._all_heavy and (heavy or not words.strip())
        if self._all_heavy:
            self._heavy += len(words)
        self._paragraph.append(words)

    def _mark(self, element: Any) -> None:
        """Remember where a comment begins or ends; a reference alone is a range without length."""
        number = attribute(element, "id")
        known = [mark for mark, _ in self._marks].count(number) + len(self.ranges.get(number, ()))
        if name_of(element) != "commentReference" or not known:
            self._marks.append((number, sum(map(len, self._paragraph))))

    def _write_paragraph(self) -> None:
        raw = "".join(self._paragraph)
        text, offsets = clean(raw)
        if not self._fresh:
            self._write("\n")
        for number, at in self._marks:
            self.ranges.setdefault(number, []).append(self.size + offsets.to_clean(at))
        if _label_is_bold(raw, self._heavy):
            self.bold.add(self.size)
        self._write(text)
        self._fresh = self._open = False
        self._paragraph, self._marks, self._heavy, self._all_heavy = [], [], 0, True

    def _write(self, text: str) -> None:
        self.pieces.append(text)
        self.size += len(text)

    def _read_table(self, table: Any) -> None:
        self._tables += 1
        number = self._tables
        for row in _inside(table, "tr"):
            if property_of(row, "trPr", "del") is not None:
                continue
            if not self._fresh:
                self._write("\n")
            before = property_of(row, "trPr", "gridBefore")
            column = _number(before)
            kept = _Row(number, self.size, self.size)
            for count, cell in enumerate(_inside(row, "tc")):
                if count:
                    self._write("\t")
                self._fresh = True
                start = self.size
                merged = property_of(cell, "tcPr", "vMerge")
                if merged is None or attribute(merged, "val") == "restart":
                    self.blocks(cell)
                    self.finish()
                kept.cells[column] = (start, self.size)
                column += max(_number(property_of(cell, "tcPr", "gridSpan")), 1)
            self._fresh = False
            kept.end = self.size
            self.rows.append(kept)


def _comments(root: Any, text: str, ranges: dict[str, list[int]]) -> Iterator[Comment]:
    for comment in root if root is not None else ():
        if name_of(comment) == "comment" and attribute(comment, "id") in ranges:
            walk = _Walk()
            walk.blocks(comment)
            walk.finish()
            at = ranges[attribute(comment, "id")]
            start = min(at)
            end = start + len(text[start : max(at)].rstrip())
            yield Comment(start, end, attribute(comment, "author"), "".join(walk.pieces).strip())


def _turn_rows(text: str, rows: Sequence[_Row]) -> Iterator[tuple[_Row, dict[str, int]]]:
    """Give the rows of tables whose first row names the columns of turns, each with those columns."""
    columns: dict[str, int] = {}
    table = 0
    for row in sorted(rows, key=lambda row: (row.table, row.start)):
        if row.table != table:
            table = row.table
            heads = {text[start:end]: column for column, (start, end) in row.cells.items()}
            numbers = list(heads.values())
            columns = {what: numbers[at] for what, at in turn_columns(list(heads)).items()}
            columns = columns if "speaker" in columns else {}
        elif columns:
            yield row, columns


def _from_table(
    text: str, rows: Sequence[tuple[_Row, dict[str, int]]], every: Sequence[_Row], speakers: Sequence[str] | None
) -> tuple[tuple[Turn, ...], tuple[Unplaced, ...], dict[str, str]]:
    turns: list[Turn] = []
    who, table = "", 0
    for row, columns in rows:
        who, table = ("" if row.table != table else who), row.table
        cells = {what: row.cells.get(column, (row.end, row.end)) for what, column in columns.items()}
        who = tidy(text[slice(*cells["speaker"])]) or who
        words = text[slice(*cells["words"])]
        start = cells["words"][0] + len(words) - len(words.lstrip())
        begin, finish = (time_of(text[slice(*cells.get(what, (0, 0)))]) for what in ("begin", "finish"))
        if words.strip():
            known = who if speakers is None or who in speakers else ""
            turns.append(Turn(start, start + len(words.strip()), known, begin, finish))
    if speakers is not None and not any(turn.speaker for turn in turns):
        raise FormatError(f"no turn of this table is spoken by {', '.join(map(repr, speakers))}.")
    meta: dict[str, str] = {}
    unplaced: list[Unplaced] = []
    tables, at = {row.table for row, _ in rows}, 0
    outside = remark("unplaced.outside_table")
    for row in every:
        if row.table in tables and row.start >= at:
            unplaced += facts(text, at, row.start, meta, why=outside)
            at = row.end
    unplaced += facts(text, at, len(text), meta, why=outside)
    return tuple(turns), tuple(unplaced), meta


def _label_is_bold(paragraph: str, heavy: int) -> bool:
    colon = re.search("[:：]", paragraph)
    return colon is not None and 0 < len(paragraph[: colon.start()].rstrip()) <= heavy


def _inside(parent: Any, wanted: str) -> Iterator[Any]:
    """Give the rows of a table or the cells of a row, also those within content controls."""
    for child in parent:
        name = name_of(child)
        if name == wanted:
            yield child
        elif name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"):
            yield from _inside(child, wanted)


def _is_set(run: Any, wanted: str) -> bool:
    found = property_of(run, "rPr", wanted)
    return found is not None and attribute(found, "val") not in ("0", "false", "off")


def _number(element: Any) -> int:
    value = "" if element is None else attribute(element, "val")
    return int(value) if re.fullmatch(r"\d{1,3}", value) else 0
