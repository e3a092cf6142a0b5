"""Sheets as LaTeX: long tables with rules as in books, wide ones turned or in parts, no cell cut."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from pathlib import Path

from qualcase.formats.latex_text import STAND_IN, escape, points
from qualcase.formats.page_fit import shared, split
from qualcase.formats.whole_file import write_whole
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet

_BABEL = {"id": "indonesian", "en": "english"}
_ALIGN = {"left": r"\raggedright", "right": r"\raggedleft", "center": r"\centering"}
_NEEDS = r"% \usepackage[T1]{fontenc} and {babel,array,booktabs,longtable,pdflscape}; then \input this file"
_UPRIGHT, _TURNED = 395.0, 640.0  # points of a line on A4 with the margins of a thesis, upright and turned
_WIDE = 8.0  # shares of width beyond which a table is turned
_SIZE = {False: 10.0, True: 9.0}  # of the letters, in points, where the table is turned or not
_TALL = {False: 30, True: 18}  # lines of a row that surely fit a page
_GAP = 8.0  # points between columns
_CLOSE = 1.1  # how much a table may exceed a turned page before it comes in parts: its words are hyphenated instead
_LEAST, _FIRM, _LONG_CELL = 22.0, 72.0, 58.0  # points: the narrowest; no word asks for more; for cells of sentences
_BOLD = 1.15  # how much wider bold letters are
_BROAD = 1.1  # how much wider Latin Modern runs than Times

_HEAD = r"""% compile with pdflatex, twice
\documentclass[11pt,a4paper]{article}
\usepackage[T1]{fontenc}
\usepackage[utf8]{inputenc}
\usepackage{lmodern,textcomp}
\usepackage[LANGUAGES]{babel}
\usepackage[margin=25mm]{geometry}
\usepackage{array,booktabs,longtable,pdflscape}
\usepackage[labelfont=bf,labelsep=space,singlelinecheck=off,justification=raggedright]{caption}
\begin{document}
"""


def to_latex(sheets: Sequence[Sheet], path: str | Path) -> Path:
    """Write a fragment to \\input, which names the packages it needs; StoreError where it cannot be written."""
    return write_whole(path, "\n".join(map(latex, sheets)).encode())


def latex_document(names: Sequence[str], lang: str) -> str:
    """Give a document that inputs fragments by their names, and compiles as it stands."""
    main = _BABEL[lang]
    others = [language for language in _BABEL.values() if language != main]
    head = _HEAD.replace("LANGUAGES", ",".join([*others, main]))  # the last is the document's
    return head + "".join(f"\\input{{{name}}}\n" for name in names) + "\\end{document}\n"


def latex(sheet: Sheet) -> str:
    """Give a sheet as a longtable, in its language where babel is loaded, with its own number where it has one.

    A sheet wider than a turned page comes as several, each with the columns that head the rows; a row taller than a
    page goes on in the next.
    """
    lang, word = _BABEL[sheet.lang], escape(label("caption.table", sheet.lang))
    number = rf"\renewcommand{{\thetable}}{{{escape(sheet.number)}}}" if sheet.number else ""
    turned = _is_turned(sheet.columns)
    parts = _parts(sheet) if turned else [sheet]
    lines = [
        _NEEDS,
        rf"\begingroup{STAND_IN}\ifcsname captions{lang}\endcsname\selectlanguage{{{lang}}}\fi",
        rf"\renewcommand{{\tablename}}{{{word}}}{number}",
        r"\begin{landscape}" if turned else "",
        r"\setlength{\LTcapwidth}{\linewidth}\setlength{\tabcolsep}{4pt}\setlength{\LTleft}{0pt}",
    ]
    for n, part in enumerate(parts):
        lines += [r"\addtocounter{table}{-1}" if n else "", *_longtable(part, turned=turned)]
    room = _TURNED if turned else _UPRIGHT
    lines += [rf"{{\footnotesize\raggedright\noindent {_set(note, room)}\par}}" for note in sheet.remarks]
    lines += [r"\end{landscape}" if turned else r"\bigskip", r"\endgroup"]
    return "\n".join([line for line in lines if line] + [""])


def _set(text: str, room: float, size: float = 10.0, *, line_end: str = r"\linebreak\hspace{0pt}") -> str:
    r"""Give text for a line of a width; \hspace lets TeX hyphenate a line's first word."""
    return escape(text, line_end=line_end, room=room * 0.97, size=size)


def _longtable(sheet: Sheet, *, turned: bool) -> Iterator[str]:
    size = _SIZE[turned]
    title = _set(sheet.title, _UPRIGHT, 12.0, line_end=" ")
    yield rf"\fontsize{{{size:g}}}{{{size * 1.2:g}}}\selectfont"
    if not sheet.columns:
        yield rf"\begin{{longtable}}{{@{{}}l@{{}}}}\caption{{{title}}}\tabularnewline\end{{longtable}}"
        return
    shares = _shares(sheet.columns, turned=turned)
    rooms = [share * _line(sheet.columns, turned=turned) for share in shares]
    count = len(sheet.columns)
    heads = " & ".join(
        rf"\bfseries\hspace{{0pt}}{_set(column.head, room / _BOLD, size)}"
        for column, room in zip(sheet.columns, rooms, strict=True)
    )
    again, goes_on = (escape(label(f"latex.{key}", sheet.lang)) for key in ("continued", "continues"))
    yield rf"\begin{{longtable}}{{@{{}}{_spec(sheet.columns, shares)}@{{}}}}"
    yield rf"\caption{{{title}}}\tabularnewline"
    yield rf"\toprule {heads} \tabularnewline \midrule \endfirsthead"
    yield rf"\multicolumn{{{count}}}{{@{{}}l@{{}}}}{{\itshape \tablename~\thetable{{}} {again}}}\tabularnewline"
    yield rf"\toprule {heads} \tabularnewline \midrule \endhead"
    yield rf"\midrule \multicolumn{{{count}}}{{@{{}}r@{{}}}}{{\itshape {goes_on}}}\tabularnewline \endfoot"
    yield r"\bottomrule \endlastfoot"
    columns = [_cells(column, room, turned=turned) for column, room in zip(sheet.columns, rooms, strict=True)]
    for n, row in enumerate(zip(*columns, strict=True)):
        if n:
            yield r"\addlinespace[3pt]"  # not after the last, which would open a page for it
        tall = max(map(len, row))
        for line in range(tall):
            cells = " & ".join(cell[line] if line < len(cell) else "" for cell in row)
            yield rf"{cells} \tabularnewline"
    yield r"\end{longtable}"


