"""Sheets for a terminal."""

from hypothesis import given
from hypothesis import strategies as st

from qualcase.render.measure import places
from qualcase.render.plain import sheet_text
from qualcase.render.sheet import Column, Sheet

CELL = st.text("ab 字<\n😀", max_size=40)


def test_a_table_reads_as_a_table():
    columns = (
        Column("Kode", ["Kepercayaan", "Komitmen"], rowhead=True),
        Column("n", ["3 (7)", "0"], align="right"),
        Column("Kutipan", ["belum percaya\nsama sekali", "=SUM(1)"]),
    )
    assert sheet_text(Sheet("Kode", columns, notes=("0 ditanya dan diam.",), number="4.1")) == (
        "Tabel 4.1 Kode\n"
        "─────────────────────────────────\n"
        "Kode             n  Kutipan\n"
        "─────────────────────────────────\n"
        "Kepercayaan  3 (7)  belum percaya\n"
        "                    sama sekali\n"
        "Komitmen         0  =SUM(1)\n"
        "─────────────────────────────────\n"
        "0 ditanya dan diam."
    )


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), max_size=12), st.integers(24, 120))
def test_no_line_is_longer_than_asked_and_no_word_is_lost(columns, width):
    sheet = Sheet("t", tuple(Column(str(n), cells, rowhead=n == 0) for n, cells in enumerate(columns)))
    text = sheet_text(sheet, width=width)
    assert all(places(line) <= width for line in text.split("\n"))
    for char in "ab字<😀":
        assert text.count(char) >= sum(cell.count(char) for cells in columns for cell in cells)


def test_a_long_table_says_how_many_rows_follow():
    sheet = Sheet("t", (Column("n", [f"baris {n}" for n in range(2000)]),))
    text = sheet_text(sheet)
    assert "baris 59" in text
    assert "baris 60" not in text
    assert text.endswith("… dan 1.940 baris lagi")


def test_columns_without_room_follow_below_with_the_heads_of_their_rows():
    sheet = Sheet("t", (Column("Kode", ["trust"], rowhead=True), *(Column(f"Peran{n}", [f"isi{n}"]) for n in range(9))))
    text = sheet_text(sheet, width=50)
    assert text.count("trust") == 3
    assert all(f"isi{n}" in text for n in range(9))
