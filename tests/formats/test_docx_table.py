"""Sheets as Word tables, read back by python-docx."""

import math
import zipfile

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hostile import HOSTILE

from qualcase.errors import StoreError
from qualcase.formats.docx_table import add_sheet, new_document, save_document, to_docx, turn
from qualcase.render.sheet import Column, Sheet

NARROW = Sheet("Kode", (Column("Kode", ["trust"], rowhead=True), Column("n", ["3"], align="right")), number="4.1")
WIDE = Sheet("Kutipan", (Column("Kode", ["trust"]), Column("Kutipan", ["kata " * 40], width=9)), number="4.2")


def written(path, *sheets):
    return docx.Document(to_docx(sheets, path / "t.docx"))


def rows(table):
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_every_text_is_text(tmp_path):
    sheet = Sheet(
        HOSTILE[0], (Column(HOSTILE[1], HOSTILE), Column("b", HOSTILE[::-1], align="right")), HOSTILE[:3], number="4.1"
    )
    document = written(tmp_path, sheet)
    assert rows(document.tables[0]) == [[HOSTILE[1], "b"], *map(list, zip(HOSTILE, HOSTILE[::-1], strict=True))]
    assert [p.text for p in document.paragraphs] == [f"Tabel 4.1 {HOSTILE[0]}", *HOSTILE[:3], ""]


def test_line_ends_and_tabs_are_elements(tmp_path):
    document = written(tmp_path, Sheet("t", (Column("a", ["satu\ndua\ttiga"]),)))
    cell = document.tables[0].rows[1].cells[0]._tc
    assert [e.tag.rpartition("}")[2] for e in cell.iter(qn("w:t"), qn("w:br"), qn("w:tab"))] == [
        "t",
        "br",
        "t",
        "tab",
        "t",
    ]


def test_control_characters_are_cleaned_not_fatal(tmp_path):
    assert rows(written(tmp_path, Sheet("a\x00", (Column("b\x0b", ["c\x01\ud800"]),))).tables[0]) == [
        ["b\n"],
        ["c\ufffd\ufffd"],
    ]


def test_the_number_is_a_field_that_word_can_count(tmp_path):
    caption = written(tmp_path, NARROW).paragraphs[0]
    assert caption.style.name == "Caption"
    assert caption.paragraph_format.keep_with_next
    assert [e.text for e in caption._p.iter(qn("w:instrText"))] == [r" SEQ Tabel_4. \* ARABIC "]
    kinds = [e.get(qn("w:fldCharType")) for e in caption._p.iter(qn("w:fldChar"))]
    assert kinds == ["begin", "separate", "end"]
    assert caption.text == "Tabel 4.1 Kode"


def test_a_series_that_begins_later_says_where(tmp_path):
    later = [Sheet("t", NARROW.columns, number=number) for number in ("4.3", "4.4", "7", "A")]
    document = written(tmp_path, *later)
    fields = [e.text for e in document.element.body.iter(qn("w:instrText"))]
    fields = [field for field in fields if "SEQ" in field]
    assert fields == [r" SEQ Tabel_4. \* ARABIC \r 3 ", r" SEQ Tabel_4. \* ARABIC ", r" SEQ Tabel \* ARABIC \r 7 "]
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == ["Daftar tabel", "Tabel 4.3 t", "Tabel 4.4 t", "Tabel 7 t", "Tabel A t"]


def test_heads_come_back_on_each_page_and_no_row_is_split(tmp_path):
    table = written(tmp_path, NARROW).tables[0]
    heads = [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows]
    assert heads == [True, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)


