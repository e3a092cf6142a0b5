"""Sheets as LaTeX: long tables with rules as in books, every character escaped."""

import re
from collections.abc import Sequence
from pathlib import Path

from qualcase.formats.whole_file import write_whole
from qualcase.render.characters import printable
from qualcase.render.sheet import Column, Sheet

_BABEL = {"id": "indonesian", "en": "english"}
_ALIGN = {"left": r"\raggedright", "right": r"\raggedleft", "center": r"\centering"}
_ESCAPES = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": r"\textless{}",
        ">": r"\textgreater{}",
        "|": r"\textbar{}",
        "`": r"\textasciigrave{}",
        "−": r"\textminus{}",
        "\N{NO-BREAK SPACE}": "~",
        "\t": " ",
        **{char: f"\\{char}" for char in "&%$#_{}"},
    }
)
_LIGATURE = re.compile(r"(?<=-)-|(?<=')'|(?<=,),")  # would come out as a dash or a quotation mark


def to_latex(sheets: Sequence[Sheet], path: str | Path) -> Path:
    """Write a fragment to \\input, with array, booktabs and longtable loaded; StoreError where it cannot be written."""
    return write_whole(path, "\n".join(map(latex, sheets)).encode())


def latex(sheet: Sheet) -> str:
    """Give a sheet as a longtable, in its language where babel is loaded, with its own number where it has one."""
    heads = " & ".join(rf"\bfseries {escape(column.head)}" for column in sheet.columns)
    number = rf"\renewcommand{{\thetable}}{{{escape(sheet.number)}}}" if sheet.number else ""
    lines = [
        rf"\begingroup\ifdefined\selectlanguage\selectlanguage{{{_BABEL[sheet.lang]}}}\fi{number}",
        rf"\small\setlength{{\tabcolsep}}{{4pt}}\begin{{longtable}}{{@{{}}{_spec(sheet.columns)}@{{}}}}",
        rf"\caption{{{escape(sheet.title, line_end=' ')}}}\tabularnewline",
        rf"\toprule {heads} \tabularnewline \midrule \endfirsthead",
        rf"\toprule {heads} \tabularnewline \midrule \endhead",
        r"\bottomrule \endfoot",
    ]
    columns = [_cells(column) for column in sheet.columns]
    lines += [f"{' & '.join(row)} \\tabularnewline" for row in zip(*columns, strict=True)]
    lines.append(r"\end{longtable}")
    lines += [rf"{{\footnotesize\noindent {escape(note)}\par}}" for note in sheet.remarks]
    return "\n".join([*lines, r"\endgroup", ""])


def escape(text: str, *, line_end: str = r"\newline{}") -> str:
    """Give text that LaTeX sets as it stands; line ends become `line_end`."""
    lines = re.sub(r"\n+", "\n", printable(text).strip("\n")).translate(_ESCAPES)
    return _LIGATURE.sub(r"{}\g<0>", lines).replace("\n", line_end)


def _cells(column: Column) -> list[str]:
    """Give cells that begin with {}, so that a bracket or a star is no option of the row end before it."""
    cells = [escape(cell) for cell in column.cells]
    cells = [f"{{}}{cell}" if cell.startswith(("[", "*")) else cell for cell in cells]
    return [rf"\bfseries {cell}" for cell in cells] if column.rowhead else cells


def _spec(columns: Sequence[Column]) -> str:
    """Give each column its share of the line, less the space that stands between columns."""
    widths = [max(column.width, 0.06 * sum(c.width for c in columns)) for column in columns]
    gaps = 2 * (len(columns) - 1)
    specs = []
    for column, width in zip(columns, widths, strict=True):
        share = width / sum(widths)
        room = rf"\dimexpr {share:.4f}\linewidth-{share * gaps:.3f}\tabcolsep"
        specs.append(rf">{{{_ALIGN[column.align]}\arraybackslash}}p{{{room}}}")
    return "\n".join(specs)
