"""Folders of tables."""

import csv

import pytest

from qualcase.errors import StoreError
from qualcase.formats.table_folder import slug, to_csv_folder, to_latex_folder
from qualcase.render.sheet import Column, Sheet

SHEETS = [
    Sheet("Kode menurut Peran", (Column("n", ["=1+1", "@x", "é"]),), ("satu", "=dua"), number="4.1"),
    Sheet("=Kutipan: café / مرحبا", (Column("n", ["2"]),)),
]


def read(path):
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def test_each_table_has_a_file_named_by_number_and_title_and_the_index_says_which(tmp_path):
    folder = to_csv_folder(SHEETS, tmp_path / "csv")
    assert read(folder / "01-kode-menurut-peran.csv") == [["n"], ["'=1+1"], ["'@x"], ["é"]]
    assert read(folder / "02-kutipan-cafe.csv") == [["n"], ["2"]]
    assert read(folder / "tables.csv") == [
        ["file", "number", "title", "notes"],
        ["01-kode-menurut-peran.csv", "4.1", "Kode menurut Peran", "satu\n=dua"],
        ["02-kutipan-cafe.csv", "", "'=Kutipan: café / مرحبا", ""],
    ]


def test_a_table_that_is_no_more_goes_and_what_is_not_ours_stays(tmp_path):
    for write, gone in ((to_csv_folder, "02-kutipan-cafe.csv"), (latex_in_english, "table-02.tex")):
        folder = write(SHEETS, tmp_path / write.__name__)
        for own in ("01-mine.csv", "table-77.tex", "notes.txt"):
            (folder / own).write_text("mine")
        assert (folder / gone).exists()
        write(SHEETS[:1], folder)
        assert not (folder / gone).exists()
        assert all((folder / own).read_text() == "mine" for own in ("01-mine.csv", "table-77.tex", "notes.txt"))


def latex_in_english(sheets, folder):
    return to_latex_folder(sheets, folder, lang="en")


@pytest.mark.parametrize("title", ["", "مرحبا", "../..", "a" * 300, "CON:?*"])
def test_any_title_gives_a_name_that_every_disk_takes(title):
    assert slug(title).replace("-", "").isalnum()
    assert slug(title).isascii()
    assert len(slug(title)) <= 60


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "taken").write_text("x")
    with pytest.raises(StoreError, match=r"cannot write tables to .*taken"):
        to_csv_folder(SHEETS, tmp_path / "taken")
