"""Sheets as Excel workbooks, read back by openpyxl."""

import math

import openpyxl
import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import StoreError
from qualcase.formats import xlsx_table
from qualcase.formats.xlsx_table import to_xlsx
from qualcase.render.sheet import Column, Sheet


def worksheet(path, n=0):
    return openpyxl.load_workbook(path).worksheets[n]


def test_every_text_is_text(tmp_path):
    sheet = Sheet(
        "=1+1", (Column("=2+2", HOSTILE), Column("n", HOSTILE[::-1], rowhead=True)), HOSTILE[:5], number="4.1"
    )
    page = worksheet(to_xlsx([sheet], tmp_path / "t.xlsx"))
    assert page["A1"].value == "Tabel 4.1 =1+1"
    assert [page["A2"].value, page["B2"].value] == ["=2+2", "n"]
    read = [page.cell(3 + n, 1).value or "" for n in range(len(HOSTILE))]
    assert read == list(HOSTILE)
    assert {page.cell(3 + n, 1).data_type for n in range(len(HOSTILE) - 1)} <= {"s"}
    assert all(cell.hyperlink is None for row in page for cell in row)
    assert page.cell(3 + len(HOSTILE) + 1, 1).value == HOSTILE[0]


def test_numbers_are_numbers_that_look_as_they_did(tmp_path):
    cells = ["1.234", "0,815", "−2,50", "12,5%", "3 (7)", "--"]
    page = worksheet(to_xlsx([Sheet("t", (Column("n", cells, align="right"),))], tmp_path / "t.xlsx"))
    got = [(page.cell(3 + n, 1).value, page.cell(3 + n, 1).number_format) for n in range(6)]
    assert got == [
        (1234, "#,##0"),
        (0.815, "0.000"),
        (-2.5, "0.00"),
        (0.125, "0.0%"),
        ("3 (7)", "General"),
        ("--", "General"),
    ]


def test_a_text_longer_than_a_cell_says_what_is_missing(tmp_path):
    long = ["a" * 32_767, "b" * 40_000, "😀" * 20_000]
    page = worksheet(to_xlsx([Sheet("t", (Column("Kutipan", long),))], tmp_path / "t.xlsx"))
    read = [page.cell(3 + n, 1).value for n in range(3)]
    assert read[0] == long[0]
    for text, whole in zip(read[1:], long[1:], strict=True):
        assert len(text.encode("utf-16-le")) // 2 <= 32_767
        kept, _, rest = text.partition("… [dipotong: ")
        assert whole.startswith(kept)
        assert int(rest.split()[0].replace(".", "")) == len(whole) - len(kept)


def test_heads_stay_in_sight_and_can_be_filtered(tmp_path):
    columns = (Column("Kode", ["trust"], rowhead=True), Column("n", ["3"]), Column("Kutipan", ["x"], width=4))
    page = worksheet(to_xlsx([Sheet("t", columns)], tmp_path / "t.xlsx"))
    assert page.freeze_panes == "B3"
    assert page.auto_filter.ref == "A2:C3"
    assert page["C3"].alignment.wrap_text
    assert page["A3"].font.bold


def test_a_shade_is_a_fill(tmp_path):
    page = worksheet(
        to_xlsx(
            [Sheet("t", (Column("n", ["1", "x", "3"], tint=[1.0, 0.5, math.nan], align="center"),))],
            tmp_path / "t.xlsx",
        )
    )
    fills = [page.cell(3 + n, 1).fill.fgColor.rgb for n in range(3)]
    assert fills[0] == "FF9CBED2"
    assert fills[1] not in (fills[0], fills[2])
    assert page["A5"].fill.fill_type is None


@given(
    st.lists(st.text(max_size=40) | st.sampled_from(("History", "a/b", "'x'", "Tabel 4.1", "TABEL 4.1")), max_size=9)
)
def test_worksheets_get_names_that_excel_takes(names):
    taken = set()
    for wanted in names:
        name = xlsx_table._worksheet_name(wanted, taken)
        assert 0 < len(name) <= 31
        assert not set("[]:*?/\\") & set(name)
        assert not name.startswith("'")
        assert not name.endswith("'")
        assert name.casefold() not in taken | {"history"}
        taken.add(name.casefold())


def test_each_table_has_its_worksheet(tmp_path):
    path = to_xlsx(
        [Sheet("Kode", (), number="4.1"), Sheet("Kutipan: semua", ()), Sheet("kutipan  semua", ())], tmp_path / "t.xlsx"
    )
    assert openpyxl.load_workbook(path).sheetnames == ["Daftar isi", "4.1 Kode", "Kutipan semua", "kutipan semua-2"]


