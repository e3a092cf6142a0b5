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
    assert openpyxl.load_workbook(path).sheetnames == ["Tabel 4.1", "Kutipan semua", "kutipan semua-2"]


def test_the_same_table_gives_the_same_file(tmp_path):
    sheet = Sheet("t", (Column("a", ["x"]),))
    assert to_xlsx([sheet], tmp_path / "a.xlsx").read_bytes() == to_xlsx([sheet], tmp_path / "b.xlsx").read_bytes()
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").properties.created.year == 2000


def test_nothing_is_written_into_a_missing_folder(tmp_path):
    with pytest.raises(StoreError, match="no folder"):
        to_xlsx([Sheet("t", ())], tmp_path / "no" / "t.xlsx")