def _cells(column: Column, room: float, *, turned: bool) -> list[list[str]]:
    """Give each cell as the pieces that stand in rows one under the other; nearly always it is one.

    Cells begin with a command, so that a bracket or a star is no option of the row end before it.
    """
    size, tall = _SIZE[turned], _TALL[turned]
    begin, room = (r"\bfseries\hspace{0pt}", room / _BOLD) if column.rowhead else (r"\hspace{0pt}", room)
    set_before: dict[str, list[str]] = {}
    for text in column.cells:
        if text not in set_before:
            set_before[text] = [begin + _set(piece, room, size) for piece in _pieces(text, room, size, tall)]
    return [set_before[text] for text in column.cells]


def _pieces(text: str, room: float, size: float, tall: int) -> list[str]:
    """Break a text that takes more than `tall` lines, between words, and rather at a line end."""
    if text.count("\n") < tall / 2 and len(text) * size < tall / 2 * room:
        return [text]
    words = re.findall(r"\n|[^\s]{1,40}[^\S\n]*|[^\S\n]+", text)
    *_, lines = _lines(words, room, size)
    if lines <= tall:
        return [text]
    like = ceil(lines / ceil(lines / tall))  # so that the last is no single line
    pieces, piece, begun = [], "", 1
    for word, line in zip(words, _lines(words, room, size), strict=True):
        if piece.strip() and (line - begun >= like or (word == "\n" and line - begun > 0.75 * like)):
            pieces.append(piece)
            piece, begun = "", line
        piece += word
    return [*pieces, piece]


def _lines(words: Sequence[str], room: float, size: float) -> Iterator[int]:
    """Guess on which line each word ends."""
    line, used, room = 1, 0.0, 0.9 * room  # ragged lines are not full
    for word in words:
        wide = 0.0 if word == "\n" else points(word, size)
        if word == "\n" or (used and used + wide > room):
            line, used = line + 1, 0.0
        line += max(ceil((used + wide) / room) - 1, 0)
        used = (used + wide) % room
        yield line


def _line(columns: Sequence[Column], *, turned: bool) -> float:
    """Count the points of a line that columns share."""
    return (_TURNED if turned else _UPRIGHT) - _GAP * (len(columns) - 1)


def _least(column: Column, *, turned: bool) -> float:
    """Say how narrow a column may be: no word of usual length is broken, and sentences get room to be read."""
    size = _SIZE[turned]
    bold = _BOLD if column.rowhead else 1.0
    words = {word for cell in set(column.cells) for word in cell.split()}
    longest = sorted(words, key=len)[-30:]
    least = max(
        [points(word, size) * _BOLD for word in column.head.split()] + [points(word, size) * bold for word in longest],
        default=0.0,
    )
    room = _LONG_CELL if any(len(cell) > 45 for cell in column.cells) else _LEAST
    return max(room, min(least + 1, _FIRM))


def _is_turned(columns: Sequence[Column]) -> bool:
    least = sum(_least(column, turned=False) for column in columns)
    return sum(column.width for column in columns) > _WIDE or least > _line(columns, turned=False)


def _parts(sheet: Sheet) -> list[Sheet]:
    """Cut a sheet that is too wide for a turned page between columns, into parts of like width."""
    needs = [_least(column, turned=True) + _GAP for column in sheet.columns]
    heads = max((n for n, column in enumerate(sheet.columns[:3]) if column.rowhead), default=0) + 1
    room = max(_TURNED * _CLOSE - sum(needs[:heads]), _TURNED / 2)
    if sum(needs[heads:]) <= room:
        return [sheet]
    columns = [
        (*sheet.columns[:heads], *(sheet.columns[heads + n] for n in part)) for part in split(needs[heads:], room)
    ]
    titles = [label("caption.part", sheet.lang, name=sheet.title, n=n) for n in range(1, len(columns) + 1)]
    return [replace(sheet, title=title, columns=part) for title, part in zip(titles, columns, strict=True)]


def _shares(columns: Sequence[Column], *, turned: bool) -> list[float]:
    """Share the line out: to each column its least, what is over to the texts that are long."""
    least = [_least(column, turned=turned) * 20 for column in columns]
    widths = shared(columns, least, _line(columns, turned=turned) * 20, _SIZE[turned] * _BROAD)
    return [float(each) / float(widths.sum()) for each in widths]


def _spec(columns: Sequence[Column], shares: Sequence[float]) -> str:
    """Give each column its share of the line, less the space that stands between columns."""
    gaps = 2 * (len(columns) - 1)
    specs = []
    for column, share in zip(columns, shares, strict=True):
        room = rf"\dimexpr {share:.6f}\linewidth-{share * gaps:.5f}\tabcolsep"
        specs.append(rf">{{{_ALIGN[column.align]}\arraybackslash}}p{{{room}}}")
    return "\n".join(specs)
