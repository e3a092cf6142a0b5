"""The coded table as a file, in the format its suffix says."""

import csv

import openpyxl
import pytest
from small_study import TRUST, study

from qualcase.errors import OptionError, StoreError

HOSTILE = "=cmd|' /C calc'!A0 <script> \\textbf{50%_#&$} مرحبا 👩‍👩‍👧"
PEOPLE = {"A": ("head", "community"), "B": ("member", "community")}


@pytest.fixture
def small(tmp_path):
    said = [{"voice": "A", "stance": "supports", "words": HOSTILE}, {"voice": "B", "stance": "contradicts"}]
    return study(tmp_path / "s", PEOPLE, said, codes=[{**TRUST, "label": HOSTILE}])


def test_the_table_of_a_thesis_has_these_columns(small, tmp_path):
    with small.to(tmp_path / "t.csv", lang="id").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["No.", "Kode informan", "Peran", "Kutipan", "Kode", "Arah", "Dasar", "Lokasi"]
    assert rows[2][:4] == ["2", "B", "Peran member", "Sentence 2 of B."]
    assert rows[2][5:] == ["menyangkal", "pengalaman sendiri", "B-int, giliran 4"]
    assert rows[1][3].removeprefix("'") == rows[2][4].removeprefix("'") == HOSTILE
    assert not rows[1][3].startswith("=")  # no formula in a spreadsheet


@pytest.mark.parametrize("suffix", ["csv", "xlsx", "docx", "tex", "html"])
def test_every_format_is_written_and_holds_the_words(small, tmp_path, suffix):
    path = small.to(tmp_path / f"t.{suffix}", number="4.1")
    assert path.stat().st_size > 100
    first = path.read_bytes()
    assert small.to(tmp_path / f"t.{suffix}", number="4.1").read_bytes() == first
    if suffix in ("csv", "html", "tex"):
        text = path.read_text("utf-8-sig")
        assert "Sentence 2 of B." in text
        assert "مرحبا" in text
        assert ("<script>" in text) == (suffix == "csv")


def test_a_matrix_as_a_workbook_brings_the_quotes_its_numbers_count(case, tmp_path):
    book = openpyxl.load_workbook(case.matrix("code", "role").to(tmp_path / "t.xlsx", chapter=4, lang="id"))
    assert book.sheetnames[0] == "Daftar isi"
    assert book.sheetnames[1].startswith("4.1 ")
    assert book.sheetnames[2] == "Kutipan"
    page, quotes = book.worksheets[1:]
    links = [cell.hyperlink for row in page["B3:I20"] for cell in row if cell.hyperlink]
    assert links
    assert all(quotes[link.location.rpartition("!")[2]].value for link in links)


def test_a_chapter_numbers_and_not_both(small, tmp_path):
    assert "Tabel 4.1" in small.to(tmp_path / "t.html", chapter=4, lang="id").read_text("utf-8")
    with pytest.raises(OptionError, match="both"):
        small.quotes().to(tmp_path / "t.html", chapter=4, number="4.2")


def test_every_display_has_the_same_verb(case, tmp_path):
    results = [case.role_ordered(), case.conceptually_clustered(), case.checklist("trust"), case.triangulate(),
               case.verify(),
               case.triangulate().condensation(), case.quotes()]  # fmt: skip
    for n, result in enumerate(results):
        for suffix in ("csv", "html"):
            assert result.to(tmp_path / f"{n}.{suffix}").exists()


def test_a_view_saves_its_own_part(small, tmp_path):
    text = small.where(stance="contradicts").to(tmp_path / "t.csv").read_text("utf-8-sig")
    assert "Sentence 2 of B." in text
    assert "Peran head" not in text
    assert "Role head" not in text


def test_another_suffix_and_a_place_that_is_not_there_are_refused(small, tmp_path):
    with pytest.raises(OptionError, match=r"cannot save as '\.pdf'.*\.docx"):
        small.to(tmp_path / "t.pdf")
    with pytest.raises(StoreError):
        small.to(tmp_path / "nowhere" / "t.csv")
    assert not (tmp_path / "nowhere").exists()
