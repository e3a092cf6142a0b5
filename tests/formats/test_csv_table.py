"""Sheets as CSV."""

import csv

import pytest
from hostile import HOSTILE
from hypothesis import given
from hypothesis import strategies as st

from qualcase.errors import StoreError
from qualcase.formats.csv_table import harmless, to_csv
from qualcase.render.sheet import Column, Sheet


def read(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_excel_finds_the_encoding_and_every_text(tmp_path):
    path = to_csv(
        [Sheet("Kutipan", (Column("Kutipan", HOSTILE), Column("n", HOSTILE[::-1])), notes=("x",))], tmp_path / "t.csv"
    )
    assert path.read_bytes().startswith(b"\xef\xbb\xbfKutipan,n\r\n")
    rows = read(path)
    assert [row[0] for row in rows[1:]] == [harmless(text) for text in HOSTILE]
    assert [row[0].removeprefix("'") for row in rows[1:]] == [text.removeprefix("'") for text in HOSTILE]


@given(st.text(max_size=5) | st.sampled_from("=+-@\t\r").flatmap(lambda sign: st.text(max_size=4).map(sign.__add__)))
def test_no_cell_is_run_as_a_formula(text):
    cell = harmless(text)
    assert cell[:1] not in {*"=@\t\r\n"}
    assert cell[:1] not in {*"+-"} or not cell.strip("+-")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-2+3", "@A1", "\t=1", "\r=1"])
def test_a_formula_becomes_text(text):
    assert harmless(text).startswith("'")


def test_not_asked_stays_two_dashes():
    assert harmless("--") == "--"


def test_heads_are_cells_too(tmp_path):
    assert read(to_csv([Sheet("t", (Column("=1+1", []),))], tmp_path / "t.csv")) == [["'=1+1"]]


def test_a_second_table_gets_a_file_beside_the_first(tmp_path):
    to_csv([Sheet("a", (Column("a", ["1"]),)), Sheet("b", (Column("b", ["2"]),))], tmp_path / "t.csv")
    assert read(tmp_path / "t.csv") == [["a"], ["1"]]
    assert read(tmp_path / "t-2.csv") == [["b"], ["2"]]


def test_a_missing_folder_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"there is no folder .*nirgends"):
        to_csv([Sheet("a", ())], tmp_path / "nirgends" / "t.csv")