def test_a_wide_table_lies_across_and_the_next_stands_again(tmp_path):
    document = written(tmp_path, NARROW, WIDE, WIDE, NARROW)
    upright, across, again = document.sections
    assert [s.orientation for s in document.sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert (again.page_width, again.page_height) == (upright.page_width, upright.page_height)
    assert (across.page_width, across.page_height) == (upright.page_height, upright.page_width)
    assert [s.orientation for s in written(tmp_path, WIDE).sections] == [WD_ORIENT.LANDSCAPE]
    for table, section in zip(document.tables, (upright, across, across, again), strict=True):
        room = section.page_width - section.left_margin - section.right_margin
        assert 0.99 * room <= sum(column.width for column in table.columns) <= room


def test_text_can_follow_a_table_on_an_upright_page(tmp_path):
    document = new_document("id", title="Laporan", author="Ani")
    add_sheet(document, WIDE)
    turn(document)
    document.add_paragraph("Pembahasan")
    read = docx.Document(save_document(document, tmp_path / "t.docx"))
    assert read.sections[-1].orientation == WD_ORIENT.PORTRAIT
    assert (read.core_properties.title, read.core_properties.author) == ("Laporan", "Ani")


@pytest.mark.parametrize(("lang", "tag"), [("id", "id-ID"), ("en", "en-US")])
def test_the_document_says_its_language_and_nobody_elses_name(tmp_path, lang, tag):
    document = written(tmp_path, Sheet("t", NARROW.columns, lang=lang))
    assert {e.get(qn("w:val")) for e in document.styles.element.iter(qn("w:lang"))} == {tag}
    core = document.core_properties
    assert (core.language, core.author, core.last_modified_by, core.comments) == (tag, "", "", "")
    assert core.created.year == core.modified.year == 2000


def test_shades_and_row_heads_are_seen(tmp_path):
    table = written(tmp_path, Sheet("t", (Column("a", ["x", "y"], tint=[1.0, math.nan], rowhead=True),))).tables[0]
    shades = [cell._tc.find(f".//{qn('w:shd')}") for cell in table.columns[0].cells]
    assert [None if s is None else s.get(qn("w:fill")) for s in shades] == [None, "9CBED2", None]
    assert table.rows[1].cells[0].paragraphs[0].runs[0].bold


def test_the_same_table_gives_the_same_file(tmp_path):
    assert to_docx([NARROW], tmp_path / "a.docx").read_bytes() == to_docx([NARROW], tmp_path / "b.docx").read_bytes()
    times = {item.date_time for item in zipfile.ZipFile(tmp_path / "a.docx").infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_nothing_is_written_into_a_missing_folder(tmp_path):
    with pytest.raises(StoreError, match="no folder"):
        to_docx([NARROW], tmp_path / "no" / "t.docx")


def test_several_tables_have_a_list_with_their_pages_for_word_to_fill_in(tmp_path):
    document = written(tmp_path, NARROW, WIDE, Sheet("Lain", NARROW.columns, number="7"))
    listed = [p.text for p in document.paragraphs if p.style.name == "List of tables"]
    assert [t.rstrip("\t") for t in listed if t.strip()] == ["Tabel 4.1 Kode", "Tabel 4.2 Kutipan", "Tabel 7 Lain"]
    body = document.element.body
    marks = [e.get(qn("w:name")) for e in body.iter(qn("w:bookmarkStart"))]
    assert [e.get(qn("w:anchor")) for e in body.iter(qn("w:hyperlink"))] == marks
    kinds = [e.get(qn("w:fldCharType")) for e in body.iter(qn("w:fldChar"))]
    assert kinds.count("begin") == kinds.count("separate") == kinds.count("end") == 6
    pages = [e.text.split()[1] for e in body.iter(qn("w:instrText")) if "PAGEREF" in e.text]
    assert pages == marks
    settings = [e.tag for e in document.settings.element]
    assert settings.index(qn("w:updateFields")) == settings.index(qn("w:compat")) - 1  # Word asks to fill them in
    assert " PAGE " in [e.text for e in document.sections[0].footer._element.iter(qn("w:instrText"))]


def test_one_table_has_no_list(tmp_path):
    document = written(tmp_path, NARROW)
    assert document.paragraphs[0].text == "Tabel 4.1 Kode"
    assert document.settings.element.find(qn("w:updateFields")) is None


def test_a_table_too_wide_for_a_page_is_continued_with_its_keys_again(tmp_path):
    said = ["kata yang panjang sekali " * 4] * 3
    voices = tuple(Column(f"V{n}", said, width=2) for n in range(11))
    keys = (Column("No.", list("123"), align="right", width=0.4), Column("Tema", list("abc"), rowhead=True))
    document = written(tmp_path, Sheet("Triangulasi", (*keys, *voices), notes=("Catatan",), number="4.1"))
    heads = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
    assert len(heads) > 1
    assert all(head[:2] == ["No.", "Tema"] for head in heads)
    assert [name for head in heads for name in head[2:]] == [f"V{n}" for n in range(11)]
    assert max(map(len, heads)) - min(map(len, heads)) <= 1
    captions = [p.text for p in document.paragraphs if p.style.name == "Caption"]
    assert captions == ["Tabel 4.1 Triangulasi"] + ["Tabel 4.1 (lanjutan) Triangulasi"] * (len(heads) - 1)
    fields = [e.text.split()[0] for e in document.element.body.iter(qn("w:instrText"))]
    assert fields == ["SEQ"] + ["REF"] * (len(heads) - 1)
    assert [p.text for p in document.paragraphs if p.text][-1] == "Catatan"


def test_a_low_table_stays_with_its_head_and_its_notes(tmp_path):
    many = Sheet("t", (Column("a", [str(n) for n in range(200)]),), notes=("Catatan", "Lagi"))
    for sheet, kept in (
        (NARROW, []),
        (Sheet("t", (Column("a", list("xyz")),), notes=("n",)), [0, 1, 2]),
        (many, [0, 199]),
    ):
        document = written(tmp_path, sheet)
        rows = document.tables[0].rows[1:]
        assert [n for n, row in enumerate(rows) if row.cells[0].paragraphs[0].paragraph_format.keep_with_next] == kept
    remarks = [p for p in document.paragraphs if p.text in ("Catatan", "Lagi")]
    assert [bool(p.paragraph_format.keep_with_next) for p in remarks] == [True, False]


def test_only_a_row_higher_than_a_page_may_be_split(tmp_path):
    table = written(tmp_path, Sheet("t", (Column("a", ["pendek", "kata " * 6000]),))).tables[0]
    whole = [row._tr.trPr is not None and row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]
    assert whole == [True, True, False]


def test_figures_stand_right_and_texts_left(tmp_path):
    columns = (
        Column("n", ["1.234", "--"], align="center"),
        Column("Kode", ["a", "1"]),
        Column("n (k)", ["1 (2)", "0"]),
    )
    table = written(tmp_path, Sheet("t", columns)).tables[0]
    assert [cell.paragraphs[0].alignment for cell in table.rows[1].cells] == [WD_ALIGN_PARAGRAPH.RIGHT, None, None]