def test_a_worksheet_s_name_tells_what_is_in_it(tmp_path):
    titles = (
        "Matriks daftar periksa: Kepercayaan",
        "Catatan reduksi: apa yang disisihkan dan menurut aturan apa",
        "x" * 40,
        "Daftar isi",
    )
    sheets = [Sheet(title, (), number=str(n)) for n, title in enumerate(titles, 10)] + [Sheet("Daftar isi", ())]
    names = openpyxl.load_workbook(to_xlsx(sheets, tmp_path / "t.xlsx")).sheetnames
    assert names[1:3] == ["10 Matriks daftar… Kepercayaan", "11 Catatan reduksi apa yang d…"]
    assert names[-2:] == ["13 Daftar isi", "Daftar isi-2"]
    assert max(map(len, names)) <= 31


QUOTES = Sheet(
    "Kutipan berkode",
    (
        Column("No.", ["1", "2", "3"], align="right", links=[[7], [9], [4]]),
        Column("Kutipan", ["=cmd|' /C calc'!A0", "مرحبا", "😀"], width=4),
    ),
    number="4.2",
    quotes=True,
)
COUNTS = Sheet(
    "Kode menurut peran",
    (
        Column("Kode", ["trust", "-satisfaction", "x"], rowhead=True),
        Column("n", ["2", "1 (1)", "0"], align="right", links=[[4, 9], [7], []]),
        Column("lain", ["=1+1", "5", ""], links=[[4], [1], [9]]),
    ),
    number="4.1",
)


def test_a_number_leads_to_its_first_quote_and_says_which_they_are(tmp_path):
    book = openpyxl.load_workbook(to_xlsx([COUNTS, QUOTES], tmp_path / "t.xlsx"))
    assert book.sheetnames == ["Daftar isi", "4.1 Kode menurut peran", "Kutipan"]
    page, quotes = book.worksheets[1:]
    links = {(cell.value, cell.hyperlink.location, cell.hyperlink.tooltip) for row in page["B3:B5"] for cell in row
             if cell.hyperlink}  # fmt: skip
    assert links == {
        (2, "'Kutipan'!A4", "2 kutipan, no. 2, 3"),
        ("1 (1)", "'Kutipan'!A3", "Kutipan no. 1"),
    }
    assert quotes["A4"].value == 2
    assert (page["C3"].value, page["C3"].data_type, page["C3"].hyperlink.location) == ("=1+1", "s", "'Kutipan'!A5")
    assert page["C4"].hyperlink is None  # its quote is not in the workbook
    assert not page["C5"].value
    assert all(cell.hyperlink is None for row in quotes["A3:B5"] for cell in row)


def test_the_first_worksheet_leads_to_each_table_and_each_back(tmp_path):
    book = openpyxl.load_workbook(to_xlsx([COUNTS, QUOTES], tmp_path / "t.xlsx"))
    first = book.worksheets[0]
    listed = [(row[0].value, row[1].value, row[1].hyperlink.location) for row in first["A2:B3"]]
    assert listed == [
        ("Tabel 4.1", "Kode menurut peran", "'4.1 Kode menurut peran'!A1"),
        ("Tabel 4.2", "Kutipan berkode", "'Kutipan'!A1"),
    ]
    for page in book.worksheets[1:]:
        back = page.cell(page.max_row, 1)
        assert (back.value, back.hyperlink.location) == ("Daftar isi", "'Daftar isi'!A1")


def test_one_table_has_no_contents(tmp_path):
    assert openpyxl.load_workbook(to_xlsx([QUOTES], tmp_path / "t.xlsx")).sheetnames == ["Kutipan"]


def test_what_looks_like_a_formula_stays_text_when_it_is_edited(tmp_path):
    page = worksheet(to_xlsx([QUOTES], tmp_path / "t.xlsx"))
    assert [page.cell(3 + n, 2).quotePrefix for n in range(3)] == [True, False, False]


def test_a_left_column_of_numbers_is_numbers_and_of_names_text(tmp_path):
    columns = (Column("Tahun", ["2019", "–"]), Column("ID", ["1", "02"]), Column("Kutipan", ["1", "2"], width=4))
    page = worksheet(to_xlsx([Sheet("t", columns)], tmp_path / "t.xlsx"))
    assert [cell.value for cell in page[3]] == [2019, 1, "1"]
    assert page["B4"].value == "02"


def test_a_worksheet_with_more_links_than_excel_takes_loses_no_cell(tmp_path, monkeypatch):
    monkeypatch.setattr(xlsx_table, "_URLS", 2)
    page = openpyxl.load_workbook(to_xlsx([COUNTS, QUOTES], tmp_path / "t.xlsx")).worksheets[1]
    assert [cell.value for cell in page[3]] == ["trust", 2, "=1+1"]
    assert page["C3"].hyperlink is None


def test_the_same_table_gives_the_same_file(tmp_path):
    sheet = Sheet("t", (Column("a", ["x"]),))
    assert to_xlsx([sheet], tmp_path / "a.xlsx").read_bytes() == to_xlsx([sheet], tmp_path / "b.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created.year == 2000


def test_nothing_is_written_into_a_missing_folder(tmp_path):
    with pytest.raises(StoreError, match="no folder"):
        to_xlsx([Sheet("t", ())], tmp_path / "no" / "t.xlsx")
