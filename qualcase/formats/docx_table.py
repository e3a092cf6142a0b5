"""Sheets as Word tables: numbered captions that Word can gather, heads on every page, wide tables turned."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any

from qualcase.formats.page_fit import LONG, MARGIN, SHORT, Fit, Part, fit, plain_numbers
from qualcase.formats.whole_file import write_whole
from qualcase.render.characters import escaped, printable
from qualcase.render.labels import label
from qualcase.render.sheet import Column, Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LANGUAGE = {"id": "id-ID", "en": "en-US"}
_FACE = "Times New Roman"
_STYLES = (
    ("Normal", 12, 0, 6),
    ("Caption", 12, 6, 4),
    ("Cell", 10, 2, 2),
    ("SmallCell", 9, 2, 2),
    ("Remark", 10, 2, 0),
    ("List of tables", 12, 0, 4),
    ("Footer", 10, 0, 0),
)
_SOME = 500  # rows moved into the document at one go
_SMALL = 10  # points, below which cells take the small style
_WHOLE = 0.6  # of a page: a lower table stays in one piece
_TALL = 0.9  # of a page: a higher row may be split, for it would be cut
_WHEN = dt.datetime(2000, 1, 1)  # the same table gives the same file
_SHADE = (0x3A, 0x7C, 0xA5)


def to_docx(sheets: Sequence[Sheet], path: str | Path, *, author: str = "") -> Path:
    """Write a document of tables, each with caption above and notes below, the list of several at its top.

    Raises StoreError where it cannot be written.
    """
    document = new_document(sheets[0].lang if sheets else "id", author=author)
    fits = [fit(sheet) for sheet in sheets]
    if sum(bool(sheet.number) for sheet in sheets) > 1:
        _add_list(document, sheets, turned=fits[0].turned)
    for sheet, fitted in zip(sheets, fits, strict=True):
        _add_fitted(document, sheet, fitted)
    return save_document(document, path)


def new_document(lang: str, *, title: str = "", author: str = "") -> Any:
    """Make an empty A4 document in a language, with the styles that sheets use."""
    import docx
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml.ns import qn
    from docx.shared import Pt, RGBColor

    document = docx.Document()
    _page(document.sections[0], turned=False)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), _LANGUAGE[lang])
    core = document.core_properties
    core.author, core.last_modified_by, core.title, core.comments = author, author, printable(title), ""
    core.created = core.modified = _WHEN
    core.language = _LANGUAGE[lang]
    paragraph = WD_STYLE_TYPE.PARAGRAPH
    for name, size, before, after in _STYLES:
        style = document.styles[name] if name in document.styles else document.styles.add_style(name, paragraph)
        style.font.name, style.font.size = _FACE, Pt(size)
        style.font.bold, style.font.color.rgb = False, RGBColor(0, 0, 0)
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(after)
        style.paragraph_format.line_spacing = 1.15 if name == "Normal" else 1.0
    return document


def add_sheet(document: Any, sheet: Sheet) -> None:
    """Add a sheet at the end; a wide one turns the page, and `turn(document)` turns it back before text follows."""
    _add_fitted(document, sheet, fit(sheet))


def _add_fitted(document: Any, sheet: Sheet, fitted: Fit) -> None:
    turn(document, turned=fitted.turned)
    mark = _marks(document) + 1
    _add(document, _caption_xml(document, sheet, mark))
    for n, part in enumerate(fitted.parts):
        if n:
            document.add_paragraph(style="Remark")
            _add(document, _continued_xml(sheet, mark))
        _add_table(document, fitted, part, noted=bool(sheet.remarks) and n == len(fitted.parts) - 1)
    for left, remark in enumerate(sheet.remarks, 1 - len(sheet.remarks)):
        layout = document.add_paragraph(printable(remark), style="Remark").paragraph_format
        layout.keep_together, layout.keep_with_next = True, left < 0
    document.add_paragraph(style="Remark")


def turn(document: Any, *, turned: bool = False) -> None:
    """Begin a new page, long side across if `turned`, unless the page lies so already."""
    section = document.sections[-1]
    if (section.page_width > section.page_height) == turned:
        return
    empty = len(document.element.body) == 1
    _page(section if empty else document.add_section(), turned=turned)


def save_document(document: Any, path: str | Path) -> Path:
    """Write a document whole or not at all; its inside carries no times, so that the same gives the same file."""
    made = io.BytesIO()
    document.save(made)
    return write_whole(path, _timeless(made))


def _timeless(archive: io.BytesIO) -> bytes:
    """Give a zip file whose entries all carry the zip's first day (APPNOTE.TXT 4.3.7 and 4.3.12)."""
    raw = bytearray(archive.getvalue())
    with zipfile.ZipFile(archive) as read:
        at = read.start_dir
        for item in read.infolist():
            raw[item.header_offset + 10 : item.header_offset + 14] = raw[at + 12 : at + 16] = b"\x00\x00\x21\x00"
            at += 46 + sum(int.from_bytes(raw[at + n : at + n + 2], "little") for n in (28, 30, 32))
    return bytes(raw)


