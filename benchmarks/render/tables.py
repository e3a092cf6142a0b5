"""A coded table of 5,000 quotes as Word, Excel and HTML, beside the bare libraries."""

import io
import tempfile
from html import escape
from pathlib import Path

import numpy as np

from benchmarks.measure import measure, row
from qualcase.formats.docx_table import to_docx
from qualcase.formats.xlsx_table import to_xlsx
from qualcase.render.html import sheet_html
from qualcase.render.sheet import Column, Sheet


def quotes(n: int, words: int = 20) -> Sheet:
    """Make a coded table: number, informant, role, quote, code, stance, place."""
    rng = np.random.default_rng(7)
    said = [" ".join(line) for line in rng.choice(["warga", "percaya", "&", "<janji>", "rutin", "belum"], (n, words))]
    informants = [f"I-{k:02}" for k in rng.integers(0, 40, n)]
    few = [[f"{name} {k}" for k in rng.integers(0, 12, n)] for name in ("Peran", "Kode", "arah", "giliran")]
    columns = (
        Column("No.", [str(k + 1) for k in range(n)], align="right", width=0.4),
        Column("Kode informan", informants, rowhead=True),
        Column("Peran", few[0]),
        Column("Kutipan", said, width=4),
        *(Column(name, cells) for name, cells in zip(("Kode", "Arah", "Lokasi"), few[1:], strict=True)),
    )
    return Sheet("Kutipan", columns, number="4.1")


def by_row(sheet: Sheet, path: Path) -> None:
    """Fill a Word table with python-docx, row by row."""
    import docx

    document = docx.Document()
    table = document.add_table(len(sheet), len(sheet.columns))
    for line, cells in zip(table.rows, sheet.rows(), strict=True):
        for cell, text in zip(line.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))


def bare_excel(sheet: Sheet) -> bytes:
    """Write the same cells with xlsxwriter and nothing else."""
    import xlsxwriter

    data = io.BytesIO()
    book = xlsxwriter.Workbook(data, {"in_memory": True})
    page = book.add_worksheet()
    wrap = book.add_format({"text_wrap": True})
    for r, cells in enumerate(sheet.rows()):
        page.write_number(r, 0, int(cells[0]), wrap)
        for c, text in enumerate(cells[1:]):
            page.write_string(r, c + 1, text, wrap)
    book.close()
    return data.getvalue()


def bare_join(sheet: Sheet) -> str:
    """Escape and join the same cells."""
    return "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>" for cells in sheet.rows())


def main() -> None:
    sheet = quotes(5000)
    with tempfile.TemporaryDirectory() as folder:
        word, excel = Path(folder, "t.docx"), Path(folder, "t.xlsx")
        few = quotes(250)
        peer = measure(lambda: by_row(few, word), repeats=1) * len(sheet) / len(few)
        row("W8a docx, by row x", len(sheet), measure(lambda: to_docx([sheet], word)), peer, "<= 400 ms")
        row("W8b xlsx, bare xlsxwriter", len(sheet), measure(lambda: to_xlsx([sheet], excel)),
            measure(lambda: bare_excel(sheet)), "peer >= 0.77 x")  # fmt: skip
    size, peer = len(sheet_html(sheet)), measure(lambda: bare_join(sheet))
    row("W8c HTML, bare join", size, measure(lambda: sheet_html(sheet)), peer, "peer >= 0.33 x")


if __name__ == "__main__":
    main()
