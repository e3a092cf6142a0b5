"""Sheets are saved in the format of the suffix, numbered in a row."""

import pytest

from qualcase.errors import OptionError
from qualcase.render.sheet import Column, Sheet
from qualcase.results.saving import save

SHEETS = [Sheet(title, (Column("Kode", ["a"]),)) for title in ("Satu", "Dua")]


def test_several_tables_take_the_numbers_that_follow(tmp_path):
    text = save(SHEETS, tmp_path / "t.html", number="4.9").read_text("utf-8")
    assert "Tabel 4.9" in text
    assert "Tabel 4.10" in text


def test_a_suffix_in_capitals_is_the_same_format(tmp_path):
    assert save(SHEETS, tmp_path / "T.HTML").read_text("utf-8").startswith("<!doctype html>")


@pytest.mark.parametrize("name", ["t", "t.pdf", "t.xls"])
def test_another_suffix_is_refused_with_those_there_are(tmp_path, name):
    with pytest.raises(OptionError, match=r"\.docx"):
        save(SHEETS, tmp_path / name)
    assert not list(tmp_path.iterdir())


def test_a_chapter_numbers_the_tables_of_a_file_from_one(tmp_path):
    text = save(SHEETS, tmp_path / "t.html", chapter=4).read_text("utf-8")
    assert [n for n in ("Tabel 4.1<", "Tabel 4.2<", "Tabel 4.3<") if n in text] == ["Tabel 4.1<", "Tabel 4.2<"]
    assert "Tabel A.1<" in save(SHEETS, tmp_path / "t.html", chapter="A").read_text("utf-8")


def test_what_stands_beside_takes_no_number(tmp_path):
    text = save(SHEETS[:1], tmp_path / "t.html", chapter=4, beside=SHEETS[1:]).read_text("utf-8")
    assert "Dua" in text
    assert "4.2" not in text


def test_number_and_chapter_together_are_refused(tmp_path):
    with pytest.raises(OptionError, match=r'number="4\.7"'):
        save(SHEETS, tmp_path / "t.html", number="4.1", chapter=4)
    assert not list(tmp_path.iterdir())


def test_a_section_is_no_chapter_and_the_message_says_which_number_does_it(tmp_path):
    with pytest.raises(OptionError, match=r'chapter=4 to begin at 4\.1.*number="4\.1\.1" to count within section 4\.1'):
        save(SHEETS, tmp_path / "t.html", chapter="4.1")
    assert not list(tmp_path.iterdir())
    assert "Tabel 4.1.2<" in save(SHEETS, tmp_path / "t.html", number="4.1.1").read_text("utf-8")


@pytest.mark.parametrize("chapter", [0, -1, True, 4.5, "4.", " ", "IV 2", None])
def test_what_is_no_chapter_is_refused(tmp_path, chapter):
    with pytest.raises(OptionError, match="chapter=4"):
        save(SHEETS, tmp_path / "t.html", chapter=chapter)