def _page(section: Any, *, turned: bool) -> None:
    """Set all that a new section inherits from the one before."""
    from docx.enum.section import WD_ORIENT
    from docx.shared import Twips

    section.orientation = WD_ORIENT.LANDSCAPE if turned else WD_ORIENT.PORTRAIT
    wide, tall = (LONG, SHORT) if turned else (SHORT, LONG)
    section.page_width, section.page_height = Twips(wide), Twips(tall)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Twips(MARGIN))


def _add(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # the last element is the section's


def _caption_xml(document: Any, sheet: Sheet, mark: int) -> str:
    """Give the caption: "Tabel 4." and a field that counts, holding its number, for Word does not count until asked.

    The first of a series says where it begins. A bookmark holds "Tabel 4.1", to refer to.
    """
    series, last = _series(sheet)
    parts = []
    if series:
        begun = any(f" SEQ {series} " in (e.text or "") for e in document.element.body.iter(f"{{{_W}}}instrText"))
        begin = "" if begun or last == "1" else f"\\r {last} "
        parts = [
            f'<w:bookmarkStart w:id="{mark}" w:name="{_mark(mark)}"/>',
            _run(sheet.name.removesuffix(last), bold=True),
            *_field(f" SEQ {series} \\* ARABIC {begin}", last),
            f'<w:bookmarkEnd w:id="{mark}"/>',
            _run(" "),
        ]
    elif sheet.name:
        parts = [_run(f"{sheet.name} ", bold=True)]
    return _caption("".join([*parts, _run(sheet.title)]))


def _continued_xml(sheet: Sheet, mark: int) -> str:
    """Give the caption of a part that follows: "Tabel 4.1 (lanjutan)", where the number refers to the first part's."""
    parts = _field(f" REF {_mark(mark)} \\h ", sheet.name) if _series(sheet)[0] else (_run(sheet.name, bold=True),)
    said = f"{' ' if sheet.name else ''}{label('caption.continued', sheet.lang)} {sheet.title}"
    return _caption("".join([*parts, _run(said)]))


def _caption(runs: str) -> str:
    return _paragraph("Caption", runs, "<w:keepNext/>")


def _series(sheet: Sheet) -> tuple[str, str]:
    """Give the series in which a sheet is counted and its place in it: ("Tabel_4.", "1"); ("", "") for no number."""
    head, dot, last = sheet.number.rpartition(".")
    if not (last.isascii() and last.isdigit()):
        return "", ""
    word = label("caption.table", sheet.lang)
    return f"{word}_{head}{dot}" if head else word, last


def _mark(n: int) -> str:
    return f"_tabel{n}"


def _marks(document: Any) -> int:
    """Count the captions that carry a bookmark."""
    return sum(1 for _ in document.element.body.iter(f"{{{_W}}}bookmarkStart"))


def _add_list(document: Any, sheets: Sequence[Sheet], *, turned: bool) -> None:
    """Add the list of tables, each a link with a field for its page; and page numbers at the foot.

    Only a program that lays the text out knows the pages: Word is asked to fill them in when it opens the document.
    """
    from docx.enum.text import WD_BREAK
    from docx.oxml import parse_xml

    _add(document, _caption(_run(label("caption.list", sheets[0].lang), bold=True)))
    style = document.styles["List of tables"].style_id
    layout = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{SHORT - 2 * MARGIN}"/></w:tabs>'
    for n, sheet in enumerate((sheet for sheet in sheets if _series(sheet)[0]), 1):
        page = "".join(_field(f" PAGEREF {_mark(n)} \\h ", "", bold=False))
        entry = f"{_run(sheet.caption)}{_run_of('<w:tab/>')}{page}"
        link = f'<w:hyperlink w:anchor="{_mark(n)}" w:history="1">{entry}</w:hyperlink>'
        _add(document, _paragraph(style, link, layout))
    if not turned:
        document.paragraphs[-1].add_run().add_break(WD_BREAK.PAGE)
    foot = document.sections[0].footer.paragraphs[0]._p
    page = "".join(_field(" PAGE ", "1", bold=False))
    foot.getparent().replace(foot, parse_xml(_paragraph("Footer", page, '<w:jc w:val="center"/>')))
    ask = parse_xml(f'<w:updateFields xmlns:w="{_W}" w:val="true"/>')
    document.settings.element.find(f"{{{_W}}}compat").addprevious(ask)


def _paragraph(style: str, runs: str, layout: str = "") -> str:
    return f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="{style}"/>{layout}</w:pPr>{runs}</w:p>'


def _run_of(xml: str, *, bold: bool = False) -> str:
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{xml}</w:r>"


def _char(kind: str, *, bold: bool = False) -> str:
    return _run_of(f'<w:fldChar w:fldCharType="{kind}"/>', bold=bold)


def _field(code: str, now: str, *, bold: bool = True) -> tuple[str, ...]:
    """Give a field whose last value was `now`."""
    begin, separate, end = (_char(kind, bold=bold) for kind in ("begin", "separate", "end"))
    text = f'<w:instrText xml:space="preserve">{escape(printable(code))}</w:instrText>'
    return begin, _run_of(text, bold=bold), separate, _run(now, bold=bold), end


def _run(text: str, *, bold: bool = False) -> str:
    return _run_of(_words(escape(printable(text))), bold=bold)


def _add_table(document: Any, fitted: Fit, part: Part, *, noted: bool) -> None:
    """Add a table: its head, then its rows some at a time, for a large tree is slow to move into a document."""
    from docx.oxml import parse_xml

    opening, head, rows = _table_xml(fitted, part, noted=noted)
    _add(document, f"{opening}{head}</w:tbl>")
    table = document.element.body[-2]
    for at in range(0, len(rows), _SOME):
        table.extend(list(parse_xml(f"{opening}{''.join(rows[at : at + _SOME])}</w:tbl>")))


def _table_xml(fitted: Fit, part: Part, *, noted: bool) -> tuple[str, str, list[str]]:
    """Give a table's opening tag, what stands before its rows, and its rows.

    A low table stays on one page, the first rows with the head, the last with the notes.
    """
    rule = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    borders = rule.format("top", 12, "000000") + rule.format("bottom", 12, "000000")
    borders += rule.format("insideH", 4, "BFBFBF")
    margins = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    widths = part.widths
    aligned = [replace(c, align="right") if plain_numbers(c) and not c.rowhead else c for c in part.columns]
    columns = [_cells(column) for column in aligned]
    heads = "".join(_head(column) for column in aligned)
    head = "".join(
        (
            f'<w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>',
            f"<w:tblCellMar>{margins}</w:tblCellMar>",
            '<w:tblLook w:firstRow="1" w:firstColumn="0" w:noVBand="1"/></w:tblPr><w:tblGrid>',
            *(f'<w:gridCol w:w="{width}"/>' for width in widths),
            f"</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{heads}</w:tr>",
        )
    )
    tall = part.heights + part.head > _TALL * fitted.body
    rows = [
        f"<w:tr>{'' if split else '<w:trPr><w:cantSplit/></w:trPr>'}{''.join(row)}</w:tr>"
        for split, row in zip(tall.tolist(), zip(*columns, strict=True), strict=True)
    ]
    low = part.head + part.heights.sum() < _WHOLE * fitted.body
    last = len(rows) - 1
    kept = {*range(last if low else min(1, last)), *([last] if noted and rows else [])}
    for n in kept:
        if not tall[n]:
            rows[n] = rows[n].replace('<w:pStyle w:val="Cell"/>', '<w:pStyle w:val="Cell"/><w:keepNext/>')
    if fitted.face < _SMALL:
        head, *rows = (text.replace('w:val="Cell"', 'w:val="SmallCell"') for text in (head, *rows))
    return f'<w:tbl xmlns:w="{_W}">', head, rows


def _head(column: Column) -> str:
    border = '<w:tcPr><w:tcBorders><w:bottom w:val="single" w:sz="8" w:space="0" w:color="000000"/></w:tcBorders>'
    opening = f'{border}<w:vAlign w:val="bottom"/></w:tcPr>{_opening(column, head=True)}'
    return f"<w:tc>{opening}{_words(escape(printable(column.head)))}</w:r></w:p></w:tc>"


def _cells(column: Column) -> list[str]:
    opening = _opening(column)
    texts = [f"{opening}{_words(text)}</w:r></w:p></w:tc>" for text in escaped(column.cells)]
    if column.tint is None:
        return [f"<w:tc>{text}" for text in texts]
    return [f"<w:tc>{_shading(tint)}{text}" for tint, text in zip(column.tint, texts, strict=True)]


def _opening(column: Column, *, head: bool = False) -> str:
    align = "" if column.align == "left" else f'<w:jc w:val="{column.align}"/>'
    keep = "<w:keepNext/>" if head else ""
    bold = "<w:rPr><w:b/></w:rPr>" if head or column.rowhead else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Cell"/>{keep}{align}</w:pPr><w:r>{bold}'


def _words(text: str) -> str:
    """Give escaped text as Word's text elements; Word takes no line end or tab inside them."""
    words = f'<w:t xml:space="preserve">{text}</w:t>'
    if "\n" in text:
        words = words.replace("\n", '</w:t><w:br/><w:t xml:space="preserve">')
    return words.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">') if "\t" in text else words


def _shading(tint: float) -> str:
    if not tint > 0:
        return ""
    fill = "".join(f"{round(255 + (part - 255) * min(tint, 1.0) * 0.5):02X}" for part in _SHADE)
    return f'<w:tcPr><w:shd w:val="clear" w:color="auto" w:fill="{fill}"/></w:tcPr>'
