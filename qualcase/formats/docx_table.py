"""Sheets as Word tables: numbered captions that Word can gather, heads on every page, wide tables turned."""

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from html import escape
from pathlib import Path
from typing import Any

from qualcase.formats.whole_file import write_whole
from qualcase.render.characters import escaped, printable
from qualcase.render.sheet import Column, Sheet

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LANGUAGE = {"id": "id-ID", "en": "en-US"}
_LONG, _SHORT, _MARGIN = 16838, 11906, 1418  # A4 and 2.5 cm, in twentieths of a point
_WIDE = 8.0  # shares of width beyond which a table is turned
_LEAST = 620  # twentieths of a point; the narrowest column
_FACE = "Times New Roman"
_STYLES = (("Normal", 12, 0, 6), ("Caption", 11, 6, 4), ("Cell", 10, 2, 2), ("SmallCell", 8, 1, 1), ("Remark", 9, 2, 0))
_SOME = 500  # rows moved into the document at one go
_MANY = 10  # columns from which cells take the small face
_WHEN = dt.datetime(2000, 1, 1)  # the same table gives the same file
_SHADE = (0x3A, 0x7C, 0xA5)


def to_docx(sheets: Sequence[Sheet], path: str | Path, *, author: str = "") -> Path:
    """Write a document of tables, each with caption above and notes below; StoreError where it cannot be written."""
    document = new_document(sheets[0].lang if sheets else "id", author=author)
    for sheet in sheets:
        add_sheet(document, sheet)
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
    turned = sum(column.width for column in sheet.columns) > _WIDE
    turn(document, turned=turned)
    _add(document, _caption_xml(document, sheet))
    if sheet.columns:
        _add_table(document, sheet, (_LONG if turned else _SHORT) - 2 * _MARGIN)
    for remark in sheet.remarks:
        document.add_paragraph(printable(remark), style="Remark")
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
    wide, tall = (_LONG, _SHORT) if turned else (_SHORT, _LONG)
    section.page_width, section.page_height = Twips(wide), Twips(tall)
    for side in ("left", "right", "top", "bottom"):
        setattr(section, f"{side}_margin", Twips(_MARGIN))


def _add(document: Any, xml: str) -> None:
    from docx.oxml import parse_xml

    body = document.element.body
    body.insert(len(body) - 1, parse_xml(xml))  # the last element is the section's


def _caption_xml(document: Any, sheet: Sheet) -> str:
    """Give the caption: "Tabel 4." and a field that counts, holding its number, for Word does not count until asked.

    The first of a series says where it begins.
    """
    head, dot, last = sheet.number.rpartition(".")
    parts = []
    if sheet.number and last.isascii() and last.isdigit():
        word = sheet.name.removesuffix(sheet.number).strip()
        series = f"{word}_{head}{dot}" if head else word
        begun = any(f" SEQ {series} " in (e.text or "") for e in document.element.body.iter(f"{{{_W}}}instrText"))
        begin = "" if begun or last == "1" else f"\\r {last} "
        parts = [
            _run(f"{word} {head}{dot}", bold=True),
            *_field(f" SEQ {series} \\* ARABIC {begin}", last),
            _run(" "),
        ]
    elif sheet.name:
        parts = [_run(f"{sheet.name} ", bold=True)]
    parts.append(_run(sheet.title))
    return f'<w:p xmlns:w="{_W}"><w:pPr><w:pStyle w:val="Caption"/><w:keepNext/></w:pPr>{"".join(parts)}</w:p>'


def _field(code: str, now: str) -> tuple[str, ...]:
    """Give a bold field whose last value was `now`."""
    begin, separate, end = (
        f'<w:r><w:rPr><w:b/></w:rPr><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    text = f'<w:instrText xml:space="preserve">{escape(printable(code))}</w:instrText>'
    return begin, f"<w:r><w:rPr><w:b/></w:rPr>{text}</w:r>", separate, _run(now, bold=True), end


def _run(text: str, *, bold: bool = False) -> str:
    return f"<w:r>{'<w:rPr><w:b/></w:rPr>' if bold else ''}{_words(escape(printable(text)))}</w:r>"


def _add_table(document: Any, sheet: Sheet, room: int) -> None:
    """Add a table: its head, then its rows some at a time, for a large tree is slow to move into a document."""
    from docx.oxml import parse_xml

    opening, head, rows = _table_xml(sheet, room)
    _add(document, f"{opening}{head}</w:tbl>")
    table = document.element.body[-2]
    for at in range(0, len(rows), _SOME):
        table.extend(list(parse_xml(f"{opening}{''.join(rows[at : at + _SOME])}</w:tbl>")))


def _table_xml(sheet: Sheet, room: int) -> tuple[str, str, list[str]]:
    """Give a table's opening tag, what stands before its rows, and its rows."""
    rule = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="{}"/>'
    borders = rule.format("top", 12, "000000") + rule.format("bottom", 12, "000000")
    borders += rule.format("insideH", 4, "BFBFBF")
    margins = '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/>'
    widths = _widths(sheet.columns, room)
    columns = [_cells(column) for column in sheet.columns]
    heads = "".join(_head(column) for column in sheet.columns)
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
    rows = [f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(row)}</w:tr>" for row in zip(*columns, strict=True)]
    if len(widths) >= _MANY:
        head, *rows = (part.replace('w:val="Cell"', 'w:val="SmallCell"') for part in (head, *rows))
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


def _widths(columns: Sequence[Column], room: int) -> list[int]:
    """Share the room out, no column getting less than its least."""
    total = sum(column.width for column in columns)
    free = max(room - _LEAST * len(columns), 0)
    return [_LEAST + int(free * column.width / total) for column in columns]
